"""A backup brings everything back after the original is destroyed, on both databases and from one into the other."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select, text

from lib.domain.errors import StoreError
from lib.domain.roles import AccessDenied, Pelaku, terminal
from lib.geo.imported import imported_folder
from lib.importing.layouts.saved_mappings import mappings_folder
from lib.importing.reading.originals import keep_original, original, originals_folder
from lib.published.source import answers_dir, load_figures
from lib.store import restore as restore_module
from lib.store.accounts import add_account, sign_in
from lib.store.archive import FOLDERS, MANIFEST, Manifest, file_member, open_archive, table_member
from lib.store.audit import as_utc, read_audit
from lib.store.backup import back_up, kept_files
from lib.store.decks import keep_deck, list_decks
from lib.store.engine import connect, open_engine
from lib.store.frames import published_fingerprint
from lib.store.migrate import HEAD, upgrade
from lib.store.restore import restore
from lib.store.seed import ensure_seeded
from lib.store.table_rows import kind_of
from lib.store.tables import Table, Versi
from lib.store.transactions import read, write
from lib.store.versions import list_versions, publish
from tests.people import pengelola
from tests.store.drafts import draft, meta, nilai

SANDI = "tujuh gajah putih"
ISI = b"KODE;NILAI\n18.01.04.2001;0,7\n"
SIDIK = hashlib.sha256(ISI).hexdigest()
PULIH = terminal("uji")


def _import(engine: Engine, tahun: int) -> int:
    return draft(engine, meta(tahun=tahun, judul="IDM “penuh” ✓", laporan={"temuan": [1, 0.1, None, "é"]}), nilai(0.7123, tahun))


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "var"
    monkeypatch.setenv("DASBOR_VAR_DIR", str(folder))
    return folder


@pytest.fixture
def lived_in(engine: Engine, small_data: Path, var: Path) -> Engine:
    """What a year of use leaves: shipped data, an import, an account, a deck, an original file and fetched answers."""
    ensure_seeded(engine, small_data)
    publish(engine, _import(engine, 2024), pelaku=pengelola(), catatan="“dengan” tanda\nbaris; koma, ✓")
    _import(engine, 2023)
    add_account(engine, "sri", SANDI, "pengelola", None, pelaku=PULIH)
    keep_deck(engine, "Rapat <b>Jumat</b>", '{"halaman": []}', pelaku=pengelola())
    keep_original(SIDIK, ISI)
    answers = var / "kemendes" / "2024" / "18.01.json"
    answers.parent.mkdir(parents=True)
    answers.write_text('{"jawaban": 1}', "utf-8")
    return engine


def content(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, apart from what restoring adds to the trail."""
    found = {}
    with read(engine) as conn:
        for table in Table.metadata.sorted_tables:
            rows = [tuple(row) for row in conn.execute(select(table))]
            found[table.name] = sorted((row for row in rows if "pulihkan" not in row), key=repr)
    return {name: [_utc(row) for row in rows] for name, rows in found.items()}


