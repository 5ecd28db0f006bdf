"""Early against not yet: the same groups whatever the order, an interval that holds the difference, silence when too few."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.analysis.program.association import LEAST_GROUP, associate
from lib.analysis.program.reach import BELUM, STATE_DTYPE, STATES, SUDAH, TANPA_BASIS


def frames(early: np.ndarray, late: np.ndarray, between: int = 0, unpaired: int = 0):
    """Changes and states of desa whose changes are given."""
    moved = np.concatenate([early, late, np.full(between, 0.5), np.full(unpaired, np.nan)])
    codes = pd.Index([f"18.01.01.{2001 + place}" for place in range(len(moved))])
    before = [SUDAH] * len(early) + [BELUM] * (len(late) + between + unpaired)
    now = [SUDAH] * len(early) + [BELUM] * len(late) + [SUDAH] * between + [BELUM] * unpaired
    changes = pd.DataFrame({"nilai_sebelum": np.linspace(0.5, 0.9, len(moved)), "selisih": moved}, index=codes)
    return changes, pd.Series(before, index=codes, dtype=STATE_DTYPE), pd.Series(now, index=codes, dtype=STATE_DTYPE)


values = st.lists(st.floats(-0.1, 0.1, allow_nan=False), min_size=LEAST_GROUP, max_size=60).map(np.array)


@settings(max_examples=25)
@given(values, values, st.integers(0, 5), st.integers(0, 5))
def test_groups_means_and_difference_are_those_of_the_desa(early, late, between, unpaired):
    found = associate(*frames(early, late, between, unpaired))
    assert (found.awal.n, found.belum.n, found.di_antara, found.tanpa_pasangan) == (len(early), len(late), between, unpaired)
    assert found.enough
    assert found.awal.selisih == pytest.approx(early.mean())
    assert found.selisih == pytest.approx(early.mean() - late.mean())
    for part in (found.awal, found.belum, found):
        assert part.bawah - 1e-9 <= part.selisih <= part.atas + 1e-9 or part.atas - part.bawah < 0.03


@settings(max_examples=25)
@given(values, values)
def test_the_same_data_gives_the_same_interval_and_a_shift_of_all_moves_nothing(early, late):
    one, other = associate(*frames(early, late)), associate(*frames(early, late))
    assert one == other
    shifted = associate(*frames(early + 1, late + 1))
    assert (shifted.selisih, shifted.bawah, shifted.atas) == pytest.approx((one.selisih, one.bawah, one.atas))


@settings(max_examples=25)
@given(st.integers(0, LEAST_GROUP - 1), st.integers(0, 60))
def test_a_group_below_the_minimum_says_nothing(few, other):
    found = associate(*frames(np.full(few, 0.01), np.full(other, 0.02)))
    assert not found.enough
    assert np.isnan([found.selisih, found.bawah, found.atas, found.awal.selisih]).all()
    assert found.awal.n == few


def test_the_interval_is_near_that_of_theory():
    rng = np.random.default_rng(5)
    early, late = rng.normal(0.03, 0.02, 400), rng.normal(0.01, 0.02, 100)
    found = associate(*frames(early, late))
    error = np.sqrt(early.var(ddof=1) / 400 + late.var(ddof=1) / 100)
    assert found.bawah == pytest.approx(found.selisih - 1.96 * error, abs=0.001)
    assert found.atas == pytest.approx(found.selisih + 1.96 * error, abs=0.001)


def test_a_desa_without_the_base_is_in_no_group_and_one_that_fell_back_stays_early():
    early = np.full(LEAST_GROUP, 0.02)
    late = np.full(LEAST_GROUP, 0.01)
    changes, before, now = frames(early, late)
    now.iloc[0] = BELUM
    now.iloc[-1] = TANPA_BASIS
    found = associate(changes, before, now)
    assert (found.awal.n, found.belum.n) == (LEAST_GROUP, LEAST_GROUP - 1)
    assert set(now.cat.categories) == set(STATES)


def test_nothing_at_all_is_answered_with_nothing():
    empty = pd.DataFrame({"nilai_sebelum": [], "selisih": []}, dtype=float)
    states = pd.Series([], dtype=STATE_DTYPE)
    assert not associate(empty, states, states).enough
