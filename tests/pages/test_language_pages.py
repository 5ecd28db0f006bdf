"""Both languages are whole: no page of one holds a word that only the other has."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from lib.domain.indeks import indeks_of_year
from lib.domain.language import LANGUAGES
from lib.domain.program import programs
from lib.published import selected, source
from lib.view.indicator.indicator import indicators
from lib.web.pages import PAGES
from tests.function_words import foreign_words
from tests.pages.conftest import OpenPage
from tests.pages.page_text import page_texts

ADDRESSES = [f"/{entry.alamat}" for entry in PAGES]
VIEWS = [
    {},
    {"tahun": "2025"},
    {"tahun": "2018"},
    {"kab": "18.04"},
    {"kab": "18.72"},
    {"kec": "18.04.15", "tahun": "2023"},
    {"desa": "18.04.15.2004"},
    {"tahun": "1999", "kab": "<b>", "indikator": "x"},
]


def year_of(indikator: str) -> str:
    """A year in which the indicator exists."""
    dimensi = indicators()[indikator].dimensi
    return next(str(year) for year in (2024, 2025) if dimensi is None or dimensi in indeks_of_year(year).dimensi)


MAP_VIEWS = [
    *({"indikator": key, "tahun": year_of(key)} for key in indicators()),
    {"indikator": "perubahan", "tahun": "2025"},
    *({"indikator": "cakupan", "program": key, "tingkat": "desa"} for key in programs()),
    {"indikator": "cakupan", "kab": "18.72", "tahun": "2019"},
    {"indikator": "nilai", "tingkat": "desa", "kab": "18.01", "klasifikasi": "kuantil"},
    {"indikator": "mandiri", "klasifikasi": "alami"},
]


def texts_of(app: AppTest) -> list[str]:
    """The texts of a page without what is quoted from its publisher: titles of sources, names and results of awards."""
    data = source.figures()
    quoted = {word for entry in data.provenance for word in (entry.judul, entry.penerbit)}
    quoted |= set(data.prestasi[["ajang", "tingkat", "hasil"]].astype(str).to_numpy().ravel())
    texts = page_texts(app)
    for words in sorted(filter(None, quoted), key=len, reverse=True):
        texts = [text.replace(words, "") for text in texts]
    return texts


def untranslated(app: AppTest, bahasa: str) -> list[tuple[list[str], str]]:
    """The words of the other language on a page, each with the text that it stands in; what is quoted “…” is left out."""
    texts = [re.sub("“.*?”", "", text) for text in texts_of(app)]
    return [(sorted(words), text[:300]) for text in texts if (words := foreign_words(text, bahasa))]


def opened_up(app: AppTest, query: str) -> AppTest:
    """The page with every switch on and ``query`` in every text field: tables and search results are texts too."""
    for switch in app.toggle:
        switch.set_value(True)
    for field in app.text_input:
        field.set_value(query)
    app.run()
    assert [entry.value for entry in app.exception] == []
    return app


@pytest.mark.parametrize("bahasa", LANGUAGES)
@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_speaks_one_language(open_page: OpenPage, path: str, bahasa: str):
    for view in VIEWS:
        app = open_page(path, bahasa=bahasa, **view)
        assert [entry.value for entry in app.error] == []
        assert untranslated(app, bahasa) == [], view


@pytest.mark.parametrize("bahasa", LANGUAGES)
def test_every_indicator_of_the_map_speaks_one_language(open_page: OpenPage, bahasa: str):
    for view in MAP_VIEWS:
        app = open_page("/peta", bahasa=bahasa, **view)
        assert untranslated(app, bahasa) == [], view


@pytest.mark.parametrize("bahasa", LANGUAGES)
@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("query", ["trimulya", "zzzzzzzz"])
def test_tables_and_search_results_speak_the_language_of_the_page(open_page: OpenPage, path: str, bahasa: str, query: str):
    app = opened_up(open_page(path, bahasa=bahasa, kab="18.04"), query)
    assert untranslated(app, bahasa) == []


@pytest.mark.parametrize("bahasa", LANGUAGES)
@pytest.mark.parametrize("indikator", ["status", "nilai", "cakupan"])
def test_the_tooltips_of_the_map_speak_the_language_of_the_page(bahasa: str, indikator: str):
    values = selected.map_values({"bahasa": bahasa, "indikator": indikator})
    assert len(values) >= 13
    assert [text for text in values.values() if foreign_words(text, bahasa)] == []


def test_the_two_languages_of_a_page_say_the_same_in_other_words(open_page: OpenPage):
    indonesian, english = (page_texts(open_page("/", bahasa=bahasa)) for bahasa in LANGUAGES)
    assert len(indonesian) == len(english)
    assert any("2.446" in text for text in indonesian)
    assert any("2,446" in text for text in english)
    assert not any("2.446" in text for text in english)


def test_the_language_control_changes_the_page_and_the_address(open_page: OpenPage):
    app = open_page("/peta", kab="18.04")
    control = next(entry for entry in app.segmented_control if entry.key == "f_bahasa")
    control.set_value("en").run()
    assert app.query_params["bahasa"] == "en"
    assert app.query_params["kab"] == "18.04"
    assert untranslated(app, "en") == []


def test_the_check_would_find_a_text_that_was_not_translated(open_page: OpenPage):
    app = open_page("/", bahasa="id")
    assert len(untranslated(app, "en")) > 5
