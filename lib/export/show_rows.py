"""Bars that lie, on the stage of the slideshow: one row per category, in two columns where one is not high enough."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from lib.export.pptx_text import fit, width
from lib.export.show_shapes import Box, Shape, Text
from lib.export.show_stage import LETTER
from lib.view.charts import ChartDescription
from lib.view.palette import readable_ink

PITCH: Final = 40
MOST_PITCH: Final = 76
MOST_LABEL: Final = 0.56
GUTTER: Final = 30
FLOOR: Final = 24


def draw_rows(
    chart: ChartDescription, wide: float, top: float, high: float, say: Callable[[float, int | None], str]
) -> list[Shape]:
    """Every category with its bars; a bar that speaks of an area carries its code."""
    names = list(dict.fromkeys(str(place) for series in chart.seri for place in series.x))
    stacked = chart.bentuk == "batang_tumpuk"
    lines = 1 if stacked else len(chart.seri)
    columns = 1 if len(names) * lines * PITCH <= high - top else 2 if lines == 1 else 1
    per_column = -(-len(names) // columns)
    pitch = min((high - top) / per_column, MOST_PITCH * lines)
    across = (wide - GUTTER * (columns - 1)) / columns
    size = max(min(LETTER, pitch / lines * 0.92), FLOOR)
    label_room = min(max(width(name, size) for name in names) + 20, across * MOST_LABEL)
    most = _most(chart, names, stacked)
    words_room = max((width(_words(chart, s, n, say), size) for s in range(len(chart.seri)) for n in names), default=0.0) + 14
    several = stacked and any(sum(name in map(str, series.x) for series in chart.seri) > 1 for name in names)
    room = across - label_room - (0 if several else words_room)
    shapes: list[Shape] = []
    for number, name in enumerate(names):
        column, row = divmod(number, per_column)
        left, y = column * (across + GUTTER), top + row * pitch
        kode = next(
            (series.kode[i] for series in chart.seri for i, x in enumerate(series.x) if str(x) == name and series.kode), ""
        )
        label = fit(name, (size,), label_room - 12, 1).text
        shapes.append(Text(left, y + pitch / 2, label, ukuran=size, kode=kode))
        x = left + label_room
        shown = [index for index in range(len(chart.seri)) if _value(chart, index, name) is not None]
        for index, series in enumerate(chart.seri):
            value = _value(chart, index, name)
            if value is None:
                continue
            long = max(value, 0.0) / most * room
            tall = pitch / lines * (0.7 if lines == 1 else 0.86)
            step = pitch / lines
            # The bars of a row with fewer of them stand in the middle of it.
            first = y + (pitch - step * len(shown)) / 2
            at = y + (pitch - tall) / 2 if lines == 1 else first + shown.index(index) * step + step * 0.07
            shapes.append(Box(x, at, long, tall, series.warna, kode))
            words = _words(chart, index, name, say)
            if several:
                if width(words, size) + 8 <= long:
                    ink = series.warna_teks or readable_ink(series.warna)
                    shapes.append(Text(x + long / 2, at + tall / 2, words, "middle", ink, ukuran=size, kode=kode))
                x += long
            else:
                shapes.append(Text(x + long + 10, at + tall / 2, words, ukuran=size, kode=kode))
    return shapes


def _value(chart: ChartDescription, series: int, name: str) -> float | None:
    found = chart.seri[series]
    return next((y for x, y in zip(found.x, found.y, strict=True) if str(x) == name), None)


def _words(chart: ChartDescription, series: int, name: str, say: Callable[[float, int | None], str]) -> str:
    found = chart.seri[series]
    place = next((number for number, x in enumerate(found.x) if str(x) == name), None)
    if place is None or found.y[place] is None:
        return ""
    return found.sebut[place] if found.sebut else say(found.y[place], None)  # type: ignore[arg-type]


def _most(chart: ChartDescription, names: list[str], stacked: bool) -> float:
    values = [[_value(chart, number, name) or 0.0 for number in range(len(chart.seri))] for name in names]
    return max((sum(row) if stacked else max(row) for row in values), default=1.0) or 1.0
