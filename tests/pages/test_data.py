"""The data page without a browser: everything opens for every selection, speaks one language, and says what it is."""

from __future__ import annotations

import itertools
import re

import pytest
from streamlit.testing.v1 import AppTest

from lib.domain.data_file import data_dir, read_sumber
from lib.domain.data_folder import data_files
from lib.domain.language import LANGUAGES
from lib.domain.program import all_programs
from lib.published import selected, source
from lib.ui.data.page import SECTIONS
from lib.view.data.dictionary import column_names
from lib.view.data.open_links import spoken_choices
from lib.view.data.open_query import PARAMETERS
from lib.view.data.quality_checks import checks
from lib.view.data.tables import tables
from tests.function_words import foreign_words
from tests.pages.conftest import OpenPage
from tests.pages.page_text import page_texts

PLACES = [
    {},
    {"tahun": "2025"},
    {"tahun": "2018", "kab": "18.04"},
    {"kab": "18.72"},
    {"kec": "18.04.15", "tahun": "2023"},
    {"desa": "18.04.15.2004"},
    {"desa": "18.09.02.2020", "tahun": "2019"},
]


def quoted_words() -> list[str]:
    """What sources and agencies say and are called: quoted in their own language."""
    twins = [read_sumber(path) for path in data_files(data_dir())]
    words = {word for twin in twins for word in (twin.judul, twin.penerbit, twin.lisensi, twin.cara)}
    words |= {program.instansi for program in all_programs().values()}
    words |= {word for entry in source.figures().provenance for word in (entry.judul, entry.penerbit)}
    return sorted(filter(None, words), key=len, reverse=True)


def ids_of(section: str) -> set[str]:
    """Names that are the same in every language: columns in the dictionary, parameters and choices of the open data."""
    if section == "kamus":
        return {name for table in tables() for name in column_names(table)}
    if section == "terbuka":
        known = selected.known(source.figures())
        return {*PARAMETERS, *(choice for _name, _meaning, choices in spoken_choices(known) for choice in choices.split(", "))}
    return set()


def untranslated(app: AppTest, bahasa: str, section: str = "") -> list[tuple[list[str], str]]:
    """Words of the other language on the page, each with the text that it stands in."""
    texts = page_texts(app)
    for words in quoted_words():
        texts = [text.replace(words, "") for text in texts]
    plain = [re.sub("“.*?”", "", text) for text in texts]
    ids = ids_of(section)
    return [(sorted(words), text[:200]) for text in plain if (words := foreign_words(text, bahasa) - ids)]


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_opens_for_every_place(open_page: OpenPage, section: str) -> None:
    for place in PLACES:
        app = open_page("/data", bagian=section, **place)
        assert [entry.value for entry in app.error] == []
        assert [entry.value for entry in app.info if "Alamat halaman" in entry.value] == []


@pytest.mark.parametrize("table", tables())
def test_every_table_opens_for_every_place_and_period(open_page: OpenPage, table: str) -> None:
    for place, period in zip(PLACES, itertools.cycle(("tahun", "semua")), strict=False):
        app = open_page("/data", tabel=table, rentang=period, **place)
        assert [entry.value for entry in app.error] == []


@pytest.mark.parametrize("bahasa", LANGUAGES)
@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_speaks_the_language_of_the_page(open_page: OpenPage, section: str, bahasa: str) -> None:
    assert untranslated(open_page("/data", bagian=section, bahasa=bahasa), bahasa, section) == []


@pytest.mark.parametrize("bahasa", LANGUAGES)
@pytest.mark.parametrize("table", ["nilai", "jumlah", "cakupan", "wilayah"])
def test_a_table_speaks_the_language_of_the_page(open_page: OpenPage, table: str, bahasa: str) -> None:
    assert untranslated(open_page("/data", tabel=table, bahasa=bahasa, kab="18.04"), bahasa) == []


@pytest.mark.parametrize("check", checks())
def test_every_list_of_findings_opens(open_page: OpenPage, check: str) -> None:
    for place in ({}, {"kab": "18.09"}, {"kab": "18.71"}):
        app = open_page("/data", bagian="mutu", temuan=check, **place)
        assert [entry.value for entry in app.error] == []


@pytest.mark.parametrize("value", ["<script>", "zzz", "x" * 500, "18.01"])
def test_an_unknown_section_table_period_or_check_falls_back_quietly(open_page: OpenPage, value: str) -> None:
    app = open_page("/data", bagian=value, tabel=value, rentang=value, temuan=value)
    assert [entry.value for entry in app.error] == []
    assert any("Nilai dan status desa" in text for text in page_texts(app))


def test_a_change_of_year_keeps_a_table_that_was_sorted_by_a_column_of_the_other_index(open_page: OpenPage) -> None:
    app = open_page("/data", tahun="2024", kab="18.04")
    sort = next(entry for entry in app.selectbox if entry.key == "data_nilai_urut")
    sort.set_value("iks").run()
    assert [entry.value for entry in app.exception] == []
    year = next(entry for entry in app.selectbox if entry.key == "f_tahun")
    year.set_value(2025).run()
    assert [entry.value for entry in app.exception] == []
    assert any("DTKPD" in text for text in page_texts(app))


def test_choices_on_the_page_go_into_the_address(open_page: OpenPage) -> None:
    app = open_page("/data", kab="18.04")
    next(entry for entry in app.selectbox if entry.key == "f_tabel").set_value("jumlah").run()
    assert app.query_params["tabel"] == "jumlah"
    next(entry for entry in app.segmented_control if entry.key == "f_rentang_jumlah").set_value("semua").run()
    assert app.query_params["rentang"] == "semua"
    assert app.query_params["kab"] == "18.04"
    next(entry for entry in app.segmented_control if entry.key == "f_bagian_data").set_value("mutu").run()
    assert app.query_params["bagian"] == "mutu"


def test_an_empty_table_says_so_and_shows_no_downloads(open_page: OpenPage) -> None:
    app = open_page("/data", tabel="prestasi", rentang="tahun", kab="18.04", tahun="2018")
    assert any("Tidak ada baris" in entry.value for entry in app.info)
    assert app.get("download_button") == []


def test_a_table_offers_its_four_forms(open_page: OpenPage) -> None:
    app = open_page("/data", kab="18.04")
    assert [entry.proto.label for entry in app.get("download_button")] == ["CSV", "XLSX", "GeoJSON", "Parquet"]


def test_illustrative_rows_carry_the_badge_and_published_figures_do_not(open_page: OpenPage) -> None:
    assert any("Data contoh" in text for text in page_texts(open_page("/data")))
    texts = page_texts(open_page("/data", tabel="angka-kabupaten"))
    assert not any("Data contoh" in text for text in texts)
