"""Coverages: polygons that meet without gap or overlap, border by border. Simplify, dissolve, round and check them."""

from __future__ import annotations

from typing import Final

import geopandas
import numpy as np
import shapely
from numpy.typing import NDArray

from lib.domain.wilayah import Tingkat, at_tingkat

METRIC: Final = "EPSG:32748"
WGS84: Final = "EPSG:4326"


def simplify(areas: geopandas.GeoSeries, tolerance: float) -> geopandas.GeoSeries:
    """Fewer vertices, shared borders still shared (Visvalingam on the coverage); ``tolerance`` in units of the CRS."""
    return geopandas.GeoSeries(shapely.coverage_simplify(areas.to_numpy(), tolerance), index=areas.index, crs=areas.crs)


def clean(areas: geopandas.GeoSeries, gap_width: float = 0.0) -> geopandas.GeoSeries:
    """The same areas as a valid coverage: overlaps go to one side, gaps narrower than ``gap_width`` are closed."""
    return geopandas.GeoSeries(shapely.coverage_clean(areas.to_numpy(), gap_width=gap_width), index=areas.index, crs=areas.crs)


def round_off(areas: geopandas.GeoSeries, decimals: int) -> geopandas.GeoSeries:
    """Coordinates to ``decimals`` places; the same vertex of two neighbours is rounded to the same place."""
    rounded = shapely.transform(areas.to_numpy(), lambda coordinates: np.round(coordinates, decimals))
    return geopandas.GeoSeries(rounded, index=areas.index, crs=areas.crs)


def dissolve(areas: geopandas.GeoSeries, tingkat: Tingkat) -> geopandas.GeoSeries:
    """Areas of a higher level: the union of the children, by the code in the index; borders stay those of the children."""
    parents = np.array([at_tingkat(kode, tingkat) for kode in areas.index])
    codes = sorted(set(parents))
    union = [shapely.coverage_union_all(areas.to_numpy()[parents == kode]) for kode in codes]
    return geopandas.GeoSeries(union, index=codes, crs=areas.crs)


def problems(areas: geopandas.GeoSeries) -> list[str]:
    """What makes ``areas`` unfit as a coverage, as lines with the code; empty when it is fit."""
    geometry: NDArray[np.object_] = areas.to_numpy()
    found = [f"{kode}: empty" for kode in areas.index[shapely.is_missing(geometry) | shapely.is_empty(geometry)]]
    found += [f"{kode}: {shapely.is_valid_reason(areas[kode])}" for kode in areas.index[~shapely.is_valid(geometry)]]
    found += [f"{kode}: {areas[kode].geom_type}" for kode in areas.index[~np.isin(shapely.get_type_id(geometry), (3, 6))]]
    if not found and not shapely.coverage_is_valid(geometry):
        edges = shapely.coverage_invalid_edges(geometry)
        found += [f"{kode}: border differs from its neighbour's" for kode in areas.index[~shapely.is_empty(edges)]]
    return found
