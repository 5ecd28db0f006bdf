"""Points of a chart picture: lines, dots, scattered points, each series with a shape of its own; and boxes of five numbers."""

from __future__ import annotations

import math
from typing import Final

from lib.export.pictures.bars import EDGE, area_of, draw_interval, hint_of
from lib.export.pictures.patterns import fill_of_status
from lib.export.pictures.pen import Pen
from lib.export.pictures.scales import Plot
from lib.export.pictures.svg import Attributes, Value, points
from lib.export.pictures.svg import number as written
from lib.view.frame.charts import ChartDescription, Marker, Series

# Points of the design.
WORD: Final = 9.5
DOT: Final = 8.0
# One dot among many.
SMALL_DOT: Final = 4.0
LINE: Final = 2.2
BESIDE: Final = 8.0
DASH: Final = (6.0, 3.5)
BOX_SHARE: Final = 0.55
# Corners of each shape round its middle, of a size at which all look equally large.
_TURNS: Final = {n: [(math.sin(math.tau * k / n), -math.cos(math.tau * k / n)) for k in range(n)] for n in (3, 4, 10)}
_ARM: Final = 0.42
_CORNERS: Final[dict[Marker, tuple[tuple[float, float], ...]]] = {
    "persegi": ((-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)),
    "belah_ketupat": tuple((x * 1.25, y * 1.25) for x, y in _TURNS[4]),
    "segitiga": tuple((x * 1.2, y * 1.2 + 0.15) for x, y in _TURNS[3]),
    "bintang": tuple((x * far, y * far) for (x, y), far in zip(_TURNS[10], (1.35, 0.58) * 5, strict=True)),
    "silang": tuple(
        (x, y)
        for x, y in (
            (0, -_ARM), (1 - _ARM, -1), (1, -1 + _ARM), (_ARM, 0), (1, 1 - _ARM), (1 - _ARM, 1),
            (0, _ARM), (_ARM - 1, 1), (-1, 1 - _ARM), (-_ARM, 0), (-1, _ARM - 1), (_ARM - 1, -1),
        )
    ),
}  # fmt: skip


def draw_points(chart: ChartDescription, plot: Plot, pen: Pen) -> None:
    """Every series as points, joined where the chart is one of lines, with what is written beside them."""
    for series in chart.seri:
        _draw_series(chart, series, plot, pen)
    for series in chart.seri:
        _write_beside(chart, series, plot, pen)


def is_small(chart: ChartDescription, series: Series) -> bool:
    """True for dots of which there are many."""
    return chart.bentuk == "pencar" and series.penanda == "lingkaran"


def draw_marker(pen: Pen, marker: Marker, at: tuple[float, float], size: float, **more: Value) -> None:
    """One point ``size`` points across; ``hint`` is what a pointer is told of it."""
    x, y, radius = *at, size / 2 * pen.unit
    hint = str(more.pop("hint", None) or "")
    if marker == "lingkaran":
        pen.canvas.add("circle", hint, cx=x, cy=y, r=radius, **more)
    else:
        corners = points((x + dx * radius, y + dy * radius) for dx, dy in _CORNERS[marker])
        pen.canvas.add("polygon", hint, points=corners, **more)


def dashes(series: Series, pen: Pen) -> str | None:
    """The pattern of a broken line; None for a whole one."""
    return " ".join(written(part * pen.unit) for part in DASH) if series.putus else None


def _draw_series(chart: ChartDescription, series: Series, plot: Plot, pen: Pen) -> None:
    small = is_small(chart, series)
    places = [plot.scales.place(x) for x in series.x]
    known = [(n, plot.point(places[n], y)) for n, y in enumerate(series.y) if y is not None]
    pen.canvas.open(id=f"seri-{series.id}", fill=series.warna, stroke=EDGE, stroke_width=(0.3 if small else 0.7) * pen.unit)
    if chart.bentuk == "garis":
        style: Attributes = {
            "fill": "none",
            "stroke": series.warna,
            "stroke_linejoin": "round",
            "stroke_dasharray": dashes(series, pen),
        }
        for run in _runs(known):
            pen.canvas.add("polyline", points=points(run), stroke_width=LINE * pen.unit, **style)
    for number, (low, high) in enumerate(zip(series.bawah, series.atas, strict=True)):
        draw_interval(plot, pen, places[number], (low, high))
    for number, at in known:
        hint, mark = hint_of(chart, series, number), f"{series.id}-{number}"
        size = SMALL_DOT if small else DOT
        draw_marker(pen, series.penanda, at, size, hint=hint, id=mark, data_k=area_of(series, number))
    pen.canvas.close()


def _runs(known: list[tuple[int, tuple[float, float]]]) -> list[list[tuple[float, float]]]:
    """Points that follow on each other; where nothing is known the line is open."""
    runs: list[list[tuple[float, float]]] = []
    before = None
    for number, at in known:
        if before is None or number != before + 1:
            runs.append([])
        runs[-1].append(at)
        before = number
    return [run for run in runs if len(run) > 1]


def _write_beside(chart: ChartDescription, series: Series, plot: Plot, pen: Pen) -> None:
    for number, words in enumerate(series.sebut):
        value = series.y[number]
        if value is None or not words:
            continue
        x, y = plot.point(plot.scales.place(series.x[number]), value)
        left = chart.bentuk == "garis" and number == 0
        shift = BESIDE * pen.unit * (-1 if left else 1)
        halo: Attributes = {
            "stroke": "#ffffff",
            "stroke_width": 2 * pen.unit,
            "paint_order": "stroke",
            "stroke_linejoin": "round",
        }
        pen.label(x + shift, y, words, WORD, text_anchor="end" if left else "start", **halo)


def draw_boxes(chart: ChartDescription, plot: Plot, pen: Pen) -> None:
    """Boxes: half of all between the quartiles, the median as a thick line, least and greatest at the ends."""
    for series in chart.seri:
        fill = fill_of_status(pen.canvas, series.id, series.warna, pen.unit)
        pen.canvas.open(id=f"seri-{series.id}", fill=fill, stroke=EDGE, stroke_width=pen.unit)
        for number, (x, box) in enumerate(zip(series.x, series.kuantil, strict=True)):
            _draw_box(plot, pen, plot.scales.place(x), box, (f"{series.id}-{number}", hint_of(chart, series, number)))
        pen.canvas.close()


def _draw_box(plot: Plot, pen: Pen, place: float, box: tuple[float, float, float, float, float], told: tuple[str, str]) -> None:
    least, lower, median, upper, most = box
    half, (mark, hint) = BOX_SHARE / 2, told
    path = "".join(
        _stroke(plot, *ends)
        for ends in (
            ((place, least), (place, lower)),
            ((place, upper), (place, most)),
            ((place - half / 2, least), (place + half / 2, least)),
            ((place - half / 2, most), (place + half / 2, most)),
        )
    )
    corners = [(place - half, lower), (place + half, lower), (place + half, upper), (place - half, upper)]
    pen.canvas.add("path", d=path, fill="none")
    pen.canvas.add("polygon", hint, id=mark, points=points(plot.point(*corner) for corner in corners))
    across = _stroke(plot, (place - half, median), (place + half, median))
    pen.canvas.add("path", d=across, stroke_width=2 * pen.unit)


def _stroke(plot: Plot, start: tuple[float, float], end: tuple[float, float]) -> str:
    """A straight line as part of a path."""
    return "M" + points([plot.point(*start)]) + "L" + points([plot.point(*end)])
