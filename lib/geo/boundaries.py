"""Boundary files: reading them, refusing damaged ones with a message, and the GeoJSON that they are written as."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from lib.domain.data_file import data_dir, var_dir
from lib.domain.errors import BoundaryError
from lib.domain.language import N_
from lib.domain.language import gettext as _
from lib.domain.wilayah import PROVINSI_LAMPUNG, TINGKAT, Tingkat, is_kode
from lib.domain.wilayah import tingkat as level_of

if TYPE_CHECKING:
    import geopandas

LEVELS: Final[tuple[Tingkat, ...]] = TINGKAT[1:]


def boundary_folder() -> Path:
    """Where boundaries ship: ``data/batas``."""
    return data_dir() / "batas"


def approximate_folder(provinsi: str) -> Path:
    """Where a province's approximate boundaries are: Lampung's ship, any other's were built for this installation.

    BoundaryError with the command that builds them when they are not there.
    """
    if provinsi == PROVINSI_LAMPUNG:
        return boundary_folder()
    folder = built_folder(provinsi)
    if not is_built(provinsi):
        raise BoundaryError(
            N_("Batas wilayah provinsi {kode} tidak ada di {folder}."),
            saran=N_("Buat sekali di mesin ini: python -m data.batas.build --provinsi {kode}"),
            kode=provinsi,
            folder=folder,
        )
    return folder


def is_built(provinsi: str) -> bool:
    """True when ``data.batas.build`` has built the boundaries of that province on this machine."""
    return all(boundary_path(tingkat, built_folder(provinsi)).is_file() for tingkat in LEVELS)


def built_folder(provinsi: str) -> Path:
    """Where ``data.batas.build`` puts the boundaries of a province that does not ship."""
    return var_dir() / "batas-perkiraan" / provinsi


def boundary_path(tingkat: Tingkat, folder: Path | None = None) -> Path:
    """The GeoJSON of a level in ``folder`` (default: the shipped one)."""
    return (folder or boundary_folder()) / f"{tingkat}.geojson"


def _damaged(path: Path, sebab: str) -> BoundaryError:
    shipped = path.parent == boundary_folder()
    return BoundaryError(
        N_("Berkas batas {berkas} rusak: {sebab}."),
        saran=N_("Pulihkan dari repositori (git checkout) atau buat ulang dengan python -m data.batas.build.")
        if shipped
        else N_("Perbaiki berkas itu, atau hapus agar batas bawaan dipakai lagi."),
        berkas=path,
        sebab=sebab,
    )


def read_bytes(path: Path) -> bytes:
    """The file's bytes; BoundaryError when it is not there or may not be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BoundaryError(
            N_("Berkas batas {berkas} tidak ada atau tidak dapat dibuka: {sebab}."),
            saran=N_("Pulihkan dari repositori (git checkout) atau buat ulang dengan python -m data.batas.build."),
            berkas=path,
            sebab=error.strerror,
        ) from None


def read_collection(tingkat: Tingkat, folder: Path | None = None) -> dict[str, Any]:
    """The GeoJSON object of a level, its shape checked; BoundaryError names the file, what is wrong and the mend.

    Checked: a FeatureCollection, one feature or more, each with a code of this level (no code twice), a name and a polygon.
    Whether polygons are valid and meet is checked by ``load_boundaries``, which needs geopandas; this does not.
    """
    path = boundary_path(tingkat, folder)
    try:
        content = json.loads(read_bytes(path))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise _damaged(path, str(error)) from None
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features:
        raise _damaged(path, _("bukan FeatureCollection GeoJSON yang berisi"))
    seen: set[str] = set()
    for number, feature in enumerate(features, 1):
        reason = _wrong_feature(feature, tingkat, seen)
        if reason:
            raise _damaged(path, f"feature {number}: {reason}")
    return content


def _wrong_feature(feature: Any, tingkat: Tingkat, seen: set[str]) -> str:
    """Why a feature cannot be used, empty when it can; remembers its code in ``seen``."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return "properties"
    kode = properties.get("kode")
    if not isinstance(kode, str) or not is_kode(kode) or level_of(kode) != tingkat or kode in seen:
        return f"kode {kode!r}"
    seen.add(kode)
    if not isinstance(properties.get("nama"), str):
        return f"nama ({kode})"
    geometry = feature.get("geometry")
    depth = {"Polygon": 2, "MultiPolygon": 3}.get(str(geometry.get("type"))) if isinstance(geometry, dict) else None
    if depth is None or not _are_rings(geometry.get("coordinates"), depth):
        return f"geometry ({kode})"
    return ""


def _are_rings(coordinates: Any, depth: int) -> bool:
    """True for rings of four or more [longitude, latitude], ``depth`` lists down."""
    if not isinstance(coordinates, list) or not coordinates:
        return False
    if depth > 1:
        return all(_are_rings(part, depth - 1) for part in coordinates)
    return len(coordinates) >= 4 and all(map(_is_place, coordinates))


def _is_place(place: Any) -> bool:
    try:
        # A text fails to compare, NaN compares false: neither is a place.
        return -180 <= place[0] <= 180 and -90 <= place[1] <= 90
    except (TypeError, LookupError):
        return False


def load_boundaries(tingkat: Tingkat, folder: Path | None = None) -> geopandas.GeoDataFrame:
    """Areas of a level: index ``kode`` in order, columns ``nama`` and ``geometry`` (WGS84).

    BoundaryError, with file, code and mend, when the file is missing or damaged or an area is not a valid polygon.
    """
    import geopandas
    import shapely

    path = boundary_path(tingkat, folder)
    features = read_collection(tingkat, folder)["features"]
    try:
        geometry = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features])
    except shapely.errors.GEOSException as error:
        raise _damaged(path, str(error)) from None
    index = [feature["properties"]["kode"] for feature in features]
    names = [feature["properties"]["nama"] for feature in features]
    areas = (
        geopandas.GeoDataFrame({"nama": names}, index=index, geometry=geometry, crs="EPSG:4326").rename_axis("kode").sort_index()
    )
    for kode, shape in areas.geometry.items():
        if shape.is_empty or not shape.is_valid:
            raise _damaged(path, f"{kode}: {shapely.is_valid_reason(shape) if not shape.is_empty else 'empty'}")
    return areas


def collection(areas: geopandas.GeoSeries, names: dict[str, str]) -> dict[str, Any]:
    """GeoJSON FeatureCollection of ``areas`` (index code) in code order, rings turned as RFC 7946 asks, always the same bytes."""
    import shapely

    ordered = areas.sort_index()
    shapes = shapely.orient_polygons(shapely.normalize(ordered.to_numpy()), exterior_cw=False)
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"kode": kode, "nama": names[str(kode)]},
                "geometry": json.loads(shapely.to_geojson(shape)),
            }
            for kode, shape in zip(ordered.index, shapes, strict=True)
        ],
    }
