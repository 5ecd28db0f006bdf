"""Simplifying, rounding, cleaning and dissolving keep neighbours together; the checks see what is wrong."""

from __future__ import annotations

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.errors import BoundaryError
from lib.geo.cells import thiessen
from lib.geo.coverage import METRIC, clean, dissolve, problems, round_off, simplify
from lib.geo.land import land_of

COAST = shapely.Point(500_000, 9_400_000).buffer(20_000, quad_segs=200)


def coverage(seed: int, count: int) -> geopandas.GeoSeries:
    random = np.random.default_rng(seed)
    points = random.uniform((488_000, 9_388_000), (512_000, 9_412_000), size=(count, 2))
    codes = [f"18.0{1 + place % 3}.0{1 + place % 5}.{2001 + place}" for place in range(count)]
    return geopandas.GeoSeries(thiessen(points, COAST), index=codes, crs=METRIC).sort_index()


@settings(max_examples=15)
@given(st.integers(0, 10_000), st.integers(3, 40), st.sampled_from([20.0, 200.0, 1000.0]))
def test_simplifying_keeps_every_area_its_neighbours_and_shared_borders(seed, count, tolerance):
    whole = coverage(seed, count)
    less = simplify(whole, tolerance)
    assert problems(less) == []
    assert list(less.index) == list(whole.index)
    assert shapely.get_num_coordinates(less.to_numpy()).sum() < shapely.get_num_coordinates(whole.to_numpy()).sum()

    def neighbours(areas: geopandas.GeoSeries) -> set[tuple[int, int]]:
        pairs = shapely.STRtree(areas.to_numpy()).query(areas.to_numpy(), predicate="touches")
        return {(int(left), int(right)) for left, right in pairs.T}

    assert neighbours(less) == neighbours(whole)


@settings(max_examples=15)
@given(st.integers(0, 10_000))
def test_dissolved_parents_cover_what_their_children_cover(seed):
    whole = coverage(seed, 30)
    for tingkat in ("kecamatan", "kabupaten"):
        parents = dissolve(whole, tingkat)
        assert problems(parents) == []
        for kode, shape in parents.items():
            children = whole[whole.index.str.startswith(f"{kode}.")]
            assert shape.area == pytest.approx(children.area.sum())


def test_rounding_moves_shared_vertices_together():
    assert problems(round_off(coverage(3, 20), 0)) == []


def test_overlaps_and_gaps_are_found_and_cleaned():
    left, right = shapely.box(0, 0, 10, 10), shapely.box(9.9, 0, 20, 10)
    wrong = geopandas.GeoSeries([left, right], index=["18.01.01.2001", "18.01.01.2002"], crs=METRIC)
    assert len(problems(wrong)) == 2
    mended = clean(wrong)
    assert problems(mended) == []
    assert mended.area.sum() == pytest.approx(200)


def test_empty_and_invalid_areas_are_named():
    bow = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    found = problems(
        geopandas.GeoSeries([shapely.Polygon(), bow, shapely.Point(0, 0)], index=["18.01", "18.02", "18.03"], crs=METRIC)
    )
    assert [line[:5] for line in found] == [
        "18.01",
        "18.02",
        "18.03",
    ] or {line[:5] for line in found} == {"18.01", "18.02", "18.03"}


LANDS = (
    '{"type":"GeometryCollection", "geometries": [\n{"type":"MultiPolygon","coordinates":'
    "[[[[-4.7,55.5],[-4.6,55.5],[-4.6,55.6],[-4.7,55.5]]],"
    "[[[104,-6],[106,-6],[106,-4],[104,-4],[104,-6]],[[104.5,-5.5],[105,-5.5],[105,-5],[104.5,-5.5]]],"
    "[[[106.1,-5],[106.2,-5],[106.2,-4.9],[106.1,-5]]]]}\n]}"
)


def test_land_is_clipped_to_the_box_with_lakes_filled_and_islands_kept():
    land = land_of(LANDS, (104.5, -5.8, 107, -4))
    assert len(shapely.get_parts(land)) == 2
    assert all(len(part.interiors) == 0 for part in land.geoms)
    assert land.bounds == (104.5, -5.8, 106.2, -4)


@pytest.mark.parametrize("text", ["", "{}", LANDS])
def test_no_land_in_the_box_is_an_error_with_a_mend(text):
    with pytest.raises(BoundaryError) as caught:
        land_of(text, (130, -5, 131, -4))
    assert caught.value.saran
