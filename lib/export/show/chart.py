"""A chart on the stage of the slideshow, in letters of one legible size: numbers stand on the marks, not along an axis."""

from __future__ import annotations

from typing import Final

from lib.domain.language import format_number, format_percent, format_signed
from lib.export.pptx.text import fit, width
from lib.export.show.lines import draw_lines
from lib.export.show.points import draw_boxes, draw_dots, draw_slopes, is_slope
from lib.export.show.rows import draw_rows
from lib.export.show.shapes import Box, Drawing, Line, Shape, Text
from lib.export.show.stage import LETTER
from lib.view.frame.charts import ChartDescription, Series
from lib.view.indicator.classes import readable_ink

INK: Final = "#14181f"
LEGEND: Final = 46
SWATCH: Final = 30


def draw_chart(chart: ChartDescription, wide: float, high: float, whole: ChartDescription | None = None) -> Drawing | None:
    """The chart in a place so large; None for a form that only the picture renderer draws.

    ``whole``: the chart of which this is a part, whose numbers decide how those of the part are written.
    """
    if chart.empty or chart.bentuk == "pencar" or _falls(chart):
        return None
    if chart.bentuk == "titik" and not chart.mendatar:
        return None
    if chart.bentuk == "kotak" and (chart.mendatar or len(chart.seri) != 1):
        return None
    if chart.bentuk == "garis" and is_slope(chart):
        return Drawing(wide, high, tuple(draw_slopes(chart, wide, 0.0, high)), chart.alt)
    shapes: list[Shape] = []
    top = 0.0
    if len(chart.seri) > 1:
        shapes += legend(chart.seri, wide)
        top = LEGEND * legend_rows(chart.seri, wide)
    if chart.bentuk == "garis":
        shapes += draw_lines(chart, wide, top, high)
    elif chart.bentuk == "titik":
        shapes += draw_dots(chart, wide, top, high)
    elif chart.bentuk == "kotak":
        shapes += draw_boxes(chart, wide, top, high)
    elif chart.mendatar:
        shapes += draw_rows(chart, wide, top, high, lambda value, decimals: say(whole or chart, value, decimals))
    else:
        shapes += _columns(chart, wide, top, high)
    return Drawing(wide, high, tuple(shapes), chart.alt)


def _falls(chart: ChartDescription) -> bool:
    """True for upright bars on both sides of nothing, and for lying ones of which a row has several."""
    if not chart.bentuk.startswith("batang") or (chart.mendatar and chart.bentuk == "batang_tumpuk" and not _several(chart)):
        return False
    return any(value is not None and value < 0 for series in chart.seri for value in series.y)


def _several(chart: ChartDescription) -> bool:
    """True when some category has a number in more than one series."""
    known = [str(x) for series in chart.seri for x, y in zip(series.x, series.y, strict=True) if y is not None]
    return len(set(known)) < len(known)


def say(chart: ChartDescription, value: float, decimals: int | None = None) -> str:
    """A number of the chart in words, with the decimals of its axis or so many; rises and falls with their sign."""
    places = chart.nilai.desimal if decimals is None else decimals
    if chart.nilai.jenis == "bagian":
        return format_percent(value, places)
    values = [y for series in chart.seri for y in series.y if y is not None]
    if min(values, default=0.0) >= 0:
        return format_number(value, places)
    # On a scale of 0 to 1 a change is seen in the fourth decimal.
    return format_signed(value, 4 if max(map(abs, values)) < 1 else places)


def _placed(series: tuple[Series, ...], wide: float) -> list[tuple[int, float, Series]]:
    """Row, left and series of each entry of the legend."""
    out, row, x = [], 0, 0.0
    for entry in series:
        need = SWATCH + 10 + width(entry.label, LETTER) + 34
        if x and x + need > wide:
            row, x = row + 1, 0.0
        out.append((row, x, entry))
        x += need
    return out


def legend_rows(series: tuple[Series, ...], wide: float) -> int:
    """How many rows the legend takes."""
    return _placed(series, wide)[-1][0] + 1


def legend(series: tuple[Series, ...], wide: float) -> list[Shape]:
    """The name of each series beside its colour."""
    shapes: list[Shape] = []
    for row, x, entry in _placed(series, wide):
        y = row * LEGEND + LEGEND / 2 - 5
        label = fit(entry.label, (LETTER,), wide - x - SWATCH - 10, 1).text
        shapes += [Box(x, y - SWATCH / 2, SWATCH, SWATCH, entry.warna), Text(x + SWATCH + 10, y, label)]
    return shapes


