"""Imported boundaries: made fit for the map, kept in ``var/batas/<hash>``, one folder per content.

A folder holds all three levels, as ``prepare`` wants them; a level that the import does not give is the shipped one. Which
folder is shown is decided by what is published, so a folder that nobody published does no harm.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lib.domain.data_file import var_dir
from lib.domain.language import N_, format_number
from lib.domain.language import gettext as _
from lib.domain.wilayah import Tingkat
from lib.geo.boundaries import LEVELS, boundary_path, collection
from lib.work.progress import Tell, silent

if TYPE_CHECKING:
    import geopandas

FIRST_TOLERANCE: Final = 120.0
"""Metres that a border may give up at first; more, step by step, until the finest level weighs at most ``MAX_COMPRESSED``."""
TOLERANCE_STEP: Final = 1.5
MAX_STEPS: Final = 6
MAX_COMPRESSED: Final = 600_000
MIN_PART_M2: Final = 20_000.0
"""Islets smaller than this are left out, unless they are the largest part of their area."""
GAP_M: Final = 1.0
SLIVER_DEGREES: Final = 1e-4
"""Gaps narrower than this (some 11 m) are what rounding left between neighbours."""
DECIMALS: Final = 5
_MERGING: Final[dict[Tingkat, str]] = {
    "kabupaten": N_("Menggabungkan menjadi batas kabupaten …"),
    "kecamatan": N_("Menggabungkan menjadi batas kecamatan …"),
}
_FOLDER: Final = re.compile(r"[0-9a-f]{24}")


def imported_folder(sidik: str) -> Path | None:
    """The folder of imported boundaries by its hash; None when there is none, or it lacks a level."""
    if not _FOLDER.fullmatch(sidik):
        return None
    folder = var_dir() / "batas" / sidik
    return folder if all(boundary_path(level, folder).is_file() for level in LEVELS) else None


def build_levels(areas: geopandas.GeoSeries, finest: Tingkat, tell: Tell = silent) -> dict[Tingkat, geopandas.GeoSeries]:
    """A level and those above it from the areas of ``finest`` (index code, WGS84): valid coverages, light enough for a map.

    Areas that share a code are joined. An area that has no surface left is not in the result. ``tell`` hears each step.
    """
    import geopandas
    import numpy as np
    import shapely

    from lib.geo.coverage import METRIC, WGS84, clean, round_off, simplify

    tell(0.0, _("Memperbaiki bentuk {jumlah} wilayah …").format(jumlah=format_number(len(areas))))
    metric = areas.to_crs(METRIC)
    shapes = shapely.make_valid(metric.to_numpy())
    polygons = np.array([_polygons(shape) for shape in shapes], dtype=object)
    joined = geopandas.GeoSeries(polygons, index=metric.index, crs=METRIC).groupby(level=0).agg(lambda part: part.union_all())
    joined = geopandas.GeoSeries(joined, crs=METRIC).sort_index()
    tell(0.2, _("Merapatkan batas antarwilayah …"))
    whole = clean(joined[~joined.is_empty], GAP_M)
    whole = geopandas.GeoSeries([_without_islets(shape) for shape in whole], index=whole.index, crs=METRIC)
    tolerance = FIRST_TOLERANCE
    for step in range(MAX_STEPS):
        simpler = _("Menyederhanakan garis batas (langkah {langkah}) …").format(langkah=step + 1)
        tell(0.35 + 0.45 * step / MAX_STEPS, simpler)
        light = clean(round_off(simplify(whole, tolerance).to_crs(WGS84), DECIMALS), SLIVER_DEGREES)
        light = light[~light.is_empty]
        if _weight(light) <= MAX_COMPRESSED:
            break
        tolerance *= TOLERANCE_STEP
    levels: dict[Tingkat, geopandas.GeoSeries] = {finest: light}
    for level in LEVELS[: LEVELS.index(finest)]:
        tell(0.8, _(_MERGING[level]))
        levels[level] = _dissolved(light, level)
    return levels


def _polygons(shape: object) -> object:
    """The surfaces of a shape: repairing a polygon may leave lines and points beside them."""
    import shapely

    parts = [part for part in shapely.get_parts(shapely.get_parts([shape])) if part.geom_type == "Polygon"]
    return shapely.union_all(parts) if parts else shapely.Polygon()


def _without_islets(shape: object) -> object:
    import shapely

    parts = shapely.get_parts(shape)
    sizes = shapely.area(parts)
    kept = [part for part, size in zip(parts, sizes, strict=True) if size >= MIN_PART_M2 or size == sizes.max()]
    return kept[0] if len(kept) == 1 else shapely.multipolygons(kept)


def _dissolved(areas: geopandas.GeoSeries, level: Tingkat) -> geopandas.GeoSeries:
    import geopandas

    from lib.domain.wilayah import at_tingkat
    from lib.geo.coverage import clean

    parents = [at_tingkat(str(kode), level) for kode in areas.index]
    union = areas.groupby(parents).agg(lambda part: part.union_all())
    return clean(geopandas.GeoSeries(union, crs=areas.crs).sort_index(), SLIVER_DEGREES)


def _weight(areas: geopandas.GeoSeries) -> int:
    text = json.dumps(collection(areas, dict.fromkeys(map(str, areas.index), "")), separators=(",", ":"))
    return len(gzip.compress(text.encode(), compresslevel=6))


def store_levels(levels: dict[Tingkat, geopandas.GeoSeries], names: dict[str, str]) -> str:
    """Write the levels to their folder, whole or not at all; returns the hash that it is called by.

    ``names`` are the official names by code. The same boundaries written twice are one folder.
    """
    texts = {level: _text(areas, names) for level, areas in levels.items()}
    digest = hashlib.sha256(b"".join(level.encode() + texts[level] for level in LEVELS if level in texts))
    sidik = digest.hexdigest()[:24]
    if imported_folder(sidik) is not None:
        return sidik
    parent = var_dir() / "batas"
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".baru-", dir=parent))
    try:
        for level in LEVELS:
            if level in texts:
                boundary_path(level, folder).write_bytes(texts[level])
            else:
                shutil.copyfile(boundary_path(level), boundary_path(level, folder))
        folder.chmod(0o755)
        shutil.rmtree(parent / sidik, ignore_errors=True)
        folder.replace(parent / sidik)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return sidik


def _text(areas: geopandas.GeoSeries, names: dict[str, str]) -> bytes:
    known = {str(kode): names.get(str(kode), str(kode)) for kode in areas.index}
    return json.dumps(collection(areas, known), ensure_ascii=False, separators=(",", ":")).encode()
