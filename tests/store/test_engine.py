"""Opening a database: where it is, that it has the schema, and what a user is told when it cannot be."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from lib.domain.errors import StoreError
from lib.store import frames, migrate
from lib.store.engine import database_url, open_engine, parse_url
from lib.store.tables import Table
from tests.postgres_server import USER
from tests.store.drafts import meta, nilai, published

ORDINARY_USER = 65534


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Root may write anywhere: give that up within the block."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(ORDINARY_USER)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can enter (pytest's own is closed to others) and only its owner can write to."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def refusal(url: str) -> str:
    with pytest.raises(StoreError) as caught:
        open_engine(url)
    assert caught.value.saran, "every refusal says what to do"
    return str(caught.value)


def test_without_settings_the_database_is_a_file_in_var(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DASBOR_DATABASE_URL", raising=False)
    monkeypatch.delenv("DASBOR_VAR_DIR", raising=False)
    assert database_url().endswith("/var/dasbor.sqlite")
    monkeypatch.setenv("DASBOR_VAR_DIR", str(tmp_path))
    assert database_url() == f"sqlite:///{tmp_path / 'dasbor.sqlite'}"
    monkeypatch.setenv("DASBOR_DATABASE_URL", "postgresql://a@b/c")
    assert database_url() == "postgresql://a@b/c"


@pytest.mark.parametrize("name", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_a_postgresql_url_gets_the_installed_driver(name: str) -> None:
    url = parse_url(f"{name}://orang:rahasia@server:5433/dasbor?sslmode=require")
    assert url.drivername == "postgresql+psycopg"
    assert (url.password, url.query["sslmode"]) == ("rahasia", "require")


@pytest.mark.parametrize(
    "teks", ["mysql://orang:rahasia@server/x", "bukan alamat rahasia", "sqlite://", "sqlite:///:memory:", ""]
)
def test_an_unsupported_url_is_refused_without_showing_its_password(teks: str) -> None:
    with pytest.raises(StoreError) as caught:
        parse_url(teks)
    assert "rahasia" not in str(caught.value)
    assert "postgresql://" in str(caught.value)


def test_a_new_database_has_exactly_the_tables_of_the_design(empty_url: str) -> None:
    engine = open_engine(empty_url)
    with engine.connect() as conn:
        context = MigrationContext.configure(conn, opts={"version_table": migrate.REVISION_TABLE, "compare_type": True})
        assert compare_metadata(context, Table.metadata) == []
        assert set(inspect(conn).get_table_names()) == {*Table.metadata.tables, migrate.REVISION_TABLE}
        checks = {check["name"] for check in inspect(conn).get_check_constraints("versi")}
        assert checks == {"ck_versi_jenis", "ck_versi_sifat", "ck_versi_keadaan"}
    engine.dispose()


def test_the_known_head_is_the_last_migration() -> None:
    assert ScriptDirectory(str(migrate.FOLDER)).get_heads() == [migrate.HEAD]


def test_opening_again_keeps_what_is_there(empty_url: str) -> None:
    first = open_engine(empty_url)
    versi_id = published(first, meta(), nilai(0.75))
    first.dispose()
    second = open_engine(empty_url)
    assert [info.id for info in frames.published_versions(second)] == [versi_id]
    second.dispose()


def test_sqlite_writes_ahead_and_holds_foreign_keys(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'a' / 'b' / 'dasbor.sqlite'}")
    with engine.connect() as conn:
        assert conn.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert conn.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert conn.execute(text("PRAGMA busy_timeout")).scalar() == 15_000
    engine.dispose()


def test_a_database_from_a_newer_application_is_refused_untouched(schema_url: str, engine: Engine) -> None:
    with engine.begin() as conn:
        conn.execute(text(f"UPDATE {migrate.REVISION_TABLE} SET version_num = '9999'"))
    message = refusal(schema_url)
    assert "lebih baru" in message
    assert "9999" in message
    with engine.connect() as conn:
        assert migrate.revision(conn) == "9999"


def test_tables_of_another_program_are_left_alone(database: str, empty_url: str) -> None:
    if database == "sqlite":
        Path(empty_url.removeprefix("sqlite:///")).parent.mkdir()
        with sqlite3.connect(empty_url.removeprefix("sqlite:///")) as connection:
            connection.execute("CREATE TABLE resep (nama TEXT)")
        assert "resep" in refusal(empty_url)
    else:
        with psycopg.connect(empty_url) as connection:
            connection.execute("CREATE TABLE resep (nama TEXT)")
        open_engine(empty_url).dispose()  # a server's database may be shared, as long as no name is taken
        with psycopg.connect(empty_url) as connection:
            connection.execute(f"DROP TABLE {migrate.REVISION_TABLE}")
        assert "cakupan_program" in refusal(empty_url)


@pytest.mark.parametrize("content", [b"ini bukan basis data, hanya teks biasa" * 40, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_file_that_is_no_database_is_named_and_kept(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "dasbor.sqlite"
    path.write_bytes(content)
    message = refusal(f"sqlite:///{path}")
    assert str(path) in message
    assert "cadangan" in message
    assert path.read_bytes() == content


def test_a_database_damaged_in_the_middle_gives_words_when_read(tmp_path: Path) -> None:
    path = tmp_path / "dasbor.sqlite"
    engine = open_engine(f"sqlite:///{path}")
    published(engine, meta(), nilai(0.75, desa=[f"18.01.{k:02}.{2001 + d}" for k in range(1, 40) for d in range(30)]))
    engine.dispose()
    content = bytearray(path.read_bytes())
    content[len(content) // 3 :] = b"\x07" * (len(content) - len(content) // 3)
    path.write_bytes(content)
    engine = open_engine(f"sqlite:///{path}")
    with pytest.raises(StoreError, match="rusak"):
        frames.nilai_frame(engine)
    engine.dispose()


def test_a_read_only_folder_is_explained(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    with ordinary_user():
        message = refusal(f"sqlite:///{open_folder / 'dasbor.sqlite'}")
    assert "izin menulis" in message
    with ordinary_user():
        message = refusal(f"sqlite:///{open_folder / 'var' / 'dasbor.sqlite'}")
    assert "DASBOR_VAR_DIR" in message


def test_a_read_only_file_is_explained_at_the_first_write(open_folder: Path) -> None:
    path = open_folder / "dasbor.sqlite"
    open_engine(f"sqlite:///{path}").dispose()
    path.chmod(0o444)
    open_folder.chmod(0o555)
    with ordinary_user(), pytest.raises(StoreError, match="izin menulis"):
        published(open_engine(f"sqlite:///{path}"), meta(), nilai(0.75))


def test_a_folder_or_a_file_in_the_way_is_explained(tmp_path: Path) -> None:
    (tmp_path / "dasbor.sqlite").mkdir()
    assert "folder" in refusal(f"sqlite:///{tmp_path / 'dasbor.sqlite'}")
    (tmp_path / "var").write_text("berkas")
    assert "var" in refusal(f"sqlite:///{tmp_path / 'var' / 'dasbor.sqlite'}")


def test_an_unreachable_server_is_explained_without_its_password() -> None:
    message = refusal("postgresql://orang:rahasia@127.0.0.1:1/dasbor")
    assert "rahasia" not in message
    assert "dihubungi" in message


def test_a_missing_database_on_the_server_is_explained(postgres_socket: Path) -> None:
    message = refusal(f"postgresql://{USER}@/tidak_ada?host={postgres_socket}")
    assert "tidak_ada" in message
    assert "dihubungi" in message


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_an_account_that_may_not_make_tables_is_explained(empty_url: str) -> None:
    with psycopg.connect(empty_url) as connection:
        connection.execute("DROP ROLE IF EXISTS pembaca")
        connection.execute("CREATE ROLE pembaca LOGIN")
    assert "tidak dapat ditulis" in refusal(empty_url.replace(f"//{USER}@", "//pembaca@"))
