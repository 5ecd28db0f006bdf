"""Opening the database: SQLite in ``var/`` by default, PostgreSQL by URL, always at the schema of this application."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from lib.domain.data_file import ROOT
from lib.domain.errors import StoreError
from lib.domain.language import N_
from lib.store.migrate import migrate
from lib.store.transactions import WAIT_SECONDS, WRITES, errors_in_words, shown_url

FILE_NAME: Final = "dasbor.sqlite"
_POSTGRESQL_NAMES: Final = ("postgresql", "postgres", "postgresql+psycopg")


def database_url() -> str:
    """``DASBOR_DATABASE_URL``, else a SQLite file in ``DASBOR_VAR_DIR`` or ``var/`` of the checkout."""
    named = os.environ.get("DASBOR_DATABASE_URL", "").strip()
    if named:
        return named
    folder = Path(os.environ.get("DASBOR_VAR_DIR") or ROOT / "var")
    return f"sqlite:///{(folder / FILE_NAME).absolute()}"


def parse_url(teks: str) -> URL:
    """The URL with the driver that is installed; StoreError for anything but SQLite in a file and PostgreSQL."""
    try:
        url = make_url(teks)
    except (ArgumentError, ValueError):
        url = None
    if url is not None and url.drivername in _POSTGRESQL_NAMES:
        return url.set(drivername="postgresql+psycopg")
    if url is None or url.drivername != "sqlite" or not url.database or url.database == ":memory:":
        raise StoreError(
            N_("DASBOR_DATABASE_URL bukan alamat basis data yang didukung: {alamat}."),
            saran=N_("Pakai sqlite:////folder/dasbor.sqlite atau postgresql://pengguna:sandi@server/basisdata."),
            alamat=url.render_as_string(hide_password=True) if url else "…",
        )
    return url


def open_engine(url: str | None = None) -> Engine:
    """An engine on ``url`` (default ``database_url()``) whose schema is this application's; a new database gets it first.

    Several processes may do this at once on an empty database: one makes the schema, the others wait for it. StoreError
    when the database cannot be opened or written, is damaged, belongs to something else, or is from a newer version.
    """
    engine = connect(url)
    try:
        with errors_in_words(engine.url):
            migrate(engine)
    except StoreError:
        engine.dispose()
        raise
    return engine


def connect(url: str | None = None) -> Engine:
    """An engine on ``url`` (default ``database_url()``) as it is: nothing is migrated. For backups and restoring them.

    A SQLite file that is not there is made, empty. StoreError as ``open_engine``.
    """
    parsed = parse_url(url or database_url())
    sqlite = parsed.get_backend_name() == "sqlite"
    if sqlite:
        _make_folder(parsed)
    engine = _sqlite_engine(parsed) if sqlite else _postgresql_engine(parsed)
    try:
        if sqlite:
            with errors_in_words(parsed):
                _use_wal(engine)
    except StoreError:
        engine.dispose()
        raise
    return engine


def _make_folder(url: URL) -> None:
    path = Path(str(url.database))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            N_("Folder {folder} untuk basis data tidak dapat dibuat: {sebab}."),
            saran=N_("Beri izin menulis di sana, atau pilih tempat lain dengan DASBOR_VAR_DIR atau DASBOR_DATABASE_URL."),
            folder=path.parent,
            sebab=error.strerror or error,
        ) from None
    if path.is_dir():
        raise StoreError(
            N_("Berkas basis data {basis} ternyata sebuah folder."),
            saran=N_("Pindahkan folder itu, atau sebut nama berkas lain di DASBOR_DATABASE_URL."),
            basis=path,
        )


def _sqlite_engine(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": WAIT_SECONDS})

    @event.listens_for(engine, "connect")
    def _settings(connection: sqlite3.Connection, _record: Any) -> None:
        # The driver would begin transactions late and commit around DDL; with None, BEGIN is ours alone (below).
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _begin(conn: Connection) -> None:
        # A transaction that reads first and writes later cannot wait for another writer: it must say so at the start.
        conn.exec_driver_sql("BEGIN IMMEDIATE" if conn.get_execution_options().get(WRITES) else "BEGIN")

    return engine


def _postgresql_engine(url: URL) -> Engine:
    # A server that is gone without a word (unplugged, stopped) must not hold whoever asks it for longer than this.
    waits = {"connect_timeout": 5, "tcp_user_timeout": 10_000, "keepalives_idle": 30}
    return create_engine(url, pool_pre_ping=True, connect_args=waits)


def _use_wal(engine: Engine) -> None:
    """Switch the file to WAL, once: readers then never wait for a writer. SQLite does not queue for this, so we do."""
    give_up = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            with closing(engine.raw_connection()) as connection:
                if any(_journal_mode(connection, statement) == "wal" for statement in _WAL):
                    return
        except sqlite3.Error as error:
            if "locked" not in str(error) or time.monotonic() > give_up:
                raise DBAPIError(_WAL[-1], None, error) from error
        else:
            raise StoreError(
                N_("Basis data {basis} tidak dapat memakai catatan WAL."),
                saran=N_("Letakkan berkas itu di diska setempat, bukan di folder jaringan."),
                basis=shown_url(engine.url),
            )
        time.sleep(0.05)


_WAL: Final = ("PRAGMA journal_mode", "PRAGMA journal_mode = WAL")


def _journal_mode(connection: Any, statement: str) -> str:
    with closing(connection.cursor()) as cursor:
        return cursor.execute(statement).fetchone()[0]
