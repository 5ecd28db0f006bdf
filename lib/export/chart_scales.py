"""The two scales of a chart picture: where categories and numbers stand, their ticks in words, and the room these take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from lib.domain.language import format_number, format_percent
from lib.export.picture_text import Pen, plain
from lib.view.frame.charts import Axis, ChartDescription

GRID: Final = "#d9dee5"
TICKS: Final = 6
# Free space at the ends of a number scale that the description leaves open, and of lines with words beside their points.
FREE: Final = 0.05
END_ROOM: Final = 0.35
LABEL_LINES: Final = 2
ONE_LINE_ROOM: Final = 1.25


@dataclass(frozen=True, slots=True)
class Number:
    """A scale of numbers: ends, and ticks with their words."""

    axis: Axis
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Scales:
    """Both scales. ``kategori`` holds the names along the category axis in order, None where that axis is a number too.

    ``left_px``, ``right_px`` and ``below_px`` are what ticks and axis titles need round the plot.
    """

    mendatar: bool
    kategori: tuple[str, ...] | None
    label: tuple[tuple[str, ...], ...]
    angka: Number | None
    nilai: Number
    left_px: float
    right_px: float
    below_px: float

    def place(self, x: str | float) -> float:
        """Where a category or number of the category axis stands."""
        return float(x) if self.kategori is None else float(self.kategori.index(str(x)))

    def set_up(self, axes: Any, chart: ChartDescription, pen: Pen, size: float) -> None:
        """Limits, ticks, grid and axis titles of the axes."""
        size = size * pen.scale
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        for side in ("left", "bottom"):
            axes.spines[side].set_color("#7a8594")
        axes.set_axisbelow(True)
        value, along = (axes.xaxis, axes.yaxis) if self.mendatar else (axes.yaxis, axes.xaxis)
        _ticks(value, self.nilai.ticks, size, chart.nilai.judul, pen)
        value.grid(visible=True, color=GRID, linewidth=0.7 * pen.scale)
        (axes.set_xlim if self.mendatar else axes.set_ylim)(self.nilai.low, self.nilai.high)
        limits = axes.set_ylim if self.mendatar else axes.set_xlim
        if self.kategori is None:
            assert self.angka is not None  # one of the two is there
            limits(self.angka.low, self.angka.high)
            lanes = self.mendatar and chart.kategori.nama
            _ticks(along, () if lanes else self.angka.ticks, size, chart.kategori.judul, pen)
            for place, name in chart.kategori.nama if lanes else ():
                axes.text(0, place, plain(name), transform=axes.get_yaxis_transform(), fontsize=size, va="center", zorder=6)
            if not lanes and not chart.kategori.nama:
                along.grid(visible=True, color=GRID, linewidth=0.7 * pen.scale)
        else:
            edge = END_ROOM if chart.bentuk == "garis" and any(series.sebut for series in chart.seri) else 0.5
            ends = (-edge, len(self.kategori) - 1 + edge)
            limits(*(reversed(ends) if self.mendatar else ends))
            ticks = tuple((float(place), "\n".join(lines)) for place, lines in enumerate(self.label))
            _ticks(along, ticks, size, chart.kategori.judul, pen)
            along.set_tick_params(length=0)


def _ticks(axis: Any, ticks: tuple[tuple[float, str], ...], size: float, title: str, pen: Pen) -> None:
    axis.set_ticks([place for place, _words in ticks], ["\n".join(map(plain, words.split("\n"))) for _place, words in ticks])
    axis.set_tick_params(labelsize=size, color="#7a8594", labelcolor=pen.colour, width=0.8 * pen.scale)
    if title:
        axis.set_label_text(plain(title), fontsize=size, color=pen.colour)


def scales_of(chart: ChartDescription, pen: Pen, labels_px: float, plot_px: float, size: float = 10.0) -> Scales:
    """The scales of a chart with at least one point, its plot ``plot_px`` high, names to its left no wider than ``labels_px``."""
    names = _names(chart)
    along = None if names is not None else _number(chart.kategori, [float(x) for s in chart.seri for x in s.x], around=True)
    numbers = _values(chart)
    value = _number(chart.nilai, numbers, around=chart.bentuk not in ("batang", "batang_tumpuk"))
    line, width = pen.line_px(size), pen.size_px[0]
    edge = 0.02 * width
    gap = line * 0.6
    if chart.mendatar:
        # Two lines where a row is high enough for them; else one, and the room is taken from the plot.
        high = plot_px / max(len(names or ()), 1) > LABEL_LINES * line * 0.95
        most, room = (LABEL_LINES, labels_px) if high else (1, labels_px * ONE_LINE_ROOM)
        rows = tuple(tuple(pen.lines(name, room, size, most=most)) for name in names or ())
        widest = max((pen.width(words, size) for lines in rows for words in lines), default=0.0)
        left = edge + widest + (gap if rows else 0)
        below = line * 1.5 + (line * 1.2 if chart.nilai.judul else 0)
        last = pen.width(value.ticks[-1][1], size) / 2 if value.ticks else 0.0
        return Scales(True, names, rows, along, value, left, max(0.0, last - edge / 2), below)
    widest = max((pen.width(words, size) for _place, words in value.ticks), default=0.0)
    left = edge + widest + gap * 1.4 + (line * 1.3 if chart.nilai.judul else 0)
    room = (width - left - edge) / max(len(names or ()), 1) * 0.94
    rows = tuple(tuple(pen.lines(name, room, size, most=LABEL_LINES + 1)) for name in names or ())
    below = line * (max((len(lines) for lines in rows), default=1) + 0.5) + (line * 1.2 if chart.kategori.judul else 0)
    return Scales(False, names, rows, along, value, left, 0.0, below)


def _names(chart: ChartDescription) -> tuple[str, ...] | None:
    """The categories in the order in which the series name them; None where the category axis is one of numbers."""
    if chart.kategori.jenis != "kategori":
        return None
    return tuple(dict.fromkeys(str(x) for series in chart.seri for x in series.x))


def _values(chart: ChartDescription) -> list[float]:
    """Every number that the value axis must hold."""
    found = [mark.nilai for mark in chart.tanda if mark.jenis == "acuan"]
    if chart.bentuk == "batang_tumpuk":
        for sign in (1, -1):
            sums: dict[str | float, float] = {}
            for series in chart.seri:
                for x, y in zip(series.x, series.y, strict=True):
                    if y is not None and y * sign > 0:
                        sums[x] = sums.get(x, 0.0) + y
            found += sums.values()
    for series in chart.seri:
        if chart.bentuk != "batang_tumpuk":
            found += [y for y in (*series.y, *series.bawah, *series.atas) if y is not None]
        found += [number for box in series.kuantil for number in box]
    return found


def _number(axis: Axis, numbers: list[float], *, around: bool) -> Number:
    """A scale that holds the numbers; one that is not ``around`` them starts at nothing, as bars do."""
    from matplotlib.ticker import MaxNLocator

    low, high = min(numbers, default=0.0), max(numbers, default=1.0)
    if not around:
        low, high = min(low, 0.0), max(high, 0.0)
    span = high - low or abs(high) or 1.0
    low = axis.dari if axis.dari is not None else low - FREE * span if around or low < 0 else low
    high = axis.sampai if axis.sampai is not None else high + FREE * span if around or high > 0 else high
    if axis.nama:
        return Number(axis, low, high, axis.nama)
    whole = axis.jenis == "angka" and axis.desimal == 0
    places = MaxNLocator(nbins=TICKS, steps=[1, 2, 5, 10], integer=whole).tick_values(low, high)
    ticks = tuple((float(place), _word(axis, float(place))) for place in places if low <= place <= high)
    if len({words for _place, words in ticks}) < len(ticks):
        # Finer than what is printed: two ticks would say the same.
        ticks = tuple({words: (place, words) for place, words in ticks}.values())
    return Number(axis, low, high, ticks)


def _word(axis: Axis, number: float) -> str:
    return format_percent(number, axis.desimal) if axis.jenis == "bagian" else format_number(number, axis.desimal)
