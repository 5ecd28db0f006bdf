"""The axes of a chart picture: grid, ticks in words, axis titles, and the lines at the edges of the plot."""

from __future__ import annotations

from typing import Final

from lib.export.pictures.pen import Pen
from lib.export.pictures.scales import EDGE, LABEL, Plot
from lib.view.frame.charts import ChartDescription

GRID: Final = "#d9dee5"
AXIS: Final = "#7a8594"
# Points of the design.
TICK: Final = 3.5
GRID_LINE: Final = 0.7
AXIS_LINE: Final = 0.8


def draw_grid(chart: ChartDescription, plot: Plot, pen: Pen) -> None:
    """The lines behind the marks: of the values, and of numbers on the category axis."""
    scales = plot.scales
    pen.canvas.open(stroke=GRID, stroke_width=GRID_LINE * pen.unit)
    for place, _words in scales.nilai.ticks:
        _across(plot, pen, plot.value(place), upright=scales.mendatar)
    if scales.kategori is None and not chart.kategori.nama:
        for place, _words in scales.angka.ticks:
            _across(plot, pen, plot.along(place), upright=not scales.mendatar)
    pen.canvas.close()


def _across(plot: Plot, pen: Pen, at: float, *, upright: bool) -> None:
    """A line across the plot."""
    if upright:
        pen.canvas.add("line", x1=at, y1=plot.top, x2=at, y2=plot.bottom)
    else:
        pen.canvas.add("line", x1=plot.left, y1=at, x2=plot.right, y2=at)


def draw_axes(chart: ChartDescription, plot: Plot, pen: Pen) -> None:
    """Both axes with their words."""
    scales, canvas = plot.scales, pen.canvas
    lanes = scales.mendatar and bool(chart.kategori.nama)
    canvas.open(stroke=AXIS, stroke_width=AXIS_LINE * pen.unit)
    canvas.add("line", x1=plot.left, y1=plot.top, x2=plot.left, y2=plot.bottom)
    canvas.add("line", x1=plot.left, y1=plot.bottom, x2=plot.right, y2=plot.bottom)
    lying, standing = (scales.nilai, scales.angka) if scales.mendatar else (scales.angka, scales.nilai)
    for place, _words in lying.ticks:
        x = plot.value(place) if scales.mendatar else plot.along(place)
        canvas.add("line", x1=x, y1=plot.bottom, x2=x, y2=plot.bottom + TICK * pen.unit)
    for place, _words in () if lanes else standing.ticks:
        y = plot.along(place) if scales.mendatar else plot.value(place)
        canvas.add("line", x1=plot.left - TICK * pen.unit, y1=y, x2=plot.left, y2=y)
    canvas.close()
    (_lying_words if scales.mendatar else _standing_words)(chart, plot, pen)


def draw_lane_names(chart: ChartDescription, plot: Plot, pen: Pen) -> None:
    """The names of lanes, inside the plot above their points, with an edge of paper where they cross a line."""
    for place, name in chart.kategori.nama if plot.scales.mendatar else ():
        pen.label(plot.left + 2 * pen.unit, plot.along(place), name, LABEL, **pen.halo)


def _lying_words(chart: ChartDescription, plot: Plot, pen: Pen) -> None:
    """Names at the left, numbers below."""
    scales, gap = plot.scales, pen.line(LABEL) * 0.35
    for place, lines in enumerate(scales.label):
        middle = plot.along(place) - (len(lines) - 1) * pen.line(LABEL) / 2
        for number, words in enumerate(lines):
            pen.label(plot.left - gap, middle + number * pen.line(LABEL), words, LABEL, text_anchor="end")
    if scales.kategori is None and not chart.kategori.nama:
        for tick, words in scales.angka.ticks:
            pen.label(plot.left - gap, plot.along(tick), words, LABEL, text_anchor="end")
    _below(pen, plot, [(plot.value(tick), [words]) for tick, words in scales.nilai.ticks], chart.nilai.judul)


def _standing_words(chart: ChartDescription, plot: Plot, pen: Pen) -> None:
    """Numbers at the left, names or numbers below."""
    scales, gap = plot.scales, pen.line(LABEL) * 0.45
    for tick, words in scales.nilai.ticks:
        pen.label(plot.left - gap, plot.value(tick), words, LABEL, text_anchor="end")
    if scales.kategori is None:
        below = [(plot.along(tick), [words]) for tick, words in scales.angka.ticks]
    else:
        below = [(plot.along(place), list(lines)) for place, lines in enumerate(scales.label)]
    _below(pen, plot, below, chart.kategori.judul)
    if chart.nilai.judul:
        x = EDGE * pen.canvas.wide + pen.line(LABEL) * 0.75
        middle = (plot.top + plot.bottom) / 2
        title = pen.lines(chart.nilai.judul, plot.high * 1.2, LABEL, most=1)[0]
        pen.label(0, 0, title, LABEL, text_anchor="middle", transform=f"translate({x:.1f} {middle:.1f}) rotate(-90)")


def _below(pen: Pen, plot: Plot, words: list[tuple[float, list[str]]], title: str) -> None:
    """Words under the plot, and under these the title of the axis."""
    top = plot.bottom + pen.line(LABEL) * 0.4
    for x, lines in words:
        pen.write(x, top, lines, LABEL, text_anchor="middle")
    if title:
        most = max((len(lines) for _x, lines in words), default=1)
        text = pen.lines(title, plot.wide, LABEL, most=1)[0]
        pen.write(plot.left + plot.wide / 2, top + most * pen.line(LABEL), [text], LABEL, text_anchor="middle")
