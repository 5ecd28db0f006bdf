"""Lines across a plotly chart with their words: targets, means, the break between two instruments."""

from __future__ import annotations

from typing import Any, Final

import plotly.graph_objects as go

from lib.view.charts import ChartDescription, Mark

COLOUR: Final = "#7a8594"
WORDS_PX: Final = 13
# A row of words above the plot: inside it they would lie over points.
ROW_PX: Final = 22
# The words of two lines nearer than this share of the axis stand in two rows, those of a line in its last part to the left.
NEAR: Final = 0.5
LAST: Final = 0.3


def stands_upright(chart: ChartDescription, mark: Mark) -> bool:
    """True for a line from top to bottom: a value of a horizontal chart, a category of any other."""
    return (mark.jenis == "acuan") == chart.mendatar


def words_height(chart: ChartDescription) -> int:
    """Pixels above the plot that the words of upright lines need."""
    return ROW_PX * (1 + max(_rows(chart).values(), default=-1))


def add_marks(figure: go.Figure, chart: ChartDescription) -> None:
    """Draw every mark of a chart."""
    line = {"color": COLOUR, "width": 2, "dash": "dot"}
    rows = _rows(chart)
    for number, mark in enumerate(chart.tanda):
        note: dict[str, Any] = {"text": mark.label, "showarrow": False, "font": {"size": WORDS_PX}}
        if number in rows:
            # Half a category before the one that follows: between the two instruments, on neither.
            place = mark.nilai - 0.5 if mark.jenis == "pemisah" else mark.nilai
            part = _part(chart, mark)
            side = "right" if part is not None and part > 1 - LAST else "left"
            figure.add_shape(type="line", x0=place, x1=place, y0=0, y1=1, yref="paper", line=line)
            figure.add_annotation(
                x=place, y=1, yref="paper", xanchor=side, yanchor="bottom", yshift=rows[number] * (ROW_PX - 4), **note
            )
        else:
            figure.add_shape(type="line", y0=mark.nilai, y1=mark.nilai, x0=0, x1=1, xref="paper", line=line)
            figure.add_annotation(y=mark.nilai, x=1, xref="paper", xanchor="right", yanchor="bottom", **note)


def _part(chart: ChartDescription, mark: Mark) -> float | None:
    """Where along the axis a value stands, 0..1; None where the axis takes its ends from the points."""
    low, high = chart.nilai.dari, chart.nilai.sampai
    if mark.jenis != "acuan" or low is None or high is None or high <= low:
        return None
    return (mark.nilai - low) / (high - low)


def _rows(chart: ChartDescription) -> dict[int, int]:
    """The row of words of every upright line by its number: 0 next to the plot, the next where the words would meet."""
    rows: dict[int, int] = {}
    for number, mark in enumerate(chart.tanda):
        if not stands_upright(chart, mark):
            continue
        part = _part(chart, mark)
        near = {
            row
            for other, row in rows.items()
            if part is not None and (there := _part(chart, chart.tanda[other])) is not None and abs(there - part) < NEAR
        }
        rows[number] = next(row for row in range(len(chart.tanda)) if row not in near)
    return rows
