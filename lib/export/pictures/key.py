"""The key of a chart picture: what stands for each series, and its name, in as many rows as they need."""

from __future__ import annotations

from typing import Final

from lib.export.pictures.bars import EDGE
from lib.export.pictures.patterns import fill_of_status
from lib.export.pictures.pen import Pen
from lib.export.pictures.points import DOT, LINE, dashes, draw_marker
from lib.export.pictures.scales import LABEL
from lib.export.pictures.svg import Attributes
from lib.view.frame.charts import ChartDescription, Series

# In heights of a line: width of what stands for a series, what is free beside it and behind the name.
BOX: Final = 1.6
BESIDE: Final = 0.35
BEHIND: Final = 0.85
ROW: Final = 1.25
# The longest name, as a share of the room.
MOST: Final = 0.8
Entry = tuple[Series, str, float]


def key_rows(chart: ChartDescription, pen: Pen, room: float) -> list[list[Entry]]:
    """The entries in rows no wider than ``room``: series, name, width. None where there is one series only."""
    if len(chart.seri) < 2:
        return []
    rows: list[list[Entry]] = [[]]
    used = 0.0
    for series in chart.seri:
        text = pen.lines(series.label, room * MOST, LABEL, most=1)[0]
        wide = pen.width(text, LABEL) + pen.line(LABEL) * (BOX + BESIDE + BEHIND)
        if rows[-1] and used + wide > room:
            rows.append([])
            used = 0.0
        rows[-1].append((series, text, wide))
        used += wide
    return rows


def draw_key(rows: list[list[Entry]], chart: ChartDescription, pen: Pen, at: tuple[float, float]) -> float:
    """The key from its upper left corner; gives the place below it."""
    left, y = at
    line = pen.line(LABEL)
    for row in rows:
        x, middle = left, y + line / 2
        for series, text, wide in row:
            draw = _draw_box if chart.bentuk in ("batang", "batang_tumpuk", "kotak") else _draw_line
            draw(chart, series, pen, (x, middle))
            pen.label(x + line * (BOX + BESIDE), middle, text, LABEL)
            x += wide
        y += line * ROW
    return y + (line * 0.4 if rows else 0.0)


def _draw_box(_chart: ChartDescription, series: Series, pen: Pen, at: tuple[float, float]) -> None:
    (x, middle), line = at, pen.line(LABEL)
    place = {"x": x, "y": middle - line * 0.35, "width": line * BOX, "height": line * 0.7}
    fill = fill_of_status(pen.canvas, series.id, series.warna, pen.unit)
    pen.canvas.add("rect", fill=fill, stroke=EDGE, stroke_width=0.6 * pen.unit, **place)


def _draw_line(chart: ChartDescription, series: Series, pen: Pen, at: tuple[float, float]) -> None:
    (x, middle), wide = at, pen.line(LABEL) * BOX
    if chart.bentuk == "garis":
        style: Attributes = {"stroke": series.warna, "stroke_width": LINE * pen.unit, "stroke_dasharray": dashes(series, pen)}
        pen.canvas.add("line", x1=x, y1=middle, x2=x + wide, y2=middle, **style)
    style = {"fill": series.warna, "stroke": EDGE, "stroke_width": 0.7 * pen.unit}
    draw_marker(pen, series.penanda, (x + wide / 2, middle), DOT, **style)
