"""Lines across a chart picture with their words: targets, means, the break between two instruments."""

from __future__ import annotations

from typing import Final

from lib.export.pictures.pen import MIDDLE, Pen
from lib.export.pictures.scales import MARK as WORDS
from lib.export.pictures.scales import Plot
from lib.view.frame.charts import ChartDescription, Mark

COLOUR: Final = "#5c6675"
# Points of the design.
LINE: Final = 1.5
GAP: Final = 0.4
Placed = dict[int, tuple[int, float, str]]


def stands_upright(chart: ChartDescription, mark: Mark) -> bool:
    """True for a line from top to bottom: a value of a horizontal chart, a category of any other."""
    return (mark.jenis == "acuan") == chart.mendatar


def words_rows(chart: ChartDescription, plot: Plot, pen: Pen) -> int:
    """How many rows of words stand above the plot."""
    return 1 + max((row for row, _left, _text in _placed(chart, plot, pen).values()), default=-1)


def _at(mark: Mark, plot: Plot) -> float:
    # Half a category before the one that follows: between the two instruments, on neither.
    return plot.along(mark.nilai - 0.5) if mark.jenis == "pemisah" else plot.value(mark.nilai)


def _placed(chart: ChartDescription, plot: Plot, pen: Pen) -> Placed:
    """For every upright line the row of its words (0 next to the plot), where they start, and the words that fit."""
    out: Placed = {}
    taken: list[tuple[int, float, float]] = []
    gap = GAP * pen.line(WORDS)
    for number, mark in enumerate(chart.tanda):
        if not stands_upright(chart, mark):
            continue
        text = pen.lines(mark.label, plot.wide, WORDS, most=1)[0]
        wide = pen.width(text, WORDS)
        start = min(max(_at(mark, plot) - wide / 2, plot.left), plot.right - wide)
        near = {other for other, a, b in taken if start <= b + gap and start + wide >= a - gap}
        row = next(row for row in range(len(taken) + 1) if row not in near)
        taken.append((row, start, start + wide))
        out[number] = row, start, text
    return out


def draw_marks(chart: ChartDescription, plot: Plot, pen: Pen) -> None:
    """Draw every mark of a chart."""
    placed = _placed(chart, plot, pen)
    beside = plot.scales.right > 0 and not chart.mendatar
    dots = f"{1.5 * pen.unit:.1f} {2.5 * pen.unit:.1f}"
    for number, mark in enumerate(chart.tanda):
        at, width = _at(mark, plot), LINE * pen.unit
        ends = {"x1": at, "y1": plot.top, "x2": at, "y2": plot.bottom}
        if number not in placed:
            ends = {"x1": plot.left, "y1": at, "x2": plot.right, "y2": at}
        pen.canvas.open(id=f"tanda-{number}")
        pen.canvas.add("line", mark.label, stroke=COLOUR, stroke_width=width, stroke_dasharray=dots, **ends)
        if number in placed:
            row, left, text = placed[number]
            _words(pen, left, plot.top - (row + 0.62) * pen.line(WORDS) * 1.05, text)
        elif not beside:
            text = pen.lines(mark.label, plot.wide, WORDS, most=1)[0]
            _words(pen, plot.right - pen.width(text, WORDS), at - pen.line(WORDS) * 0.55, text)
        pen.canvas.close()
    if beside:
        _write_beside(chart, plot, pen)


def _write_beside(chart: ChartDescription, plot: Plot, pen: Pen) -> None:
    """Words at the right of their lines, from the top down, each a line below the one before where they are close."""
    lowest = float("-inf")
    for at, label in sorted((plot.value(mark.nilai), mark.label) for mark in chart.tanda if mark.jenis == "acuan"):
        lowest = max(at, lowest + pen.line(WORDS))
        pen.label(plot.right + pen.line(WORDS) * 0.3, lowest, label, WORDS, fill=COLOUR)


def _words(pen: Pen, x: float, y: float, text: str) -> None:
    """Words on a ground that lets a little of the marks below be seen."""
    size, pad = WORDS * pen.unit, pen.unit
    wide = pen.width(text, WORDS) + 2 * pad
    high = size * (2 * MIDDLE + 0.25) + 2 * pad
    pen.canvas.add("rect", x=x - pad, y=y - high / 2, width=wide, height=high, fill="#ffffff", fill_opacity=0.85)
    pen.label(x, y, text, WORDS, fill=COLOUR)
