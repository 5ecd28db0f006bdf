"""Bringing a database to the schema of this application, under a lock, with Alembic driven from here (no alembic.ini)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, column, inspect, select, table

from lib.domain.errors import StoreError
from lib.domain.language import N_
from lib.store.tables import Table
from lib.store.transactions import WRITES, lock, shown_url

# The schema of this application. Kept here too, so that a start on an up-to-date database need not load Alembic.
HEAD: Final = "0004"
# Not Alembic's default name: a PostgreSQL database may be shared with another application that uses Alembic.
REVISION_TABLE: Final = "skema_dasbor"
FOLDER: Final = Path(__file__).parent / "migrations"


def revision(conn: Connection) -> str | None:
    """The schema revision that the database is at; None when it has none."""
    if not inspect(conn).has_table(REVISION_TABLE):
        return None
    return conn.execute(select(column("version_num")).select_from(table(REVISION_TABLE))).scalar()


def migrate(engine: Engine) -> None:
    """Bring the database to ``HEAD`` in one transaction; StoreError when it is another's or from a newer version."""
    with engine.connect() as conn, conn.begin():
        if revision(conn) == HEAD:
            return
    with engine.connect() as conn:
        conn = conn.execution_options(**{WRITES: True})
        with conn.begin():
            lock(conn)
            found = revision(conn)
            if found == HEAD:
                return
            if found is None:
                refuse_foreign(conn)
            else:
                refuse_newer(conn, found)
            upgrade(conn)


def refuse_foreign(conn: Connection) -> None:
    """StoreError for another program's database: nothing is added to its SQLite file, nor put over tables of the same names."""
    tables = set(inspect(conn).get_table_names())
    if conn.dialect.name == "postgresql":
        tables &= set(Table.metadata.tables)
    if tables:
        raise StoreError(
            N_("Basis data {basis} bukan milik dasbor ini: di dalamnya sudah ada tabel {tabel}."),
            saran=N_("Sebut basis data lain yang masih kosong di DASBOR_DATABASE_URL."),
            basis=shown_url(conn.engine.url),
            tabel=", ".join(sorted(tables)[:3]),
        )


def refuse_newer(conn: Connection, found: str) -> None:
    """StoreError when this application does not know the schema ``found``."""
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions()}
    if found not in known:
        raise StoreError(
            N_("Basis data {basis} dibuat oleh aplikasi yang lebih baru (skema {skema}; aplikasi ini mengenal sampai {kepala})."),
            saran=N_("Perbarui aplikasi ini, atau sebut basis data lain di DASBOR_DATABASE_URL. Isinya tidak diubah."),
            basis=shown_url(conn.engine.url),
            skema=found,
            kepala=HEAD,
        )


def upgrade(conn: Connection, to: str = HEAD) -> None:
    """Run the migrations up to ``to`` within the transaction of ``conn``."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = conn
    command.upgrade(config, to)
