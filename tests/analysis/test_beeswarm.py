"""A beeswarm: no point over another, none moved along the scale, and the same picture every time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.analysis.comparison.beeswarm import lanes, swarm_rows

claims = settings(max_examples=150)
SCORES = st.lists(st.integers(0, 10_000).map(lambda number: number / 10_000), max_size=80)
WIDTHS = st.sampled_from((0.0001, 0.003, 0.01, 0.2, 2.0))


@claims
@given(SCORES, WIDTHS)
def test_two_points_of_one_row_are_at_least_a_width_apart(values, width):
    rows = swarm_rows(values, width)
    for row in set(rows.tolist()):
        inside = np.sort(np.asarray(values)[rows == row])
        assert (np.diff(inside) >= width - 1e-9).all()


@claims
@given(SCORES, WIDTHS)
def test_a_point_leaves_the_middle_only_when_every_nearer_row_is_taken(values, width):
    rows = swarm_rows(values, width)
    numbers = np.asarray(values, dtype=float)
    for place, row in enumerate(rows):
        order = 2 * row - 1 if row > 0 else -2 * row
        for nearer in range(order):
            step = (nearer + 1) // 2
            taken = numbers[rows == (step if nearer % 2 else -step)]
            assert (np.abs(taken - numbers[place]) < width).any()


@claims
@given(SCORES.filter(len), WIDTHS)
def test_the_rows_used_have_no_gap_and_are_even_on_both_sides(values, width):
    rows = swarm_rows(values, width)
    used = sorted(set(rows.tolist()))
    assert used == list(range(used[0], used[-1] + 1))
    assert used[-1] + used[0] in (0, 1)


@claims
@given(SCORES, WIDTHS, st.randoms(use_true_random=False))
def test_the_picture_is_the_same_whatever_the_order_of_the_rows(values, width, random):
    shuffled = list(values)
    random.shuffle(shuffled)
    dots = [sorted(zip(some, swarm_rows(some, width).tolist(), strict=True)) for some in (values, shuffled)]
    assert dots[0] == dots[1]


def test_equal_scores_stand_above_and_below_each_other():
    assert swarm_rows([0.7, 0.7, 0.7, 0.7], 0.01).tolist() == [0, 1, -1, 2]


def test_scores_a_width_apart_share_the_middle():
    assert swarm_rows([0.1, 0.2, 0.3], 0.1).tolist() == [0, 0, 0]


@pytest.mark.parametrize(("values", "width"), [([0.1], 0), ([0.1], -1), ([float("nan")], 1), ([float("inf")], 1)])
def test_what_has_no_place_is_refused(values, width):
    with pytest.raises(ValueError, match=r"width|finite"):
        swarm_rows(values, width)


@claims
@given(st.lists(st.tuples(st.integers(-9, 0), st.integers(0, 9)), max_size=12), st.integers(0, 3))
def test_lanes_never_touch(extents, gap):
    middles, total = lanes(extents, gap)
    taken = [middle + row for middle, (low, high) in zip(middles, extents, strict=True) for row in range(low, high + 1)]
    assert len(taken) == len(set(taken))
    assert taken == sorted(taken)
    assert total == len(taken) + gap * (len(extents) + 1)
    assert all(gap <= row < total - gap for row in taken)
