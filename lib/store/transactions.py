"""Reading and writing transactions on both databases, and database errors in words for a user.

``read`` gives one unchanging snapshot: a frame is never built half from before a publication and half from after it.
``write`` lets one writer in at a time, across processes: the order of publications and the first fill depend on it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import URL, Connection, Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from lib.domain.errors import StoreError, StoreUnreachable
from lib.domain.language import N_

WAIT_SECONDS: Final = 15
# Any constant will do, as long as every process of this application takes the same one.
ADVISORY_LOCK: Final = 0x4445_5341_1800
WRITES: Final = "dasbor_writes"

_BUSY = N_("Basis data {basis} sedang dipakai proses lain.")
_BUSY_MEND = N_("Tunggu sebentar, lalu coba lagi.")
_DAMAGED = N_("Berkas basis data {basis} rusak atau bukan basis data SQLite.")
_DAMAGED_MEND = N_(
    "Pulihkan berkas itu dari cadangan. Tanpa cadangan, pindahkan berkas itu ke tempat lain: basis data baru dibuat saat"
    " aplikasi dijalankan lagi, lalu impor ulang data resmi."
)
_NOT_WRITABLE = N_("Basis data {basis} tidak dapat ditulis: {sebab}.")
_NOT_WRITABLE_MEND = N_(
    "Beri aplikasi izin menulis pada folder itu, atau pilih tempat lain dengan DASBOR_VAR_DIR atau DASBOR_DATABASE_URL."
)
_FULL = N_("Penyimpanan untuk basis data {basis} penuh.")
_FULL_MEND = N_("Kosongkan ruang di diska, lalu coba lagi; perubahan terakhir dibatalkan seluruhnya.")
_UNREACHABLE = N_("Basis data {basis} tidak dapat dihubungi: {sebab}.")
_UNREACHABLE_MEND = N_("Periksa DASBOR_DATABASE_URL dan pastikan servernya berjalan dan menerima nama serta kata sandi itu.")
_REFUSED = N_("Basis data {basis} menolak perintah: {sebab}.")
_REFUSED_MEND = N_("Tidak ada yang tersimpan. Jika berulang, laporkan kepada pengelola aplikasi.")

_SQLITE: Final = {
    "SQLITE_BUSY": (_BUSY, _BUSY_MEND),
    "SQLITE_LOCKED": (_BUSY, _BUSY_MEND),
    "SQLITE_NOTADB": (_DAMAGED, _DAMAGED_MEND),
    "SQLITE_CORRUPT": (_DAMAGED, _DAMAGED_MEND),
    "SQLITE_READONLY": (_NOT_WRITABLE, _NOT_WRITABLE_MEND),
    "SQLITE_CANTOPEN": (_NOT_WRITABLE, _NOT_WRITABLE_MEND),
    "SQLITE_PERM": (_NOT_WRITABLE, _NOT_WRITABLE_MEND),
    "SQLITE_FULL": (_FULL, _FULL_MEND),
}
# By class of SQLSTATE, the more exact code first; a failed connection has none.
_POSTGRESQL: Final = {
    "55P03": (_BUSY, _BUSY_MEND),
    "40": (_BUSY, _BUSY_MEND),
    "25006": (_NOT_WRITABLE, _NOT_WRITABLE_MEND),
    "42501": (_NOT_WRITABLE, _NOT_WRITABLE_MEND),
    "53100": (_FULL, _FULL_MEND),
    "53": (_BUSY, _BUSY_MEND),
    "08": (_UNREACHABLE, _UNREACHABLE_MEND),
    "28": (_UNREACHABLE, _UNREACHABLE_MEND),
    "3D": (_UNREACHABLE, _UNREACHABLE_MEND),
    "57": (_UNREACHABLE, _UNREACHABLE_MEND),
}


def shown_url(url: URL) -> str:
    """How a database is called in a message: the file, or the URL without its password."""
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def _words(error: BaseException) -> tuple[str, str]:
    if isinstance(error, sqlite3.Error):
        name = getattr(error, "sqlite_errorname", "") or ""
        return next((words for code, words in _SQLITE.items() if name.startswith(code)), (_REFUSED, _REFUSED_MEND))
    state = getattr(error, "sqlstate", None) or ""
    if not state and type(error).__name__ == "OperationalError":
        return _UNREACHABLE, _UNREACHABLE_MEND
    return next((words for code, words in _POSTGRESQL.items() if state.startswith(code)), (_REFUSED, _REFUSED_MEND))


@contextmanager
def errors_in_words(url: URL) -> Iterator[None]:
    """Turn every error of the database within the block into a StoreError that says what to do."""
    try:
        yield
    except PoolTimeoutError:
        raise StoreError(_BUSY, saran=_BUSY_MEND, basis=shown_url(url)) from None
    except DBAPIError as error:
        cause = error.orig or error
        pesan, saran = _words(cause)
        sebab = " ".join(str(cause).split()).rstrip(".")
        kind = StoreUnreachable if pesan == _UNREACHABLE else StoreError
        raise kind(pesan, saran=saran, basis=shown_url(url), sebab=sebab) from error


@contextmanager
def driver_errors(conn: Connection, statement: str) -> Iterator[None]:
    """Give errors of the bare driver (bulk reading, COPY) the form that SQLAlchemy gives to its own."""
    try:
        yield
    except conn.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(statement, None, error) from error


@contextmanager
def read(engine: Engine) -> Iterator[Connection]:
    """A connection whose queries all see the same state of the database; StoreError when it cannot be read."""
    with errors_in_words(engine.url), engine.connect() as conn:
        if engine.dialect.name == "postgresql":
            conn = conn.execution_options(isolation_level="REPEATABLE READ")
        with conn.begin():
            yield conn


@contextmanager
def write(engine: Engine) -> Iterator[Connection]:
    """One transaction that no other writer of the application can overlap: whole or not at all.

    Waits ``WAIT_SECONDS`` for a writer in progress, then raises StoreError. An exception inside the block undoes it all.
    """
    with errors_in_words(engine.url), engine.connect() as conn:
        conn = conn.execution_options(**{WRITES: True})
        with conn.begin():
            lock(conn)
            yield conn


def lock(conn: Connection) -> None:
    """Take the writers' lock until the end of the transaction (on SQLite, ``BEGIN IMMEDIATE`` took it already)."""
    if conn.dialect.name == "postgresql":
        conn.execute(text(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'"))
        conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