def _utc(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(as_utc(value) if hasattr(value, "tzinfo") else value for value in row)


def destroy(engine: Engine, var: Path) -> None:
    """The disk is gone: the database and all that was beside it."""
    engine.dispose()
    if engine.dialect.name == "sqlite":
        for path in Path(str(engine.url.database)).parent.glob(Path(str(engine.url.database)).name + "*"):
            path.unlink()
    else:
        with engine.begin() as conn:
            conn.execute(text("DROP SCHEMA public CASCADE"))
            conn.execute(text("CREATE SCHEMA public"))
        engine.dispose()
    shutil.rmtree(var, ignore_errors=True)


def url_of(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def test_all_is_there_again_after_the_original_was_destroyed(lived_in: Engine, var: Path, tmp_path: Path) -> None:
    file = tmp_path / "cadangan.zip"
    before, sidik = content(lived_in), published_fingerprint(lived_in)
    shown = load_figures(lived_in).nilai
    manifest = back_up(lived_in, file, var, aplikasi="0.1.0")
    assert manifest.rows == sum(map(len, before.values()))
    assert file.stat().st_mode & 0o777 == 0o600
    destroy(lived_in, var)

    fresh = connect(url_of(lived_in))
    with open_archive(file) as archive:
        restore(fresh, archive, var, pelaku=PULIH)
    fresh.dispose()

    again = open_engine(url_of(lived_in))
    assert content(again) == before
    assert published_fingerprint(again) == sidik
    assert load_figures(again).nilai.equals(shown)
    assert original(SIDIK) == ISI
    assert (answers_dir() / "2024" / "18.01.json").read_text("utf-8") == '{"jawaban": 1}'
    assert sign_in(again, "sri", SANDI).peran == "pengelola"
    assert [deck.judul for deck in list_decks(again, pelaku=pengelola())] == ["Rapat <b>Jumat</b>"]
    trail = next(entry for entry in read_audit(again) if entry.tindakan == "pulihkan")
    assert (trail.pelaku, trail.rincian["jumlah_baris"]) == (PULIH.nama, manifest.rows)
    assert not list(var.glob(".pulih-*"))
    # Life goes on: numbers are given on from where they were, and the trail still only grows.
    newest = max(entry.id for entry in list_versions(again))
    assert _import(again, 2022) == newest + 1
    with pytest.raises(Exception, match="jejak hanya dapat ditambah"), again.begin() as conn:
        conn.execute(text("DELETE FROM jejak"))
    again.dispose()


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_backup_of_one_database_goes_into_the_other_and_back(
    lived_in: Engine, var: Path, tmp_path: Path, empty_url: str
) -> None:
    """So an office that began with a file can move to a server."""
    before = content(lived_in)
    first, second = tmp_path / "pg.zip", tmp_path / "sqlite.zip"
    kept = back_up(lived_in, first, var, aplikasi="0.1.0")
    lite = connect(f"sqlite:///{tmp_path / 'pindah.sqlite'}")
    with open_archive(first) as archive:
        restore(lite, archive, var, pelaku=PULIH)
    assert content(lite) == before
    again = back_up(lite, second, var, aplikasi="0.1.0")
    # The same rows are the same bytes, whichever database gave them; only the trail has grown by the restoring.
    assert {name: it.sha256 for name, it in again.tabel.items() if name != "jejak"} == {
        name: it.sha256 for name, it in kept.tabel.items() if name != "jejak"
    }
    back = connect(empty_url)
    with open_archive(second) as archive:
        restore(back, archive, var, pelaku=PULIH)
    assert content(back) == before
    for opened in (lite, back):
        opened.dispose()


def test_a_database_with_rows_is_refused_unless_told(lived_in: Engine, var: Path, tmp_path: Path) -> None:
    file = tmp_path / "cadangan.zip"
    back_up(lived_in, file, var, aplikasi="0.1.0")
    kept = content(lived_in)
    publish(lived_in, _import(lived_in, 2021), pelaku=pengelola())
    later = content(lived_in)
    with open_archive(file) as archive:
        with pytest.raises(StoreError, match="tidak kosong"):
            restore(lived_in, archive, var, pelaku=PULIH)
        assert content(lived_in) == later
        restore(lived_in, archive, var, pelaku=PULIH, timpa=True)
    assert content(lived_in) == kept


@pytest.mark.parametrize("step", ["Archive.extract", "Path.replace"])
def test_a_disk_that_is_full_leaves_the_old_state_and_no_half_of_the_new_one(
    step: str, lived_in: Engine, var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "cadangan.zip"
    back_up(lived_in, file, var, aplikasi="0.1.0")
    before = content(lived_in)

    def broken(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    kind, name = step.split(".")
    monkeypatch.setattr(getattr(restore_module, kind), name, broken)
    with open_archive(file) as archive, pytest.raises(StoreError, match="No space left"):
        restore(lived_in, archive, var, pelaku=PULIH, timpa=True)
    assert content(lived_in) == before
    assert not list(var.glob(".pulih-*"))


def test_only_the_province_restores(lived_in: Engine, var: Path, tmp_path: Path) -> None:
    file = tmp_path / "cadangan.zip"
    back_up(lived_in, file, var, aplikasi="0.1.0")
    with open_archive(file) as archive, pytest.raises(AccessDenied):
        restore(lived_in, archive, var, pelaku=Pelaku("op", "operator", "18.04"), timpa=True)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_a_backup_of_an_older_schema_is_brought_to_the_present_one(empty_url: str, var: Path, tmp_path: Path) -> None:
    old = connect(empty_url)
    with write(old) as conn:
        upgrade(conn, "0002")
        conn.execute(text("INSERT INTO masuk_gagal (nama, waktu) VALUES ('sri', '2024-01-01 00:00:00.000000')"))
    file = tmp_path / "lama.zip"
    assert back_up(old, file, var, aplikasi="0.0.9").skema == "0002"
    new = connect(f"sqlite:///{tmp_path / 'baru.sqlite'}")
    with open_archive(file) as archive:
        restore(new, archive, var, pelaku=PULIH)
    new.dispose()
    opened = open_engine(url_of(new))
    with read(opened) as conn:
        assert conn.execute(text("SELECT version_num FROM skema_dasbor")).scalar() == HEAD
        assert conn.execute(text("SELECT count(*) FROM masuk_gagal")).scalar() == 1
        assert conn.execute(text("SELECT count(*) FROM dek")).scalar() == 0
    for engine in (old, opened):
        engine.dispose()


def test_others_may_read_and_write_while_a_backup_is_made(lived_in: Engine, var: Path, tmp_path: Path) -> None:
    file = tmp_path / "cadangan.zip"
    with write(lived_in) as conn:
        conn.execute(insert(Versi), [_versi(conn)])
        manifest = back_up(lived_in, file, var, aplikasi="0.1.0")
    # What was not committed is not in it.
    assert manifest.tabel["versi"].baris == len(list_versions(lived_in)) - 1


def _versi(conn: Any) -> dict[str, Any]:
    row = dict(conn.execute(select(Versi.__table__).limit(1)).mappings().one())
    return row | {"id": 10_000, "urutan_terbit": None, "keadaan": "draf"}


# -- damaged and hostile archives --------------------------------------------------------------------------------------


@pytest.fixture
def archive_file(tmp_path: Path, small_data: Path, var: Path) -> Path:
    """A good archive of a SQLite database."""
    engine = open_engine(f"sqlite:///{tmp_path / 'asal.sqlite'}")
    ensure_seeded(engine, small_data)
    keep_original(SIDIK, ISI)
    back_up(engine, tmp_path / "baik.zip", var, aplikasi="0.1.0")
    engine.dispose()
    return tmp_path / "baik.zip"


def rewritten(file: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The archive with its members changed."""
    with zipfile.ZipFile(file) as zipped:
        members = {name: zipped.read(name) for name in zipped.namelist()}
    change(members)
    target = file.with_name("lain.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in members.items():
            zipped.writestr(name, data)
    return target


def _manifest(members: dict[str, bytes], **changes: Any) -> None:
    members[MANIFEST] = json.dumps(json.loads(members[MANIFEST]) | changes).encode()


def _with_file(name: str) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        members[file_member(name)] = b"jahat"
        files = {name: {"bytes": 5, "sha256": hashlib.sha256(b"jahat").hexdigest()}}
        _manifest(members, berkas=files | json.loads(members[MANIFEST])["berkas"])

    return change


def _set(name: str, data: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda members: members.__setitem__(name, data)


DAMAGE: dict[str, Callable[[dict[str, bytes]], None]] = {
    "a row changed": lambda members: members.__setitem__(
        table_member("wilayah"), members[table_member("wilayah")].replace(b"18.", b"19.", 1)
    ),
    "a table gone": lambda members: members.__delitem__(table_member("versi")),
    "a file changed": _set(file_member(f"asli/{SIDIK}"), b"lain"),
    "a member more": _set("berkas/asli/tambahan", b"x"),
    "no manifest": lambda members: members.__delitem__(MANIFEST),
    "another's manifest": _set(MANIFEST, b'{"format": "lain"}'),
    "a manifest that is none": _set(MANIFEST, b"\xff\x00"),
    "a newer format": lambda members: _manifest(members, versi_format=99),
    "out of the folder": _with_file("../../jahat"),
    "out of the folder, below": _with_file("asli/../../jahat"),
    "an absolute path": _with_file("/tmp/jahat"),
    "over the database": _with_file("dasbor.sqlite"),
    "another folder": _with_file("peta/jahat.json"),
    "a backslash": _with_file("asli\\..\\jahat"),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_an_archive_that_is_not_whole_is_refused_before_anything_is_done(what: str, archive_file: Path) -> None:
    with pytest.raises(StoreError) as refused, open_archive(rewritten(archive_file, DAMAGE[what])):
        pass
    assert "lain.zip" in str(refused.value)


@pytest.mark.parametrize("keep", [0, 10, 2000, -30])
def test_a_truncated_archive_is_refused(keep: int, archive_file: Path) -> None:
    archive_file.write_bytes(archive_file.read_bytes()[:keep])
    with pytest.raises(StoreError, match="rusak"), open_archive(archive_file):
        pass


def test_a_file_that_is_absent_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "tidak-ada.zip", tmp_path):
        with pytest.raises(StoreError, match="tidak dapat dibaca"), open_archive(path):
            pass


@pytest.mark.parametrize("value", ['"bukan angka"', "{}", "[1]", '"2024-99-99"'])
def test_a_value_of_another_kind_leaves_the_database_as_it_was(value: str, archive_file: Path, tmp_path: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        name = table_member("nilai_indeks")
        lines = members[name].splitlines(keepends=True)
        row = json.loads(lines[0])
        row[2] = json.loads(value)
        members[name] = json.dumps(row).encode() + b"\n" + b"".join(lines[1:])
        tables = json.loads(members[MANIFEST])["tabel"]
        tables["nilai_indeks"] |= {"bytes": len(members[name]), "sha256": hashlib.sha256(members[name]).hexdigest()}
        _manifest(members, tabel=tables)

    engine = connect(f"sqlite:///{tmp_path / 'tujuan.sqlite'}")
    with open_archive(rewritten(archive_file, change)) as archive, pytest.raises(StoreError):
        restore(engine, archive, tmp_path / "var2", pelaku=PULIH)
    with engine.connect() as conn:
        assert conn.execute(text("SELECT count(*) FROM sqlite_master")).scalar() == 0
    engine.dispose()


@pytest.mark.parametrize(
    "schema", [{"skema": "9999"}, {"skema": "0001"}, {"skema": "head; DROP TABLE jejak"}], ids=["newer", "other", "hostile"]
)
def test_a_schema_that_does_not_fit_is_refused(schema: dict[str, str], archive_file: Path, tmp_path: Path) -> None:
    file = rewritten(archive_file, lambda members: _manifest(members, **schema))
    engine = connect(f"sqlite:///{tmp_path / 'tujuan.sqlite'}")
    with open_archive(file) as archive, pytest.raises(StoreError):
        restore(engine, archive, tmp_path / "var2", pelaku=PULIH)
    engine.dispose()


def test_anothers_database_is_not_touched(archive_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "lain.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE milik_orang (isi TEXT)")
    engine = connect(f"sqlite:///{path}")
    with open_archive(archive_file) as archive, pytest.raises(StoreError, match="bukan milik dasbor"):
        restore(engine, archive, tmp_path / "var2", pelaku=PULIH, timpa=True)
    with engine.connect() as conn:
        assert conn.execute(text("SELECT name FROM sqlite_master")).scalars().all() == ["milik_orang"]
    engine.dispose()


# -- making one --------------------------------------------------------------------------------------------------------


def test_an_existing_file_is_replaced_only_when_told(archive_file: Path, tmp_path: Path, var: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'asal.sqlite'}")
    before = archive_file.read_bytes()
    with pytest.raises(StoreError, match="sudah ada"):
        back_up(engine, archive_file, var, aplikasi="0.1.0")
    assert archive_file.read_bytes() == before
    back_up(engine, archive_file, var, aplikasi="0.1.0", timpa=True)
    engine.dispose()


def test_a_damaged_database_gives_no_backup(tmp_path: Path, var: Path, shipped_url: str) -> None:
    path = Path(shutil.copy(shipped_url.removeprefix("sqlite:///"), tmp_path / "rusak.sqlite"))
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xa5" * 40_000)
    engine = connect(f"sqlite:///{path}")
    with pytest.raises(StoreError, match="rusak"):
        back_up(engine, tmp_path / "c.zip", var, aplikasi="0.1.0")
    engine.dispose()
    assert not (tmp_path / "c.zip").exists()
    assert not list(tmp_path.glob(".cadangan-*"))


@pytest.mark.usefixtures("archive_file")
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, var: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'asal.sqlite'}")
    with pytest.raises(StoreError, match="tidak dapat ditulis"):
        back_up(engine, tmp_path / "tidak" / "ada" / "c.zip", var, aplikasi="0.1.0")
    engine.dispose()


def test_a_backup_knows_every_folder_that_is_written_beside_the_database(var: Path) -> None:
    sidik = "0" * 24
    for level in ("kabupaten", "kecamatan", "desa"):
        (var / "batas" / sidik).mkdir(parents=True, exist_ok=True)
        (var / "batas" / sidik / f"{level}.geojson").write_text("{}", "utf-8")
    shown = imported_folder(sidik)
    folders = {originals_folder().name, mappings_folder().name, answers_dir().name}
    assert folders | ({shown.parent.name} if shown else {"batas"}) == set(FOLDERS)
    assert all(name.startswith("batas/") for name, _path in kept_files(var))


def test_every_column_of_every_table_has_a_kind() -> None:
    assert {kind_of(column) for table in Table.metadata.sorted_tables for column in table.columns} == {
        "teks", "bulat", "pecahan", "tanggal", "waktu", "json",
    }  # fmt: skip


def test_a_manifest_says_what_is_inside(archive_file: Path) -> None:
    with open_archive(archive_file) as archive, zipfile.ZipFile(archive_file) as zipped:
        manifest: Manifest = archive.manifest
        assert set(zipped.namelist()) == {
            MANIFEST,
            *map(table_member, manifest.tabel),
            *map(file_member, manifest.berkas),
        }
        for name, member in manifest.tabel.items():
            assert sum(map(len, archive.rows(name))) == member.baris
