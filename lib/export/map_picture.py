"""A map description as a picture (PNG or SVG) for small multiples, slides and print: the same classes, colours and counts.

Pure: the same description, outlines and options give the same bytes. matplotlib is used through its objects (no pyplot, no
global figure) and imported when the first picture is drawn, because the application does not need it to start; it shares
fonts between figures, so pictures are drawn one at a time.
"""

from __future__ import annotations

import io
import math
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from lib.domain.language import gettext as _
from lib.domain.status import border_colour
from lib.domain.wilayah import Tingkat
from lib.export.map_furniture import HATCHES, draw_legend, draw_north_arrow, draw_scale_bar, write, write_names
from lib.view.maps import OUTSIDE, MapDescription

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Bounds = tuple[float, float, float, float]
Outlines = Mapping[str, tuple[np.ndarray, ...]]
Format = Literal["png", "svg"]
Theme = Literal["light", "dark"]

BACKGROUND: Final = {"light": "#ffffff", "dark": "#10151c"}
TEXT: Final = {"light": "#14181f", "dark": "#eef1f5"}
OUTSIDE_FILL: Final = {"light": "#f4f5f7", "dark": "#2a323d"}
LINE_WIDTH_PT: Final[dict[Tingkat, float]] = {"provinsi": 1.0, "kabupaten": 0.9, "kecamatan": 0.6, "desa": 0.3}
MARGIN: Final = 0.04
DESIGN_WIDTH_IN: Final = 8.0
_lock: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class PictureOptions:
    """Size in pixels, dots per inch, format and theme, and what is drawn round the areas.

    ``extent`` is (south, west, north, east) in degrees; None fits the drawn areas with a margin. ``neighbours`` draws the
    areas outside the selection too, without colour. ``names`` are (code, name) pairs to write upon areas.
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


def map_picture(description: MapDescription, outlines: Outlines, options: PictureOptions = PictureOptions()) -> bytes:
    """The picture of a description.

    ``outlines`` holds the rings (longitude, latitude) of every polygon in the order of ``description.kelas``. A selection
    without any polygon gives a picture that says so. Raises ValueError when outlines and classes differ in number.
    """
    if len(outlines) != len(description.kelas):
        raise ValueError(f"{len(outlines)} outlines for {len(description.kelas)} classes")
    with _lock:
        from matplotlib import rc_context
        from matplotlib.figure import Figure

        # Fixed salt: SVG ids would differ from run to run.
        with rc_context({"svg.hashsalt": "dasbor", "font.family": "DejaVu Sans"}):
            width, height = options.width_px / options.dpi, options.height_px / options.dpi
            figure = Figure(figsize=(width, height), dpi=options.dpi, facecolor=BACKGROUND[options.theme])
            _draw(figure, description, outlines, options, width / DESIGN_WIDTH_IN)
            out = io.BytesIO()
            metadata: dict[str, Any] = {"Software": None} if options.format == "png" else {"Date": None}
            figure.savefig(out, format=options.format, dpi=options.dpi, facecolor=figure.get_facecolor(), metadata=metadata)
    return out.getvalue()


def _draw(figure: Figure, description: MapDescription, outlines: Outlines, options: PictureOptions, scale: float) -> None:
    bottom = 0.07 if options.source else 0.0
    top = 0.88 if options.title else 1.0
    right = 0.72 if options.legend else 1.0
    axes = figure.add_axes((0, bottom, right, top - bottom))
    axes.set_axis_off()
    inside = description.kelas != OUTSIDE
    extent = options.extent or _extent(outlines, inside)
    colour = TEXT[options.theme]
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
        _show(axes, extent)
        _areas(axes, description, outlines, options, scale)
        write_names(axes, outlines, options.names, options.dpi, scale)
        if options.scale_bar:
            draw_scale_bar(axes, scale, colour)
        if options.north_arrow:
            draw_north_arrow(axes, scale, colour)
    if options.title:
        write(figure, 0.02, 0.97, description.judul, 16 * scale, colour, va="top", weight="bold", wrap=True)
    if options.source:
        badge = _("DATA CONTOH.") + " " if description.contoh else ""
        write(figure, 0.02, 0.02, badge + description.sumber, 9 * scale, colour, va="bottom", wrap=True)
    if options.legend:
        draw_legend(figure, description, scale, colour)


def _extent(outlines: Outlines, inside: np.ndarray) -> Bounds | None:
    rings = [ring for drawn, shape in zip(inside, outlines.values(), strict=True) if drawn for ring in shape]
    if not rings:
        return None
    points = np.concatenate(rings)
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    margin = MARGIN * max(north - south, east - west)
    return float(south - margin), float(west - margin), float(north + margin), float(east + margin)


def _show(axes: Axes, extent: Bounds) -> None:
    """Show ``extent`` whole, wider or higher where the axes are, in true proportions at its middle latitude."""
    south, west, north, east = extent
    # One degree of longitude is shorter than one of latitude away from the equator.
    shrink = math.cos(math.radians((south + north) / 2))
    box = axes.get_window_extent()
    height, width = north - south, (east - west) * shrink
    unit = max(height / box.height, width / box.width)  # degrees of latitude per pixel
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    half_x, half_y = unit * box.width / shrink / 2, unit * box.height / 2
    axes.set_xlim(middle_x - half_x, middle_x + half_x)
    axes.set_ylim(middle_y - half_y, middle_y + half_y)


def _areas(axes: Axes, description: MapDescription, outlines: Outlines, options: PictureOptions, scale: float) -> None:
    from matplotlib.patches import PathPatch

    shapes = list(outlines.values())
    width = LINE_WIDTH_PT[description.tingkat] * scale
    if options.neighbours:
        outside = [shapes[place] for place in np.flatnonzero(description.kelas == OUTSIDE)]
        if outside:
            fill = OUTSIDE_FILL[options.theme]
            axes.add_patch(PathPatch(_path(outside), facecolor=fill, edgecolor=fill, linewidth=width, zorder=1))
    for number, entry in enumerate(description.kelas_legenda):
        chosen = [shapes[place] for place in np.flatnonzero(description.kelas == number)]
        if chosen:
            patch = PathPatch(
                _path(chosen),
                facecolor=entry.warna,
                edgecolor=border_colour(),
                linewidth=width,
                joinstyle="round",
                hatch=HATCHES[entry.pola] or None,
                zorder=2,
            )
            patch.set_hatch_linewidth(0.5 * scale)
            axes.add_patch(patch)


def _path(shapes: list[tuple[np.ndarray, ...]]) -> Any:
    """Every ring of the shapes as one path: one patch per class is drawn many times faster than one per area."""
    from matplotlib.path import Path

    rings = [ring for shape in shapes for ring in shape]
    codes = []
    for ring in rings:
        code = np.full(len(ring), Path.LINETO, dtype=Path.code_type)
        code[0], code[-1] = Path.MOVETO, Path.CLOSEPOLY
        codes.append(code)
    return Path(np.concatenate(rings), np.concatenate(codes))
