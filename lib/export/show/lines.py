"""Lines over time on the stage of the slideshow: the number on each point, named ticks, and lines for targets."""

from __future__ import annotations

from typing import Final

from lib.domain.language import format_number, format_percent
from lib.export.pptx.text import fit, width
from lib.export.show.shapes import Dot, Line, Shape, Text
from lib.export.show.stage import LETTER
from lib.view.frame.charts import ChartDescription

INK: Final = "#14181f"
QUIET: Final = "#4a5361"
SIDE: Final = 56


def draw_lines(chart: ChartDescription, wide: float, top: float, high: float) -> list[Shape]:
    """Every series as a line with points. Categories are places 0, 1, …; numbers are places between the ends of the axis."""
    axis = chart.kategori
    named = {name: float(place) for place, name in axis.nama}
    order = list(dict.fromkeys(x for series in chart.seri for x in series.x))
    place_of = {x: float(x) if axis.jenis != "kategori" else float(order.index(x)) for x in order}
    low = axis.dari if axis.dari is not None else min(place_of.values())
    last = axis.sampai if axis.sampai is not None else max(place_of.values())
    ticks = list(named.items()) or [(str(x), place_of[x]) for x in order]
    values = [y for series in chart.seri for y in series.y if y is not None]
    marks = [mark.nilai for mark in chart.tanda if mark.jenis == "acuan"]
    bottom = min([0.0, *values]) if chart.nilai.dari is None or chart.nilai.dari <= 0 else chart.nilai.dari
    most = max([*values, *marks])
    ceiling, floor = top + LETTER * 2.1, high - LETTER - 16

    def x_of(value: float) -> float:
        return SIDE + (value - low) / ((last - low) or 1.0) * (wide - 2 * SIDE)

    def y_of(value: float) -> float:
        return floor - (value - bottom) / ((most - bottom) or 1.0) * (floor - ceiling)

    shapes: list[Shape] = [Line(((0, floor), (wide, floor)), INK, 2)]
    shapes += [Text(x_of(place), high - LETTER / 2 - 4, name, "middle") for name, place in ticks]
    for mark in chart.tanda:
        if mark.jenis == "acuan":
            y = y_of(mark.nilai)
            shapes.append(Line(((0, y), (wide, y)), QUIET, 3, putus=True))
            shapes.append(Text(0, y - LETTER * 0.65, fit(mark.label, (LETTER,), wide, 1).text, tebal=True))
        else:
            x = x_of(mark.nilai - 0.5)
            shapes.append(Line(((x, top), (x, high)), INK, 3, putus=True))
            shapes.append(Text(x + 10, top + LETTER / 2, fit(mark.label, (LETTER,), wide - x, 1).text, tebal=True))
    taken: list[tuple[float, float, float]] = []
    for series in chart.seri:
        points = [(x_of(place_of[x]), y_of(y), y) for x, y in zip(series.x, series.y, strict=True) if y is not None]
        shapes.append(Line(tuple((x, y) for x, y, _value in points), series.warna, 5, putus=series.putus))
        shapes += [Dot(x, y, series.warna) for x, y, _value in points]
        # The last is said first: where two would lie upon each other it is the one that stays.
        for x, y, value in reversed(points):
            words = _say(chart, value)
            half = width(words, LETTER, True) / 2
            middle = min(max(x, half), wide - half)
            for at in (y + LETTER * 0.85, y - LETTER * 0.8):
                free = all(abs(middle - other) > half + wide_ or abs(at - level) > LETTER for other, level, wide_ in taken)
                if free and at + LETTER / 2 < floor:
                    taken.append((middle, at, half))
                    shapes.append(Text(middle, at, words, "middle", tebal=True))
                    break
    return shapes


def _say(chart: ChartDescription, value: float) -> str:
    places = chart.nilai.desimal
    return format_percent(value, places) if chart.nilai.jenis == "bagian" else format_number(value, places)
