"""The polygon of each area as JSON text, out of the prepared boundary file: what a download puts into its features."""

from __future__ import annotations

import gzip
import json
from functools import lru_cache
from pathlib import Path
from typing import Final

from lib.geo.prepared import PreparedGeometry

# One entry per level; an older set of boundaries is dropped when a newer one is asked for.
LEVELS_KEPT: Final = 3


def shapes(prepared: PreparedGeometry) -> dict[str, str]:
    """GeoJSON geometry as text by code, coordinates as the map has them (some metre). Kept per file; do not change it."""
    return _read(prepared.path)


@lru_cache(maxsize=LEVELS_KEPT)
def _read(path: Path) -> dict[str, str]:
    content = json.loads(gzip.decompress(path.read_bytes()))
    return {feature["properties"]["k"]: json.dumps(feature["geometry"], separators=(",", ":")) for feature in content["features"]}
