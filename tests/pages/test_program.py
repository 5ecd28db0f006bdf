"""The coverage page run whole: every section at every kind of place and year, its address, and a programme added as data."""

from __future__ import annotations

import csv
import gzip
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.domain import facts, program
from lib.domain.data_file import ROOT, Sumber, read_toml, twin_path, write_sumber
from lib.domain.language import format_number, format_percent
from lib.domain.program import programs
from lib.published import source
from lib.ui.program.page import SECTIONS
from tests import program_truth as truth
from tests.pages.conftest import OpenPage
from tests.pages.page_text import page_texts

PATH = "/program"
PLACES = [{}, {"kab": "18.13"}, {"kab": "18.72"}, {"kec": "18.13.01"}, {"kec": "18.72.01"}, {"desa": "18.04.15.2004"}]
YEARS = ("2018", "2022", "2024", "2025")


def text_of(app: AppTest) -> str:
    """All that the page says, in one line."""
    return " ".join(" ".join(page_texts(app)).split())


def widget(kinds, key: str):
    return next(entry for entry in kinds if entry.key == key)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_answers_at_every_kind_of_place_and_in_every_year(open_page: OpenPage, section: str):
    for place in PLACES:
        for tahun in YEARS:
            app = open_page(PATH, bagian=section, tahun=tahun, **place)
            assert [entry.value for entry in app.error] == []
            assert len(text_of(app)) > 200


@pytest.mark.parametrize("section", SECTIONS)
def test_every_programme_has_every_section(open_page: OpenPage, section: str):
    for key in programs():
        app = open_page(PATH, bagian=section, program=key, tahun="2023", kab="18.04")
        assert [entry.value for entry in app.error] == []
        assert programs()[key].label in text_of(app)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"bagian": "<script>", "program": "x"}, ["program", "bagian"]),
        ({"bagian": "celah", "sudah": "'; drop table", "belum": "<b>"}, ["sudah", "belum"]),
        ({"bagian": "prioritas", "batas": "mandiri", "belum": "x" * 500}, ["batas", "belum"]),
        ({"bagian": "silang", "ukuran": "status", "klasifikasi": "alami"}, ["ukuran"]),
        ({"bagian": "matriks", "urut": "zzz", "kab": "18.99"}, ["kab", "urut"]),
        ({"bagian": "celah", "sudah": "kpb", "belum": "e_samdes,desamart"}, []),
    ],
)
def test_what_an_address_asks_in_vain_is_named_and_passed_over(open_page: OpenPage, query: dict[str, str], names: list[str]):
    app = open_page(PATH, **query)
    assert [entry.value for entry in app.error] == []
    notices = [entry.value for entry in app.info if "tidak dikenal" in entry.value]
    assert notices == [f"Alamat halaman berisi “{name}” yang tidak dikenal; nilai bawaan dipakai." for name in names]
    assert "Smart Village menjangkau" in text_of(app)
    assert "<script>" not in text_of(app)


@pytest.mark.parametrize("key", list(truth.PROGRAMS))
def test_the_page_opens_with_how_far_the_programme_reaches(open_page: OpenPage, key: str):
    reached, base = truth.reach(key, 2025)
    text = text_of(open_page(PATH, program=key, tahun="2025"))
    assert f"menjangkau {format_number(reached)} dari {format_number(base)} " in text
    assert f"({format_percent(reached / base)})" in text
    assert "Data contoh" in text


def test_the_choices_write_the_address_and_leave_the_rest_of_it_alone(open_page: OpenPage):
    app = open_page(PATH, kab="18.04", tahun="2023")
    widget(app.selectbox, "f_program_halaman").set_value("e_samdes").run()
    widget(app.segmented_control, "f_bagian_program").set_value("celah").run()
    assert app.query_params["program"] == "e_samdes"
    assert app.query_params["bagian"] == "celah"
    assert (app.query_params["kab"], app.query_params["tahun"]) == ("18.04", "2023")
    assert "e-Samdes" in text_of(app)
    widget(app.segmented_control, "f_bagian_program").set_value("matriks").run()
    assert "bagian" not in app.query_params


def test_a_gap_list_is_built_from_both_choices_and_kept_in_the_address(open_page: OpenPage):
    app = open_page(PATH, bagian="celah")
    widget(app.multiselect, "f_sudah").set_value(["e_samdes"]).run()
    assert (app.query_params["sudah"], app.query_params["belum"]) == ("e_samdes", "smart_village")
    both = [
        kode
        for kode, state in truth.states("e_samdes", 2024).items()
        if state == "sudah" and truth.states("smart_village", 2024)[kode] != "sudah"
    ]
    assert f"{len(both)} desa di Provinsi Lampung sudah terjangkau e-Samdes, tetapi belum Smart Village" in text_of(app)
    again = open_page(PATH, bagian="celah", sudah="e_samdes", belum="smart_village")
    assert page_texts(again) == page_texts(app)
    widget(app.multiselect, "f_sudah").set_value([]).run()
    assert "sudah" not in app.query_params
    assert "61 desa di Provinsi Lampung belum terjangkau Smart Village" in text_of(app)


