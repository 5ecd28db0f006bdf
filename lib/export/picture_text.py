"""Words in pictures: safe from formulas and from letters that no picture can hold, broken into lines that are measured.

matplotlib breaks lines only against the edge of the figure and only while it draws; a picture whose height follows from
its words has to know before.
"""

from __future__ import annotations

import re
from typing import Any, Final

FONT_FAMILY: Final = "DejaVu Sans"
# matplotlib's word for a distance in points from a place.
OFFSET: Final = "offset points"
LINE_SPACING: Final = 1.25
POINTS_PER_INCH: Final = 72
ELLIPSIS: Final = "…"
# Control characters: SVG is XML, which cannot hold them, and none of them is a letter.
_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]+")


def plain(text: str) -> str:
    """Text from data as matplotlib shows it letter by letter: a dollar sign in it must not start a formula."""
    return printable(text).replace("$", r"\$")


def printable(text: str) -> str:
    """``text`` on one line, without what no picture can hold."""
    return _UNPRINTABLE.sub(" ", text)


class Pen:
    """Measures and places words on one figure. Places are pixels of the finished picture from its upper left corner."""

    def __init__(self, figure: Any, scale: float, colour: str) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        self.figure, self.scale, self.colour = figure, scale, colour
        self._renderer = FigureCanvasAgg(figure).get_renderer()
        self._widths: dict[tuple[str, float, str], float] = {}

    @property
    def size_px(self) -> tuple[float, float]:
        """Width and height of the picture."""
        width, height = self.figure.get_size_inches() * self.figure.dpi
        return float(width), float(height)

    def line_px(self, size: float) -> float:
        """Height of one line of letters of ``size`` points on an eight-inch picture."""
        return LINE_SPACING * self.scale * size * float(self.figure.dpi) / POINTS_PER_INCH

    def width(self, text: str, size: float, weight: str = "normal") -> float:
        """Width of a line in pixels."""
        key = text, size, weight
        if key not in self._widths:
            from matplotlib.font_manager import FontProperties

            font = FontProperties(family=FONT_FAMILY, size=size * self.scale, weight=weight)
            self._widths[key] = float(self._renderer.get_text_width_height_descent(printable(text) or " ", font, False)[0])
        return self._widths[key]

    def lines(self, text: str, room_px: float, size: float, weight: str = "normal", most: int = 99) -> list[str]:
        """``text`` in lines no wider than ``room_px``; beyond ``most`` lines the last one ends in an ellipsis."""
        out: list[str] = []
        line = ""
        for word in printable(text).split():
            longer = f"{line} {word}" if line else word
            if self.width(longer, size, weight) <= room_px:
                line = longer
                continue
            if line:
                out.append(line)
            while self.width(word, size, weight) > room_px and len(word) > 1:
                head = self._fitting(word, room_px, size, weight)
                out.append(head)
                word = word[len(head) :]
            line = word
        out.append(line)
        if len(out) <= most:
            return out
        last = out[most - 1] + ELLIPSIS
        while self.width(last, size, weight) > room_px and len(last) > 2:
            last = last[:-2].rstrip() + ELLIPSIS
        return [*out[: most - 1], last]

    def _fitting(self, word: str, room_px: float, size: float, weight: str) -> str:
        most = next((n for n in range(2, len(word) + 1) if self.width(word[:n], size, weight) > room_px), len(word) + 1) - 1
        return word[: max(most, 1)]

    def write(self, x: float, y: float, lines: list[str], size: float, **more: Any) -> float:
        """Write lines downwards from ``y``; gives the place below them."""
        width, height = self.size_px
        step = self.line_px(size)
        more = {"color": self.colour, "va": "top"} | more
        for number, line in enumerate(lines):
            place = x / width, 1 - (y + number * step) / height
            self.figure.text(*place, plain(line), fontsize=size * self.scale, **more)
        return y + len(lines) * step
