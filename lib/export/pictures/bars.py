"""Bars of a chart picture, side by side or stacked, with the patterns of the status palette and numbers where they fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lib.domain.language import format_number, format_percent
from lib.export.pictures.patterns import fill_of_status
from lib.export.pictures.pen import Pen
from lib.export.pictures.scales import Plot
from lib.view.frame.charts import ChartDescription, Series

EDGE: Final = "#14181f"
NEUTRAL: Final = "#14181f"
ZERO: Final = "#7a8594"
BAR_SHARE: Final = 0.75
# Points of the design.
NUMBER: Final = 9.0
OUTLINE: Final = 0.5
INTERVAL: Final = 1.4
CAP: Final = 3.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its series and the number of its point, its place along the categories, base and height on the value axis."""

    series: Series
    point: int
    start: float
    wide: float
    base: float
    value: float

    @property
    def middle(self) -> float:
        """Its middle along the categories."""
        return self.start + self.wide / 2


def draw_bars(chart: ChartDescription, plot: Plot, pen: Pen) -> None:
    """Every bar of a chart, its numbers, its intervals, and the line from which bars rise."""
    bars = list(_bars(chart, plot))
    for series in chart.seri:
        fill = fill_of_status(pen.canvas, series.id, series.warna, pen.unit)
        pen.canvas.open(id=f"seri-{series.id}", fill=fill, stroke=EDGE, stroke_width=OUTLINE * pen.unit)
        for bar in bars:
            if bar.series is series:
                _draw(chart, bar, plot, pen)
        pen.canvas.close()
    at = plot.value(0.0)
    ends = {"x1": at, "y1": plot.top, "x2": at, "y2": plot.bottom}
    if not chart.mendatar:
        ends = {"x1": plot.left, "y1": at, "x2": plot.right, "y2": at}
    pen.canvas.add("line", stroke=ZERO, stroke_width=0.8 * pen.unit, **ends)
    for bar in bars:
        _number(chart, bar, plot, pen)


def _bars(chart: ChartDescription, plot: Plot) -> Iterator[Bar]:
    """The bars of every series; those of a stack stand on each other, rises above nothing and falls below it."""
    above: dict[float, float] = {}
    beneath: dict[float, float] = {}
    stacked = chart.bentuk == "batang_tumpuk"
    wide = BAR_SHARE if stacked else BAR_SHARE / len(chart.seri)
    for place, series in enumerate(chart.seri):
        for number, (x, y) in enumerate(zip(series.x, series.y, strict=True)):
            if y is None:
                continue
            at = plot.scales.place(x)
            tower = above if y >= 0 else beneath
            base = tower.get(at, 0.0) if stacked else 0.0
            tower[at] = base + y
            yield Bar(series, number, at - BAR_SHARE / 2 + (0 if stacked else place * wide), wide, base, y)


def _box(bar: Bar, plot: Plot) -> tuple[float, float, float, float]:
    """Left, top, width and height of a bar in pixels."""
    x0, y0 = plot.point(bar.start, bar.base)
    x1, y1 = plot.point(bar.start + bar.wide, bar.base + bar.value)
    return min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0)


def say(chart: ChartDescription, value: float) -> str:
    """A number of the value axis in words; a share without decimals, as it is written on a bar."""
    return format_percent(value, 0) if chart.nilai.jenis == "bagian" else format_number(value, chart.nilai.desimal)


def hint_of(chart: ChartDescription, series: Series, point: int) -> str:
    """What a pointer is told of a point: the words of the description, or series, category and number (five of a box)."""
    if series.teks:
        return series.teks[point]
    values = series.kuantil[point] if series.kuantil else series.y[point : point + 1]
    words = " · ".join(say(chart, value) for value in values if value is not None)
    return f"{series.label}, {series.x[point]}: {words}"


def area_of(series: Series, point: int) -> str | None:
    """The area or desa of a point, if the description names it."""
    return series.kode[point] or None if series.kode else None


def _draw(chart: ChartDescription, bar: Bar, plot: Plot, pen: Pen) -> None:
    series, point = bar.series, bar.point
    x, y, wide, high = _box(bar, plot)
    place = {"x": x, "y": y, "width": wide, "height": high}
    hint = hint_of(chart, series, point)
    pen.canvas.add("rect", hint, id=f"{series.id}-{point}", data_k=area_of(series, point), **place)
    if series.bawah and series.bawah[point] is not None and series.atas[point] is not None:
        draw_interval(plot, pen, bar.middle, (series.bawah[point], series.atas[point]))


def draw_interval(plot: Plot, pen: Pen, place: float, ends: tuple[float | None, float | None]) -> None:
    """A line from the low to the high end of an interval, with a stroke across both."""
    low, high = ends
    if low is None or high is None or low == high:
        return
    cap = CAP * pen.unit
    (x0, y0), (x1, y1) = plot.point(place, low), plot.point(place, high)
    across = (0.0, cap) if plot.scales.mendatar else (cap, 0.0)
    path = f"M{x0:.1f},{y0:.1f}L{x1:.1f},{y1:.1f}"
    for x, y in ((x0, y0), (x1, y1)):
        path += f"M{x - across[0]:.1f},{y - across[1]:.1f}L{x + across[0]:.1f},{y + across[1]:.1f}"
    pen.canvas.add("path", d=path, fill="none", stroke=NEUTRAL, stroke_width=INTERVAL * pen.unit)


def _number(chart: ChartDescription, bar: Bar, plot: Plot, pen: Pen) -> None:
    """The number of a bar: inside one of a stack where it has room, beyond the end of one that stands alone."""
    series = bar.series
    text = say(chart, bar.value)
    x, y, wide, high = _box(bar, plot)
    words, rise = pen.width(text, NUMBER), pen.line(NUMBER)
    lone = chart.bentuk == "batang" or len(chart.seri) == 1
    if lone and not series.bawah:
        if words > wide * (1 / BAR_SHARE if len(chart.seri) == 1 else 1.0) and not chart.mendatar:
            return
        _beyond(bar, plot, pen, text)
    elif chart.bentuk == "batang_tumpuk" and words * 1.15 < wide and rise < high:
        middle = (x + wide / 2, y + high / 2)
        if fill_of_status(pen.canvas, series.id, series.warna, pen.unit) != series.warna:
            # Letters stand on the plain colour, not on its pattern.
            place = {"x": middle[0] - words * 0.6, "y": middle[1] - rise * 0.45, "width": words * 1.2, "height": rise * 0.9}
            pen.canvas.add("rect", fill=series.warna, **place)
        pen.label(*middle, text, NUMBER, fill=series.warna_teks, text_anchor="middle")


def _beyond(bar: Bar, plot: Plot, pen: Pen, text: str) -> None:
    """A number past the end of its bar."""
    x, y = plot.point(bar.middle, bar.base + bar.value)
    up = 1 if bar.value >= 0 else -1
    if plot.scales.mendatar:
        pen.label(x + up * 3 * pen.unit, y, text, NUMBER, text_anchor="start" if up > 0 else "end")
    else:
        pen.label(x, y - up * (3 + NUMBER / 2) * pen.unit, text, NUMBER, text_anchor="middle")
