"""Cells partition the land, every point on land owns one, and moving generators brings centroids nearer."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.errors import BoundaryError
from lib.geo.cells import relax, thiessen

# A mainland with a deep bay, and two islands: metres.
MAINLAND = shapely.Polygon([(0, 0), (10_000, 0), (10_000, 8_000), (6_000, 8_000), (5_000, 1_500), (4_000, 8_000), (0, 8_000)])
ISLAND = shapely.box(4_500, 9_000, 6_500, 10_000)
ISLET = shapely.box(12_000, 3_000, 12_400, 3_400)
LAND = shapely.MultiPolygon([MAINLAND, ISLAND, ISLET])


@st.composite
def points_on_land(draw: st.DrawFn) -> np.ndarray:
    # On a 50 m lattice, so that points are distinct by more than the grid on which borders are noded.
    places = draw(
        st.lists(
            st.tuples(st.integers(1, 199), st.integers(1, 159)).filter(
                lambda place: MAINLAND.contains(shapely.Point(place[0] * 50, place[1] * 50))
            ),
            min_size=1,
            max_size=25,
            unique=True,
        )
    )
    return np.array(places, dtype=float) * 50


def assert_partition(cells: np.ndarray, land: shapely.Geometry) -> None:
    assert shapely.is_valid(cells).all()
    assert (shapely.area(cells) > 0).all()
    assert shapely.coverage_is_valid(cells)
    assert shapely.area(cells).sum() == pytest.approx(land.area, rel=1e-6)
    assert shapely.union_all(cells).symmetric_difference(land).area < land.area * 1e-6


@settings(max_examples=60)
@given(points_on_land())
def test_cells_partition_the_land_and_every_point_on_land_owns_one(points):
    assert_partition(thiessen(points, LAND), LAND)


@settings(max_examples=25)
@given(points_on_land())
def test_moved_generators_still_own_a_cell_each(points):
    assert_partition(thiessen(relax(points, LAND), LAND), LAND)


@settings(max_examples=30)
@given(points_on_land(), st.randoms(use_true_random=False))
def test_the_order_of_points_changes_nothing(points, random):
    order = list(range(len(points)))
    random.shuffle(order)
    straight = thiessen(points, LAND)
    shuffled = thiessen(points[order], LAND)
    # A tie (two neighbours with equally long borders) may fall either way; areas then differ by one fragment.
    same = shapely.area(shapely.symmetric_difference(straight[order], shuffled))
    assert (same < 1.0).mean() > 0.7


def test_an_island_without_a_point_goes_whole_to_one_owner():
    points = np.array([[2_000, 6_000], [8_000, 6_000], [5_000, 500]], dtype=float)
    cells = thiessen(points, LAND)
    for island in (ISLAND, ISLET):
        shares = shapely.area(shapely.intersection(cells, island)) / island.area
        assert sorted(np.round(shares, 6)) == [0, 0, 1]


def test_an_island_with_its_own_point_belongs_to_it():
    points = np.array([[2_000, 6_000], [8_000, 6_000], [5_500, 9_500]], dtype=float)
    assert thiessen(points, LAND)[2].intersection(ISLAND).area == pytest.approx(ISLAND.area)


def test_a_piece_cut_off_by_water_goes_to_the_neighbour_across_the_longest_border():
    # The east bank is nearest to the point on the west bank only in a corner that its owner cannot reach over land.
    land = shapely.Polygon(
        [(0, 0), (10_000, 0), (10_000, 10_000), (5_100, 10_000), (5_100, 1_000), (4_900, 1_000), (4_900, 10_000), (0, 10_000)]
    )
    points = np.array([[4_000, 8_000], [9_000, 8_000], [5_000, 500]], dtype=float)
    west = thiessen(points, land)[0]
    assert west.geom_type == "Polygon"
    assert west.bounds[2] <= 4_900


def test_moving_generators_brings_centroids_nearer_to_the_points():
    random = np.random.default_rng(18)
    true = random.uniform((0, 0), (10_000, 8_000), size=(120, 2))
    land = shapely.box(0, 0, 10_000, 8_000)
    centroids = shapely.get_coordinates(shapely.centroid(thiessen(true, land)))
    before = np.hypot(*(shapely.get_coordinates(shapely.centroid(thiessen(centroids, land))) - centroids).T).mean()
    moved = relax(centroids, land)
    after = np.hypot(*(shapely.get_coordinates(shapely.centroid(thiessen(moved, land))) - centroids).T).mean()
    assert after < before / 3


def test_no_generator_leaves_its_point_by_more_than_its_reach():
    random = np.random.default_rng(7)
    points = random.uniform((0, 0), (10_000, 8_000), size=(50, 2))
    moved = relax(points, shapely.box(0, 0, 10_000, 8_000), reach=0.3)
    six = np.sort(np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)), axis=1)[:, 1:7].mean(axis=1)
    assert (np.hypot(*(moved - points).T) <= 0.3 * six + 1e-6).all()


def test_one_point_owns_all_land():
    assert thiessen(np.array([[1_000.0, 1_000.0]]), LAND)[0].equals(LAND)


def test_coinciding_points_are_refused():
    with pytest.raises(BoundaryError):
        thiessen(np.array([[1_000.0, 1_000.0], [1_000.0, 1_000.0], [3_000.0, 400.0]]), LAND)


def test_a_point_far_out_at_sea_is_named():
    points = np.array([[2_000.0, 6_000.0], [8_000.0, 6_000.0], [5_000.0, 500.0], [60_000.0, 60_000.0]])
    with pytest.raises(BoundaryError, match="4"):
        thiessen(points, LAND)
