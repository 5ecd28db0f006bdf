"""Status from score: intervals of both indices, on the boundary and beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.indeks import comparable, indeks_of_year, indices
from lib.domain.status import BESIDE, STATUS, parse_status, status_classes

IDM, INDEKS_DESA = indices()["idm"], indices()["indeks_desa"]


@pytest.mark.parametrize(
    ("score", "status"),
    [
        (0.0, "sangat_tertinggal"),
        (0.4907, "sangat_tertinggal"),
        (0.4908, "tertinggal"),
        (0.5989, "tertinggal"),
        (0.599, "berkembang"),
        (0.7072, "berkembang"),
        (0.70724, "berkembang"),
        (0.7073, "maju"),
        (0.8155, "maju"),
        (0.8156, "mandiri"),
        (1.0, "mandiri"),
    ],
)
def test_idm_bounds_are_inclusive_above_on_four_decimals(score, status):
    assert IDM.status_of(score) == status


@pytest.mark.parametrize(
    ("score", "status"),
    [
        (49.48, "sangat_tertinggal"),
        (49.49, "tertinggal"),
        (57.38, "tertinggal"),
        (57.39, "berkembang"),
        (69.34, "berkembang"),
        (69.35, "maju"),
        (79.62, "maju"),
        (79.63, "mandiri"),
        (100.0, "mandiri"),
    ],
)
def test_indeks_desa_bounds_are_inclusive_above_on_two_decimals(score, status):
    assert INDEKS_DESA.status_of(score) == status


@pytest.mark.parametrize("score", [None, float("nan"), -0.0001, 1.0001, float("inf")])
def test_a_missing_score_or_one_outside_the_scale_never_gets_a_status(score):
    assert IDM.status_of(score) is None


@given(st.sampled_from([IDM, INDEKS_DESA]), st.floats(0, 1), st.floats(0, 1))
def test_a_higher_score_never_has_a_lower_status(indeks, one, other):
    low, high = sorted((one * indeks.skala_maks, other * indeks.skala_maks))
    assert STATUS.index(indeks.status_of(low)) <= STATUS.index(indeks.status_of(high))


@given(st.sampled_from([IDM, INDEKS_DESA]), st.floats(0, 1))
def test_a_score_lies_in_the_interval_of_its_status(indeks, share):
    score = round(share * indeks.skala_maks, indeks.desimal)
    lower, upper = indeks.interval_of(indeks.status_of(score))
    assert lower <= score <= upper
    assert score > lower or lower == 0


def test_idm_is_the_mean_of_its_parts_and_indeks_desa_the_points_over_635():
    assert IDM.score_from_dimensions({"iks": 0.9029, "ike": 0.8667, "ikl": 0.8667}) == 0.8788
    points = {"dld": 140, "ds": 60, "de": 90, "dl": 70, "da": 40, "dtkpd": 60}
    assert INDEKS_DESA.score_from_dimensions(points) == round(460 / 635 * 100, 2)
    assert IDM.score_from_dimensions({"iks": 0.9, "ike": 0.8}) is None


def test_nothing_is_comparable_across_2024_and_2025():
    assert comparable(2023, 2024)
    assert not comparable(2024, 2025)
    assert indeks_of_year(2024).id == "idm"
    assert indeks_of_year(2025).id == "indeks_desa"


@pytest.mark.parametrize("text", ["MANDIRI", "Mandiri", " mandiri ", "MAN DIRI"])
def test_a_status_is_read_whatever_its_letters(text):
    assert parse_status(text) == "mandiri"


@pytest.mark.parametrize("text", ["", None, "klaster 1", "mandiri 2x", "tertinggal sekali lagi", 3])
def test_another_word_is_no_status(text):
    assert parse_status(text) is None


def test_there_are_five_statuses_and_three_classes_beside_them():
    assert list(status_classes()) == [*STATUS, *BESIDE]
