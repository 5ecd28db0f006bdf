"""The polygon of an area for downloads and the open data: that of the boundaries which the maps show."""

from __future__ import annotations

from typing import Final

from lib.domain.wilayah import tingkat
from lib.export.tables.geojson import NO_GEOMETRY
from lib.geo.outlines import shapes
from lib.published import borders

WITHOUT_POLYGONS: Final = "provinsi"


def geometry_text(kode: str) -> str:
    """GeoJSON geometry of an area as text; ``null`` for the province and for an area without a polygon."""
    level = tingkat(kode)
    if level == WITHOUT_POLYGONS:
        return NO_GEOMETRY
    return shapes(borders.geometry()[level]).get(kode, NO_GEOMETRY)
