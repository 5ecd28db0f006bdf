"""A map description as a picture (SVG or PNG) for small multiples, slides and print: the same classes, colours and counts.

Pure: the same description, outlines and options give the same bytes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from lib.domain.language import format_date
from lib.domain.language import gettext as _
from lib.export.pictures.areas import BACKGROUND, OUTSIDE_FILL, TEXT, Theme, draw_areas, draw_chosen
from lib.export.pictures.chart import Format
from lib.export.pictures.frame import Bounds, Outlines, boxes_of, extent_of, frame_of
from lib.export.pictures.furniture import draw_legend, draw_north_arrow, draw_scale_bar, write_names
from lib.export.pictures.insets import draw_insets
from lib.export.pictures.pen import DESIGN_WIDTH, Pen
from lib.export.pictures.png import png_of
from lib.export.pictures.svg import Canvas
from lib.view.indicator.maps import OUTSIDE, MapDescription

MARGIN: Final = 0.04
# Shares of the width of the picture: its edge, and the map beside a legend.
EDGE: Final = 0.02
MAP: Final = 0.72
# Points of the design.
TITLE: Final = 16.0
SOURCE: Final = 9.0
NOTHING: Final = 12.0


@dataclass(frozen=True, slots=True)
class PictureOptions:
    """Size in pixels, format and theme, and what is drawn round the areas.

    ``extent`` is (south, west, north, east) in degrees; None fits the drawn areas with a margin. ``neighbours`` draws the
    areas outside the selection too, without colour. ``names`` are (code, name) pairs to write upon areas. ``insets`` are
    (code, name) pairs of areas that are drawn once more, larger, in the free corner (``small_parts`` finds them). ``chosen``
    is the one area that gets a thick outline. ``tanggal`` is the day printed beside the source; ``besar`` enlarges letters
    and lines, for a picture that is set small. ``hints`` writes into an SVG what each area tells a pointer; ``key`` comes
    before its ids, for a page of several pictures.
    """

    width_px: int = 1600
    height_px: int = 1200
    format: Format = "png"
    theme: Theme = "light"
    title: bool = True
    legend: bool = True
    source: bool = True
    north_arrow: bool = True
    scale_bar: bool = True
    neighbours: bool = True
    extent: Bounds | None = None
    names: tuple[tuple[str, str], ...] = ()
    insets: tuple[tuple[str, str], ...] = ()
    chosen: str | None = None
    tanggal: dt.date | None = None
    besar: float = 1.0
    hints: bool = True
    key: str = ""


def map_picture(description: MapDescription, outlines: Outlines, options: PictureOptions = PictureOptions()) -> bytes:
    """The picture of a description.

    ``outlines`` holds the rings (longitude, latitude) of every polygon in the order of ``description.kelas``. A selection
    without any polygon gives a picture that says so. Raises ValueError when outlines and classes differ in number.
    """
    if len(outlines) != len(description.kelas):
        raise ValueError(f"{len(outlines)} outlines for {len(description.kelas)} classes")
    canvas = Canvas(options.width_px, key=options.key, hints=options.hints and options.format == "svg")
    pen = Pen(canvas, options.width_px / DESIGN_WIDTH * options.besar, TEXT[options.theme])
    _draw(description, outlines, options, pen)
    svg = canvas.render(options.height_px, description.judul, description.alt, BACKGROUND[options.theme])
    return svg if options.format == "svg" else png_of(svg, options.width_px, options.height_px)


def _draw(description: MapDescription, outlines: Outlines, options: PictureOptions, pen: Pen) -> None:
    """Words first: the map takes what they leave."""
    wide, high, edge = options.width_px, options.height_px, EDGE * options.width_px
    title = pen.lines(description.judul, wide - 2 * edge, TITLE, bold=True) if options.title else []
    source = pen.lines(_source(description, options), wide - 2 * edge, SOURCE) if options.source else []
    top = edge + (len(title) + 0.4) * pen.line(TITLE) if title else 0.0
    below = edge + (len(source) + 0.4) * pen.line(SOURCE) if source else 0.0
    _draw_map(description, outlines, options, pen, (0.0, top, wide * (MAP if options.legend else 1.0), high - top - below))
    pen.write(edge, edge, title, TITLE, font_weight="bold")
    pen.write(edge, high - edge - len(source) * pen.line(SOURCE), source, SOURCE)
    if options.legend:
        draw_legend(description, pen, high)


def _draw_map(
    description: MapDescription,
    outlines: Outlines,
    options: PictureOptions,
    pen: Pen,
    box: tuple[float, float, float, float],
) -> None:
    extent = options.extent or extent_of(outlines, description.kelas != OUTSIDE, MARGIN)
    if extent is None:
        left, top, wide, high = box
        words = pen.lines(_("Tidak ada batas wilayah untuk digambar."), wide, NOTHING)
        pen.write(left + wide / 2, top + high / 2, words, NOTHING, text_anchor="middle")
        return
    frame = frame_of(extent, box)
    ground = OUTSIDE_FILL[options.theme] if options.neighbours else None
    draw_areas(description, outlines, boxes_of(outlines), frame, pen, ground=ground)
    draw_chosen(outlines.get(options.chosen or "", ()), frame, pen)
    write_names(outlines, options.names, frame, pen)
    draw_insets(description, outlines, frame, pen, options.insets, options.theme)
    if options.scale_bar:
        draw_scale_bar(frame, pen)
    if options.north_arrow:
        draw_north_arrow(frame, pen)


def _source(description: MapDescription, options: PictureOptions) -> str:
    drawn = _("Digambar {tanggal}.").format(tanggal=format_date(options.tanggal)) if options.tanggal else ""
    return " ".join(filter(None, (_("Data contoh.") if description.contoh else "", description.sumber, drawn)))
