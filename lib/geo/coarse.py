"""Cells of a province's desa within its coarse outline, made when somebody first looks at it in the national view.

Coarser than ``data.batas.build``: the coast is that of the outlines, a kilometre off, and points are not moved.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import pandas as pd

from lib.domain.data_file import var_dir
from lib.domain.wilayah import TINGKAT
from lib.geo.boundaries import LEVELS, boundary_path, collection, load_boundaries


def coarse_boundaries(provinsi: str, wilayah: pd.DataFrame) -> Path:
    """The folder with the three levels of a province, made of the points in ``wilayah`` unless it is there.

    Desa without a point, on an islet that the outline does not have, or on the point of another are left without an area.
    BoundaryError when the outlines are damaged.
    """
    folder = var_dir() / "batas-kasar" / provinsi
    if all(boundary_path(tingkat, folder).is_file() for tingkat in LEVELS):
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{provinsi}."))
    made.chmod(0o755)
    _make(provinsi, wilayah, made)
    try:
        made.rename(folder)
    except OSError:
        # Another process has made the same meanwhile.
        shutil.rmtree(made, ignore_errors=True)
    return folder


def _make(provinsi: str, wilayah: pd.DataFrame, folder: Path) -> None:
    import geopandas
    import shapely

    from lib.geo.cells import thiessen
    from lib.geo.coverage import WGS84, clean, dissolve, round_off

    outline = load_boundaries("provinsi").geometry.loc[[provinsi]]
    metric = outline.estimate_utm_crs()
    listed = wilayah[(wilayah["tingkat"] == TINGKAT[-1]) & wilayah["lintang"].notna()]
    points = geopandas.GeoSeries.from_xy(listed["bujur"], listed["lintang"], index=listed.index, crs=WGS84).to_crs(metric)
    points = points.drop_duplicates()
    land = outline.to_crs(metric).make_valid().iloc[0]
    cells = geopandas.GeoSeries(
        thiessen(shapely.get_coordinates(points.to_numpy()), land, landless=True), index=points.index, crs=metric
    )
    desa = round_off(clean(cells[~cells.is_empty].sort_index()).to_crs(WGS84), 4)
    # Rounding lets the borders of the smallest cells cross, and such areas cannot be joined.
    desa = clean(desa)
    names = wilayah["nama"].to_dict()
    for tingkat in LEVELS:
        areas = desa if tingkat == TINGKAT[-1] else dissolve(desa, tingkat)
        areas = areas.make_valid()
        kept = areas[areas.geom_type.isin(("Polygon", "MultiPolygon")) & ~areas.is_empty]
        boundary_path(tingkat, folder).write_text(json.dumps(collection(kept, names), ensure_ascii=False), "utf-8")
