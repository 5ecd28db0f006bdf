"""Lines across a plotly chart with their words: targets, means, the break between two instruments."""

from __future__ import annotations

from typing import Any, Final

import plotly.graph_objects as go

from lib.view.charts import ChartDescription, Mark

COLOUR: Final = "#7a8594"
WORDS_PX: Final = 13
# A row of words above the plot: inside it they would lie over points.
ROW_PX: Final = 22
# Two lines nearer than this share of the axis have their words on outer sides, a line in the last such part on its left.
NEAR: Final = 0.3


def stands_upright(chart: ChartDescription, mark: Mark) -> bool:
    """True for a line from top to bottom: a value of a horizontal chart, a category of any other."""
    return (mark.jenis == "acuan") == chart.mendatar


def words_row(chart: ChartDescription) -> int:
    """Pixels above the plot that the words of upright lines need."""
    return ROW_PX if any(stands_upright(chart, mark) for mark in chart.tanda) else 0


def add_marks(figure: go.Figure, chart: ChartDescription) -> None:
    """Draw every mark of a chart."""
    line = {"color": COLOUR, "width": 2, "dash": "dot"}
    for mark in chart.tanda:
        note: dict[str, Any] = {"text": mark.label, "showarrow": False, "font": {"size": WORDS_PX}}
        if stands_upright(chart, mark):
            # Half a category before the one that follows: between the two instruments, on neither.
            place = mark.nilai - 0.5 if mark.jenis == "pemisah" else mark.nilai
            figure.add_shape(type="line", x0=place, x1=place, y0=0, y1=1, yref="paper", line=line)
            figure.add_annotation(x=place, y=1, yref="paper", xanchor=_side(chart, mark), yanchor="bottom", **note)
        else:
            figure.add_shape(type="line", y0=mark.nilai, y1=mark.nilai, x0=0, x1=1, xref="paper", line=line)
            figure.add_annotation(y=mark.nilai, x=1, xref="paper", xanchor="right", yanchor="bottom", **note)


def _side(chart: ChartDescription, mark: Mark) -> str:
    """Which end of its words a line stands at, so that words neither meet nor leave the picture."""
    low, high = chart.nilai.dari, chart.nilai.sampai
    if mark.jenis != "acuan" or low is None or high is None or high <= low:
        return "left"
    part = (mark.nilai - low) / (high - low)
    later = [other.nilai for other in chart.tanda if other is not mark and other.nilai >= mark.nilai]
    crowded = any((other - mark.nilai) / (high - low) < NEAR for other in later)
    return "right" if crowded or part > 1 - NEAR else "left"