def test_the_priority_rule_is_in_the_address_and_on_the_page(open_page: OpenPage):
    app = open_page(PATH, bagian="prioritas")
    widget(app.selectbox, "f_batas").set_value("berkembang").run()
    assert app.query_params["batas"] == "berkembang"
    codes = [
        kode
        for kode, state in truth.states("smart_village", 2024).items()
        if state != "sudah" and truth.scores(2024)[kode][1] in ("sangat_tertinggal", "tertinggal", "berkembang")
    ]
    text = text_of(app)
    assert f"{len(codes)} desa di Provinsi Lampung berstatus Berkembang ke bawah dan belum terjangkau Smart Village" in text
    assert "Aturan: status IDM 2024 Berkembang ke bawah" in text
    lowest = min(codes, key=lambda kode: truth.scores(2024)[kode][0])
    assert text.index(lowest) == min(text.index(kode) for kode in codes)


def test_a_link_within_the_page_keeps_programme_and_section(open_page: OpenPage):
    app = open_page(PATH, program="kpb", urut="kode", tahun="2023")
    html = " ".join(entry.proto.body for entry in app.get("html"))
    assert 'href="?tahun=2023&amp;kab=18.13&amp;program=kpb&amp;urut=kode"' in html
    lists = " ".join(entry.proto.body for entry in open_page(PATH, bagian="celah", tahun="2023").get("html"))
    assert 'href="desa?tahun=2023&amp;desa=18.13.' in lists


def test_registered_and_active_stand_beside_each_other(open_page: OpenPage):
    app = open_page(PATH, bagian="satu", program="e_samdes", tahun="2023")
    text = text_of(app)
    for word in ("Agen terdaftar", "477", "Pernah melayani transaksi", "277", "tidak dijumlahkan"):
        assert word in text
    assert "754" not in text


def test_the_association_says_why_it_is_not_there(open_page: OpenPage):
    assert "dua alat ukur berbeda" in text_of(open_page(PATH, bagian="kaitan", tahun="2025"))
    assert "paling sedikit 30 desa" in text_of(open_page(PATH, bagian="kaitan", program="kpb"))
    shown = text_of(open_page(PATH, bagian="kaitan", program="e_samdes"))
    assert "bukan sebab-akibat" in shown
    assert "rekaan" in shown


def test_what_has_no_data_in_a_year_is_left_out_and_named(open_page: OpenPage):
    text = text_of(open_page(PATH, bagian="celah", program="desaku_maju"))
    assert "Tidak ikut dihitung karena belum ada datanya sampai akhir 2024: Desaku Maju." in text
    assert "Desaku Maju baru dimulai pada 2025" in text


ADDED = """
[[program]]
id = "lumbung_pangan"
nama = { id = "Lumbung Pangan <b>Uji</b>", en = "Food store" }
instansi = "Dinas Uji"
definisi = { id = "Desa yang mempunyai lumbung.", en = "Desa with a store." }
satuan = { id = "desa", en = "desa" }
penyebut = "desa"
mulai = 2022

[[program.tahap]]
id = "ada"
nama = { id = "Mempunyai lumbung", en = "Has a store" }
definisi = { id = "Desa mempunyai lumbung.", en = "The desa has a store." }

[[program.sasaran]]
tahun = 2026
wilayah = "18"
target = 1000
sumber = "Rencana uji"

[[program.sumber]]
judul = "Uji"
penerbit = "Uji"
url = "javascript:alert(1)"
lisensi = "uji"
tanggal = 2024-01-01
sifat = "resmi"
"""


def _forget_data() -> None:
    for cached in (program.all_programs, program.programs, facts.program_facts):
        cached.cache_clear()


@pytest.fixture
def with_added_programme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The application on a copy of the data with one programme more, and the desa that it has reached."""
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data", folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    listed = folder / "fakta" / "program.toml"
    listed.write_text(listed.read_text("utf-8") + ADDED, "utf-8")
    rows = folder / "contoh" / "cakupan_program.csv.gz"
    desa = list(truth.units(2023, False, "18.04"))[:40]
    lines = io.StringIO(gzip.decompress(rows.read_bytes()).decode())
    lines.seek(0, io.SEEK_END)
    csv.writer(lines, lineterminator="\n").writerows(("lumbung_pangan", kode, "2023-06-30", "ada", 1) for kode in desa)
    rows.write_bytes(gzip.compress(lines.getvalue().encode()))
    for path in (listed, rows):
        write_sumber(path, read_toml(twin_path(path), Sumber))
    with monkeypatch.context() as patch:
        patch.setenv("DASBOR_DATA_DIR", str(folder))
        patch.setenv("DASBOR_VAR_DIR", str(tmp_path / "var"))
        patch.setattr(source, "_engine", None)
        patch.setattr(source, "_figures", None)
        _forget_data()
        yield desa
    _forget_data()


def test_a_programme_added_to_the_data_is_on_the_page_without_any_code(with_added_programme: list[str], open_page: OpenPage):
    name = "Lumbung Pangan"
    matrix = text_of(open_page(PATH))
    assert name in matrix
    reached = len(with_added_programme)
    app = open_page(PATH, program="lumbung_pangan", bagian="satu")
    text = text_of(app)
    assert f"menjangkau {reached} dari 2.446 desa di Provinsi Lampung" in text
    assert "kurang 960 dari target 2026 (1.000 desa)" in text
    assert "(1.000 − 40) ÷" in text
    html = " ".join(entry.proto.body for entry in app.get("html"))
    assert "<b>Uji" not in html
    assert "javascript:" not in html
    for section in SECTIONS:
        opened = open_page(PATH, program="lumbung_pangan", bagian=section, kab="18.04")
        assert [entry.value for entry in opened.error] == []
    missed = text_of(open_page(PATH, program="lumbung_pangan", bagian="celah", kab="18.04"))
    assert f"{131 - reached} pekon di Kabupaten Lampung Barat belum terjangkau {name}" in missed
