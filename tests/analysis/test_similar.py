"""Who is alike: near is near both ways, nobody is nearer than oneself, and neither order nor unit decides."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.analysis.comparison.similar import area_features, distances, most_similar, standardised
from lib.analysis.status.distribution import mean_scores, status_counts

from .frames import YEARS, frames_settings, provinces_with_scores

# On a grid, so that scaling a feature loses nothing.
NUMBERS = st.integers(-1000, 1000).map(lambda number: number / 8)
claims = settings(max_examples=120)


@st.composite
def tables(draw: st.DrawFn, *, gaps: bool = True, least: int = 2) -> pd.DataFrame:
    """Two to eight areas with one to five features, some of them missing."""
    areas = draw(st.integers(least, 8))
    features = draw(st.integers(1, 5))
    cells = st.one_of(st.none(), NUMBERS) if gaps else NUMBERS
    rows = draw(st.lists(st.lists(cells, min_size=features, max_size=features), min_size=areas, max_size=areas))
    return pd.DataFrame(
        rows, index=[f"18.{place:02d}" for place in range(1, areas + 1)], columns=[f"f{n}" for n in range(features)], dtype=float
    )


def by_hand(table: pd.DataFrame, one: str, other: str) -> float:
    """The formula of the module's docstring, feature by feature."""
    total, used, shared = 0.0, 0, 0
    for name in table:
        known = [value for value in table[name] if value == value]
        if len(set(known)) < 2:
            continue
        used += 1
        mean = sum(known) / len(known)
        deviation = math.sqrt(sum((value - mean) ** 2 for value in known) / len(known))
        a, b = table.at[one, name], table.at[other, name]
        if a == a and b == b:
            shared += 1
            total += ((a - b) / deviation) ** 2
    return math.sqrt(used / shared * total) if shared else math.nan


@claims
@given(tables())
def test_the_distance_is_the_stated_formula(table):
    found = distances(table)
    for one in table.index:
        for other in table.index:
            assert found.at[one, other] == pytest.approx(by_hand(table, one, other), abs=1e-6, nan_ok=True)


@claims
@given(tables())
def test_near_is_near_both_ways_and_nobody_is_nearer_than_oneself(table):
    found = distances(table).to_numpy()
    assert np.array_equal(found, found.T, equal_nan=True)
    diagonal = np.diag(found)
    assert set(diagonal[~np.isnan(diagonal)]) <= {0.0}
    assert not (found < 0).any()


@claims
@given(table=tables(), data=st.data())
def test_neither_the_order_of_the_rows_nor_of_the_columns_matters(table, data):
    shuffled = table.loc[data.draw(st.permutations(list(table.index))), data.draw(st.permutations(list(table.columns)))]
    again = distances(shuffled).loc[table.index, table.index]
    assert np.allclose(again, distances(table), atol=1e-8, equal_nan=True)
    for kode in table.index:
        pd.testing.assert_frame_equal(most_similar(shuffled, kode), most_similar(table, kode), atol=1e-8)


@claims
@given(table=tables(), data=st.data())
def test_the_unit_of_a_feature_does_not_matter(table, data):
    factors = data.draw(st.lists(st.sampled_from((0.001, 0.5, 2.0, 1e6, -3.0)), min_size=table.shape[1], max_size=table.shape[1]))
    shifts = data.draw(st.lists(st.sampled_from((0.0, -40.0, 273.15)), min_size=table.shape[1], max_size=table.shape[1]))
    assert np.allclose(distances(table * factors + shifts), distances(table), atol=1e-6, equal_nan=True)


@claims
@given(table=tables(gaps=False), data=st.data())
def test_without_gaps_a_detour_is_never_shorter(table, data):
    one, other, between = (data.draw(st.sampled_from(list(table.index))) for _turn in range(3))
    found = distances(table)
    if not found.isna().to_numpy().any():
        assert found.at[one, other] <= found.at[one, between] + found.at[between, other] + 1e-6


@claims
@given(tables())
def test_the_list_rises_leaves_out_oneself_and_shares_places(table):
    for kode in table.index:
        found = most_similar(table, kode)
        assert kode not in found.index
        assert found["jarak"].is_monotonic_increasing
        for place, distance in zip(found["urutan"], found["jarak"], strict=True):
            assert place == 1 + (found["jarak"] < distance).sum()
        equal = found.groupby("jarak").groups.values()
        assert all(list(codes) == sorted(codes) for codes in equal)


@given(tables(gaps=False))
@claims
def test_two_areas_that_are_equal_in_everything_are_at_no_distance(table):
    twin = pd.concat([table, table.iloc[[0]].rename(index={"18.01": "18.99"})])
    if standardised(twin).shape[1]:
        assert most_similar(twin, "18.01").loc["18.99", ["jarak", "urutan"]].tolist() == [0, 1]


def test_a_feature_that_is_equal_everywhere_or_that_nobody_has_is_not_in_use():
    table = pd.DataFrame({"a": [1.0, 2.0, 4.0], "b": [0.1 + 0.2, 0.3, 0.3], "c": [np.nan] * 3}, index=["18.01", "18.02", "18.03"])
    assert list(standardised(table)) == ["a"]
    assert distances(table[["b", "c"]]).isna().all().all()
    assert most_similar(table[["b", "c"]], "18.01").empty


def test_an_area_that_is_not_listed_is_like_nobody():
    table = pd.DataFrame({"a": [1.0, 2.0]}, index=["18.01", "18.02"])
    assert most_similar(table, "18.71").empty
    assert list(most_similar(table.iloc[:1], "18.01").index) == []


@given(provinces_with_scores(), st.sampled_from(YEARS))
@frames_settings
def test_the_features_are_those_of_the_assessed_areas(frames, year):
    wilayah, nilai = frames
    counts, means = (function(nilai, wilayah, year, "kabupaten") for function in (status_counts, mean_scores))
    features = area_features(counts, means, wilayah)
    assert list(features.index) == list(counts.index[counts["dinilai"] > 0])
    for kode, row in features.iterrows():
        assert row["desa"] == counts.at[kode, "dinilai"]
        assert row["tertinggal"] * row["desa"] == pytest.approx(counts.loc[kode, ["sangat_tertinggal", "tertinggal"]].sum())
    assert list(features) == [
        "desa",
        *(name for name in means if name not in ("nilai", "n")),
        "tertinggal",
        "penduduk",
        "luas_km2",
    ]
