"""The progress page runs whole: every section for every kind of area and year, kept in the address, one at a time."""

from __future__ import annotations

import itertools

import pytest
from streamlit.testing.v1 import AppTest

from lib.published import source
from lib.view.status.progress import BAGIAN
from lib.web.map_picture import small_map_png
from tests.pages.conftest import OpenPage
from tests.pages.page_text import page_texts
from tests.pages.test_language_pages import untranslated

PATH = "/perkembangan"
# Province, kabupaten, kecamatan, kota (kelurahan only), the first year, the only year on its index, a single desa.
VIEWS: list[dict[str, str]] = [
    {},
    {"kab": "18.13"},
    {"kec": "18.04.15"},
    {"kab": "18.72"},
    {"tahun": "2018"},
    {"tahun": "2025", "kab": "18.04"},
    {"desa": "18.04.15.2004", "tahun": "2023"},
]


def headings(app: AppTest) -> list[str]:
    return [entry.value for entry in app.subheader]


@pytest.mark.parametrize("bahasa", ["id", "en"])
@pytest.mark.parametrize("bagian", BAGIAN)
def test_every_section_answers_every_view_in_one_language(open_page: OpenPage, bagian: str, bahasa: str):
    for view in VIEWS:
        app = open_page(PATH, bagian=bagian, bahasa=bahasa, **view)
        assert [entry.value for entry in app.error] == []
        assert headings(app) or app.info, view
        assert untranslated(app, bahasa) == [], view


def test_a_first_visit_shows_composition_and_what_is_officially_known(open_page: OpenPage):
    app = open_page(PATH)
    texts = page_texts(app)
    assert any(text.startswith("521 dari 2.446 desa di Provinsi Lampung naik status dari 2023 ke 2024") for text in texts)
    assert headings(app)[0].startswith("Provinsi Lampung: desa Mandiri dari")
    assert any("Yang diketahui resmi" in text for text in headings(app))


def test_a_hostile_choice_falls_back_to_the_first_section(open_page: OpenPage):
    plain = headings(open_page(PATH))
    for bagian in ("<script>", "PERKIRAAN", "x" * 500):
        assert headings(open_page(PATH, bagian=bagian, satuan="<b>", sebelum="0", arus="a-b-c")) == plain
    app = open_page(PATH, bagian="perpindahan", arus="mandiri-hebat", sebelum="2025")
    assert [entry.value for entry in app.error] == []


def test_choosing_a_section_writes_it_to_the_address_and_keeps_the_rest(open_page: OpenPage):
    app = open_page(PATH, kab="18.13")
    control = next(entry for entry in app.segmented_control if entry.key == "p_bagian")
    control.set_value("jarak").run()
    assert app.query_params["bagian"] == "jarak"
    assert app.query_params["kab"] == "18.13"
    assert any("hampir naik" in text for text in headings(app))
    next(entry for entry in app.segmented_control if entry.key == "p_jarak").set_value("3").run()
    assert app.query_params["jarak"] == "3"


def test_only_the_chosen_section_is_drawn(open_page: OpenPage):
    found = {bagian: tuple(headings(open_page(PATH, bagian=bagian))) for bagian in BAGIAN}
    for one, other in itertools.combinations(found.values(), 2):
        assert not set(one) & set(other)


def test_indeks_desa_with_one_year_refuses_flows_movers_and_outlook(open_page: OpenPage):
    for bagian in ("perpindahan", "penggerak"):
        app = open_page(PATH, bagian=bagian, tahun="2025")
        assert "dua alat ukur berbeda" in app.info[0].value
    app = open_page(PATH, bagian="perkiraan", tahun="2025")
    assert "baru mempunyai satu tahun (2025)" in app.info[0].value
    assert headings(app) == []


def test_the_flow_that_is_chosen_lists_its_desa(open_page: OpenPage):
    app = open_page(PATH, bagian="perpindahan", arus="maju-mandiri")
    table = " ".join(page_texts(app))
    assert "Maju → Mandiri, 2023–2024: baris 1–" in table
    app = open_page(PATH, bagian="perpindahan", arus="maju-mandiri", sebelum="2022")
    assert "2022–2024" in " ".join(page_texts(app))


def test_the_estimate_is_marked_and_explained(open_page: OpenPage):
    texts = " ".join(page_texts(open_page(PATH, bagian="perkiraan", kab="18.04")))
    for words in ("Bukan angka resmi dan bukan target", "seandainya", "1.000 simulasi", "rantai Markov"):
        assert words in texts


def test_a_small_map_is_a_picture_of_an_area_and_of_nothing_else():
    fingerprint = source.figures().fingerprint
    for parameters in ({"kab": "18.04"}, {"kec": "18.04.15"}, {"kab": "18.72", "tema": "dark"}, {"kab": "18.04", "tahun": "x"}):
        picture = small_map_png({**parameters, "sidik": fingerprint})
        assert picture is not None
        assert picture.startswith(b"\x89PNG")
    for parameters in ({}, {"kab": "<b>"}, {"desa": "18.99.99.2001"}):
        assert small_map_png(parameters) is None
