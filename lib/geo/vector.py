"""Boundary files from outside: GeoJSON, GeoPackage, zipped Shapefile, in any coordinate system. Attributes as they are.

GeoJSON is read here, the binary formats by a child process (``vector_child``): what is inside a file decides what it
is, never its name, and no other file or address is opened because of it.
"""

from __future__ import annotations

import contextlib
import json
import re
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from lib.domain.errors import BoundaryError
from lib.domain.language import N_
from lib.geo.vector_child import feature_lines
from lib.work import limits
from lib.work.process import WorkStopped, call_untrusted

if TYPE_CHECKING:
    import geopandas

MAX_FEATURES: Final = 100_000
MAX_COLUMNS: Final = 200
SHAPEFILE_PARTS: Final = (".shp", ".shx", ".dbf", ".prj", ".cpg")
# One thread: threads of these libraries take memory each. A Shapefile without its index is read all the same.
_ENVIRONMENT: Final = {"OPENBLAS_NUM_THREADS": "1", "GDAL_NUM_THREADS": "1", "SHAPE_RESTORE_SHX": "YES"}
_CRS_NAME: Final = re.compile(r"(?:urn:ogc:def:crs:)?(EPSG|OGC):(?:[\w.]*:)?(\w{1,20})", re.ASCII)


@dataclass(frozen=True)
class RawAreas:
    """What a file holds: column names, one row of attributes per feature, and the shapes in WGS84 (None where it has none)."""

    kolom: tuple[str, ...]
    baris: list[tuple[Any, ...]]
    bentuk: geopandas.GeoSeries


def read_geojson(data: bytes, nama: str) -> RawAreas:
    """The features of a GeoJSON FeatureCollection; BoundaryError when it is none."""
    import geopandas
    import shapely

    try:
        content = json.loads(data.decode("utf-8-sig"))
        features = content["features"]
        crs = content.get("crs")
        name = crs["properties"]["name"] if crs else "EPSG:4326"
        rows = [dict(feature["properties"] or {}) for feature in features]
        texts = [json.dumps(feature["geometry"]) if feature["geometry"] else None for feature in features]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _unusable(nama) from None
    if not rows or len(rows) > MAX_FEATURES:
        raise _unusable(nama)
    kolom = tuple(dict.fromkeys(key for row in rows for key in row))[:MAX_COLUMNS]
    shapes = shapely.from_geojson(texts, on_invalid="ignore")
    plain = [tuple(_plain(row.get(key)) for key in kolom) for row in rows]
    return RawAreas(kolom, plain, _to_wgs84(geopandas.GeoSeries(shapes), str(name), nama))


def read_geopackage(data: bytes, nama: str) -> RawAreas:
    """The first polygon layer of a GeoPackage; BoundaryError when it is none."""
    # SQLite's file header, with the application id of GeoPackage in it: other SQLite files could be anything.
    if not data.startswith(b"SQLite format 3\x00") or data[68:72] not in (b"GPKG", b"GP10", b"GP11"):
        raise _unusable(nama)
    return _read_apart({"batas.gpkg": data}, "batas.gpkg", nama)


def is_shapefile(names: list[str]) -> bool:
    """True when an archive with these entries holds a Shapefile."""
    return any(name.lower().endswith(".shp") for name in names)


def read_shapefile(archive: zipfile.ZipFile, nama: str) -> RawAreas:
    """The one Shapefile in an archive that has been looked over; BoundaryError when there are several, or it is none."""
    found = [name for name in archive.namelist() if name.lower().endswith(".shp")]
    if len(found) != 1:
        raise BoundaryError(
            N_("{berkas} memuat {jumlah} Shapefile; harus satu."),
            saran=N_("Buat satu arsip untuk satu tingkat wilayah."),
            berkas=nama,
            jumlah=len(found),
        )
    stem = found[0][:-4]
    parts = {name: archive.read(name) for name in archive.namelist() if name[: len(stem)] == stem}
    files = {
        f"batas{ending}": content for name, content in parts.items() if (ending := name[len(stem) :].lower()) in SHAPEFILE_PARTS
    }
    if not files["batas.shp"].startswith(b"\x00\x00\x27\x0a") or "batas.dbf" not in files:
        raise _unusable(nama)
    return _read_apart(files, "batas.shp", nama)


def _read_apart(files: dict[str, bytes], main: str, nama: str) -> RawAreas:
    import geopandas
    import shapely

    with tempfile.TemporaryDirectory(prefix="batas-") as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        try:
            read = call_untrusted(
                limits.BOUNDARIES, feature_lines, str(Path(folder) / main), MAX_FEATURES, environment=_ENVIRONMENT
            )
        except WorkStopped:
            raise _unusable(nama) from None
    first, *lines = read.splitlines()
    told = json.loads(first)
    features = [json.loads(line) for line in lines]
    if not features or len(features) > MAX_FEATURES or len(told["kolom"]) > MAX_COLUMNS:
        raise _unusable(nama)
    shapes = shapely.from_wkb(
        [None if shape is None else bytes.fromhex(shape) for _values, shape in features], on_invalid="ignore"
    )
    rows = [tuple(values) for values, _shape in features]
    return RawAreas(tuple(told["kolom"]), rows, _to_wgs84(geopandas.GeoSeries(shapes), told["crs"] or "", nama))


def _to_wgs84(shapes: geopandas.GeoSeries, crs: str, nama: str) -> geopandas.GeoSeries:
    """The shapes in degrees. A file that does not say its system is taken for degrees when it could be."""
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    named = _CRS_NAME.fullmatch(crs)
    if named:
        crs = f"{named[1]}:{named[2]}"
    try:
        with contextlib.suppress(AttributeError):
            shapes = shapes.set_crs(CRS.from_user_input(crs or "EPSG:4326"))
        shapes = shapes.to_crs("EPSG:4326")
    except (CRSError, ValueError, OverflowError):
        raise BoundaryError(
            N_("Sistem koordinat {berkas} tidak dikenal."),
            saran=N_("Simpan ulang dalam WGS84 (EPSG:4326)."),
            berkas=nama,
        ) from None
    west, south, east, north = shapes.total_bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):  # NaN, where there is no shape at all, fails too
        raise BoundaryError(
            N_("Koordinat di {berkas} bukan derajat bujur dan lintang, dan sistem koordinatnya tidak disebut."),
            saran=N_("Simpan ulang dalam WGS84 (EPSG:4326)."),
            berkas=nama,
        )
    return shapes


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value[:300]
    return value if isinstance(value, bool | int | float) else None


def _unusable(nama: str) -> BoundaryError:
    return BoundaryError(
        N_("{berkas} rusak, kosong, atau bukan berkas batas yang dapat dibaca."),
        saran=N_("Pakai GeoJSON, GeoPackage, atau Shapefile dalam arsip zip."),
        berkas=nama,
    )
