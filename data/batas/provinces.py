"""Builds ``provinsi.geojson``: coarse outlines of all provinces, for the map above them.

    python -m data.batas.provinces [--lands TGZ]

The desa points of the list, each with the part of the country that is nearer to it than to any other, joined to provinces and cut
at a coast simplified to about a kilometre. Takes about a minute. Fit for a coloured map of the country and for nothing else.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import geopandas
import numpy as np
import shapely

from data.batas.build import HERE, read_list, write_product
from lib.domain.errors import DasborError
from lib.geo.coverage import WGS84
from lib.geo.land import ARCHIPELAGO, read_land
from lib.geo.packages import LANDS, archive

PRODUCT = HERE / "provinsi.geojson"
# Degrees: the coast may give up a kilometre, islands smaller than some four square kilometres are left out.
COAST = 0.01
SMALLEST = 0.0003
# Borneo, Timor and New Guinea go on beyond the last desa: cells end there at the latest.
REACH = 1.0
DECIMALS = 3


def build(lands: Path) -> geopandas.GeoSeries:
    """One outline for each province in WGS84, index code in order."""
    rows = [row for row in read_list() if row["lintang"] and row["jenis"] in {"desa", "kelurahan"}]
    provinces = np.array([row["kode"][:2] for row in rows])
    points = np.array([(float(row["bujur"]), float(row["lintang"])) for row in rows])
    points, first = np.unique(points, axis=0, return_index=True)
    provinces = provinces[first]
    frame = shapely.box(*points.min(axis=0), *points.max(axis=0)).buffer(REACH)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), extend_to=frame, ordered=True))
    land = _land(lands)
    codes = sorted(set(provinces))
    outlines = []
    for kode in codes:
        own = provinces == kode
        near = shapely.union_all(shapely.buffer(points_of(points[own]), REACH / 4, quad_segs=2))
        whole = shapely.intersection(shapely.intersection(shapely.union_all(cells[own]), near), land)
        parts = [part for part in shapely.get_parts(whole) if part.geom_type == "Polygon" and part.area >= SMALLEST / 10]
        outlines.append(shapely.multipolygons(parts))
    return geopandas.GeoSeries(outlines, index=codes, crs=WGS84)


def points_of(places: np.ndarray) -> np.ndarray:
    """Coordinates as point geometries."""
    return np.asarray(shapely.points(places))


def _land(lands: Path) -> shapely.Geometry:
    parts = shapely.get_parts(shapely.simplify(read_land(lands, ARCHIPELAGO, ARCHIPELAGO), COAST))
    return shapely.union_all(shapely.make_valid(parts[shapely.area(parts) >= SMALLEST]))


def write(areas: geopandas.GeoSeries) -> None:
    """One GeoJSON with one feature a line, and its twin."""
    names = {row["kode"]: row["nama"] for row in read_list() if row["jenis"] == "provinsi"}
    rounded = geopandas.GeoSeries(shapely.make_valid(shapely.set_precision(areas.to_numpy(), 10**-DECIMALS)), index=areas.index)
    write_product(
        PRODUCT,
        rounded,
        names,
        judul="Garis besar perkiraan 38 provinsi (bukan batas resmi)",
        cara="python -m data.batas.provinces: daerah terdekat titik desa tiap provinsi, dipotong pada garis pantai kasar; "
        "hanya untuk peta warna seluruh Indonesia",
    )


def main(arguments: list[str] | None = None) -> int:
    """Build and write; 2 when the package of the coast cannot be had."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--lands", type=Path, help="archive of @geo-maps/earth-lands-10m")
    options = parser.parse_args(arguments)
    try:
        write(build(archive(LANDS, options.lands)))
    except DasborError as error:
        print(error, file=sys.stderr)
        return error.kode_keluar
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
