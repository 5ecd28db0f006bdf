"""Lines across a chart picture with their words: targets, means, the break between two instruments."""

from __future__ import annotations

from typing import Any, Final

from lib.export.chart_scales import Scales
from lib.export.picture_text import Pen, plain
from lib.view.frame.charts import ChartDescription, Mark

COLOUR: Final = "#5c6675"
WORDS: Final = 9.0
GAP: Final = 0.4


def stands_upright(chart: ChartDescription, mark: Mark) -> bool:
    """True for a line from top to bottom: a value of a horizontal chart, a category of any other."""
    return (mark.jenis == "acuan") == chart.mendatar


def words_rows(chart: ChartDescription, scales: Scales, pen: Pen, room_px: float) -> int:
    """How many rows of words stand above the plot."""
    return 1 + max((row for row, _left, _text in _placed(chart, scales, pen, room_px).values()), default=-1)


def _at(mark: Mark) -> float:
    # Half a category before the one that follows: between the two instruments, on neither.
    return mark.nilai - 0.5 if mark.jenis == "pemisah" else mark.nilai


def _placed(chart: ChartDescription, scales: Scales, pen: Pen, room_px: float) -> dict[int, tuple[int, float, str]]:
    """For every upright line the row of its words (0 next to the plot), where they start (pixels), and the words that fit."""
    out: dict[int, tuple[int, float, str]] = {}
    taken: list[tuple[int, float, float]] = []
    if chart.mendatar:
        low, high = scales.nilai.low, scales.nilai.high
    elif scales.kategori is None and scales.angka:
        low, high = scales.angka.low, scales.angka.high
    else:
        low, high = -0.5, len(scales.kategori or ()) - 0.5
    for number, mark in enumerate(chart.tanda):
        if not stands_upright(chart, mark):
            continue
        text = pen.lines(mark.label, room_px, WORDS, most=1)[0]
        wide = pen.width(text, WORDS)
        at = (_at(mark) - low) / (high - low or 1.0) * room_px
        start = min(max(at - wide / 2, 0.0), room_px - wide)
        gap = GAP * pen.line_px(WORDS)
        near = {other for other, a, b in taken if start <= b + gap and start + wide >= a - gap}
        row = next(row for row in range(len(taken) + 1) if row not in near)
        taken.append((row, start, start + wide))
        out[number] = row, start, text
    return out


def draw_marks(axes: Any, chart: ChartDescription, scales: Scales, pen: Pen, room_px: float) -> None:
    """Draw every mark of a chart."""
    placed = _placed(chart, scales, pen, room_px)
    height = axes.bbox.height / axes.figure.dpi * float(pen.figure.dpi)
    for number, mark in enumerate(chart.tanda):
        line = axes.axvline if number in placed else axes.axhline
        line(_at(mark), color=COLOUR, linewidth=1.5 * pen.scale, linestyle=":", zorder=5)
        if number in placed:
            row, start, text = placed[number]
            x, y = start / room_px, 1 + (row + 0.15) * pen.line_px(WORDS) * 1.05 / height
        else:
            text = pen.lines(mark.label, room_px, WORDS, most=1)[0]
            low, high = scales.nilai.low, scales.nilai.high
            x, y = 1 - pen.width(text, WORDS) / room_px, (mark.nilai - low) / (high - low or 1.0) + 0.01
        style: dict[str, Any] = {"fontsize": WORDS * pen.scale, "color": COLOUR, "va": "bottom", "zorder": 6}
        # A halo would turn letters into shapes.
        style["bbox"] = {"facecolor": "#ffffff", "edgecolor": "none", "alpha": 0.8, "pad": 0.8 * pen.scale}
        axes.text(x, y, plain(text), transform=axes.transAxes, **style)
