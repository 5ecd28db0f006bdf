"""Tables and lines of text on the stage of the slideshow: what does not fit at a legible size goes on to a further page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lib.export.pptx.text import lines_needed, width
from lib.export.show.stage import LETTER, LINE, ROOM
from lib.view.deck.body import Excerpt, Points

PAD: Final = 8
# Numbers at the right of their column keep off the words of the next.
NUMBER_PAD: Final = 12
MAY_BREAK: Final = "\u200b"
ROW_PAD: Final = 5
SIZES: Final = (32, 28, 24)
BULLET: Final = 34
BETWEEN: Final = 16
STEP: Final = 6


@dataclass(frozen=True, slots=True)
class TablePage:
    """Some rows of a table: headings, cells, which columns hold numbers, width of each column, size of letters, last line."""

    kepala: tuple[str, ...]
    baris: tuple[tuple[str, ...], ...]
    angka: tuple[bool, ...]
    lebar: tuple[int, ...]
    ukuran: int
    lainnya: str = ""


def table_pages(excerpt: Excerpt, high: float) -> tuple[TablePage, ...]:
    """The table in as many pages as it takes; the last says what the table itself leaves out."""
    heading, rows = _breakable(excerpt.headings()), [_breakable(row) for row in excerpt.rows()]
    numeric = tuple(excerpt.numeric())
    size, widths = _columns(heading, rows, numeric)
    head = _height(heading, widths, size, numeric, bold=True)
    heights = [_height(row, widths, size, numeric) for row in rows]
    if excerpt.lainnya and heights:
        # The last line goes where the last row goes.
        heights[-1] += size * LINE + 2 * ROW_PAD
    cuts = even_cuts(heights, high - head)
    return tuple(
        TablePage(heading, tuple(rows[a:b]), numeric, widths, size, excerpt.lainnya if b == len(rows) else "") for a, b in cuts
    )


def _breakable(row: list[str]) -> tuple[str, ...]:
    """Cells that may break after a stroke, as ``Kabupaten/kota`` does."""
    return tuple(text.replace("/", "/" + MAY_BREAK) for text in row)


def _measured(text: str) -> str:
    return text.replace(MAY_BREAK, " ")


def even_cuts(heights: list[float], room: float) -> list[tuple[int, int]]:
    """Where to part things so high into as few pages as ``room`` allows, and these about equally full."""

    def cut(limit: float) -> list[tuple[int, int]]:
        pages, start, used = [], 0, 0.0
        for number, height in enumerate(heights):
            if number > start and used + height > limit:
                pages.append((start, number))
                start, used = number, 0.0
            used += height
        return [*pages, (start, len(heights))]

    fewest = len(cut(room))
    limit = sum(heights) / fewest
    while len(cut(limit)) > fewest and limit < room:
        limit += STEP
    return cut(min(limit, room))


def _columns(heading: tuple[str, ...], rows: list[tuple[str, ...]], numeric: tuple[bool, ...]) -> tuple[int, tuple[int, ...]]:
    """Size of letters and widths of columns: no word is broken, and what is left goes to those whose cells are long."""
    for size in SIZES:
        least, wanted = [], []
        for number, title in enumerate(heading):
            cells = [(title, True), *((row[number], False) for row in rows)]
            words = [(word, bold) for text, bold in cells for word in _measured(text).split(" ")]
            beside = 2 * PAD + 2 + NUMBER_PAD * numeric[number]
            least.append(max(width(word, size, bold) for word, bold in words) + beside)
            wanted.append(max(width(text, size, bold) for text, bold in cells) + beside)
        if sum(least) <= ROOM:
            break
    spare = ROOM - sum(least)
    if sum(wanted) <= ROOM:
        extra = (ROOM - sum(wanted)) / len(wanted)
        return size, tuple(int(want + extra) for want in wanted)
    more = [want - low for want, low in zip(wanted, least, strict=True)]
    total = sum(more) or 1.0
    return size, tuple(int(low + max(spare, 0.0) * part / total) for low, part in zip(least, more, strict=True))


def _height(row: tuple[str, ...], widths: tuple[int, ...], size: float, numeric: tuple[bool, ...], bold: bool = False) -> float:
    rooms = (wide - 2 * PAD - NUMBER_PAD * right for wide, right in zip(widths, numeric, strict=True))
    lines = max(lines_needed(_measured(text), size, room, bold) for text, room in zip(row, rooms, strict=True))
    return lines * size * LINE + 2 * ROW_PAD + 1


def point_pages(points: Points, high: float) -> tuple[tuple[str, ...], ...]:
    """Lines of text in as many pages as they take."""
    heights = [lines_needed(line, LETTER, ROOM - BULLET) * LETTER * LINE + BETWEEN for line in points.baris]
    return tuple(points.baris[a:b] for a, b in even_cuts(heights, high))
