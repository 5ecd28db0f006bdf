"""What stands round and upon the areas of a map picture: names, scale bar, north arrow, legend."""

from __future__ import annotations

from typing import Final

import numpy as np

from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.status import border_colour
from lib.export.pictures.frame import Frame, Outlines
from lib.export.pictures.patterns import patterned
from lib.export.pictures.pen import Pen
from lib.export.pictures.svg import Attributes, points
from lib.view.indicator.maps import MapDescription

BAR_LENGTHS_KM: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
# The bar takes no more than this part of the width of the map.
BAR_SHARE: Final = 0.25
# Points of the design.
NAME: Final = 9.0
BAR_WORDS: Final = 9.0
NORTH: Final = 11.0
LINE: Final = 1.4
# Where the legend starts and how high it may be, as parts of the picture; the sizes of its letters that are tried.
LEGEND_LEFT: Final = 0.735
LEGEND_SIZES: Final = (10.5, 8.5, 7.5, 6.5, 5.5)
LEGEND_HEIGHT: Final = 0.74
# In heights of a line: what is free between two classes, the box of a colour, from its left to the words.
LEGEND_GAP: Final = 0.6
LEGEND_BOX: Final = (1.45, 0.95)
LEGEND_WORDS: Final = 2.0
# Longer names are written a word a line; a name may be so many times as wide as its area.
LONG_NAME: Final = 14
NAME_SPILL: Final = 1.3
NAME_LINE: Final = 1.0


def write_names(outlines: Outlines, names: tuple[tuple[str, str], ...], frame: Frame, pen: Pen) -> None:
    """Names upon the areas that are wide enough for them, at the middle of their largest part."""
    taken: list[tuple[float, float, float, float]] = []
    pen.canvas.open(font_weight="bold", text_anchor="middle", **pen.halo)
    step = NAME * pen.unit * NAME_LINE
    for kode, name in names:
        shape = outlines.get(kode)
        if not shape:
            continue
        ring = max(shape, key=_ring_area)
        lines = name.split(" ") if len(name) > LONG_NAME else [name]
        # A name far wider than its area would be read as its neighbour's.
        wide = max(pen.width(line, NAME, bold=True) for line in lines)
        if wide > NAME_SPILL * float(np.ptp(ring[:, 0])) * frame.across:
            continue
        x, middle = frame.pixels(np.array([_middle(ring)]))[0].tolist()
        y = _free_place(taken, (x, middle), (wide, len(lines) * step * 1.15))
        if y is not None:
            for number, line in enumerate(lines):
                pen.label(x, y + (number - (len(lines) - 1) / 2) * step, line, NAME, fill="#14181f")
    pen.canvas.close()


def _free_place(
    taken: list[tuple[float, float, float, float]], at: tuple[float, float], size: tuple[float, float]
) -> float | None:
    """How low a name of that size stands without lying over another: at its place or a little off; it is taken."""
    (x, y), (wide, high) = at, size
    for place in (y, y - high * 0.7, y + high * 0.7):
        box = x - wide / 2, place - high / 2, x + wide / 2, place + high / 2
        if all(box[0] > r or box[2] < le or box[1] > b or box[3] < t for le, t, r, b in taken):
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


def bar_length_km(width_km: float) -> int:
    """The longest round length that takes no more than BAR_SHARE of a map ``width_km`` wide; at least one km."""
    return max((length for length in BAR_LENGTHS_KM if length <= width_km * BAR_SHARE), default=BAR_LENGTHS_KM[0])


def draw_scale_bar(frame: Frame, pen: Pen) -> None:
    """A bar of a round number of km, lower left."""
    left, top, wide, high = frame.box
    length = bar_length_km(wide * frame.km_per_pixel)
    x, y, tick = left + 0.03 * wide, top + 0.965 * high, 0.012 * high
    far = x + length / frame.km_per_pixel
    bar = points([(x, y - tick), (x, y), (far, y), (far, y - tick)])
    pen.canvas.add("polyline", points=bar, fill="none", stroke=pen.colour, stroke_width=LINE * pen.unit)
    pen.label(x, y - tick - pen.line(BAR_WORDS) * 0.45, f"{format_number(length)} km", BAR_WORDS)


def draw_north_arrow(frame: Frame, pen: Pen) -> None:
    """An arrow to the north, upper left."""
    left, top, wide, high = frame.box
    x, tip, unit = left + 0.055 * wide, top + 0.03 * high, pen.unit
    foot = top + 0.13 * high - pen.line(NORTH) * 0.55
    pen.canvas.add("line", x1=x, y1=tip + 6 * unit, x2=x, y2=foot, stroke=pen.colour, stroke_width=LINE * unit)
    head = [(x, tip), (x - 3.5 * unit, tip + 7.5 * unit), (x + 3.5 * unit, tip + 7.5 * unit)]
    pen.canvas.add("polygon", points=points(head), fill=pen.colour)
    pen.label(x, foot + pen.line(NORTH) * 0.55, _("U"), NORTH, font_weight="bold", text_anchor="middle")


def draw_legend(description: MapDescription, pen: Pen, high: float) -> None:
    """Every class with its colour, pattern and count, empty ones too, at the right; long names in several lines."""
    texts = [f"{entry.text}: {format_number(entry.jumlah)}" for entry in description.kelas_legenda]
    size, labels = _fitting(pen, texts, high)
    line, left = pen.line(size), LEGEND_LEFT * pen.canvas.wide + pen.line(size) * 0.4
    y = high / 2 - (sum(map(len, labels)) + LEGEND_GAP * (len(labels) - 1)) * line / 2
    for entry, words in zip(description.kelas_legenda, labels, strict=True):
        box = {"x": left, "y": y + (len(words) - LEGEND_BOX[1]) * line / 2, "width": LEGEND_BOX[0] * line}
        fill = patterned(pen.canvas, entry.warna, entry.pola, pen.unit)
        style: Attributes = {"fill": fill, "stroke": border_colour(), "stroke_width": pen.unit * 0.8}
        pen.canvas.add("rect", id=f"kelas-{entry.id}", height=LEGEND_BOX[1] * line, **box, **style)
        for number, text in enumerate(words):
            pen.label(left + LEGEND_WORDS * line, y + (number + 0.5) * line, text, size)
        y += (len(words) + LEGEND_GAP) * line


def _fitting(pen: Pen, texts: list[str], high: float) -> tuple[float, list[list[str]]]:
    """The largest of LEGEND_SIZES at which the words fit beside and below each other, and their lines."""
    wide = pen.canvas.wide
    size, labels = LEGEND_SIZES[0], [[text] for text in texts]
    for size in LEGEND_SIZES:
        # Beside the box of its colour, up to the edge.
        labels = [pen.lines(text, (0.99 - LEGEND_LEFT) * wide - pen.line(size) * (LEGEND_WORDS + 0.4), size) for text in texts]
        rows = sum(map(len, labels)) + LEGEND_GAP * len(labels)
        if rows * pen.line(size) <= LEGEND_HEIGHT * high and (size < LEGEND_SIZES[0] or all(len(it) == 1 for it in labels)):
            break
    return size, labels
