"""Restoring a backup: schema and rows in one transaction, read back and compared before it is kept."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any, Final, cast

from sqlalchemy import Connection, Engine, Table, func, select, text
from sqlalchemy.schema import DropTable

from lib.domain.errors import StoreError
from lib.domain.language import N_
from lib.domain.roles import Pelaku
from lib.store.archive import Archive, MemberHash
from lib.store.audit import record
from lib.store.migrate import REVISION_TABLE, refuse_foreign, refuse_newer, revision, upgrade
from lib.store.table_rows import encoded_rows, insert_rows, kind_of, own_tables
from lib.store.transactions import shown_url, write

_NOTHING_CHANGED: Final = N_("Tidak ada yang diubah.")
_FILE_MODE: Final = 0o640
_TRIGGER_FUNCTIONS: Final = text(
    "SELECT DISTINCT p.oid::regprocedure::text FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON"
    " c.oid = t.tgrelid WHERE NOT t.tgisinternal AND c.relname = ANY(:tables) AND c.relnamespace ="
    " current_schema()::regnamespace AND p.pronamespace = c.relnamespace"
)


def restore(engine: Engine, archive: Archive, var_dir: Path, *, pelaku: Pelaku, timpa: bool = False) -> None:
    """Put everything of ``archive`` into the database and the files into ``var_dir``, or change nothing.

    The database ends at the schema of this application. StoreError when the database holds rows already and ``timpa`` was
    not said, when it is another's, or when what was written does not read back as what the archive holds. AccessDenied
    when ``pelaku`` may not.
    """
    izin = pelaku.require("pulihkan")
    manifest = archive.manifest
    staging = _staging_folder(var_dir)
    try:
        _extract(archive, staging, var_dir)
        with write(engine) as conn:
            _make_room(conn, timpa=timpa)
            refuse_newer(conn, manifest.skema)
            upgrade(conn, manifest.skema)
            _fill(conn, archive)
            upgrade(conn)
            details = {"berkas": archive.path.name, "dibuat": manifest.dibuat.isoformat(), "jumlah_baris": manifest.rows}
            record(conn, izin, "pulihkan", "basis data", details)
            # Before the rows are kept: a file that no version names does no harm, a version without its files would.
            _move(staging, var_dir, list(manifest.berkas))
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _make_room(conn: Connection, *, timpa: bool) -> None:
    if revision(conn) is None:
        refuse_foreign(conn)
        return
    tables = own_tables(conn)
    held = sum(conn.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)
    if held and not timpa:
        raise StoreError(
            N_("Basis data {basis} tidak kosong: di dalamnya ada {jumlah} baris."),
            saran=N_("Tidak ada yang diubah. Untuk membuang isinya dan menggantinya dengan cadangan, tambahkan --timpa."),
            basis=shown_url(conn.engine.url),
            jumlah=held,
        )
    functions = []
    if conn.dialect.name == "postgresql":
        functions = list(conn.execute(_TRIGGER_FUNCTIONS, {"tables": [table.name for table in tables]}).scalars())
    for table in reversed(tables):
        conn.execute(DropTable(table))
    conn.execute(text(f"DROP TABLE {REVISION_TABLE}"))
    for function in functions:
        conn.execute(text(f"DROP FUNCTION {function}"))


def _fill(conn: Connection, archive: Archive) -> None:
    tables = {table.name: table for table in own_tables(conn)}
    wanted = {name: member.kolom for name, member in archive.manifest.tabel.items()}
    if wanted != {name: {column.name: kind_of(column) for column in table.columns} for name, table in tables.items()}:
        raise StoreError(
            N_("Tabel di cadangan {berkas} lain daripada skemanya ({skema})."),
            saran=_NOTHING_CHANGED,
            berkas=archive.path,
            skema=archive.manifest.skema,
        )
    for name, table in tables.items():  # in the order of their references
        _clear(conn, table)
        columns, kinds = tuple(wanted[name]), tuple(wanted[name].values())
        for rows in archive.rows(name):
            try:
                insert_rows(conn, name, columns, kinds, rows)
            except (ValueError, TypeError):
                raise _differs(archive, name) from None
        _compare(conn, archive, table)
        _renumber(conn, table)


def _clear(conn: Connection, table: Table) -> None:
    """A migration may have put rows of its own into a new schema; the archive has its own of those."""
    if conn.execute(select(func.count()).select_from(table)).scalar_one():
        conn.execute(table.delete())


def _compare(conn: Connection, archive: Archive, table: Table) -> None:
    """What the database now gives back must be what was kept, to the byte."""
    seen, member = MemberHash(), archive.manifest.tabel[table.name]
    for line in encoded_rows(conn, table):
        seen.add(line)
    if seen.sha256 != member.sha256:
        raise _differs(archive, table.name)


def _differs(archive: Archive, table: str) -> StoreError:
    return StoreError(
        N_("Tabel {tabel} tidak terbaca kembali seperti isi cadangan {berkas}."),
        saran=_NOTHING_CHANGED,
        tabel=table,
        berkas=archive.path,
    )


def _renumber(conn: Connection, table: Table) -> None:
    """PostgreSQL counts new rows by a sequence that knows nothing of the rows just entered."""
    keys = list(table.primary_key.columns)
    if conn.dialect.name != "postgresql" or len(keys) != 1:
        return
    names: dict[str, Any] = {"table": table.name, "column": keys[0].name}
    sequence = conn.execute(text("SELECT pg_get_serial_sequence(:table, :column)"), names).scalar()
    if sequence is not None:
        following = cast(int, conn.execute(select(func.coalesce(func.max(keys[0]), 0) + 1)).scalar_one())
        conn.execute(text("SELECT setval(:sequence, :following, false)"), {"sequence": sequence, "following": following})


def _staging_folder(var_dir: Path) -> Path:
    """A folder beside the place where the kept files belong: from there they are only renamed."""
    try:
        var_dir.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(dir=var_dir, prefix=".pulih-"))
    except OSError as error:
        raise _unwritable(var_dir, error) from None


def _extract(archive: Archive, staging: Path, var_dir: Path) -> None:
    try:
        for name in archive.manifest.berkas:
            target = staging / name
            target.parent.mkdir(parents=True, exist_ok=True)
            archive.extract(name, target)
            target.chmod(_FILE_MODE)
    except OSError as error:
        raise _unwritable(var_dir, error) from None


def _move(staging: Path, var_dir: Path, names: list[str]) -> None:
    try:
        for name in names:
            target = var_dir / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (staging / name).replace(target)
    except OSError as error:
        raise _unwritable(var_dir, error) from None


def _unwritable(folder: Path, error: OSError) -> StoreError:
    return StoreError(
        N_("Berkas cadangan tidak dapat ditulis ke {folder}: {sebab}."),
        saran=N_("Tidak ada yang diubah. Periksa izin folder dan ruang kosong di diska."),
        folder=folder,
        sebab=error.strerror or error,
    )
