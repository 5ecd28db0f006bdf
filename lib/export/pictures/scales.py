"""The two scales of a chart picture: where categories and numbers stand, their ticks in words, and the room these take."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from lib.domain.language import format_number, format_percent
from lib.export.pictures.pen import Pen
from lib.view.frame.charts import Axis, ChartDescription

# Points of the design: words along the axes.
LABEL: Final = 10.5
MARK: Final = 9.5
TICKS: Final = 6
STEPS: Final = (1, 2, 5, 10)
# Free space at the ends of a number scale that the description leaves open, and of lines with words beside their points.
FREE: Final = 0.05
END_ROOM: Final = 0.35
LABEL_LINES: Final = 2
ONE_LINE_ROOM: Final = 1.25
# Shares of the width of the picture: the edge, and the most that names at the left of a plot take.
EDGE: Final = 0.02
NAMES: Final = 0.36
# Words of marks that are wider than this share stand above their line, others beside it.
MOST_BESIDE: Final = 0.16
Tick = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Number:
    """A scale of numbers: ends, and ticks with their words."""

    low: float
    high: float
    ticks: tuple[Tick, ...]


# Names along the category axis, its numbers, those of the value axis.
Found = tuple[tuple[str, ...] | None, Number, Number]


@dataclass(frozen=True, slots=True)
class Scales:
    """Both scales. ``kategori`` holds the names along the category axis in order, None where that axis is a number too.

    ``left``, ``right`` and ``below`` are the pixels that ticks and axis titles need round the plot.
    """

    mendatar: bool
    kategori: tuple[str, ...] | None
    label: tuple[tuple[str, ...], ...]
    angka: Number
    nilai: Number
    left: float
    right: float
    below: float

    def place(self, x: str | float) -> float:
        """Where a category or number of the category axis stands, in units of that axis."""
        return float(x) if self.kategori is None else float(self.kategori.index(str(x)))


@dataclass(frozen=True, slots=True)
class Plot:
    """The part of a picture in which the marks stand, in pixels from the upper left corner."""

    scales: Scales
    left: float
    top: float
    wide: float
    high: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.wide

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.high

    def value(self, number: float) -> float:
        """Where a number of the value axis stands: from the left, or from the top where values go upward."""
        scale = self.scales.nilai
        share = (number - scale.low) / ((scale.high - scale.low) or 1.0)
        return self.left + share * self.wide if self.scales.mendatar else self.bottom - share * self.high

    def along(self, place: float) -> float:
        """Where a place of the category axis stands: from the left, or from the top where categories go downward."""
        scale = self.scales.angka
        share = (place - scale.low) / ((scale.high - scale.low) or 1.0)
        if not self.scales.mendatar:
            return self.left + share * self.wide
        # Names are read downward, numbers grow upward.
        return self.top + share * self.high if self.scales.kategori is not None else self.bottom - share * self.high

    def point(self, place: float, number: float) -> tuple[float, float]:
        """Where a number of a category stands."""
        along, value = self.along(place), self.value(number)
        return (value, along) if self.scales.mendatar else (along, value)


def round_ticks(low: float, high: float, most: int = TICKS, *, whole: bool = False) -> tuple[float, ...]:
    """Round numbers from ``low`` to ``high``, in steps of 1, 2 or 5, at most ``most`` steps."""
    if not high > low:
        return (low,)
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * part for part in STEPS if power * part >= rough * (1 - 1e-9))
    step = max(step, 1.0) if whole else step
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    # Rounded: 3 * 0.1 is not 0.3.
    return tuple(round(number * step, 10) for number in range(first, last + 1))


def scales_of(chart: ChartDescription, pen: Pen, plot: float) -> Scales:
    """The scales of a chart with at least one point, its plot ``plot`` pixels high."""
    names = _names(chart)
    value = _number(chart.nilai, _values(chart), around=chart.bentuk not in ("batang", "batang_tumpuk"))
    along = _number(chart.kategori, [float(x) for s in chart.seri for x in s.x], around=True) if names is None else None
    found = along or _places(chart, names or ())
    return _lying(chart, pen, plot, (names, found, value)) if chart.mendatar else _standing(chart, pen, (names, found, value))


def _lying(chart: ChartDescription, pen: Pen, plot: float, scales: Found) -> Scales:
    """Names at the left, numbers below."""
    names, along, value = scales
    line, edge = pen.line(LABEL), EDGE * pen.canvas.wide
    # Two lines where a row is high enough for them; else one, and the room is taken from the plot.
    high = plot / max(len(names or ()), 1) > LABEL_LINES * line * 0.95
    most, room = (LABEL_LINES, NAMES) if high else (1, NAMES * ONE_LINE_ROOM)
    rows = tuple(tuple(pen.lines(name, room * pen.canvas.wide, LABEL, most=most)) for name in names or ())
    widest = max((pen.width(words, LABEL) for lines in rows for words in lines), default=0.0)
    below = line * 1.5 + (line * 1.2 if chart.nilai.judul else 0)
    last = pen.width(value.ticks[-1][1], LABEL) / 2 if value.ticks else 0.0
    return Scales(True, names, rows, along, value, edge + widest + (line * 0.6 if rows else 0), max(0.0, last - edge / 2), below)


def _standing(chart: ChartDescription, pen: Pen, scales: Found) -> Scales:
    """Numbers at the left, names below."""
    names, along, value = scales
    line, edge = pen.line(LABEL), EDGE * pen.canvas.wide
    widest = max((pen.width(words, LABEL) for _place, words in value.ticks), default=0.0)
    left = edge + widest + line * 0.84 + (line * 1.3 if chart.nilai.judul else 0)
    room = (pen.canvas.wide - left - edge) / max(len(names or ()), 1) * 0.94
    rows = tuple(tuple(pen.lines(name, room, LABEL, most=LABEL_LINES + 1)) for name in names or ())
    below = line * (max((len(lines) for lines in rows), default=1) + 0.5) + (line * 1.2 if chart.kategori.judul else 0)
    return Scales(False, names, rows, along, value, left, _beside_marks(chart, pen), below)


def _beside_marks(chart: ChartDescription, pen: Pen) -> float:
    """The room at the right of a chart of upright values for the words of its marks, where all of them are short."""
    words = [pen.width(mark.label, MARK) for mark in chart.tanda if mark.jenis == "acuan"]
    widest = max(words, default=0.0)
    return widest + pen.line(MARK) * 0.5 if words and widest <= MOST_BESIDE * pen.canvas.wide else 0.0


def _names(chart: ChartDescription) -> tuple[str, ...] | None:
    """The categories in the order in which the series name them; None where the category axis is one of numbers."""
    if chart.kategori.jenis != "kategori":
        return None
    return tuple(dict.fromkeys(str(x) for series in chart.seri for x in series.x))


def _places(chart: ChartDescription, names: tuple[str, ...]) -> Number:
    """Categories stand at 0, 1, …; half a place is free at both ends."""
    beside = chart.bentuk == "garis" and any(series.sebut for series in chart.seri)
    free = END_ROOM if beside else 0.5
    return Number(-free, len(names) - 1 + free, ())


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
    low, high = min(numbers, default=0.0), max(numbers, default=1.0)
    if not around:
        low, high = min(low, 0.0), max(high, 0.0)
    span = high - low or abs(high) or 1.0
    low = axis.dari if axis.dari is not None else low - FREE * span if around or low < 0 else low
    high = axis.sampai if axis.sampai is not None else high + FREE * span if around or high > 0 else high
    if axis.nama:
        return Number(low, high, axis.nama)
    whole = axis.jenis == "angka" and axis.desimal == 0
    ticks = [(place, _word(axis, place)) for place in round_ticks(low, high, whole=whole)]
    # Steps finer than what is printed: two ticks would say the same.
    return Number(low, high, tuple({words: (place, words) for place, words in ticks}.values()))


def _word(axis: Axis, number: float) -> str:
    return format_percent(number, axis.desimal) if axis.jenis == "bagian" else format_number(number, axis.desimal)
