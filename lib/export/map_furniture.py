"""What stands round the areas of a map picture: names, scale bar, north arrow, legend."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.status import border_colour
from lib.export.picture_text import Pen, plain
from lib.view.indicator.maps import MapDescription

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HATCHES: Final = {"polos": "", "garis": "////", "titik": "..", "silang": "xx"}
KM_PER_DEGREE: Final = 111.32
BAR_LENGTHS_KM: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
# The bar takes no more than this part of the width of the map.
BAR_SHARE: Final = 0.25
# Where the legend starts and how high it may be, as parts of the picture; the sizes of its letters that are tried.
LEGEND_LEFT: Final = 0.735
LEGEND_SIZES: Final = (10.5, 8.5, 7.5, 6.5, 5.5)
LEGEND_GAP: Final = 0.9
LEGEND_HEIGHT: Final = 0.74
# Longer names are written a word a line; a name may be so many times as wide as its area; a bold letter in parts of its size.
LONG_NAME: Final = 14
NAME_SPILL: Final = 1.3
LETTER_WIDTH: Final = 0.68


def write(where: Any, x: float, y: float, text: str, size: float, colour: str, **more: Any) -> None:
    """Words at a place of a figure or of axes."""
    # Our own line breaks stay; what else is no letter goes.
    where.text(x, y, "\n".join(map(plain, text.split("\n"))), fontsize=size, color=colour, **more)


def write_names(
    axes: Axes, outlines: Mapping[str, tuple[np.ndarray, ...]], names: tuple[tuple[str, str], ...], dpi: int, scale: float
) -> None:
    """Names upon the areas that are wide enough for them, at the middle of their largest part."""
    from matplotlib.patheffects import withStroke

    halo = withStroke(linewidth=2.4 * scale, foreground="#ffffff")
    west, east = axes.get_xlim()
    points_per_degree = axes.get_window_extent().width * 72 / dpi / (east - west)
    size = 9 * scale
    taken: list[tuple[float, float, float, float]] = []
    for kode, name in names:
        shape = outlines.get(kode)
        if not shape:
            continue
        ring = max(shape, key=_ring_area)
        lines = name.replace(" ", "\n") if len(name) > LONG_NAME else name
        # A name far wider than its area would be read as its neighbour's.
        room = float(np.ptp(ring[:, 0])) * points_per_degree
        wide = max(map(len, lines.split("\n"))) * size * LETTER_WIDTH
        if wide > NAME_SPILL * room:
            continue
        x, y = _middle(ring)
        place = _free_place(taken, x * points_per_degree, y * points_per_degree, wide, (lines.count("\n") + 1) * size * 1.15)
        if place is None:
            continue
        style: dict[str, Any] = {
            "ha": "center",
            "va": "center",
            "weight": "bold",
            "linespacing": 0.95,
            "path_effects": [halo],
            "zorder": 4,
        }
        write(axes, x, place / points_per_degree, lines, size, "#14181f", **style)


def _free_place(taken: list[tuple[float, float, float, float]], x: float, y: float, wide: float, high: float) -> float | None:
    """How high a name of that size stands without lying over another, all in points: at ``y`` or a little off; it is taken."""
    for place in (y, y + high * 0.7, y - high * 0.7):
        box = x - wide / 2, place - high / 2, x + wide / 2, place + high / 2
        if all(box[0] > r or box[2] < le or box[1] > t or box[3] < b for le, b, r, t in taken):
            taken.append(box)
            return place
    return None


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


def draw_scale_bar(axes: Axes, scale: float, colour: str) -> None:
    """A bar of a round number of km, lower left."""
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
    write(axes, left, low + tick * 1.6, f"{format_number(length)} km", 9 * scale, colour, transform=axes.transAxes, zorder=5)


def draw_north_arrow(axes: Axes, scale: float, colour: str) -> None:
    """An arrow to the north, upper left."""
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


def draw_legend(figure: Figure, description: MapDescription, scale: float, colour: str) -> None:
    """Every class with its colour, pattern and count, empty ones too, at the right; long names in several lines."""
    from matplotlib.patches import Rectangle

    pen = Pen(figure, scale, colour)
    texts = [f"{entry.text}: {format_number(entry.jumlah)}" for entry in description.kelas_legenda]
    size, labels = _fitting(pen, texts)
    handles = []
    for entry in description.kelas_legenda:
        box = Rectangle((0, 0), 1, 1, facecolor=entry.warna, edgecolor=border_colour(), hatch=HATCHES[entry.pola] or None)
        box.set_hatch_linewidth(0.5 * scale)
        handles.append(box)
    figure.legend(
        handles,
        ["\n".join(map(plain, lines)) for lines in labels],
        loc="center left",
        bbox_to_anchor=(LEGEND_LEFT, 0.5),
        frameon=False,
        fontsize=size * scale,
        labelcolor=colour,
        handlelength=1.8,
        handleheight=1.3,
        labelspacing=LEGEND_GAP,
    )


def _fitting(pen: Pen, texts: list[str]) -> tuple[float, list[list[str]]]:
    """The largest of LEGEND_SIZES at which the words fit beside and below each other, and their lines."""
    width, height = pen.size_px
    size, labels = LEGEND_SIZES[0], [[text] for text in texts]
    for size in LEGEND_SIZES:
        # Beside the box of its colour, up to the edge.
        labels = [pen.lines(text, (0.99 - LEGEND_LEFT) * width - pen.line_px(size) * 2.4, size) for text in texts]
        rows = sum(map(len, labels)) + LEGEND_GAP * len(labels)
        if rows * pen.line_px(size) <= LEGEND_HEIGHT * height and (size < LEGEND_SIZES[0] or all(len(it) == 1 for it in labels)):
            break
    return size, labels
