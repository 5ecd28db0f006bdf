"""Making a backup: one consistent look at the database, and the kept files, into one archive.

The archive is the same for SQLite and PostgreSQL, needs no program of the database, and can be restored into either.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError

from lib.domain.errors import StoreError
from lib.domain.language import N_
from lib.store.archive import FOLDERS, MANIFEST, Manifest, Member, MemberHash, TableMember, file_member, table_member
from lib.store.migrate import revision
from lib.store.table_rows import encoded_rows, kind_of, own_tables
from lib.store.transactions import errors_in_words, read, shown_url

# The archive holds password hashes: whoever may read it is decided by its owner.
MODE: Final = 0o600
_PAGES_AT_ONCE: Final = 2_000
_READ_AT_ONCE: Final = 1024 * 1024


def back_up(engine: Engine, path: Path, var_dir: Path, *, aplikasi: str, timpa: bool = False) -> Manifest:
    """Write everything that ``engine`` and ``var_dir`` hold to ``path``, whole or not at all; returns what is in it.

    Reading and writing by others may go on. StoreError when there is nothing to keep, the database is damaged, or the file
    cannot be written; an existing file is replaced only with ``timpa``.
    """
    if path.exists() and not timpa:
        raise StoreError(
            N_("Berkas {berkas} sudah ada."), saran=N_("Pilih nama lain, atau tambahkan --timpa untuk menggantinya."), berkas=path
        )
    try:
        with tempfile.TemporaryDirectory(dir=path.absolute().parent, prefix=".cadangan-") as folder:
            made = Path(folder) / "cadangan.zip"
            with _snapshot(engine, Path(folder)) as conn:
                manifest = _write(conn, made, var_dir, engine.dialect.name, aplikasi)
            made.chmod(MODE)
            made.replace(path)
    except OSError as error:
        raise StoreError(
            N_("Cadangan {berkas} tidak dapat ditulis: {sebab}."),
            saran=N_("Periksa nama folder, izinnya, dan ruang kosong di diska."),
            berkas=path,
            sebab=error.strerror or error,
        ) from None
    return manifest


@contextmanager
def _snapshot(engine: Engine, folder: Path) -> Iterator[Connection]:
    """The database as it is now: on PostgreSQL one transaction; on SQLite a checked copy made by its online backup."""
    if engine.dialect.name == "postgresql":
        with read(engine) as conn:
            yield conn
        return
    copy = folder / "salinan.sqlite"
    with errors_in_words(engine.url):
        _copy_sqlite(engine, copy)
    copied = create_engine(f"sqlite:///{copy}")
    try:
        with errors_in_words(engine.url), copied.connect() as conn:
            yield conn
    finally:
        copied.dispose()


def _copy_sqlite(engine: Engine, target: Path) -> None:
    try:
        with closing(sqlite3.connect(target)) as copy:
            with closing(engine.raw_connection()) as connection:
                source: Any = connection.driver_connection
                source.backup(copy, pages=_PAGES_AT_ONCE)
            found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
            # The copy is read once: it needs no log beside it.
            copy.execute("PRAGMA journal_mode = OFF")
    except sqlite3.Error as error:
        raise DBAPIError("backup", None, error) from error
    if found != "ok":
        raise StoreError(
            N_("Basis data {basis} rusak: {sebab}."),
            saran=N_("Jangan timpa cadangan lama. Pulihkan cadangan terakhir yang baik."),
            basis=shown_url(engine.url),
            sebab=found,
        )


def _write(conn: Connection, path: Path, var_dir: Path, dialect: str, aplikasi: str) -> Manifest:
    skema = revision(conn)
    if skema is None:
        raise StoreError(
            N_("Tidak ada yang dapat dicadangkan: basis data {basis} belum berisi data dasbor."),
            saran=N_("Periksa DASBOR_DATABASE_URL dan DASBOR_VAR_DIR."),
            basis=shown_url(conn.engine.url),
        )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as zipped:
        tables = {}
        for table in own_tables(conn):
            member, rows = _member(zipped, table_member(table.name), encoded_rows(conn, table))
            kolom = {column.name: kind_of(column) for column in table.columns}
            tables[table.name] = TableMember(bytes=member.bytes, sha256=member.sha256, baris=rows, kolom=kolom)
        # After the database: a file is always written before the version that names it.
        files = {name: _member(zipped, file_member(name), _chunks(source))[0] for name, source in kept_files(var_dir)}
        manifest = Manifest(
            aplikasi=aplikasi,
            dibuat=dt.datetime.now(dt.UTC),
            basis_data="sqlite" if dialect == "sqlite" else "postgresql",
            skema=skema,
            tabel=tables,
            berkas=files,
        )
        zipped.writestr(MANIFEST, manifest.model_dump_json(indent=1))
    return manifest


def _member(zipped: zipfile.ZipFile, name: str, parts: Iterator[bytes]) -> tuple[Member, int]:
    """Write a member; returns its size and hash, and of how many parts it is."""
    seen, number = MemberHash(), 0
    with zipped.open(name, "w", force_zip64=True) as out:
        for part in parts:
            out.write(part)
            seen.add(part)
            number += 1
    return Member(bytes=seen.bytes, sha256=seen.sha256), number


def kept_files(var_dir: Path) -> list[tuple[str, Path]]:
    """The files beside the database that an installation cannot make again, by their path below ``var_dir``."""
    found = []
    for folder in FOLDERS:
        for path in sorted((var_dir / folder).rglob("*")):
            name = path.relative_to(var_dir).as_posix()
            # What begins with a dot is half written.
            if path.is_file() and not path.is_symlink() and not any(part.startswith(".") for part in Path(name).parts):
                found.append((name, path))
    return found


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_READ_AT_ONCE):
            yield chunk
