"""Pictures of maps for the browser: the small maps that stand side by side on one scale, drawn when they are asked for.

The browser asks for each picture by its address, so a run of a page never waits for one. The address carries the
fingerprint of what is published: the same address is the same picture for ever, here and in the browser.
"""

from __future__ import annotations

import logging
import math
from functools import lru_cache
from typing import Final
from urllib.parse import urlencode

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from lib.domain.errors import DasborError
from lib.domain.language import set_language
from lib.domain.wilayah import Tingkat, induk, tingkat
from lib.export.map_picture import Bounds, PictureOptions, Theme, map_picture
from lib.published import borders, selected, source
from lib.report.pictures import outlines
from lib.view.frame.selection import Selection, View, read_selection, write_selection
from lib.view.status.small_multiples import small_map

LOGGER: Final = logging.getLogger("dasbor")
ADDRESS: Final = "/api/v1/peta-kecil.png"
# Twice the size on the page: sharp on a dense screen.
SIZE_PX: Final = 400
DPI: Final = 180
KEPT_PICTURES: Final = 600
MARGIN: Final = 1.04


def address(view: View, kode: str) -> str:
    """The address of the small map of an area in the selected year and the reader's theme."""
    parameters = write_selection(Selection(tahun=view.selection.tahun).at_area(kode), view.known)
    theme = st.context.theme.type or "light"
    return f"{ADDRESS}?" + urlencode(parameters | {"tahun": view.selection.tahun, "tema": theme, "sidik": view.data.fingerprint})


def has_boundary(kode: str) -> bool:
    """True when the area itself has a polygon to be fitted to."""
    return kode in borders.geometry()[tingkat(kode)].bounds


def width_km(area: str | None, level: Tingkat) -> float:
    """How many km the small map of every area of ``level`` in ``area`` is wide: all are drawn on one scale."""
    return _span(area, level) * 111.32


def _span(area: str | None, level: Tingkat) -> float:
    """The side, in degrees of latitude, of a square that holds the largest area of ``level`` in ``area``."""
    boxes = [box for kode, box in borders.geometry()[level].bounds.items() if area is None or induk(kode) == area]
    sides = (max(n - s, (e - w) * math.cos(math.radians((n + s) / 2))) for s, w, n, e in boxes)
    return MARGIN * max(sides, default=1.0)


def _extent(kode: str) -> Bounds:
    parent = induk(kode)
    span = _span(parent, tingkat(kode))
    s, w, n, e = borders.geometry()[tingkat(kode)].bounds[kode]
    middle_lat, middle_lon = (s + n) / 2, (w + e) / 2
    half, half_lon = span / 2, span / 2 / math.cos(math.radians(middle_lat))
    return middle_lat - half, middle_lon - half_lon, middle_lat + half, middle_lon + half_lon


@lru_cache(maxsize=KEPT_PICTURES)
def _picture(_fingerprint: str, selection: Selection, kode: str, theme: Theme) -> bytes:
    data = source.figures()
    set_language(selection.bahasa)
    options = PictureOptions(
        width_px=SIZE_PX,
        height_px=SIZE_PX,
        dpi=DPI,
        theme=theme,
        title=False,
        legend=False,
        source=False,
        north_arrow=False,
        scale_bar=False,
        neighbours=False,
        extent=_extent(kode),
    )
    return map_picture(small_map(data, selection, kode, borders.polygons), outlines("desa"), options)


def small_map_png(parameters: dict[str, str]) -> bytes | None:
    """The small map that an address asks for; None when it names no kabupaten or kecamatan with a boundary."""
    data = source.figures()
    selection, _notices = read_selection(parameters, selected.known(data))
    kode = selection.area
    if kode is None or not has_boundary(kode):
        return None
    theme: Theme = "dark" if parameters.get("tema") == "dark" else "light"
    return _picture(data.fingerprint, Selection(tahun=selection.tahun), kode, theme)


async def _answer(request: Request) -> Response:
    try:
        picture = await run_in_threadpool(small_map_png, dict(request.query_params))
    except DasborError as error:
        LOGGER.error("%s", error)
        return PlainTextResponse("503", status_code=503, headers={"cache-control": "no-store"})
    if picture is None:
        return PlainTextResponse("404", status_code=404)
    return Response(picture, media_type="image/png", headers={"cache-control": "public, max-age=86400"})


ROUTE: Final = Route(ADDRESS, _answer)
