"""Ranks: ties are ties, order of input is nothing, a missing value has none."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from lib.analysis.indicator.ranking import rank

VALUES = st.lists(st.one_of(st.none(), st.integers(-5, 5), st.floats(-10, 10)), max_size=25)


@given(VALUES, st.booleans(), st.randoms())
def test_a_rank_is_one_more_than_the_number_that_is_better(values, ascending, random):
    series = pd.Series(values, dtype=float, index=[f"k{place}" for place in range(len(values))])
    before = series.copy(deep=True)
    ranks = rank(series, ascending)
    pd.testing.assert_series_equal(series, before)
    known = series.dropna()
    for key, value in series.items():
        if pd.isna(value):
            assert ranks[key] is pd.NA
        else:
            assert ranks[key] == 1 + ((known < value) if ascending else (known > value)).sum()
    keys = list(series.index)
    random.shuffle(keys)
    pd.testing.assert_series_equal(rank(series[keys], ascending)[series.index], ranks)


def test_values_that_print_alike_rank_alike_when_asked():
    series = pd.Series({"a": 0.70001, "b": 0.70002, "c": 0.6})
    assert rank(series).tolist() == [2, 1, 3]
    assert rank(series, desimal=4).tolist() == [1, 1, 3]
