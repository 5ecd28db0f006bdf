"""The stage of the slideshow: 1280 x 720 points of the screen, scaled to whatever window shows it, and how words fit on it.

A slide of 13.33 inches is drawn 1280 wide, so 32 here is 24 pt there: the least at which words are read from the back of a
hall six metres deep. Only the source line, which is small print on every slide, is smaller.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lib.export.pptx.text import fit

WIDTH: Final = 1280
HEIGHT: Final = 720
MARGIN: Final = 40
ROOM: Final = WIDTH - 2 * MARGIN
LETTER: Final = 32
LINE: Final = 1.14
HEAD: Final = 58
FOOT: Final = 40
GAP: Final = 14
TITLE_SIZES: Final = (44, 40, 36, 32)
MOST_SENTENCE_LINES: Final = 5


@dataclass(frozen=True, slots=True)
class Words:
    """The words over a body as they fit: size of the title, and how many points of height are left below for the body."""

    judul: str
    judul_px: int
    kalimat: str
    sisa: int


def fit_words(judul: str, kalimat: str, tambahan: str = "", sizes: tuple[int, ...] = TITLE_SIZES) -> Words:
    """Title and sentence on the stage. A title longer than three lines at the least size is cut with an ellipsis.

    ``tambahan`` is what may still be written behind the title, and needs room there.
    """
    whole = judul + tambahan
    title = fit(whole, sizes, ROOM, 2, bold=True)
    if title.text != whole:
        title = fit(whole, TITLE_SIZES[-1:], ROOM, 3, bold=True)
    height = HEAD + title.lines * title.size * LINE + GAP
    sentence = fit(kalimat, (LETTER,), ROOM, MOST_SENTENCE_LINES) if kalimat.strip() else None
    if sentence is not None:
        height += sentence.lines * LETTER * LINE + GAP
    return Words(
        title.text.removesuffix(tambahan), int(title.size), sentence.text if sentence else "", int(HEIGHT - FOOT - height - GAP)
    )
