"""The comparison page run without a browser: every section in every state answers, and what is asked in vain is said."""

from __future__ import annotations

import pytest

from lib.domain.language import LANGUAGES
from tests.pages.conftest import OpenPage
from tests.pages.page_text import page_texts
from tests.pages.test_language_pages import untranslated

PATH = "/perbandingan"
SECTIONS = ("tabel", "lereng", "peta", "serupa", "peringkat", "sebaran")
VIEWS = {
    "provinsi": {},
    "kabupaten": {"kab": "18.04"},
    "kecamatan": {"kec": "18.04.15"},
    "kecamatan sekabupaten": {"kab": "18.04", "kelompok": "kecamatan"},
    "kota": {"kab": "18.72"},
    "kecamatan kota": {"kab": "18.72", "kelompok": "kecamatan"},
    "desa": {"desa": "18.04.15.2004"},
    "satu wilayah": {"banding": "18.01"},
    "lima wilayah": {"banding": "18.01,18.02,18.03,18.04,18.71"},
    "alat ukur baru": {"tahun": "2025", "kab": "18.10"},
    "tahun pertama": {"tahun": "2018"},
    "nilai": {"indikator": "nilai"},
    "cakupan": {"indikator": "cakupan", "program": "kpb", "kab": "18.71"},
    "perubahan": {"indikator": "perubahan", "tahun": "2025"},
    "dimensi": {"indikator": "dim_ike", "banding": "18.13,18.04"},
}
NOTICE = "Alamat halaman berisi “{}” yang tidak dikenal; nilai bawaan dipakai."


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("view", VIEWS)
def test_every_section_answers_in_every_state(open_page: OpenPage, section: str, view: str):
    app = open_page(PATH, bagian=section, **VIEWS[view])
    assert [entry.value for entry in app.error] == []
    assert not [entry.value for entry in app.info if "tidak dikenal" in entry.value]
    assert any("d-judul" in text.proto.body for text in app.main if text.type == "html")


def html_of(app) -> str:
    return "".join(node.proto.body for node in app.main if node.type == "html")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"banding": "<script>alert(1)</script>"}, "banding"),
        ({"banding": "18.01,18.99"}, "banding"),
        ({"banding": "x" * 400}, "banding"),
        ({"banding": "18.01,18.02,18.03,18.05,18.06,18.07"}, "banding"),
        ({"kab": "18.04", "banding": "18.01,18.02,18.03,18.05,18.06"}, "banding"),
        ({"kelompok": "planet"}, "kelompok"),
    ],
)
def test_what_the_address_asks_in_vain_is_said_and_passed_over(open_page: OpenPage, query: dict[str, str], name: str):
    app = open_page(PATH, **query)
    assert [entry.value for entry in app.info] == [NOTICE.format(name)]
    assert "<script>alert" not in html_of(app)


def test_areas_left_over_from_another_kabupaten_are_passed_over_in_silence(open_page: OpenPage):
    app = open_page(PATH, kab="18.04", kelompok="kecamatan", banding="18.01.04,18.01.05")
    assert not app.info
    assert "18.01.04" not in app.multiselect[0].value


def test_the_address_names_the_compared_areas_and_keeps_their_order(open_page: OpenPage):
    app = open_page(PATH, kab="18.04", banding="18.13,18.01,18.04,18.13")
    assert app.multiselect[0].value == ["18.13", "18.01"]
    page = html_of(app)
    heads = page[page.index("<thead>") : page.index("</thead>")]
    assert [name for name in ("Lampung Barat", "Pesisir Barat", "Lampung Selatan") if name in heads] == sorted(
        ("Lampung Barat", "Pesisir Barat", "Lampung Selatan"), key=heads.index
    )


def test_choosing_areas_changes_the_address_and_clearing_them_brings_the_default_back(open_page: OpenPage):
    app = open_page(PATH)
    default = list(app.multiselect[0].value)
    app.multiselect[0].set_value(["18.13", "18.05"]).run()
    assert app.query_params["banding"] == "18.13,18.05"
    assert app.multiselect[0].value == ["18.13", "18.05"]
    app.multiselect[0].set_value([]).run()
    assert "banding" not in app.query_params
    assert app.multiselect[0].value == default


