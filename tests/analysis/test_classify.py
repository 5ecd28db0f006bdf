"""Classes: every finite value in exactly one interval, a missing one in none."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.analysis.indicator.classify import MAX_DISTINCT, METODE, classify, natural_breaks
from lib.analysis.status.spread import histogram
from lib.domain.indeks import indices
from lib.domain.status import STATUS

NUMBER = st.one_of(st.floats(-1e6, 1e6), st.integers(-5, 5).map(float), st.sampled_from([np.nan, np.inf, -np.inf]))
VALUES = st.lists(NUMBER, max_size=40)
DATA_METHODS = st.sampled_from([method for method in METODE if method != "resmi"])


def holds(intervals: tuple[tuple[float, float], ...], value: float) -> list[int]:
    """The classes whose printed interval holds the value."""
    return [
        place for place, (low, high) in enumerate(intervals) if (low < value <= high) or (place == 0 and low <= value <= high)
    ]


@given(VALUES, DATA_METHODS, st.integers(1, 7), st.sampled_from([None, None, 0, 2]))
def test_every_finite_value_is_in_the_one_class_whose_interval_holds_it(values, method, k, decimals):
    found = classify(np.array(values), method, k, desimal=decimals)
    assert found.k <= k
    assert list(found.edges) == sorted(found.edges)
    assert len(found.edges) == (found.k + 1 if found.k else 0)
    for value, number in zip(values, found.kelas, strict=True):
        if not np.isfinite(value):
            assert number == -1
        else:
            shown = value if decimals is None else np.round(value, decimals)
            assert holds(found.intervals, shown) == [number]
    assert found.jumlah == tuple(int((found.kelas == place).sum()) for place in range(found.k))
    if method != "sama":
        assert all(found.jumlah)
    # No class of width zero, but for the one that a single distinct value makes.
    assert len(set(found.edges[1:])) == found.k
    if found.k > 1 and method == "sama":
        assert len(set(found.edges)) == found.k + 1


@given(VALUES, DATA_METHODS, st.integers(1, 7), st.randoms())
def test_the_order_of_values_does_not_change_their_classes(values, method, k, random):
    order = list(range(len(values)))
    random.shuffle(order)
    straight = classify(np.array(values), method, k)
    mixed = classify(np.array([values[place] for place in order]), method, k)
    assert straight.edges == mixed.edges
    assert [straight.kelas[place] for place in order] == list(mixed.kelas)


@given(st.sampled_from(sorted(indices())), st.lists(st.one_of(st.floats(-5, 105), st.floats(0, 1), st.just(np.nan)), max_size=30))
def test_official_classes_are_those_of_the_index(name, values):
    indeks = indices()[name]
    near = [bound + step * 10**-indeks.desimal for bound in indeks.batas_atas for step in (-1, -0.5, 0, 0.49, 0.5, 0.51, 1)]
    series = pd.Series([*values, *near])
    found = classify(series, "resmi", indeks=indeks)
    for value, number in zip(series, found.kelas, strict=True):
        status = indeks.status_of(value)
        assert number == (-1 if status is None else STATUS.index(status))
        if status is not None:
            assert holds(found.intervals, round(value, indeks.desimal)) == [number]
    assert found.intervals == tuple(indeks.interval_of(status) for status in STATUS)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 60), min_size=6, max_size=40), st.integers(2, 5))
def test_natural_breaks_are_as_good_as_those_of_mapclassify(numbers, k):
    mapclassify = pytest.importorskip("mapclassify")
    values = np.array(numbers, dtype=float)
    if len(set(numbers)) <= k:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = mapclassify.FisherJenks(values, k=k).bins

    def spread(bounds: np.ndarray) -> float:
        place = np.searchsorted(bounds[:-1], values)
        return sum(((values[place == it] - values[place == it].mean()) ** 2).sum() for it in np.unique(place))

    ours = natural_breaks(values, k)
    assert len(ours) == k
    assert spread(ours) <= spread(np.asarray(theirs)) + 1e-6


def test_natural_breaks_find_three_heaps_and_thin_out_many_values_alike_every_time():
    heaps = np.concatenate([np.linspace(0, 1, 3000), np.linspace(5, 6, 3000), np.linspace(9, 10, 3000)])
    assert len(heaps) > MAX_DISTINCT
    bounds = natural_breaks(heaps, 3)
    assert bounds.tolist() == natural_breaks(heaps[::-1], 3).tolist()
    assert bounds == pytest.approx([1, 6, 10], abs=0.01)


@pytest.mark.parametrize(
    ("values", "method", "edges", "counts"),
    [
        ([], "kuantil", (), ()),
        ([np.nan, np.nan], "alami", (), ()),
        ([0.5, 0.5, np.nan], "sama", (0.5, 0.5), (2,)),
        ([0.5, 0.5], "alami", (0.5, 0.5), (2,)),
        ([1, 2, 2, 2, 3], "kuantil", (1, 1, 2, 3), (1, 3, 1)),
        ([1, 2], "alami", (1, 1, 2), (1, 1)),
        (range(1, 11), "kuantil", (1, 2, 4, 6, 8, 10), (2, 2, 2, 2, 2)),
        ([0, 10], "sama", (0, 2, 4, 6, 8, 10), (1, 0, 0, 0, 1)),
    ],
)
def test_few_distinct_values_give_fewer_classes(values, method, edges, counts):
    found = classify(pd.Series(list(values), dtype=float), method)
    assert found.edges == pytest.approx(edges)
    assert found.jumlah == counts


def test_what_cannot_be_classified_is_refused():
    with pytest.raises(ValueError, match="an index"):
        classify(np.array([1.0]), "resmi")
    with pytest.raises(ValueError, match="unknown"):
        classify(np.array([1.0]), "lain")
    with pytest.raises(ValueError, match="at least 1"):
        classify(np.array([1.0]), "sama", 0)


@given(VALUES, st.integers(1, 40))
def test_a_histogram_holds_every_finite_value_once(values, bins):
    found = histogram(np.array(values), bins)
    assert found.counts.sum() + found.tanpa_nilai == len(values)
    assert len(found.counts) <= bins
    assert len(found.edges) == (len(found.counts) + 1 if len(found.counts) else 0)


def test_values_are_not_changed_by_rounding():
    values = pd.Series([0.123456, 0.2])
    classify(values, "kuantil", desimal=2)
    assert values.tolist() == [0.123456, 0.2]
