"""Bars that lie, on the stage of the slideshow: one row per category, in two columns where one is not high enough."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from lib.export.pptx.text import fit, width
from lib.export.show.shapes import Box, Shape, Text
from lib.export.show.stage import LETTER
from lib.view.frame.charts import ChartDescription
from lib.view.indicator.classes import readable_ink

PITCH: Final = 36.0
MOST_PITCH: Final = 76
MOST_LABEL: Final = 0.62
GUTTER: Final = 30


def draw_rows(
    chart: ChartDescription, wide: float, top: float, high: float, say: Callable[[float, int | None], str]
) -> list[Shape]:
    """Every category with its bars; a bar that speaks of an area carries its code. A fall is as long as a rise: its sign and
    colour tell it apart. The longest bar is as long as the end of the scale says, where that is fixed.
    """
    names = list(dict.fromkeys(str(place) for series in chart.seri for place in series.x))
    stacked = chart.bentuk == "batang_tumpuk"
    shown = {name: _shown(chart, name) for name in names}
    bars = bars_of(chart, names)
    columns = _columns(bars, (high - top) // PITCH)
    across = (wide - GUTTER * (len(columns) - 1)) / len(columns)
    pitch = min((high - top) / max(sum(bars[a:b]) for a, b in columns), MOST_PITCH)
    size = LETTER
    label_room = min(max(width(name, size) for name in names) + 20, across * MOST_LABEL)
    most = max(chart.nilai.sampai or 0.0, longest(chart, names))
    words_room = max((width(_words(chart, s, n, say), size) for s in range(len(chart.seri)) for n in names), default=0.0) + 14
    several = stacked and any(len(shown[name]) > 1 for name in names)
    room = across - label_room - (0 if several else words_room)
    shapes: list[Shape] = []
    for column, (first, last) in enumerate(columns):
        left, y = column * (across + GUTTER), top
        for name, count in zip(names[first:last], bars[first:last], strict=True):
            codes = (dict(zip(map(str, series.x), series.kode, strict=False)) for series in chart.seri)
            kode = next((found[name] for found in codes if name in found), "")
            label = fit(name, (size,), label_room - 12, 1).text
            shapes.append(Text(left, y + pitch * count / 2, label, ukuran=size, kode=kode))
            x = left + label_room
            for place, index in enumerate(shown[name]):
                series, value = chart.seri[index], _value(chart, index, name) or 0.0
                long, tall = abs(value) / most * room, pitch * (0.7 if max(bars) == 1 else 0.84)
                at = y + (0 if stacked else place * pitch) + (pitch - tall) / 2
                shapes.append(Box(x, at, long, tall, series.warna, kode))
                words = _words(chart, index, name, say)
                if not several:
                    shapes.append(Text(x + long + 10, at + tall / 2, words, ukuran=size, kode=kode))
                    continue
                if width(words, size) + 8 <= long:
                    ink = series.warna_teks or readable_ink(series.warna)
                    shapes.append(Text(x + long / 2, at + tall / 2, words, "middle", ink, ukuran=size, kode=kode))
                x += long
            y += pitch * count
    return shapes


def _shown(chart: ChartDescription, name: str) -> list[int]:
    """Which series know something of a category."""
    return [number for number in range(len(chart.seri)) if _value(chart, number, name) is not None]


def bars_of(chart: ChartDescription, names: list[str]) -> list[int]:
    """How many rows of bars each category takes."""
    stacked = chart.bentuk == "batang_tumpuk"
    return [1 if stacked else max(len(_shown(chart, name)), 1) for name in names]


def _columns(bars: list[int], room: float) -> list[tuple[int, int]]:
    """Which rows stand in which column: one where so many bars have room, else two about equally full."""
    if sum(bars) <= room or len(bars) < 2:
        return [(0, len(bars))]
    cut = min(range(1, len(bars)), key=lambda at: (max(sum(bars[:at]), sum(bars[at:])), -at))
    return [(0, cut), (cut, len(bars))]


def _value(chart: ChartDescription, series: int, name: str) -> float | None:
    found = chart.seri[series]
    return next((y for x, y in zip(found.x, found.y, strict=True) if str(x) == name), None)


def _words(chart: ChartDescription, series: int, name: str, say: Callable[[float, int | None], str]) -> str:
    found = chart.seri[series]
    place = next((number for number, x in enumerate(found.x) if str(x) == name), None)
    if place is None or found.y[place] is None:
        return ""
    return found.sebut[place] if found.sebut else say(found.y[place], None)  # type: ignore[arg-type]


def longest(chart: ChartDescription, names: list[str]) -> float:
    """The length of the longest bar of some categories, in units of the chart."""
    values = [[abs(_value(chart, number, name) or 0.0) for number in range(len(chart.seri))] for name in names]
    return max((sum(row) if chart.bentuk == "batang_tumpuk" else max(row) for row in values), default=1.0) or 1.0