def test_going_to_the_kecamatan_drops_the_kabupaten_that_were_chosen(open_page: OpenPage):
    app = open_page(PATH, kab="18.04", banding="18.13")
    control = next(entry for entry in app.segmented_control if entry.key == "b_kelompok")
    control.set_value("kecamatan").run()
    assert app.query_params.get("kelompok") == "kecamatan"
    assert "banding" not in app.query_params
    assert all(kode.startswith("18.04.") for kode in app.multiselect[0].value)
    assert not app.info


def test_the_section_is_part_of_the_address(open_page: OpenPage):
    app = open_page(PATH)
    control = next(entry for entry in app.segmented_control if entry.key == "b_bagian")
    assert control.value == "tabel"
    control.set_value("peringkat").run()
    assert app.query_params["bagian"] == "peringkat"
    assert "Menurut perbaikan sejak 2023" in html_of(app)


def test_a_year_on_a_new_instrument_says_why_and_leads_to_years_that_can_be_compared(open_page: OpenPage):
    app = open_page(PATH, tahun="2025", bagian="lereng")
    assert "dua alat ukur berbeda" in app.info[0].value
    button = next(entry for entry in app.button if entry.key == "b_tahun_sebanding")
    assert button.label == "Lihat 2023–2024"
    button.click().run()
    assert app.query_params.get("tahun", "2024") == "2024"
    assert app.query_params["bagian"] == "lereng"
    assert not app.info


def test_the_ranking_of_a_new_instrument_has_no_improvement(open_page: OpenPage):
    app = open_page(PATH, tahun="2025", bagian="peringkat")
    page = html_of(app)
    assert "Menurut tingkat 2025" in page
    assert "Menurut perbaikan" not in page
    assert "dua alat ukur berbeda" in app.info[0].value


def test_links_of_the_ranking_stay_in_the_section(open_page: OpenPage):
    page = html_of(open_page(PATH, bagian="peringkat"))
    assert "?kab=18.10&amp;bagian=peringkat" in page


def test_a_kota_is_told_to_hold_only_kelurahan_and_has_no_similar_area(open_page: OpenPage):
    app = open_page(PATH, kab="18.72", bagian="serupa")
    assert "hanya berisi kelurahan" in html_of(app)
    assert "tidak ada desa yang dinilai" in app.info[0].value


def test_the_features_of_likeness_stand_beside_the_distance(open_page: OpenPage):
    app = open_page(PATH, kab="18.13", bagian="serupa")
    page = html_of(app)
    for word in ("Jarak", "Desa dinilai", "Penduduk", "Luas", "Tertinggal atau Sangat Tertinggal", "IKE"):
        assert word in page
    assert any("jarak Euklides" in entry.value for entry in app.caption)


def test_the_selected_desa_is_named_under_the_beeswarm_with_a_way_to_its_profile(open_page: OpenPage):
    app = open_page(PATH, desa="18.04.15.2004", bagian="sebaran")
    assert any("Trimulyo" in entry.value for entry in app.markdown)
    assert any("Buka profil Pekon Trimulyo" in text for text in page_texts(app))


@pytest.mark.parametrize("section", ["tabel", "lereng", "peta", "peringkat", "sebaran"])
def test_every_section_has_a_table_to_download(open_page: OpenPage, section: str):
    app = open_page(PATH, kab="18.04", bagian=section)
    assert any(entry.label == "Tabel dan unduhan" for entry in app.expander)


def test_the_table_marks_best_and_worst_in_words(open_page: OpenPage):
    page = html_of(open_page(PATH))
    assert "▲ terbaik" in page
    assert "▼ terlemah" in page


def test_the_table_says_which_targets_were_published_and_that_the_rest_have_none(open_page: OpenPage):
    captions = " ".join(entry.value for entry in open_page(PATH).caption)
    assert "Smart Village 100,0% (2024)" in captions
    assert "tidak ada target yang diterbitkan" in captions
    assert "Target: tidak ada yang diterbitkan" in " ".join(entry.value for entry in open_page(PATH, tahun="2018").caption)


@pytest.mark.parametrize("bahasa", LANGUAGES)
@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_speaks_one_language(open_page: OpenPage, section: str, bahasa: str):
    for view in ({}, {"kab": "18.04", "indikator": "cakupan"}, {"tahun": "2025"}, {"kab": "18.72"}, {"desa": "18.04.15.2004"}):
        app = open_page(PATH, bagian=section, bahasa=bahasa, **view)
        assert untranslated(app, bahasa) == [], view
