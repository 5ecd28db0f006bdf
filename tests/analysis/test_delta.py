"""Two rankings of the same areas: by level and by improvement, with ties as ties."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.analysis.comparison.similar import pooled_change, pooled_means
from lib.analysis.comparison.two_ranks import delta_ranking
from lib.analysis.status.change import change_between
from lib.analysis.status.distribution import mean_scores

from .frames import frames_settings, provinces_with_scores

claims = settings(max_examples=100)
FIGURES = st.one_of(st.none(), st.integers(-300, 300).map(lambda number: number / 100))


@st.composite
def two_columns(draw: st.DrawFn) -> tuple[pd.Series, pd.Series]:
    size = draw(st.integers(0, 12))
    index = [f"18.{place:02d}" for place in range(size)]
    return tuple(pd.Series(draw(st.lists(FIGURES, min_size=size, max_size=size)), index=index, dtype=float) for _ in range(2))


@claims
@given(two_columns())
def test_a_rank_is_one_more_than_the_areas_that_are_printed_better(columns):
    now, change = columns
    table = delta_ranking(now, change, 1)
    for figure, place in (("nilai", "peringkat"), ("selisih", "peringkat_selisih")):
        printed = table[figure].round(1)
        for kode in table.index:
            if np.isnan(printed[kode]):
                assert pd.isna(table.at[kode, place])
            else:
                assert table.at[kode, place] == 1 + (printed > printed[kode]).sum()


@claims
@given(two_columns(), st.randoms(use_true_random=False))
def test_the_order_of_the_areas_does_not_matter(columns, random):
    now, change = columns
    codes = list(now.index)
    random.shuffle(codes)
    pd.testing.assert_frame_equal(delta_ranking(now[codes], change, 2).loc[now.index], delta_ranking(now, change, 2))


@claims
@given(two_columns())
def test_without_a_comparable_year_the_level_is_ranked_as_ever(columns):
    now, change = columns
    alone, both = delta_ranking(now, None, 1), delta_ranking(now, change, 1)
    pd.testing.assert_frame_equal(alone[["nilai", "peringkat"]], both[["nilai", "peringkat"]])
    assert alone[["selisih", "peringkat_selisih"]].isna().all().all()


@given(provinces_with_scores(), st.sampled_from([("18.01",), ("18.02", "18.03"), ("18.01", "18.02", "18.03"), ("18.99",)]))
@frames_settings
def test_areas_taken_together_have_the_mean_of_their_desa(frames, codes):
    wilayah, nilai = frames
    means, change = (
        mean_scores(nilai, wilayah, 2024, "kabupaten"),
        change_between(nilai, wilayah, 2024, 2023, "kabupaten"),
    )
    means = means.loc[[kode for kode in codes if kode in means.index]]
    together = pooled_means(nilai, wilayah, 2024, codes)
    assert together["nilai"] == pytest.approx(weighted(means["nilai"], means["n"]), nan_ok=True)
    gained = pooled_change(nilai, wilayah, 2024, 2023, codes)
    if change is None:
        assert np.isnan(gained)
    else:
        change = change.loc[means.index]
        assert gained == pytest.approx(weighted(change["selisih"], change["n_berpasangan"]), nan_ok=True)


def weighted(values: pd.Series, n: pd.Series) -> float:
    return float((values.fillna(0) * n).sum() / n.sum()) if n.sum() else float("nan")


@given(provinces_with_scores())
@frames_settings
def test_all_areas_together_are_the_province_and_nothing_crosses_the_break(frames):
    wilayah, nilai = frames
    for year in (2024, 2025):
        whole = mean_scores(nilai, wilayah, year, "provinsi").loc["18"].drop("n")
        together = pooled_means(nilai, wilayah, year, tuple(wilayah.index[wilayah["tingkat"] == "kabupaten"]))
        assert together.tolist() == pytest.approx(whole[together.index].tolist(), nan_ok=True)
    assert np.isnan(pooled_change(nilai, wilayah, 2025, 2024, ("18",)))
