"""Land of a bounding box from the package of the world's coasts (OpenStreetMap), with lakes filled."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from lib.domain.errors import BoundaryError
from lib.domain.language import N_
from lib.geo.packages import tarball_bytes

MEMBER: Final = "package/map.geo.json"
# The file is one MultiPolygon of the whole world (134 MB): only polygons whose first corner lies here are parsed at all.
REGION: Final = (94.0, -12.0, 120.0, 8.0)
# The same for any province: New Guinea as a whole reaches to 151 degrees east.
ARCHIPELAGO: Final = (94.0, -12.0, 152.0, 8.0)

Box = tuple[float, float, float, float]


def read_land(tarball: Path, box: Box, region: Box = REGION) -> BaseGeometry:
    """Land inside ``box`` (west, south, east, north, degrees): every island, no lakes, valid; WGS84.

    Only land masses that the file begins within ``region`` are looked at.
    """
    text = tarball_bytes(tarball, MEMBER).decode("ascii")
    return land_of(text, box, region)


def land_of(text: str, box: Box, region: Box = REGION) -> BaseGeometry:
    """``read_land`` on the text of the file; BoundaryError when it holds no land inside ``box``."""
    shells = [shapely.Polygon(shell) for shell in _shells(text, region)]
    window = shapely.box(*box)
    shells = [shell if shell.is_valid else shapely.make_valid(shell) for shell in shells if shell.intersects(window)]
    if not shells:
        raise BoundaryError(
            N_("Paket daratan tidak memuat daratan di dalam {kotak}."),
            saran=N_("Pakai arsip @geo-maps/earth-lands-10m."),
            kotak=box,
        )
    return shapely.intersection(shapely.union_all(shells), window)


def _shells(text: str, region: Box) -> Iterator[list[list[float]]]:
    start = text.find("[[[[")
    if start < 0:
        return
    west, south, east, north = region
    for polygon in text[start + 4 : text.rindex("]]]]")].split("]]],[[["):
        lon, lat = (float(number) for number in polygon[: polygon.index("]")].split(","))
        if west < lon < east and south < lat < north:
            # Up to the first "]]" is the shell; what follows are holes, that is lakes.
            yield json.loads(f"[[{polygon.split(']],[[')[0]}]]")
