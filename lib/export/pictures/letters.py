"""How wide words are, and where lines of them break: read from the font that ships, before anything is drawn.

The font is Arimo. Its letters are as wide as those of Arial, Liberation Sans and Helvetica, so that words fit their place
on a machine that has one of these in its stead.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

FAMILY: Final = "Arimo"
# For SVG: the shipped font, and those of the same widths.
FAMILIES: Final = f"{FAMILY}, Arial, 'Liberation Sans', Helvetica, sans-serif"
BOLD: Final = 700
REGULAR: Final = 400
ELLIPSIS: Final = "…"
BOX: Final = "□"
# A letter that the font lacks (an emoji, another script) takes a whole square and a little more.
UNKNOWN: Final = 1.3
# What is no letter: XML cannot hold control characters and halves of pairs, and none of them can be seen.
_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]+")


def font_folder() -> Path:
    """The folder of the shipped font, as it was installed."""
    import fontpkg_arimo

    return Path(fontpkg_arimo.__file__).parent / "files"


def printable(text: str) -> str:
    """``text`` on one line, without what no picture can hold."""
    return _UNPRINTABLE.sub(" ", text)


def displayable(text: str) -> str:
    """``text`` with a box for each letter that the font lacks: the typesetter refuses a tagged document that holds one."""
    table = _widths(False)
    if all(ord(letter) in table for letter in text):
        return text
    return "".join(letter if ord(letter) in table else _instead(letter) for letter in text)


def _instead(letter: str) -> str:
    # Joiners and marks that have no width of their own leave nothing behind.
    if letter.isspace():
        return letter
    return "" if unicodedata.category(letter) in ("Cf", "Mn", "Me") else BOX


@cache
def _widths(bold: bool) -> dict[int, float]:
    """Width of each character of the font as a share of its size, by code point."""
    from fontTools.ttLib import TTFont

    with TTFont(font_folder() / f"{FAMILY}[wght].ttf") as font:
        glyphs = font.getGlyphSet(location={"wght": BOLD if bold else REGULAR})
        unit = font["head"].unitsPerEm
        return {code: glyphs[name].width / unit for code, name in font.getBestCmap().items()}


def width(text: str, size: float, bold: bool = False) -> float:
    """Width of one line, in the unit of ``size``."""
    table = _widths(bold)
    return size * sum([table.get(ord(letter), UNKNOWN) for letter in printable(text)])


def lines(text: str, room: float, size: float, *, bold: bool = False, most: int = 99) -> list[str]:
    """``text`` in lines no wider than ``room``; beyond ``most`` lines the last one ends in an ellipsis."""
    out: list[str] = []
    line = ""
    for word in printable(text).split():
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold) <= room:
            line = longer
            continue
        if line:
            out.append(line)
        while width(word, size, bold) > room and len(word) > 1:
            head = _head(word, room, size, bold)
            out.append(head)
            word = word[len(head) :]
        line = word
    out.append(line)
    if len(out) <= most:
        return out
    last = out[most - 1] + ELLIPSIS
    while width(last, size, bold) > room and len(last) > 2:
        last = last[:-2].rstrip() + ELLIPSIS
    return [*out[: most - 1], last]


def _head(word: str, room: float, size: float, bold: bool) -> str:
    """As many letters of a word as fit, at least one."""
    fits = next((n for n in range(2, len(word) + 1) if width(word[:n], size, bold) > room), len(word) + 1) - 1
    return word[: max(fits, 1)]