def wrapped(name: str, room: float) -> list[str]:
    """A name in at most two lines so wide."""
    words = name.split(" ")
    if width(name, LETTER) <= room or len(words) == 1:
        return [fit(name, (LETTER,), room, 1).text]
    cut = min(range(1, len(words)), key=lambda at: max(width(" ".join(part), LETTER) for part in (words[:at], words[at:])))
    return [fit(" ".join(part), (LETTER,), room, 1).text for part in (words[:cut], words[cut:])]


def _categories(chart: ChartDescription) -> list[str]:
    return list(dict.fromkeys(str(place) for series in chart.seri for place in series.x))


def _interval(series: Series, name: str) -> tuple[float, float] | None:
    """The ends of the interval of a bar, where it has one."""
    place = next((number for number, x in enumerate(series.x) if str(x) == name), None)
    if place is None or not series.bawah or not series.atas:
        return None
    low, high = series.bawah[place], series.atas[place]
    return None if low is None or high is None or low == high else (low, high)


def _columns(chart: ChartDescription, wide: float, top: float, high: float) -> list[Shape]:
    """Upright bars, stacked or side by side, with their numbers in or on them and the break between two instruments."""
    names = _categories(chart)
    stacked = chart.bentuk == "batang_tumpuk"
    at = [dict(zip(map(str, series.x), series.y, strict=True)) for series in chart.seri]
    totals = [sum((column.get(name) or 0.0) for column in at) for name in names]
    single = [value or 0.0 for series in chart.seri for value in (*series.y, *series.atas)]
    most = max(totals if stacked else single, default=1.0) or 1.0
    breaks = [mark for mark in chart.tanda if mark.jenis == "pemisah"]
    top += LETTER + 12 if breaks or not stacked else 6
    slot = wide / len(names)
    labels = [wrapped(name, slot + 2) for name in names]
    floor = high - max(map(len, labels)) * LETTER - 14
    bar = slot * 0.86 if stacked else slot * 0.86 / len(chart.seri)
    values = [value for column in at for value in column.values() if value is not None]
    decimals = next((d for d in (1, 0) if all(width(say(chart, v, d), LETTER) <= bar - 4 for v in values)), 0)
    if chart.nilai.jenis != "bagian":
        decimals = chart.nilai.desimal
    shapes: list[Shape] = []
    for place, name in enumerate(names):
        left, base = place * slot + slot * 0.07, floor
        for number, (series, column) in enumerate(zip(chart.seri, at, strict=True)):
            value = column.get(name)
            if value is None:
                continue
            tall = value / most * (floor - top)
            x = left if stacked else left + number * bar
            shapes.append(Box(x, base - tall, bar - 2, tall, series.warna))
            words = say(chart, value, decimals)
            if not stacked:
                ends = _interval(series, name)
                if ends is not None:
                    low, high_end = (base - end / most * (floor - top) for end in ends)
                    shapes.append(Line(((x + bar / 2, low), (x + bar / 2, high_end)), INK, 4))
                    tall = max(tall, base - high_end)
                shapes.append(Text(x + bar / 2, base - tall - LETTER * 0.62, words, "middle", ukuran=LETTER))
            elif tall >= LETTER * 1.05 and width(words, LETTER) <= bar:
                ink = series.warna_teks or readable_ink(series.warna)
                shapes.append(Text(x + bar / 2, base - tall / 2, words, "middle", ink))
            base -= tall if stacked else 0
        for line, label in enumerate(labels[place]):
            shapes.append(Text(left + slot * 0.43, floor + 10 + (line + 0.5) * LETTER, label, "middle"))
    shapes.append(Line(((0, floor), (wide, floor)), INK, 2))
    for mark in breaks:
        x = mark.nilai * slot
        shapes.append(Line(((x, top - LETTER - 8), (x, high)), INK, 3, putus=True))
        at_left = wide - x < width(mark.label, LETTER, True) + 20
        shapes.append(
            Text(x - 10 if at_left else x + 10, top - LETTER / 2 - 8, mark.label, "end" if at_left else "start", tebal=True)
        )
    return shapes
