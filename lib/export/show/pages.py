"""A chart with more rows or lanes than are read from the back of a hall goes on to further pages of its slide."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

from lib.export.pptx.text import width
from lib.export.show.chart import LEGEND, draw_chart, legend_rows
from lib.export.show.points import ROW_PITCH, dot_rows
from lib.export.show.rows import GUTTER, MOST_LABEL, PITCH, bars_of, longest
from lib.export.show.shapes import Drawing
from lib.export.show.stage import LETTER
from lib.export.show.swarm import LANE_PITCH, MOST_LANES, draw_lanes, is_swarm, lanes_of, room_of_lanes
from lib.export.show.table import even_cuts
from lib.view.frame.charts import ChartDescription, Series

# A legend and a scale or a name of a mark, beside the rows of a chart of dots.
BESIDE_DOTS: Final = 2


def chart_pages(chart: ChartDescription, wide: float, high: float) -> tuple[Drawing, ...]:
    """The chart in as many pages as it takes; empty for a form that only the picture renderer draws."""
    if chart.empty:
        return ()
    if is_swarm(chart):
        lanes = lanes_of(chart)
        most = min(max(int(room_of_lanes(chart, wide, high) // LANE_PITCH), 1), MOST_LANES)
        pages = math.ceil(len(lanes) / most)
        ends = [round(len(lanes) * page / pages) for page in range(pages + 1)]
        return tuple(draw_lanes(chart, lanes[a:b], wide, high) for a, b in pairwise(ends))
    drawn = [draw_chart(part, wide, high, chart) for part in _parts(chart, wide, high)]
    return tuple(page for page in drawn if page is not None)


def _parts(chart: ChartDescription, wide: float, high: float) -> tuple[ChartDescription, ...]:
    """The chart with the rows of each page; the ends of its scale are those of the whole."""
    if not chart.mendatar or chart.bentuk not in ("batang", "batang_tumpuk", "titik"):
        return (chart,)
    top = LEGEND * legend_rows(chart.seri, wide) if len(chart.seri) > 1 else 0.0
    names = list(dict.fromkeys(str(place) for series in chart.seri for place in series.x))
    if chart.bentuk == "titik":
        heights = [ROW_PITCH] * dot_rows(chart)
        room = high - BESIDE_DOTS * LEGEND
    else:
        heights = [PITCH * number for number in bars_of(chart, names)]
        room = (high - top) // PITCH * PITCH * (2 if _two_columns(names, wide) else 1)
    cuts = even_cuts(heights, room)
    if len(cuts) == 1:
        return (chart,)
    scale = chart.nilai if chart.nilai.sampai is not None else replace(chart.nilai, sampai=longest(chart, names))
    return tuple(
        replace(chart, nilai=scale, seri=tuple(_of_names(series, set(names[a:b])) for series in chart.seri)) for a, b in cuts
    )


def _two_columns(names: list[str], wide: float) -> bool:
    """True when every name is written in full in half the width."""
    return max(width(name, LETTER) for name in names) + 20 <= (wide - GUTTER) / 2 * MOST_LABEL


def _of_names(series: Series, names: set[str]) -> Series:
    """The series with the points of some categories only."""
    places = [number for number, x in enumerate(series.x) if str(x) in names]

    def chosen(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(entries[place] for place in places) if entries else entries

    fields = ("x", "y", "teks", "kode", "bawah", "atas", "kuantil", "sebut")
    return replace(series, **{name: chosen(getattr(series, name)) for name in fields})  # type: ignore[arg-type]
