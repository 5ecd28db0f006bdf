"""The outlines of areas as arrays, for drawing without a geometry library: read from the prepared files of the browser."""

from __future__ import annotations

import gzip
import json
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from lib.domain.errors import BoundaryError
from lib.domain.language import N_
from lib.geo.prepared import PreparedGeometry

# Rings of one area, each an n x 2 array of longitude and latitude, first point repeated at the end. Outer rings run against
# the clock and holes with it (RFC 7946), so that a non-zero fill leaves the holes open.
Outline = tuple[np.ndarray, ...]
_SAY: Final = N_("Hapus folder peta di dalam var/ lalu mulai ulang aplikasi; isinya dibuat lagi.")


def read_outlines(prepared: PreparedGeometry) -> dict[str, Outline]:
    """Outlines by code, in the order of ``prepared.kode``; BoundaryError when the prepared file is gone or damaged."""
    try:
        content = json.loads(gzip.decompress(prepared.path.read_bytes()))
        found = {feature["properties"]["k"]: _rings(feature["geometry"]) for feature in content["features"]}
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise BoundaryError(N_("Berkas batas {berkas} rusak: {sebab}."), saran=_SAY, berkas=prepared.path, sebab=error) from None
    return found


def _rings(geometry: dict[str, object]) -> Outline:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return tuple(np.asarray(ring, dtype=np.float64) for polygon in polygons for ring in polygon)  # type: ignore[attr-defined]


# The polygon of each area as JSON text, out of the prepared boundary file: what a download puts into its features.


# One entry per level; an older set of boundaries is dropped when a newer one is asked for.
LEVELS_KEPT: Final = 3


def shapes(prepared: PreparedGeometry) -> dict[str, str]:
    """GeoJSON geometry as text by code, coordinates as the map has them (some metre). Kept per file; do not change it."""
    return _read(prepared.path)


@lru_cache(maxsize=LEVELS_KEPT)
def _read(path: Path) -> dict[str, str]:
    content = json.loads(gzip.decompress(path.read_bytes()))
    return {feature["properties"]["k"]: json.dumps(feature["geometry"], separators=(",", ":")) for feature in content["features"]}
