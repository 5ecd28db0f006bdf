"""Is a file a boundary file, and if so, its areas: GeoJSON, GeoPackage, or a Shapefile in a zip."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lib.domain.errors import ImportRefused
from lib.domain.language import N_
from lib.importing.checks.findings import refused
from lib.importing.reading.zips import checked_archive, refuse_nested
from lib.importing.sheets import MAX_BOUNDARY_BYTES

if TYPE_CHECKING:
    from lib.geo.vector import RawAreas

MAX_UNZIPPED: Final = 5 * MAX_BOUNDARY_BYTES
_COLLECTION: Final = re.compile(rb'"type"\s*:\s*"FeatureCollection"')


def read_areas(ending: str, data: bytes, nama: str) -> RawAreas | None:
    """The areas of a boundary file; None when it is something else (answers of an interface, a zip without a Shapefile).

    Raises BoundaryError for a damaged boundary file, ImportRefused for a hostile archive.
    """
    from lib.geo.vector import is_shapefile, read_geojson, read_geopackage, read_shapefile

    if ending == ".gpkg":
        return read_geopackage(data, nama)
    if ending == ".geojson" or (ending == ".json" and _COLLECTION.search(data[:4096])):
        return read_geojson(data, nama)
    if ending != ".zip":
        return None
    with checked_archive(data, nama, _damaged, largest=MAX_UNZIPPED) as archive:
        if not is_shapefile(archive.namelist()):
            return None
        refuse_nested(archive.infolist(), nama)
        return read_shapefile(archive, nama)


def _damaged(nama: str) -> ImportRefused:
    return refused(N_("{berkas} rusak atau terpotong."), N_("Unduh atau buat ulang arsip itu."), berkas=nama)
