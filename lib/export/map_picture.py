"""A map description as a picture (PNG or SVG) for small multiples, slides and print: the same classes, colours and counts.

Pure: the same description, outlines and options give the same bytes. matplotlib is used through its objects (no pyplot, no
global figure) and imported when the first picture is drawn, because the application does not need it to start; it shares
fonts between figures, so pictures are drawn one at a time.
"""

from __future__ import annotations

import datetime as dt
import io
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from lib.domain.language import format_date
from lib.domain.language import gettext as _
from lib.export.map_areas import BACKGROUND, TEXT, Bounds, Outlines, Theme, draw_areas, draw_outline, show_extent
from lib.export.map_furniture import draw_legend, draw_north_arrow, draw_scale_bar, write, write_names
from lib.export.map_insets import draw_insets
from lib.export.picture_text import FONT_FAMILY, Pen
from lib.view.indicator.maps import OUTSIDE, MapDescription

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Format = Literal["png", "svg"]

MARGIN: Final = 0.04
DESIGN_WIDTH_IN: Final = 8.0
# Points on a picture eight inches wide.
TITLE: Final = 16.0
SOURCE: Final = 9.0
# matplotlib shares fonts between figures: pictures of every kind are drawn one at a time.
PICTURE_LOCK: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class PictureOptions:
    """Size in pixels, dots per inch, format and theme, and what is drawn round the areas.

    ``extent`` is (south, west, north, east) in degrees; None fits the drawn areas with a margin. ``neighbours`` draws the
    areas outside the selection too, without colour. ``names`` are (code, name) pairs to write upon areas. ``insets`` are
    (code, name) pairs of areas that are drawn once more, larger, in the free corner (``small_parts`` finds them). ``chosen``
    is the one area that gets a thick outline. ``tanggal`` is the day printed beside the source; ``huruf`` keeps letters as
    letters in SVG; ``besar`` enlarges letters and lines, for a picture that is set small.
    """

    width_px: int = 1600
    height_px: int = 1200
    dpi: int = 200
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
    huruf: bool = False
    besar: float = 1.0


def map_picture(description: MapDescription, outlines: Outlines, options: PictureOptions = PictureOptions()) -> bytes:
    """The picture of a description.

    ``outlines`` holds the rings (longitude, latitude) of every polygon in the order of ``description.kelas``. A selection
    without any polygon gives a picture that says so. Raises ValueError when outlines and classes differ in number.
    """
    if len(outlines) != len(description.kelas):
        raise ValueError(f"{len(outlines)} outlines for {len(description.kelas)} classes")
    with PICTURE_LOCK:
        from matplotlib import rc_context
        from matplotlib.figure import Figure

        # Fixed salt: SVG ids would differ from run to run.
        settings: Any = {"svg.hashsalt": "dasbor", "svg.fonttype": "none" if options.huruf else "path"}
        with rc_context(settings | {"font.family": FONT_FAMILY}):
            width, height = options.width_px / options.dpi, options.height_px / options.dpi
            figure = Figure(figsize=(width, height), dpi=options.dpi, facecolor=BACKGROUND[options.theme])
            _draw(figure, description, outlines, options, width / DESIGN_WIDTH_IN * options.besar)
            out = io.BytesIO()
            metadata: dict[str, Any] = {"Software": None} if options.format == "png" else {"Date": None}
            figure.savefig(out, format=options.format, dpi=options.dpi, facecolor=figure.get_facecolor(), metadata=metadata)
    return out.getvalue()


def _draw(figure: Figure, description: MapDescription, outlines: Outlines, options: PictureOptions, scale: float) -> None:
    colour = TEXT[options.theme]
    pen = Pen(figure, scale, colour)
    width, height = pen.size_px
    title = pen.lines(description.judul, 0.96 * width, TITLE, "bold") if options.title else []
    source = pen.lines(_source(description, options), 0.96 * width, SOURCE) if options.source else []
    # Words first: the map takes what they leave.
    edge = 0.02 * width
    bottom = (edge + (len(source) + 0.4) * pen.line_px(SOURCE)) / height if source else 0.0
    top = 1 - (edge + (len(title) + 0.4) * pen.line_px(TITLE)) / height if title else 1.0
    right = 0.72 if options.legend else 1.0
    axes = figure.add_axes((0, bottom, right, top - bottom))
    axes.set_axis_off()
    inside = description.kelas != OUTSIDE
    extent = options.extent or _extent(outlines, inside)
    if extent is None:
        write(
            axes,
            0.5,
            0.5,
            _("Tidak ada batas wilayah untuk digambar."),
            12 * scale,
            colour,
            transform=axes.transAxes,
            ha="center",
        )
    else:
        show_extent(axes, extent)
        draw_areas(axes, description, outlines, options.theme, scale, neighbours=options.neighbours)
        draw_outline(axes, outlines.get(options.chosen or "", ()), scale)
        write_names(axes, outlines, options.names, options.dpi, scale)
        draw_insets(axes, description, outlines, options.insets, options.theme, scale)
        if options.scale_bar:
            draw_scale_bar(axes, scale, colour)
        if options.north_arrow:
            draw_north_arrow(axes, scale, colour)
    pen.write(edge, edge, title, TITLE, weight="bold")
    pen.write(edge, height - edge - len(source) * pen.line_px(SOURCE), source, SOURCE)
    if options.legend:
        draw_legend(figure, description, scale, colour)


def _source(description: MapDescription, options: PictureOptions) -> str:
    drawn = _("Digambar {tanggal}.").format(tanggal=format_date(options.tanggal)) if options.tanggal else ""
    return " ".join(filter(None, (_("Data contoh.") if description.contoh else "", description.sumber, drawn)))


def _extent(outlines: Outlines, inside: np.ndarray) -> Bounds | None:
    rings = [ring for drawn, shape in zip(inside, outlines.values(), strict=True) if drawn for ring in shape]
    if not rings:
        return None
    points = np.concatenate(rings)
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    margin = MARGIN * max(north - south, east - west)
    return float(south - margin), float(west - margin), float(north + margin), float(east + margin)
