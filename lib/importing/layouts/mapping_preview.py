"""What a mapping screen shows of an unrecognised file: its sheets, the likely header, sample rows, and a first guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lib.domain.status import parse_status
from lib.importing.checks.findings import Cell, shown
from lib.importing.layouts.layout import header_words
from lib.importing.layouts.mapping import roles
from lib.importing.layouts.registry import importable
from lib.importing.matching.places import code_or_none
from lib.importing.sheets import Row, Sheet, Source, is_blank

SAMPLE_ROWS: Final = 8
_MOST: Final = 0.6


@dataclass(frozen=True)
class SheetPreview:
    """One sheet: likely header row (0: none), headers, first rows below it, and guessed roles by column index.

    All cells are short and safe to show (see ``findings.shown``).
    """

    lembar: str
    baris_judul: int
    judul: tuple[str, ...]
    contoh: tuple[tuple[int, tuple[str, ...]], ...]
    tebakan: dict[int, str]


def preview(source: Source, jenis: str) -> tuple[SheetPreview, ...]:
    """Every sheet that has rows, visible ones first; roles are guessed from header words, then from what the cells hold."""
    ordered = sorted(source.sheets, key=lambda sheet: sheet.hidden)
    return tuple(_preview(sheet, head, jenis) for sheet in ordered if (head := sheet.head()))


def _preview(sheet: Sheet, head: list[Row], jenis: str) -> SheetPreview:
    place = _header_place(head)
    number, judul = head[place] if place is not None else (0, ())
    below = head[place + 1 :] if place is not None else head
    width = max(len(cells) for _number, cells in [(0, judul), *below])
    sample = below[:SAMPLE_ROWS]
    return SheetPreview(
        lembar=sheet.nama,
        baris_judul=number,
        judul=tuple(shown(cell) for cell in judul) + ("",) * (width - len(judul)),
        contoh=tuple((row, tuple(shown(cell) for cell in cells) + ("",) * (width - len(cells))) for row, cells in sample),
        tebakan=_guess(judul, [cells for _number, cells in below], jenis, width),
    )


def _header_place(head: list[Row]) -> int | None:
    """The first row of texts alone that is as wide as those below; None where data starts at once."""
    widths = sorted(sum(not is_blank(cell) for cell in cells) for _number, cells in head)
    usual = widths[len(widths) // 2]
    for place, (_number, cells) in enumerate(head):
        filled = [cell for cell in cells if not is_blank(cell)]
        if len(filled) * 2 > usual and not any(_is_data(cell) for cell in filled):
            return place
    return None


def _is_data(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return True
    return code_or_none(cell) is not None or cell.strip().replace(".", "").replace(",", "").isdigit()


def _guess(judul: Sequence[Cell], rows: list[Sequence[Cell]], jenis: str, width: int) -> dict[int, str]:
    known = roles(jenis)
    by_words = {
        words: kolom.peran
        for layout in reversed(importable(jenis))
        for kolom in layout.kolom
        if kolom.peran in known
        for words in kolom.judul
    }
    found: dict[int, str] = {}
    for place in range(width):
        role = by_words.get(header_words(judul[place])[0]) if place < len(judul) else None
        if role is not None and role not in found.values():
            found[place] = role
    for place in range(width):
        column = [cells[place] for cells in rows if place < len(cells) and not is_blank(cells[place])]
        role = _by_content(column)
        if place not in found and role in known and role not in found.values():
            found[place] = role
    return found


def _by_content(column: list[Cell]) -> str:
    if not column:
        return ""
    codes = sum((code_or_none(cell) or "").count(".") == 3 for cell in column)
    statuses = sum(parse_status(cell) is not None for cell in column)
    if codes > _MOST * len(column):
        return "kode_desa"
    return "status" if statuses > _MOST * len(column) else ""
