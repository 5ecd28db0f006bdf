"""The patterns of the palette: a class is told without its colour."""

from __future__ import annotations

from typing import Final

from lib.domain.status import status_classes
from lib.export.pictures.svg import Attributes, Canvas, element, number

INK: Final = "#14181f"
# Points of the design: from one line or dot to the next, the width of a line, the radius of a dot.
STEP: Final = 5.0
LINE: Final = 0.55
DOT: Final = 0.6


def patterned(canvas: Canvas, colour: str, pattern: str, unit: float) -> str:
    """What fills a shape: the colour, or its pattern upon it (``polos``, ``garis``, ``titik``, ``silang``)."""
    if pattern == "polos":
        return colour
    step = STEP * unit
    if pattern == "titik":
        drawn = element("circle", cx=step / 2, cy=step / 2, r=DOT * unit, fill=INK)
    else:
        path = _rising(step) + (_falling(step) if pattern == "silang" else "")
        drawn = element("path", d=path, stroke=INK, stroke_width=LINE * unit)
    ground = element("rect", width=step, height=step, fill=colour)
    tile: Attributes = {"patternUnits": "userSpaceOnUse", "width": step, "height": step}
    return canvas.define("pattern", f"pola-{pattern}-{colour.lstrip('#')}", ground + drawn, **tile)


def _rising(step: float) -> str:
    """A line from corner to corner of a tile, and at the two other corners what hangs over from the tiles beside it."""
    near, far = number(step - 1), number(step + 1)
    return f"M-1,1L1,-1M0,{number(step)}L{number(step)},0M{near},{far}L{far},{near}"


def _falling(step: float) -> str:
    near, far = number(step - 1), number(step + 1)
    return f"M{near},-1L{far},1M0,0L{number(step)},{number(step)}M-1,{near}L1,{far}"


def fill_of_status(canvas: Canvas, status: str, colour: str, unit: float) -> str:
    """The colour of a series, with the pattern of the status that it stands for, if it stands for one."""
    entry = status_classes().get(status)
    return patterned(canvas, colour, entry.pola if entry else "polos", unit)
