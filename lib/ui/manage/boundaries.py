"""The preview of imported boundaries: today's map drawn upon them, beside the same map upon those that are shown now."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.wilayah import Tingkat
from lib.export.pictures.areas import Theme
from lib.export.pictures.frame import Bounds, Outlines
from lib.export.pictures.map import PictureOptions, map_picture
from lib.geo.boundaries import LEVELS
from lib.importing.report.outcome import ImportReport
from lib.published import borders
from lib.report.pictures import outlines
from lib.ui.frame import plain_text
from lib.view.frame.places import LEVEL_NAMES
from lib.view.frame.selection import Selection, View
from lib.view.indicator.maps import describe_map

WIDTH_PX = 900
HEIGHT_PX = 900
MARGIN = 0.03
Pictures = tuple[tuple[bytes, int], ...]
_KEPT = "kelola_gambar"


def show_boundaries(view: View, part: ImportReport) -> None:
    """How many areas of each level the file holds, and the two maps at the level that is asked for."""
    levels = [level for level in LEVELS if level in part.content.batas]
    level: Tingkat = st.segmented_control(
        _("Tingkat"),
        levels,
        default=levels[-1],
        required=True,
        format_func=lambda key: f"{_(LEVEL_NAMES[key])} ({format_number(len(part.content.batas[key]))})",
        key="kelola_batas_tingkat",
    )
    pictures = _pictures(view, part, level)
    titles = (
        _("Batas dari berkas ini"),
        _("Batas yang sekarang dipakai: {batas}").format(batas=borders.boundary_note()),
    )
    for place, title, (picture, count) in zip(st.columns(2, gap="medium"), titles, pictures, strict=True):
        with place:
            plain_text.caption(title)
            alt = _("Peta {tingkat}: {jumlah} wilayah.").format(
                tingkat=_(LEVEL_NAMES[level]).lower(), jumlah=format_number(count)
            )
            st.image(picture, width="stretch", alt=alt)
    plain_text.caption(_("Kedua peta berskala sama dan diwarnai menurut status pada {tahun}.").format(tahun=view.selection.tahun))
    others = [_(LEVEL_NAMES[key]).lower() for key in LEVELS if key not in part.content.batas]
    if others:
        plain_text.caption(_("Batas {tingkat} tetap batas perkiraan: tidak ada di berkas ini.").format(tingkat=", ".join(others)))


def _pictures(view: View, part: ImportReport, level: Tingkat) -> Pictures:
    """Each picture with its number of areas, the file's first; drawn once, because a run of the page follows every click."""
    theme: Theme = "dark" if st.context.theme.type == "dark" else "light"
    asked = (part.source.sha256, level, theme, view.selection, view.data.fingerprint)
    kept: tuple[object, Pictures] | None = st.session_state.get(_KEPT)
    if kept is not None and kept[0] == asked:
        return kept[1]
    with st.spinner(_("Menggambar peta …")):
        theirs = {str(kode): _rings(shape) for kode, shape in part.content.batas[level].items()}
        ours = outlines(level)
        extent = _extent(theirs, ours)
        pictures = tuple((_draw(view, level, shapes, extent, theme), len(shapes)) for shapes in (theirs, ours))
    st.session_state[_KEPT] = (asked, pictures)
    return pictures


def _extent(*layers: Outlines) -> Bounds:
    """One frame for all layers, so that what differs is the boundaries alone."""
    points = np.concatenate([ring for shapes in layers for rings in shapes.values() for ring in rings])
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    margin = MARGIN * max(north - south, east - west)
    return float(south - margin), float(west - margin), float(north + margin), float(east + margin)


def _draw(view: View, level: Tingkat, shapes: Outlines, extent: Bounds, theme: Theme) -> bytes:
    codes = tuple(shapes)
    description = describe_map(view.data, Selection(tahun=view.selection.tahun, tingkat=level), lambda _level: codes)
    options = PictureOptions(
        width_px=WIDTH_PX,
        height_px=HEIGHT_PX,
        theme=theme,
        title=False,
        legend=False,
        source=False,
        north_arrow=False,
        extent=extent,
    )
    return map_picture(description, shapes, options)


def _rings(shape: Any) -> tuple[np.ndarray, ...]:
    """Outer rings against the clock, holes with it: a filled picture leaves the holes open."""
    import shapely

    polygons = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return tuple(
        np.asarray(ring.coords, dtype=np.float64)
        for polygon in polygons
        for oriented in [shapely.geometry.polygon.orient(polygon, 1.0)]
        for ring in (oriented.exterior, *oriented.interiors)
    )
