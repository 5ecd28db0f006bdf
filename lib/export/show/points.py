"""Dots on rows, boxes of five numbers, and slopes between two years, on the stage of the slideshow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from lib.domain.language import format_number, format_percent
from lib.export.pictures.scales import round_ticks
from lib.export.pptx.text import fit, width
from lib.export.show.shapes import Box, Dot, Line, Shape, Text
from lib.export.show.stage import LETTER
from lib.view.frame.charts import ChartDescription, Mark, Series

INK: Final = "#14181f"
QUIET: Final = "#4a5361"
RULE: Final = "#c9ced6"
MOST_LABEL: Final = 0.45
MOST_ROW: Final = 90
# The least height of a row of dots.
ROW_PITCH: Final = LETTER * 1.1
SIDE: Final = 0.34
MOST_TICKS: Final = 5


def say_number(chart: ChartDescription, value: float, decimals: int | None = None) -> str:
    """A number of the chart in words, with the decimals of its axis or so many."""
    places = chart.nilai.desimal if decimals is None else decimals
    return format_percent(value, places) if chart.nilai.jenis == "bagian" else format_number(value, places)


def _ends(chart: ChartDescription, values: list[float]) -> tuple[float, float]:
    low = chart.nilai.dari if chart.nilai.dari is not None else min([0.0, *values])
    high = chart.nilai.sampai if chart.nilai.sampai is not None else max(values)
    return low, high if high > low else low + 1.0


def dot_rows(chart: ChartDescription) -> int:
    """How many rows a chart of dots takes."""
    return len({str(x) for series in chart.seri for x in series.x})


def draw_dots(chart: ChartDescription, wide: float, top: float, high: float) -> list[Shape]:
    """A row per category, a dot per series; the number beside it where there is one series, else a scale below."""
    names = list(dict.fromkeys(str(x) for series in chart.seri for x in series.x))
    low, last = _ends(chart, [y for series in chart.seri for y in series.y if y is not None])
    single = len(chart.seri) == 1
    words = [_words(chart, series, number) for series in chart.seri for number in range(len(series.x))]
    left = min(max(width(name, LETTER) for name in names) + 24, wide * MOST_LABEL)
    right = wide - (max(width(text, LETTER, True) for text in words) + 30 if single else 40)
    marks = [mark for mark in chart.tanda if mark.jenis == "acuan"]
    above = top + (LETTER + 8 if marks else 0)
    floor = high - (0 if single else LETTER + 8)
    pitch = min((floor - above) / len(names), MOST_ROW)
    bottom = above + pitch * len(names)

    def x_of(value: float) -> float:
        return left + (value - low) / (last - low) * (right - left)

    shapes: list[Shape] = []
    for mark in marks:
        x = x_of(mark.nilai)
        label = fit(mark.label, (LETTER,), wide - left, 1).text
        half = width(label, LETTER) / 2
        shapes.append(Line(((x, above - 4), (x, bottom)), QUIET, 3, putus=True))
        shapes.append(Text(min(max(x, left + half), wide - half), top + LETTER / 2, label, "middle", QUIET))
    for place, name in enumerate(names):
        y = above + (place + 0.5) * pitch
        shapes.append(Line(((left, y), (right, y)), RULE, 1.5))
        kode = next((s.kode[n] for s in chart.seri for n, x in enumerate(s.x) if str(x) == name and len(s.kode) > n), "")
        shapes.append(Text(0, y, fit(name, (LETTER,), left - 16, 1).text, kode=kode))
        for series in chart.seri:
            for number, (category, value) in enumerate(zip(series.x, series.y, strict=True)):
                if str(category) == name and value is not None:
                    shapes.append(Dot(x_of(value), y, series.warna, kode))
                    if single:
                        shapes.append(Text(x_of(value) + 20, y, _words(chart, series, number), tebal=True, kode=kode))
    if not single:
        at = bottom + LETTER / 2 + 6
        shapes += [
            Text(x_of(value), at, say_number(chart, value), "middle", QUIET) for value in round_ticks(low, last, MOST_TICKS)
        ]
    return shapes


def _words(chart: ChartDescription, series: Series, number: int) -> str:
    # The page leaves a number away where it would lie upon another; here words keep apart.
    if series.sebut and series.sebut[number]:
        return series.sebut[number]
    value = series.y[number]
    # A share is said with one decimal, as beside the other points.
    return (
        "" if value is None else say_number(chart, value, max(chart.nilai.desimal, 1) if chart.nilai.jenis == "bagian" else None)
    )


def draw_boxes(chart: ChartDescription, wide: float, top: float, high: float) -> list[Shape]:
    """Upright boxes: half of all between the quartiles, the median as a line with its number above, least and greatest."""
    series = chart.seri[0]
    marks = [mark for mark in chart.tanda if mark.jenis == "acuan"]
    low, last = _ends(chart, [value for box in series.kuantil for value in box])
    right = wide - (max((width(mark.label, LETTER) for mark in marks), default=0.0) + 12)
    floor = high - LETTER - 14
    ceiling = top + LETTER + 10
    slot = right / max(len(series.x), 1)

    def y_of(value: float) -> float:
        return floor - (value - low) / (last - low) * (floor - ceiling)

    shapes: list[Shape] = []
    for at, mark in _spread_marks(marks, y_of):
        shapes.append(Line(((0, y_of(mark.nilai)), (right, y_of(mark.nilai))), QUIET, 2, putus=True))
        shapes.append(Text(right + 10, at, mark.label, warna=QUIET))
    for place, (name, (least, lower, median, upper, most)) in enumerate(zip(series.x, series.kuantil, strict=True)):
        x, half = (place + 0.5) * slot, slot * 0.3
        shapes += [Line(((x, y_of(least)), (x, y_of(lower))), INK, 2), Line(((x, y_of(upper)), (x, y_of(most))), INK, 2)]
        shapes += [Line(((x - half / 2, y_of(end)), (x + half / 2, y_of(end))), INK, 2) for end in (least, most)]
        shapes.append(Box(x - half, y_of(upper), 2 * half, y_of(lower) - y_of(upper), series.warna))
        shapes.append(Line(((x - half, y_of(median)), (x + half, y_of(median))), INK, 4))
        shapes.append(Text(x, top + LETTER / 2, fit(say_number(chart, median), (LETTER,), slot, 1).text, "middle", tebal=True))
        shapes.append(Text(x, high - LETTER / 2 - 4, fit(str(name), (LETTER,), slot, 1).text, "middle"))
    shapes.append(Line(((0, floor), (right, floor)), INK, 2))
    return shapes


def _spread_marks(marks: list[Mark], y_of: Callable[[float], float]) -> list[tuple[float, Mark]]:
    """Where the words of each mark stand: at its line, or under the one above."""
    placed = spread([(y_of(mark.nilai), number) for number, mark in enumerate(marks)])
    return [(at, marks[number]) for at, number in placed]


def spread(wanted: list[tuple[float, int]], step: float = LETTER * 1.06, last: float = float("inf")) -> list[tuple[float, int]]:
    """Heights moved as little as it takes for words not to lie upon each other, from the top down, none below ``last``."""
    placed: list[tuple[float, int]] = []
    for at, number in sorted(wanted):
        placed.append((max(at, placed[-1][0] + step) if placed else at, number))
    limit = last
    for place in range(len(placed) - 1, -1, -1):
        at, number = placed[place]
        placed[place] = (min(at, limit), number)
        limit = placed[place][0] - step
    return placed


def is_slope(chart: ChartDescription) -> bool:
    """True for lines between two named places."""
    return chart.kategori.jenis == "kategori" and len({x for series in chart.seri for x in series.x}) == 2


def draw_slopes(chart: ChartDescription, wide: float, top: float, high: float) -> list[Shape]:
    """Lines between two years, with the number of each at both ends and its name at the second: no legend is needed."""
    first, second = dict.fromkeys(x for series in chart.seri for x in series.x)
    low, last = _ends(chart, [y for series in chart.seri for y in series.y if y is not None])
    floor, left, right = high - LETTER - 16, wide * 0.14, wide * (1 - SIDE)

    def y_of(value: float) -> float:
        return floor - 10 - (value - low) / (last - low) * (floor - top - LETTER)

    shapes: list[Shape] = [Text(x, high - LETTER / 2 - 4, str(name), "middle") for x, name in ((left, first), (right, second))]
    shapes += [Line(((x, top), (x, floor)), RULE, 2) for x in (left, right)]
    ends: dict[bool, list[tuple[float, int]]] = {False: [], True: []}
    for number, series in enumerate(chart.seri):
        points = [
            (right if x == second else left, y_of(y), x == second)
            for x, y in zip(series.x, series.y, strict=True)
            if y is not None
        ]
        shapes.append(Line(tuple((x, y) for x, y, _end in points), series.warna, 5, putus=series.putus))
        shapes += [Dot(x, y, series.warna) for x, y, _end in points]
        for _x, y, end in points:
            ends[end].append((y, number))
    for end, wanted in ends.items():
        for at, number in spread(wanted, last=floor - LETTER / 2):
            series = chart.seri[number]
            words = _words(chart, series, list(series.x).index(second if end else first))
            kode = series.kode[0] if series.kode else ""
            if end:
                text = fit(f"{words} {series.label}", (LETTER,), wide - right - 22, 1).text
                shapes.append(Text(right + 20, at, text, kode=kode))
            else:
                shapes.append(Text(left - 20, at, words, "end", kode=kode))
    return shapes
