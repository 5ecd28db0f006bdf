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

from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.status import border_colour
from lib.domain.wilayah import Tingkat
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
HATCHES: Final = {"polos": "", "garis": "////", "titik": "..", "silang": "xx"}
LINE_WIDTH_PT: Final[dict[Tingkat, float]] = {"provinsi": 1.0, "kabupaten": 0.9, "kecamatan": 0.6, "desa": 0.3}
KM_PER_DEGREE: Final = 111.32
BAR_LENGTHS_KM: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
# The bar takes no more than this part of the width of the map.
BAR_SHARE: Final = 0.25
MARGIN: Final = 0.04
DESIGN_WIDTH_IN: Final = 8.0
# Longer names are written a word a line; a name may be so many times as wide as its area; a bold letter in parts of its size.
LONG_NAME: Final = 14
NAME_SPILL: Final = 1.3
LETTER_WIDTH: Final = 0.68
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
        _text(
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
        _names(axes, outlines, options, scale)
        if options.scale_bar:
            _scale_bar(axes, scale, colour)
        if options.north_arrow:
            _north_arrow(axes, scale, colour)
    if options.title:
        _text(figure, 0.02, 0.97, description.judul, 16 * scale, colour, va="top", weight="bold", wrap=True)
    if options.source:
        badge = _("DATA CONTOH.") + " " if description.contoh else ""
        _text(figure, 0.02, 0.02, badge + description.sumber, 9 * scale, colour, va="bottom", wrap=True)
    if options.legend:
        _legend(figure, description, scale, colour)


def _text(where: Any, x: float, y: float, text: str, size: float, colour: str, **more: Any) -> None:
    where.text(x, y, _plain(text), fontsize=size, color=colour, **more)


def _plain(text: str) -> str:
    """Words come from data: a dollar sign in one must not start a formula. (``parse_math=False`` does not reach wrapping.)"""
    return text.replace("$", r"\$")


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


def _names(axes: Axes, outlines: Outlines, options: PictureOptions, scale: float) -> None:
    from matplotlib.patheffects import withStroke

    halo = withStroke(linewidth=2.4 * scale, foreground="#ffffff")
    west, east = axes.get_xlim()
    points_per_degree = axes.get_window_extent().width * 72 / options.dpi / (east - west)
    size = 9 * scale
    for kode, name in options.names:
        shape = outlines.get(kode)
        if not shape:
            continue
        ring = max(shape, key=_ring_area)
        lines = name.replace(" ", "\n") if len(name) > LONG_NAME else name
        # A name far wider than its area would be read as its neighbour's.
        room = float(np.ptp(ring[:, 0])) * points_per_degree
        if NAME_SPILL * room < max(map(len, lines.split("\n"))) * size * LETTER_WIDTH:
            continue
        style: dict[str, Any] = {
            "ha": "center",
            "va": "center",
            "weight": "bold",
            "linespacing": 0.95,
            "path_effects": [halo],
            "zorder": 4,
        }
        _text(axes, *_middle(ring), lines, size, "#14181f", **style)


def _ring_area(ring: np.ndarray) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return abs(float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1]))) / 2


def _middle(ring: np.ndarray) -> tuple[float, float]:
    """The centroid of a ring."""
    x, y = (ring - ring[0]).T
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    area = cross.sum()
    if not area:
        return float(ring[:, 0].mean()), float(ring[:, 1].mean())
    at_x, at_y = (((part[:-1] + part[1:]) * cross).sum() / (3 * area) for part in (x, y))
    return float(ring[0, 0] + at_x), float(ring[0, 1] + at_y)


def _km_per_degree_east(axes: Axes) -> float:
    south, north = axes.get_ylim()
    return KM_PER_DEGREE * math.cos(math.radians((south + north) / 2))


def bar_length_km(width_km: float) -> int:
    """The longest round length that takes no more than BAR_SHARE of a map ``width_km`` wide; at least one km."""
    return max((length for length in BAR_LENGTHS_KM if length <= width_km * BAR_SHARE), default=BAR_LENGTHS_KM[0])


def _scale_bar(axes: Axes, scale: float, colour: str) -> None:
    west, east = axes.get_xlim()
    per_degree = _km_per_degree_east(axes)
    length = bar_length_km((east - west) * per_degree)
    share = length / per_degree / (east - west)
    left, low, tick = 0.03, 0.035, 0.012
    axes.plot(
        [left, left, left + share, left + share],
        [low + tick, low, low, low + tick],
        transform=axes.transAxes,
        color=colour,
        linewidth=1.4 * scale,
        solid_joinstyle="miter",
        zorder=5,
        clip_on=False,
    )
    _text(axes, left, low + tick * 1.6, f"{format_number(length)} km", 9 * scale, colour, transform=axes.transAxes, zorder=5)


def _north_arrow(axes: Axes, scale: float, colour: str) -> None:
    axes.annotate(
        _("U"),
        xy=(0.055, 0.97),
        xytext=(0.055, 0.87),
        xycoords="axes fraction",
        ha="center",
        va="center",
        fontsize=11 * scale,
        fontweight="bold",
        color=colour,
        arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 1.4 * scale, "mutation_scale": 14 * scale},
        zorder=5,
    )


def _legend(figure: Figure, description: MapDescription, scale: float, colour: str) -> None:
    from matplotlib.patches import Rectangle

    handles, labels = [], []
    for entry in description.kelas_legenda:
        box = Rectangle((0, 0), 1, 1, facecolor=entry.warna, edgecolor=border_colour(), hatch=HATCHES[entry.pola] or None)
        box.set_hatch_linewidth(0.5 * scale)
        handles.append(box)
        labels.append(_plain(f"{entry.text}: {format_number(entry.jumlah)}"))
    figure.legend(
        handles,
        labels,
        loc="center left",
        bbox_to_anchor=(0.735, 0.5),
        frameon=False,
        fontsize=10.5 * scale,
        labelcolor=colour,
        handlelength=1.8,
        handleheight=1.3,
        labelspacing=0.9,
    )
