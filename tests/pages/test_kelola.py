"""Kelola Data without a browser: who sees what, and every step of an import with the real engine on a store of its own."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import tomllib
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from lib.domain.data_file import ROOT
from lib.domain.errors import ImportRefused
from lib.domain.language import LANGUAGES
from lib.domain.roles import terminal
from lib.importing.publication import draft_file, publish_drafts, publish_file
from lib.importing.reading.files import open_bytes
from lib.importing.reading.originals import original
from lib.importing.run import examine_file
from lib.importing.sheets import MAX_FILE_BYTES
from lib.published import borders, source
from lib.store import accounts
from lib.store.accounts import add_account
from lib.store.audit import read_audit
from lib.store.tables import DIBUANG, DIGANTI, DRAF, TERBIT
from lib.store.versions import VersionInfo, list_versions
from lib.ui.manage.page import on_screen
from tests.function_words import foreign_words
from tests.importing.files import PER_DESA, csv_bytes, per_desa_rows, xlsx_bytes
from tests.pages.conftest import OpenPage
from tests.pages.page_text import page_texts
from tests.people import operator, pengelola

SANDI = "tujuh gajah putih"
ADMIN = terminal("uji")
LAMPUNG_BARAT, PESAWARAN = "18.04", "18.09"
STRANGE = ("Nomor", "Wil.", "Kec", "Nama Pekon", "Thn", "Sos", "Eko", "Ling", "Hasil", "Golongan")
ROLES = {0: "kode_desa", 3: "nama_desa", 4: "tahun", 5: "iks", 6: "ike", 7: "ikl", 8: "nilai", 9: "status"}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shipped_url: str) -> Iterator[Engine]:
    """The shipped data in a store of the test's own, with a manager and an operator; hashing is quick here."""
    monkeypatch.setattr(accounts, "_HASHER", PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1))
    monkeypatch.setenv("DASBOR_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.delenv("DASBOR_DATABASE_URL", raising=False)
    (tmp_path / "var").mkdir()
    shutil.copy(shipped_url.removeprefix("sqlite:///"), tmp_path / "var" / "dasbor.sqlite")
    monkeypatch.setattr(source, "_engine", None)
    monkeypatch.setattr(source, "_figures", None)
    engine = source.engine()
    add_account(engine, "sri", SANDI, "pengelola", None, pelaku=ADMIN)
    add_account(engine, "op.lambar", SANDI, "operator", LAMPUNG_BARAT, pelaku=ADMIN)
    source.figures()
    yield engine
    engine.dispose()
    borders.geometry.cache_clear()
    borders.boundary_version.cache_clear()


def ran(app: AppTest) -> AppTest:
    app.run()
    assert [entry.value for entry in app.exception] == []
    return app


def signed_in(open_page: OpenPage, nama: str = "sri", **query: str) -> AppTest:
    app = open_page("/kelola", **query)
    app.text_input(key="masuk_nama").set_value(nama)
    app.text_input(key="masuk_sandi").set_value(SANDI)
    app.button(key="masuk_kirim").click()
    return ran(app)


def uploaded(app: AppTest, name: str, data: bytes) -> AppTest:
    app.file_uploader(key="kelola_unggah").set_value((name, data, "application/octet-stream"))
    return ran(app)


def at_step(app: AppTest, step: str) -> AppTest:
    app.segmented_control(key="kelola_langkah").set_value(step)
    return ran(app)


def pressed(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click()
    return ran(app)


def text(app: AppTest) -> str:
    return "\n".join(page_texts(app))


def told(app: AppTest, kind: str) -> str:
    return " ".join(entry.value for entry in getattr(app, kind))


def keys(app: AppTest) -> set[str]:
    return {str(button.key) for button in app.button}


def real_or_made(area: str = PESAWARAN, tahun: int = 2024) -> bytes:
    return csv_bytes(per_desa_rows(area, tahun))


def imported(engine: Engine) -> list[VersionInfo]:
    return [entry for entry in list_versions(engine) if entry.diimpor_oleh != "sistem"]


# -- page x role -------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("section", ["impor", "versi", "jejak", "apa saja"])
def test_a_reader_sees_the_way_in_and_nothing_else(open_page: OpenPage, section: str) -> None:
    app = open_page("/kelola", bagian=section, versi="3")
    assert app.text_input(key="masuk_sandi")
    assert not app.file_uploader
    assert {"kelola_langkah", "f_bagian_kelola"} & {str(entry.key) for entry in app.segmented_control} == set()
    assert "sistem" not in text(app)


def test_without_accounts_the_page_says_how_to_begin(open_page: OpenPage) -> None:
    app = open_page("/kelola")
    assert "akun tambah NAMA --peran pengelola" in app.code[0].value
    assert not app.file_uploader


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("nama", "sections"), [("sri", ["Impor", "Versi data", "Jejak"]), ("op.lambar", ["Impor", "Versi data"])]
)
def test_each_role_sees_its_sections(open_page: OpenPage, nama: str, sections: list[str]) -> None:
    app = signed_in(open_page, nama)
    assert app.segmented_control(key="f_bagian_kelola").options == sections


@pytest.mark.usefixtures("store")
def test_an_operator_who_asks_for_the_trail_by_address_gets_the_import(open_page: OpenPage) -> None:
    app = signed_in(open_page, "op.lambar", bagian="jejak")
    assert app.file_uploader
    assert "Waktu (WIB)" not in text(app)


# -- import, step by step ----------------------------------------------------------------------------------------------


def test_a_clean_file_goes_through_all_steps_and_is_published(open_page: OpenPage, store: Engine) -> None:
    data = real_or_made()
    app = uploaded(signed_in(open_page), "pesawaran.csv", data)
    assert "Dibaca 148 = diterima 148 + ditolak 0." in text(app)
    assert "hanya data di Pesawaran yang akan diganti" in text(app)
    assert "148 = dibaca 148 + wilayah atau tahun lain 0 + dilewati 0" in text(app)
    for step in ("temuan", "banding", "terbit"):
        app = at_step(app, step)
        assert imported(store) == []
    assert "Belum ada yang disimpan" in text(app)
    app.text_area(key="kelola_catatan").set_value("dari kantor kabupaten")
    app = pressed(app, "kelola_kirim_terbit")
    assert "sudah terbit" in told(app, "success")
    (version,) = imported(store)
    assert (version.keadaan, version.wilayah, version.diimpor_oleh, version.jumlah_baris) == (TERBIT, PESAWARAN, "sri", 148)
    assert version.catatan == "dari kantor kabupaten"
    assert original(version.sha256) == data
    assert {"draf", "terbit"} <= {entry.tindakan for entry in read_audit(store) if entry.pelaku == "sri"}
    # Nothing of the file is left in the session; the next one begins anew.
    app = pressed(app, "kelola_lagi")
    assert app.file_uploader


def test_a_draft_is_stored_and_nothing_that_readers_see_changes(open_page: OpenPage, store: Engine) -> None:
    before = source.figures().fingerprint
    app = at_step(uploaded(signed_in(open_page), "pesawaran.csv", real_or_made()), "terbit")
    app = pressed(app, "kelola_kirim_draf")
    assert "disimpan sebagai draf" in told(app, "success")
    assert [entry.keadaan for entry in imported(store)] == [DRAF]
    source.look_again()
    assert source.figures().fingerprint == before


def test_letting_a_file_go_stores_nothing(open_page: OpenPage, store: Engine) -> None:
    app = at_step(uploaded(signed_in(open_page), "pesawaran.csv", real_or_made()), "terbit")
    app = pressed(app, "kelola_buang")
    assert app.file_uploader
    assert imported(store) == []
    assert not list((source.var_dir() / "asli").glob("*"))


def test_findings_are_counted_listed_and_block(open_page: OpenPage, store: Engine) -> None:
    rows = per_desa_rows(PESAWARAN)
    rows[3][8] = "delapan"
    rows[7][0] = "1809019999"
    rows[9][9] = "MANDIRI" if rows[9][9] != "MANDIRI" else "MAJU"
    app = at_step(uploaded(signed_in(open_page), "keliru.csv", csv_bytes(rows)), "temuan")
    shown = text(app)
    assert "Dibaca 148 = diterima 146 + ditolak 2." in shown
    assert "1809019999" in shown
    assert "delapan" in shown
    assert {"kelola_unduh_laporan", "kelola_unduh_bertanda"} <= {str(entry.key) for entry in app.get("download_button")}
    app = at_step(app, "terbit")
    assert "Tidak ada yang disimpan." in told(app, "error")
    assert not {"kelola_kirim_terbit", "kelola_kirim_draf"} & keys(app)
    assert told(app, "success") == ""
    assert imported(store) == []


WRONG = {
    "a picture": ("foto.csv", b"\x89PNG\r\n\x1a\n" + b"x" * 200),
    "an empty file": ("kosong.csv", b"\n\n"),
    "a web page": ("unduhan.xlsx", b"<!doctype html><html>galat</html>"),
    "an unknown ending": ("data.exe", b"MZ kode_desa"),
    "a torn workbook": ("data.xlsx", xlsx_bytes({"A": [PER_DESA, *per_desa_rows(PESAWARAN)]})[:4000]),
    "codes of the statistics office": (
        "bps.csv",
        (lambda rows: csv_bytes([[f"18{int(row[0][2:4]):02d}{number:06d}", *row[1:]] for number, row in enumerate(rows)]))(
            per_desa_rows(PESAWARAN)
        ),
    ),
    "a name full of tricks": ('<img src=x onerror=alert(1)>=HYPERLINK("x")\n.csv', b"a,b\n1,2\n"),
    "broken boundaries": ("batas.geojson", b'{"type":"FeatureCollection","features":[{"type":"Feature"'),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_file_is_refused_in_words_and_nothing_is_stored(open_page: OpenPage, store: Engine, kind: str) -> None:
    name, data = WRONG[kind]
    app = uploaded(signed_in(open_page), name, data)
    assert told(app, "success") == ""
    refusal = told(app, "error") or told(app, "warning")
    if not refusal:  # what can be read and is wrong inside is told by findings
        app = at_step(app, "terbit")
        refusal = told(app, "error")
    assert refusal
    assert "Tidak ada yang disimpan" in text(app)
    assert not {"kelola_kirim_terbit", "kelola_kirim_draf"} & keys(app)
    assert imported(store) == []
    assert "--" not in refusal
    app = pressed(app, "kelola_ganti")
    assert app.file_uploader


def test_a_missing_year_is_asked_for_on_the_page(open_page: OpenPage, store: Engine) -> None:
    header = tuple(name for name in PER_DESA if name != "tahun")
    data = csv_bytes([[*row[:4], *row[5:]] for row in per_desa_rows(PESAWARAN)], header)
    app = uploaded(signed_in(open_page), "tanpa_tahun.csv", data)
    assert "Tahun data" in told(app, "error")
    app.selectbox(key="kelola_tahun").set_value(2024)
    app = pressed(app, "kelola_periksa_lagi")
    assert "diterima 148 + ditolak 0" in text(app)
    app = pressed(at_step(app, "terbit"), "kelola_kirim_terbit")
    assert [entry.tahun for entry in imported(store)] == [2024]


def test_unknown_columns_are_mapped_and_the_mapping_is_used_again(open_page: OpenPage, store: Engine) -> None:
    data = csv_bytes(per_desa_rows(PESAWARAN), STRANGE)
    app = uploaded(signed_in(open_page), "aneh.csv", data)
    assert "Sebutkan isi tiap kolom" in text(app)
    for column, role in ROLES.items():
        app.selectbox(key=f"kelola_peran_indeks_0_{column}").set_value(role)
    app = ran(app)
    assert "Pratinjau" in text(app)
    app = pressed(app, "kelola_petaan_pakai")
    assert "diterima 148 + ditolak 0" in text(app)
    app = pressed(at_step(app, "terbit"), "kelola_kirim_terbit")
    assert len(imported(store)) == 1
    # The next file with these columns is known at once.
    again = uploaded(pressed(app, "kelola_lagi"), "aneh2.csv", data + b"")
    assert "diterima 148 + ditolak 0" in text(again)


@pytest.mark.usefixtures("store")
def test_a_mapping_that_cannot_work_is_told_before_it_is_used(open_page: OpenPage) -> None:
    app = uploaded(signed_in(open_page), "aneh.csv", csv_bytes(per_desa_rows(PESAWARAN), STRANGE))
    for column in range(len(STRANGE)):
        app.selectbox(key=f"kelola_peran_indeks_0_{column}").set_value("")
    app = ran(app)
    assert "belum lengkap" in told(app, "warning")
    assert "kelola_petaan_pakai" not in keys(app)
    app.selectbox(key="kelola_peran_indeks_0_0").set_value("kode_desa")
    app.selectbox(key="kelola_peran_indeks_0_1").set_value("kode_desa")
    assert "hanya boleh untuk satu kolom" in told(ran(app), "error")


def test_two_who_publish_at_once_one_wins_and_the_other_is_told(open_page: OpenPage, store: Engine) -> None:
    app = at_step(uploaded(signed_in(open_page), "pesawaran.csv", real_or_made()), "terbit")
    rows = per_desa_rows(PESAWARAN)
    rows[0][8] = 0.9
    theirs = examine_file(store, open_bytes("lain.csv", csv_bytes(rows[1:])))
    publish_file(store, theirs, pelaku=pengelola("budi"))
    app = pressed(app, "kelola_kirim_terbit")
    assert "diterbitkan lebih dulu" in told(app, "error")
    assert "Tidak ada yang disimpan" in told(app, "error")
    assert told(app, "success") == ""
    assert [entry.diimpor_oleh for entry in imported(store)] == ["budi"]
    app = pressed(app, "kelola_banding_lagi")
    assert app.segmented_control(key="kelola_langkah").value == "banding"
    app = pressed(at_step(app, "terbit"), "kelola_kirim_terbit")
    assert "sudah terbit" in told(app, "success")
    assert [entry.diimpor_oleh for entry in imported(store)] == ["sri", "budi"]


def test_an_account_closed_in_between_publishes_nothing(open_page: OpenPage, store: Engine) -> None:
    app = at_step(uploaded(signed_in(open_page), "pesawaran.csv", real_or_made()), "terbit")
    accounts.close_account(store, "sri", pelaku=ADMIN)
    app = pressed(app, "kelola_kirim_terbit")
    assert app.text_input(key="masuk_sandi")
    assert imported(store) == []
    assert "kelola_berkas" not in app.session_state


# -- an operator -------------------------------------------------------------------------------------------------------


def test_an_operator_makes_drafts_of_the_own_kabupaten_only(open_page: OpenPage, store: Engine) -> None:
    data = csv_bytes([*per_desa_rows(LAMPUNG_BARAT), *per_desa_rows(PESAWARAN)])
    app = uploaded(signed_in(open_page, "op.lambar"), "dua.csv", data)
    assert "279 = dibaca 131 + wilayah atau tahun lain 148 + dilewati 0" in text(app)
    assert app.selectbox(key="kelola_wilayah").options == ["Lampung Barat"]
    app = at_step(app, "terbit")
    assert "kelola_kirim_terbit" not in keys(app)
    app = pressed(app, "kelola_kirim_draf")
    (version,) = imported(store)
    assert (version.keadaan, version.wilayah, version.diimpor_oleh) == (DRAF, LAMPUNG_BARAT, "op.lambar")
    assert "Pembaca belum melihatnya" in told(app, "success")


def test_an_operator_gets_nothing_from_the_file_of_another_kabupaten(open_page: OpenPage, store: Engine) -> None:
    app = uploaded(signed_in(open_page, "op.lambar"), "pesawaran.csv", real_or_made())
    if not told(app, "error"):
        app = at_step(app, "terbit")
    assert told(app, "error")
    assert not {"kelola_kirim_terbit", "kelola_kirim_draf"} & keys(app)
    assert imported(store) == []


def test_an_operator_may_discard_the_own_draft_and_do_nothing_to_others(open_page: OpenPage, store: Engine) -> None:
    mine = draft_file(
        store, examine_file(store, open_bytes("a.csv", real_or_made(LAMPUNG_BARAT))), pelaku=operator(LAMPUNG_BARAT)
    )[0]
    other = draft_file(store, examine_file(store, open_bytes("b.csv", real_or_made())), pelaku=pengelola())[0]
    app = signed_in(open_page, "op.lambar", bagian="versi", versi=str(other))
    acts = {"kelola_kirim_terbit", "kelola_kirim_buang", "kelola_kirim_kembalikan"}
    assert not acts & keys(app)
    assert "kelola_unduh_asli" not in {str(entry.key) for entry in app.get("download_button")}
    app = signed_in(open_page, "op.lambar", bagian="versi", versi=str(mine))
    assert acts & keys(app) == {"kelola_kirim_buang"}
    app = pressed(app, "kelola_kirim_buang")
    assert "dibuang" in told(app, "success")
    states = {entry.id: entry.keadaan for entry in imported(store)}
    assert states == {mine: "dibuang", other: DRAF}


@pytest.mark.usefixtures("store")
def test_boundaries_are_not_for_an_operator(open_page: OpenPage) -> None:
    app = uploaded(signed_in(open_page, "op.lambar"), "kabupaten.geojson", shipped_boundaries())
    if not told(app, "error"):
        app = at_step(app, "terbit")
    assert told(app, "error")
    assert not {"kelola_kirim_terbit", "kelola_kirim_draf"} & keys(app)


# -- boundaries --------------------------------------------------------------------------------------------------------


def shipped_boundaries() -> bytes:
    """The shipped kabupaten, as another file would bring them."""
    content = json.loads((ROOT / "data" / "batas" / "kabupaten.geojson").read_text("utf-8"))
    content["name"] = "lain"
    return json.dumps(content).encode()


def test_boundaries_are_previewed_and_published(open_page: OpenPage, store: Engine) -> None:
    assert borders.boundary_version() is None
    app = uploaded(signed_in(open_page), "kabupaten.geojson", shipped_boundaries())
    assert "Dibaca 15 = diterima 15 + ditolak 0." in text(app)
    assert len([node for node in app.main if node.type == "image"]) == 2
    app = at_step(app, "banding")
    app = pressed(at_step(app, "terbit"), "kelola_kirim_terbit")
    assert "sudah terbit" in told(app, "success")
    (version,) = imported(store)
    assert (version.jenis, version.keadaan) == ("batas", TERBIT)
    source.look_again()
    source.figures()
    found = borders.boundary_version()
    assert found is not None
    assert found.id == version.id


# -- versions and the trail --------------------------------------------------------------------------------------------


def published_twice(store: Engine) -> tuple[int, int]:
    first = publish_file(store, examine_file(store, open_bytes("a.csv", real_or_made())), pelaku=pengelola())[0]
    rows = per_desa_rows(PESAWARAN)
    rows[0][5:9] = [0.9, 0.9, 0.9, 0.9]
    rows[0][9] = "MANDIRI"
    second = publish_file(store, examine_file(store, open_bytes("b.csv", csv_bytes(rows))), pelaku=pengelola())[0]
    return first, second


def test_a_replaced_version_is_compared_and_brought_back(open_page: OpenPage, store: Engine) -> None:
    first, second = published_twice(store)
    app = signed_in(open_page, bagian="versi", versi=str(first), dengan=str(second))
    assert f"Versi {first} dibanding versi {second} Berubah 1 " in text(app)
    app.text_input(key=f"kelola_alasan_{first}").set_value("berkas kedua keliru")
    app = pressed(app, "kelola_kirim_kembalikan")
    assert "berlaku kembali" in told(app, "success")
    states = {entry.id: entry.keadaan for entry in imported(store)}
    assert states == {first: TERBIT, second: DIGANTI}
    assert read_audit(store)[0].rincian["catatan"] == "berkas kedua keliru"


def test_a_draft_is_compared_with_what_is_in_force_and_published(open_page: OpenPage, store: Engine) -> None:
    draft = draft_file(store, examine_file(store, open_bytes("a.csv", real_or_made())), pelaku=pengelola())[0]
    app = signed_in(open_page, bagian="versi", versi=str(draft))
    assert f"Versi {draft} dibanding sekarang berlaku" in text(app)
    app = pressed(app, "kelola_kirim_terbit")
    assert f"Versi {draft} sudah terbit." in told(app, "success")
    assert [entry.keadaan for entry in imported(store)] == [TERBIT]


def test_a_draft_compared_before_somebody_published_is_not_published(open_page: OpenPage, store: Engine) -> None:
    draft = draft_file(store, examine_file(store, open_bytes("a.csv", real_or_made())), pelaku=pengelola())[0]
    app = signed_in(open_page, bagian="versi", versi=str(draft))
    theirs = publish_file(store, examine_file(store, open_bytes("b.csv", real_or_made(LAMPUNG_BARAT))), pelaku=pengelola())[0]
    app = pressed(app, "kelola_kirim_terbit")
    assert "telah berubah sejak perbandingan" in told(app, "error")
    assert {entry.id: entry.keadaan for entry in imported(store)} == {draft: DRAF, theirs: TERBIT}
    # The comparison on the screen is the new one now: a second press is about that.
    app = pressed(app, "kelola_kirim_terbit")
    assert {entry.id: entry.keadaan for entry in imported(store)} == {draft: TERBIT, theirs: TERBIT}


@pytest.mark.usefixtures("store")
def test_versions_of_different_indices_are_not_compared(open_page: OpenPage) -> None:
    by_year = {entry.tahun: entry.id for entry in list_versions(source.engine()) if entry.jenis == "indeks"}
    app = signed_in(open_page, bagian="versi", versi=str(by_year[2025]), dengan=str(by_year[2024]))
    assert "IDM dan Indeks Desa tidak dapat dibandingkan" in told(app, "error")


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("jenis", ["indeks", "program", "prestasi", "wilayah"])
def test_every_kind_of_version_opens(open_page: OpenPage, jenis: str) -> None:
    entry = next(it for it in list_versions(source.engine()) if it.jenis == jenis)
    app = signed_in(open_page, bagian="versi", versi=str(entry.id), dengan="terbit")
    assert f"Versi {entry.id}:" in text(app)


@pytest.mark.usefixtures("store")
def test_the_list_of_versions_can_be_narrowed_to_nothing(open_page: OpenPage) -> None:
    app = signed_in(open_page, bagian="versi")
    app.segmented_control(key="kelola_versi_keadaan").set_value(["dibuang"])
    assert "Tidak ada versi dengan keadaan itu" in text(ran(app))


def test_the_trail_tells_every_act_and_can_be_taken_home(open_page: OpenPage, store: Engine) -> None:
    first, _second = published_twice(store)
    app = signed_in(open_page, bagian="jejak")
    shown = text(app)
    assert f"versi {first}" in shown
    assert "masuk" in shown
    assert {"kelola_jejak_unduh_csv", "kelola_jejak_unduh_xlsx"} <= {str(entry.key) for entry in app.get("download_button")}
    assert "terbitkan" in shown
    app.multiselect(key="kelola_jejak_tindakan").set_value(["masuk"])
    assert f"versi {first}" not in text(ran(app))


def test_the_original_of_a_version_is_examined_again(open_page: OpenPage, store: Engine) -> None:
    draft = draft_file(store, examine_file(store, open_bytes("a.csv", real_or_made())), pelaku=pengelola())[0]
    app = pressed(signed_in(open_page, bagian="versi", versi=str(draft)), "kelola_periksa_asli")
    assert "Dibaca 148 = diterima 148 + ditolak 0." in text(app)
    app = at_step(app, "terbit")
    assert f"Draf {draft} dari berkas yang sama digantikan: dibuang begitu berkas ini disimpan." in told(app, "info")
    app = pressed(app, "kelola_kirim_draf")
    assert f"Draf {draft} dari berkas yang sama digantikan." in text(app)
    assert {entry.id: entry.keadaan for entry in imported(store)} == {draft: DIBUANG, draft + 1: DRAF}


def test_a_draft_published_meanwhile_is_no_longer_replaced(open_page: OpenPage, store: Engine) -> None:
    draft = draft_file(store, examine_file(store, open_bytes("a.csv", real_or_made())), pelaku=pengelola())[0]
    app = at_step(pressed(signed_in(open_page, bagian="versi", versi=str(draft)), "kelola_periksa_asli"), "terbit")
    publish_drafts(store, [draft], pelaku=pengelola())
    app = pressed(app, "kelola_kirim_draf")
    assert "bukan draf lagi" in told(app, "error")
    assert [entry.id for entry in imported(store)] == [draft]
    app = at_step(pressed(app, "kelola_banding_lagi"), "terbit")
    assert "digantikan" not in told(app, "info")
    app = pressed(app, "kelola_kirim_draf")
    assert [entry.keadaan for entry in imported(store)] == [DRAF, TERBIT]


def test_the_original_of_a_published_version_becomes_a_version_of_its_own(open_page: OpenPage, store: Engine) -> None:
    first = publish_file(store, examine_file(store, open_bytes("a.csv", real_or_made())), pelaku=pengelola())[0]
    app = at_step(pressed(signed_in(open_page, bagian="versi", versi=str(first)), "kelola_periksa_asli"), "terbit")
    assert "digantikan" not in told(app, "info")


def warned() -> bytes:
    rows = per_desa_rows(PESAWARAN)
    rows[3][9] = "MANDIRI" if rows[3][9] != "MANDIRI" else "MAJU"
    return csv_bytes(rows)


def test_the_findings_of_a_version_stay_readable(open_page: OpenPage, store: Engine) -> None:
    report = examine_file(store, open_bytes("a.csv", warned()))
    versi = publish_file(store, report, pelaku=pengelola())[0]
    source.look_again()
    app = signed_in(open_page, "op.lambar", bagian="versi", versi=str(versi))
    title = f"Temuan saat diimpor ({len(report.findings)})"
    assert [entry.label for entry in app.get("expander")].count(title) == 1
    assert report.findings[0].text not in text(app)
    app.session_state[f"kelola_temuan_versi_{versi}"] = True
    shown = text(ran(app))
    for finding in report.findings:
        assert on_screen(finding.text) in shown
    offered = {str(entry.key) for entry in app.get("download_button")}
    assert {f"kelola_temuan_{versi}_daftar_unduh_csv", f"kelola_temuan_{versi}_daftar_unduh_xlsx"} <= offered
    # The file itself is for those who could have imported it.
    assert "kelola_unduh_bertanda_versi" not in offered


# -- in both languages -------------------------------------------------------------------------------------------------


def foreign(app: AppTest, bahasa: str) -> list[tuple[list[str], str]]:
    """Words of the other language, but for what is quoted: titles and publishers, names of files, what stands in cells."""
    entries = list_versions(source.engine())
    quoted = {word for entry in entries for word in (entry.judul, entry.penerbit, entry.berkas, entry.catatan)}
    found = []
    for shown in page_texts(app):
        for words in sorted(filter(None, quoted), key=len, reverse=True):
            shown = re.sub(re.escape(words[:20]) + ".*?…", "", shown.replace(words, ""))
        # The names of roles are those of the terminal's option: the same in every language.
        shown = re.sub("without the columns: [^.]*", "", re.sub("“.*?”", "", shown))
        if words := foreign_words(shown, bahasa):
            found.append((sorted(words), shown[:300]))
    return found


@pytest.mark.parametrize("bahasa", LANGUAGES)
def test_every_step_and_section_speaks_one_language(open_page: OpenPage, store: Engine, bahasa: str) -> None:
    published_twice(store)
    rows = per_desa_rows(PESAWARAN, 2023)
    rows[3][8] = "eight"
    rows[7][0] = "1809019999"
    app = signed_in(open_page, bahasa=bahasa)
    assert foreign(app, bahasa) == []
    app = uploaded(app, "x.csv", csv_bytes(rows))
    for step in ("isi", "temuan", "banding", "terbit"):
        app = at_step(app, step)
        assert foreign(app, bahasa) == [], step
    app = uploaded(pressed(app, "kelola_ganti"), "y.csv", csv_bytes(per_desa_rows(PESAWARAN, 2023)))
    app = at_step(app, "terbit")
    assert foreign(app, bahasa) == []
    app = pressed(app, "kelola_kirim_terbit")
    assert foreign(app, bahasa) == []
    app = uploaded(pressed(app, "kelola_lagi"), "z.csv", csv_bytes(per_desa_rows(PESAWARAN), STRANGE))
    assert foreign(app, bahasa) == []
    app = uploaded(pressed(app, "kelola_ganti"), "kabupaten.geojson", shipped_boundaries())
    assert foreign(app, bahasa) == []
    newest = list_versions(store)[0].id
    for query in (
        {"bagian": "versi", "versi": str(newest), "dengan": "terbit"},
        {"bagian": "versi", "versi": "17"},
        {"bagian": "jejak"},
    ):
        app = signed_in(open_page, bahasa=bahasa, **query)
        assert foreign(app, bahasa) == [], query


# -- the real files, counted by hand -----------------------------------------------------------------------------------


def rows_of(path: Path) -> dict[str, tuple[str, str]]:
    """(score with four decimals, status) by code, straight out of the file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {
            row["kode_desa"]: (f"{float(row['nilai_idm']):.4f}", row["status_idm"].strip().upper())
            for row in csv.DictReader(io.StringIO(file.read()))
        }


@pytest.mark.real
def test_the_comparison_of_2024_with_2023_is_what_the_files_say(open_page: OpenPage, store: Engine, real_dir: Path) -> None:
    old, new = rows_of(real_dir / "idm_lampung_2023.csv"), rows_of(real_dir / "idm_lampung_2024.csv")
    same = sum(old[kode] == new[kode] for kode in old.keys() & new.keys())
    flows = Counter((old[kode][1], new[kode][1]) for kode in old.keys() & new.keys())
    order = ["SANGAT TERTINGGAL", "TERTINGGAL", "BERKEMBANG", "MAJU", "MANDIRI"]
    up = sum(n for (one, other), n in flows.items() if order.index(other) > order.index(one))
    down = sum(n for (one, other), n in flows.items() if order.index(other) < order.index(one))
    publish_file(store, examine_file(store, real_dir / "idm_lampung_2023.csv"), pelaku=pengelola())
    source.look_again()
    data = (real_dir / "idm_lampung_2024.csv").read_bytes()
    app = at_step(uploaded(signed_in(open_page), "idm_lampung_2024.csv", data), "banding")
    shown = text(app)
    part = shown[shown.index("Dibanding tahun 2023") :]
    changed = len(old.keys() & new.keys()) - same
    assert f"Berubah {dots(changed)} " in part
    assert f"Baru {len(new.keys() - old.keys())} " in part
    assert f"Tidak ada lagi {len(old.keys() - new.keys())} " in part
    assert f"Tetap {dots(same)} " in part
    assert f"Perpindahan status: {dots(up)} desa naik, {dots(down)} turun, {dots(len(new) - up - down)} tetap" in part
    row = [dots(flows["BERKEMBANG", status]) for status in order[1:]]
    assert f"Berkembang {' '.join(row)}" in part
    assert "Angka yang diterbitkan: 70 dari 70 sama dengan berkas ini" in part


REAL = (
    "idm_lampung_2023.csv",
    "idm_lampung_2024.csv",
    "rekap_idm_2024_per_provinsi.xlsx",
    "desa_lampung_kode_bps_tanpa_judul.csv",
    "batas_kabupaten.gpkg",
    "batas_kecamatan.gpkg",
    "batas_desa.gpkg",
    "kemendes_api.zip",
)


REFUSED = ("rekap_idm_2024_per_provinsi.xlsx", "desa_lampung_kode_bps_tanpa_judul.csv")


@pytest.mark.real
@pytest.mark.parametrize("name", REAL)
def test_a_real_file_says_on_the_page_what_it_says_in_the_terminal(
    open_page: OpenPage, store: Engine, real_dir: Path, name: str
) -> None:
    data = zipped(real_dir / "kemendes_api") if name.endswith(".zip") else (real_dir / name).read_bytes()
    app = signed_in(open_page)
    app.default_timeout = 90
    app = uploaded(app, name, data)
    if name in REFUSED:
        with pytest.raises(ImportRefused) as refusal:
            examine_file(store, open_bytes(name, data))
        assert on_screen(str(refusal.value)) in (told(app, "error") + told(app, "warning")).replace("\\", "")
        assert "kelola_langkah" not in {str(entry.key) for entry in app.segmented_control}
        # Only columns that nobody knows are asked about; a recap stays a recap.
        assert ("Sebutkan isi tiap kolom" in text(app)) == name.endswith(".csv")
        return
    report = examine_file(store, open_bytes(name, data))
    rows = [dots(count) for count in (report.counts.read, report.counts.accepted, report.counts.refused)]
    assert "Dibaca {} = diterima {} + ditolak {}.".format(*rows) in text(app)
    shown = text(at_step(app, "temuan"))
    for part in report.bagian[:1]:
        for finding in part.findings:
            assert on_screen(finding.text) in shown
    offered = "kelola_kirim_terbit" in keys(at_step(app, "terbit"))
    assert offered == report.publishable


def zipped(folder: Path) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path in sorted(folder.iterdir()):
            archive.writestr(path.name, path.read_bytes())
    return out.getvalue()


def dots(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def test_the_server_takes_files_as_large_as_the_importer_takes_tables() -> None:
    with (ROOT / ".streamlit" / "config.toml").open("rb") as file:
        settings = tomllib.load(file)
    assert settings["server"]["maxUploadSize"] * 1024**2 == MAX_FILE_BYTES


@pytest.mark.usefixtures("store")
def test_a_file_above_its_own_limit_is_refused_in_words(open_page: OpenPage) -> None:
    app = uploaded(signed_in(open_page), "besar.csv", b"a,b\n" + b"1,2\n" * (MAX_FILE_BYTES // 4 + 1))
    assert "lebih besar dari 20 MB" in told(app, "error")
