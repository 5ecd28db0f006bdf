"""How wide words are in the deck's font, so that they can be set to fit their place before PowerPoint sees them.

The font is Arial: every PowerPoint and Keynote has it, and LibreOffice has a font of the same widths (Liberation Sans).
Widths are those of the font of the pictures, whose letters are as wide as those of Arial.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final

from lib.export.pictures import letters

FONT: Final = "Arial"
LINE_HEIGHT: Final = 1.2
POINTS_PER_INCH: Final = 72
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
ELLIPSIS: Final = letters.ELLIPSIS


def clean(text: str) -> str:
    """Text that XML can hold: control characters and halves of characters are left out, tabs and line ends become spaces."""
    return _CONTROL.sub("", re.sub(r"[\t\r\n\v\f]+", " ", text))


def width(text: str, size: float, bold: bool = False) -> float:
    """Width of one line in points."""
    return letters.width(text, size, bold)


def lines_needed(text: str, size: float, box: float, bold: bool = False) -> int:
    """Lines that the text takes in a box so many points wide, broken between words and, where one is too long, within it."""
    count = 0
    space = width(" ", size, bold)
    for paragraph in text.split("\n"):
        count += 1
        used = 0.0
        for word in paragraph.split(" "):
            long = width(word, size, bold)
            if used and used + space + long <= box:
                used += space + long
            elif not used and long <= box:
                used = long
            else:
                count += bool(used)
                extra = max(math.ceil(long / box) - 1, 0)
                count += extra
                used = long - extra * box if extra else long
    return count


@dataclass(frozen=True, slots=True)
class Fitted:
    """Text with the size at which it fits, and how many lines it takes there."""

    text: str
    size: float
    lines: int

    @property
    def height(self) -> float:
        """Height in points."""
        return self.lines * self.size * LINE_HEIGHT


def fit(text: str, sizes: tuple[float, ...], box: float, lines: int, bold: bool = False) -> Fitted:
    """The text at the largest of ``sizes`` at which it takes no more than ``lines``; else cut at the smallest with …."""
    text = clean(text)
    for size in sizes:
        needed = lines_needed(text, size, box, bold)
        if needed <= lines:
            return Fitted(text, size, needed)
    size = sizes[-1]
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if lines_needed(text[:middle].rstrip() + ELLIPSIS, size, box, bold) <= lines:
            low = middle
        else:
            high = middle - 1
    cut = text[:low].rstrip() + ELLIPSIS
    return Fitted(cut, size, lines_needed(cut, size, box, bold))
