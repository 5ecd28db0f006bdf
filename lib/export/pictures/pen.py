"""A pen writes words on a picture in the sizes of its design, and says beforehand how much room they take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lib.export.pictures import letters
from lib.export.pictures.svg import Attributes, Canvas, Value

# A picture is designed 576 points (eight inches) wide.
DESIGN_WIDTH: Final = 576.0
LINE: Final = 1.25
# From the top of a line to its baseline, and from the middle of a capital letter to it, as shares of the size.
BASELINE: Final = 0.97
MIDDLE: Final = 0.35
PAPER: Final = "#ffffff"
# Points of the design.
HALO: Final = 2.4


@dataclass(frozen=True, slots=True)
class Pen:
    """Sizes are points of the design, places and widths pixels of the picture; ``unit`` is a point in pixels."""

    canvas: Canvas
    unit: float
    colour: str

    @property
    def halo(self) -> Attributes:
        """An edge of paper round words that lie upon colours and lines."""
        return {"stroke": PAPER, "stroke_width": HALO * self.unit, "paint_order": "stroke", "stroke_linejoin": "round"}

    def line(self, size: float) -> float:
        """Height of a line of letters."""
        return LINE * size * self.unit

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Width of a line."""
        return letters.width(text, size * self.unit, bold)

    def lines(self, text: str, room: float, size: float, *, bold: bool = False, most: int = 99) -> list[str]:
        """``text`` in lines no wider than ``room``; beyond ``most`` lines the last one ends in an ellipsis."""
        return letters.lines(text, room, size * self.unit, bold=bold, most=most)

    def write(self, x: float, y: float, lines: list[str], size: float, **more: Value) -> float:
        """Write lines downwards from ``y``; gives the place below them."""
        for number, line in enumerate(lines):
            self._put(x, y + number * self.line(size) + BASELINE * size * self.unit, line, size, more)
        return y + len(lines) * self.line(size)

    def label(self, x: float, y: float, text: str, size: float, **more: Value) -> None:
        """One line with its middle at ``y``."""
        self._put(x, y + MIDDLE * size * self.unit, text, size, more)

    def _put(self, x: float, y: float, text: str, size: float, more: Attributes) -> None:
        self.canvas.text(x, y, text, size * self.unit, **({"fill": self.colour} | more))
