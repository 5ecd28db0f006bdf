"""Classes of numbers: the interval that is printed is the interval that is applied, and official classes keep their colours."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lib.domain.indeks import indeks_of_year
from lib.domain.language import LANGUAGES, set_language
from lib.domain.status import STATUS, status_classes
from lib.view.frame.selection import CLASSIFICATIONS, Selection
from lib.view.indicator.classes import CHANGE_STEPS, classes_of
from lib.view.indicator.indicator import indicators
from lib.view.indicator.maps import describe_map
from tests.view.selections import selections, views

IDM, INDEKS_DESA = 2024, 2025
METHODS = pytest.mark.parametrize("method", CLASSIFICATIONS)
NUMERIC = ("nilai", "mandiri", "perubahan", "cakupan", "dim_iks")
# Fractions of small numbers and means of few scores lie exactly between two printed values again and again.
shares = st.builds(lambda part, whole: min(part, whole) / whole, st.integers(0, 300), st.integers(1, 300))
scores = st.builds(
    lambda values: float(np.mean([value / 10_000 for value in values])), st.lists(st.integers(0, 10_000), min_size=1, max_size=4)
)
changes = st.builds(lambda one, other: one - other, scores, scores)
many = settings(max_examples=80)


def number(text: str) -> float:
    """What an Indonesian number says: ``−0,0123``, ``12,3%``."""
    return float(text.replace(".", "").replace(",", ".").replace("−", "-").replace("+", "").rstrip("%"))


def holds(interval: str, value: str) -> bool:
    """Is a printed value inside a printed interval?"""
    found = number(value)
    if interval.startswith("≤ "):
        return found <= number(interval[2:])
    lower, dash, upper = interval.removeprefix("> ").partition(" – ")
    above = found > number(lower) if interval.startswith("> ") else found >= number(lower)
    return above and (not dash or found <= number(upper))


def check(indicator, selection, values):
    """Every printed value lies in the printed interval of its class, and in no other one."""
    classes, kelas = classes_of(indicator, selection, pd.Series(values, dtype=float))
    intervals = [entry.selang or entry.label for entry in classes]
    for value, place in zip(values, kelas, strict=True):
        if np.isnan(value):
            assert place == -1
            continue
        printed = indicator.format(value, selection.tahun)
        inside = [here for here, interval in enumerate(intervals) if holds(interval, printed)]
        assert inside == [place], (value, printed, intervals)


@METHODS
@pytest.mark.parametrize("indikator", ["nilai", "mandiri", "perubahan"])
@many
@given(data=st.data())
def test_the_printed_interval_is_the_applied_one(indikator, method, data):
    kind = {"nilai": scores, "mandiri": shares, "perubahan": changes}[indikator]
    values = data.draw(st.lists(kind | st.just(float("nan")), min_size=1, max_size=40))
    check(indicators()[indikator], Selection(IDM, klasifikasi=method), values)


@views
@given(data=st.data())
def test_the_printed_interval_is_the_applied_one_on_the_shipped_data(data, figures, polygons, known):
    selection = data.draw(selections(known).map(lambda it: it if it.indikator != "status" else replace(it, indikator="nilai")))
    description = describe_map(figures, selection, polygons)
    assume(description.indicator.kind != "status")
    values = description.frame["nilai"].astype(float)
    if description.kelas_legenda[0].id != "belum":
        check(description.indicator, description.selection, list(values))


@METHODS
@pytest.mark.parametrize("indikator", NUMERIC)
def test_a_missing_value_gets_no_class(indikator, method):
    selection = Selection(IDM, klasifikasi=method)
    _classes, kelas = classes_of(indicators()[indikator], selection, pd.Series([np.nan, 0.5, np.nan, 0.7]))
    assert list(kelas[[0, 2]]) == [-1, -1]
    assert (kelas[[1, 3]] >= 0).all()


@METHODS
@pytest.mark.parametrize("indikator", NUMERIC)
def test_no_values_at_all_is_no_error(indikator, method):
    classes, kelas = classes_of(indicators()[indikator], Selection(IDM, klasifikasi=method), pd.Series([np.nan, np.nan]))
    assert list(kelas) == [-1, -1]
    assert classes


@pytest.mark.parametrize("tahun", [IDM, INDEKS_DESA])
def test_a_published_score_has_the_class_of_its_status_on_the_bounds_too(tahun):
    indeks = indeks_of_year(tahun)
    step = 10**-indeks.desimal
    bounds = [0.0, *indeks.batas_atas, indeks.skala_maks]
    values = [round(bound + sign * step, indeks.desimal) for bound in bounds for sign in (-1, 0, 1)]
    values = [value for value in values if 0 <= value <= indeks.skala_maks]
    classes, kelas = classes_of(indicators()["nilai"], Selection(tahun), pd.Series(values))
    names = {status_classes()[key].label: key for key in STATUS}
    assert [names[classes[place].label] for place in kelas] == [indeks.status_of(value) for value in values]


@pytest.mark.parametrize("tahun", [IDM, INDEKS_DESA])
@given(share=st.floats(0, 1))
def test_any_published_score_has_the_class_of_its_status(tahun, share):
    indeks = indeks_of_year(tahun)
    value = round(share * indeks.skala_maks, indeks.desimal)
    classes, kelas = classes_of(indicators()["nilai"], Selection(tahun), pd.Series([value]))
    assert classes[kelas[0]].label == status_classes()[indeks.status_of(value)].label


@pytest.mark.parametrize("indikator", ["status", "nilai"])
@pytest.mark.parametrize("values", [[0.1], [0.9, 0.9], [np.nan], [0.1, 0.5, 0.65, 0.75, 0.9]])
def test_official_classes_keep_their_colours_whatever_the_data(indikator, values):
    column = pd.Series(values) if indikator == "nilai" else pd.Series([indeks_of_year(IDM).status_of(it) for it in values])
    classes, _kelas = classes_of(indicators()[indikator], Selection(IDM), column)
    assert [(entry.label, entry.warna) for entry in classes] == [
        (status_classes()[key].label, status_classes()[key].warna) for key in STATUS
    ]


@pytest.mark.parametrize("method", CLASSIFICATIONS[1:])
def test_classes_made_from_the_data_never_wear_a_status_colour(method):
    classes, _kelas = classes_of(
        indicators()["nilai"], Selection(IDM, klasifikasi=method), pd.Series(np.linspace(0.3, 0.95, 200))
    )
    assert not {entry.warna for entry in classes} & {status_classes()[key].warna for key in STATUS}


@METHODS
@pytest.mark.parametrize("indikator", NUMERIC)
def test_every_class_of_a_legend_has_its_own_colour_and_label(indikator, method, figures, polygons):
    description = describe_map(figures, Selection(IDM, indikator=indikator, klasifikasi=method, tingkat="desa"), polygons)
    legend = description.kelas_legenda
    assert max(Counter(entry.text for entry in legend).values()) == 1
    assert max(Counter((entry.warna, entry.pola) for entry in legend).values()) == 1


def test_the_official_score_classes_print_name_and_interval():
    classes, _kelas = classes_of(indicators()["nilai"], Selection(IDM), pd.Series([0.5]))
    assert [entry.text for entry in classes] == [
        "Sangat Tertinggal (0,0000 – 0,4907)",
        "Tertinggal (> 0,4907 – 0,5989)",
        "Berkembang (> 0,5989 – 0,7072)",
        "Maju (> 0,7072 – 0,8155)",
        "Mandiri (> 0,8155 – 1,0000)",
    ]


def test_the_official_share_classes_are_fifths():
    classes, kelas = classes_of(indicators()["mandiri"], Selection(IDM), pd.Series([0.0, 0.2, 0.2006, 1.0]))
    assert [entry.text for entry in classes] == [
        "0,0% – 20,0%",
        "> 20,0% – 40,0%",
        "> 40,0% – 60,0%",
        "> 60,0% – 80,0%",
        "> 80,0% – 100,0%",
    ]
    assert list(kelas) == [0, 0, 1, 4]


def test_a_coverage_above_its_base_is_shown_in_an_interval_that_holds_it():
    # Two sources may disagree: 105 agents of 100 BUMDes.
    check(indicators()["cakupan"], Selection(IDM), [0.3, 0.99, 1.05])
    check(indicators()["cakupan"], Selection(IDM), [0.3, 0.99, 1.0])


def test_no_change_falls_among_the_falls_bound_and_a_rise_among_the_rises():
    scale = indeks_of_year(IDM).skala_maks
    small, large = (share * scale for share in CHANGE_STEPS)
    values = [-large - 0.01, -large, -small, -0.0001, 0.0001, small, large, large + 0.01]
    classes, kelas = classes_of(indicators()["perubahan"], Selection(IDM), pd.Series(values))
    assert list(kelas) == [0, 0, 1, 2, 3, 3, 4, 5]
    assert classes[0].text.startswith("≤ −")
    assert classes[-1].text.startswith("> +")


def test_a_programme_of_single_desa_has_two_classes_in_words(figures, polygons):
    selection = Selection(IDM, tingkat="desa", indikator="cakupan", program="smart_village")
    labels = [entry.label for entry in describe_map(figures, selection, polygons).kelas_legenda]
    assert labels[:2] == ["Belum terjangkau", "Terjangkau"]


@pytest.mark.parametrize("bahasa", LANGUAGES)
def test_labels_are_in_the_language_of_the_reader(bahasa):
    set_language(bahasa)
    classes, _kelas = classes_of(indicators()["nilai"], Selection(IDM), pd.Series([0.5]))
    assert classes[-1].text == {"id": "Mandiri (> 0,8155 – 1,0000)", "en": "Self-reliant (> 0.8155 – 1.0000)"}[bahasa]


def test_the_helper_of_these_tests_reads_every_form_of_interval():
    assert holds("≤ −0,0500", "−0,0500")
    assert not holds("> 0,0500", "0,0500")
    assert holds("> +0,0500", "+1.234,0000")
    assert holds("12,3% – 20,0%", "12,3%")
    assert not holds("> 12,3% – 20,0%", "12,3%")
    assert re.fullmatch(r"-?\d+(\.\d+)?", str(number("1.234,5")))
