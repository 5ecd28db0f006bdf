"""A swarm of dots, one for each desa, on the stage of the slideshow: a lane for each area, its name at the left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from lib.export.pictures.scales import round_ticks
from lib.export.pptx.text import fit, width
from lib.export.show.chart import LEGEND, legend, legend_rows
from lib.export.show.points import INK, MOST_TICKS, QUIET, RULE, say_number
from lib.export.show.shapes import Dot, Drawing, Line, Shape, Text
from lib.export.show.stage import LETTER
from lib.view.frame.charts import ChartDescription, Series

# More lanes than these leave their dots no height.
MOST_LANES: Final = 6
MOST_LABEL: Final = 0.4
MOST_LANE: Final = 120
LANE_PITCH: Final = 44.0
RADIUS: Final = 5.0
LEAST_RADIUS: Final = 2.5
CHOSEN_RADIUS: Final = 11.0


@dataclass(frozen=True, slots=True)
class Lane:
    """One area: its name with its median, and the rows of its dots (first, behind the last)."""

    nama: str
    dari: float
    sampai: float


def is_swarm(chart: ChartDescription) -> bool:
    """True for scattered points that lie in named lanes."""
    return chart.bentuk == "pencar" and chart.mendatar and bool(chart.kategori.nama)


def lanes_of(chart: ChartDescription) -> tuple[Lane, ...]:
    """The lanes from the top down: the name of each stands above its dots."""
    places = sorted(chart.kategori.nama)
    ends = [*(place for place, _name in places[1:]), float("inf")]
    return tuple(Lane(name, place, end) for (place, name), end in zip(places, ends, strict=True))


def room_of_lanes(chart: ChartDescription, wide: float, high: float) -> float:
    """How much height is left for lanes between the legend, the names of the marks, and the scale."""
    top, floor = _ends(chart, wide, high)
    return floor - top


def _ends(chart: ChartDescription, wide: float, high: float) -> tuple[float, float]:
    return LEGEND * legend_rows(chart.seri, wide) + (LETTER + 6 if chart.tanda else 0), high - LETTER - 10


def draw_lanes(chart: ChartDescription, lanes: tuple[Lane, ...], wide: float, high: float) -> Drawing:
    """These lanes of the chart, on the scale of the whole."""
    shapes: list[Shape] = legend(chart.seri, wide)
    ceiling, floor = _ends(chart, wide, high)
    values = [y for series in chart.seri for y in series.y if y is not None]
    low, last = min(values), max(values)
    last = last if last > low else low + 1.0
    names = [fit(lane.nama, (LETTER,), wide * MOST_LABEL, 1).text for lane in lanes]
    left = max(width(name, LETTER) for name in names) + 30
    right = wide - 40
    pitch = min((floor - ceiling) / len(lanes), MOST_LANE)
    bottom = ceiling + pitch * len(lanes)

    def x_of(value: float) -> float:
        return left + (value - low) / (last - low) * (right - left)

    for mark in chart.tanda:
        x = x_of(mark.nilai)
        half = width(mark.label, LETTER) / 2
        shapes.append(Line(((x, ceiling), (x, bottom)), QUIET, 2, putus=True))
        shapes.append(Text(min(max(x, left + half), wide - half), ceiling - LETTER / 2 - 6, mark.label, "middle", QUIET))
    for place, (lane, name) in enumerate(zip(lanes, names, strict=True)):
        middle = ceiling + (place + 0.5) * pitch
        kode = _area_of(chart, lane)
        shapes.append(Line(((left, middle + pitch / 2), (right, middle + pitch / 2)), RULE, 1))
        shapes.append(Text(0, middle, name, warna=INK, kode=kode))
        shapes += _dots(chart, lane, middle, pitch, x_of, kode)
    shapes += [
        Text(x_of(value), bottom + LETTER / 2 + 6, say_number(chart, value), "middle", QUIET)
        for value in round_ticks(low, last, MOST_TICKS)
    ]
    return Drawing(wide, high, tuple(shapes), chart.alt)


def _inside(chart: ChartDescription, lane: Lane) -> Iterator[tuple[Series, float, float, str]]:
    """Every dot of a lane: its series, row, value, and desa."""
    for series in chart.seri:
        codes = series.kode or ("",) * len(series.x)
        for row, value, kode in zip(series.x, series.y, codes, strict=True):
            if value is not None and lane.dari <= float(row) < lane.sampai:
                yield series, float(row), value, kode


def _area_of(chart: ChartDescription, lane: Lane) -> str:
    """The area whose desa the dots of a lane are: what their codes begin with alike."""
    codes = [kode.split(".") for _series, _row, _value, kode in _inside(chart, lane) if kode]
    if not codes:
        return ""
    same = [parts[0] for parts in zip(*codes, strict=False) if len(set(parts)) == 1]
    return ".".join(same[: max(len(codes[0]) - 1, 1)])


def _dots(
    chart: ChartDescription, lane: Lane, middle: float, pitch: float, x_of: Callable[[float], float], kode: str
) -> Iterator[Dot]:
    found = list(_inside(chart, lane))
    rows = [row for _series, row, _value, _kode in found]
    between = (min(rows) + max(rows)) / 2
    step = min((pitch - 6) / (max(rows) - min(rows) + 1), 2 * RADIUS)
    radius = max(min(step / 2 * 1.3, RADIUS), LEAST_RADIUS)
    for series, row, value, _kode in found:
        chosen = series.penanda == "bintang"
        yield Dot(x_of(value), middle + (row - between) * step, series.warna, kode, CHOSEN_RADIUS if chosen else radius)
