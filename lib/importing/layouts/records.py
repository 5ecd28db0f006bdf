"""The rows of a table, one at a time: data, or something between the data that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from lib.importing.checks.findings import Cell
from lib.importing.layouts.layout import Record, Skipped, Table, header_words
from lib.importing.sheets import is_blank


def records_of(table: Table) -> Iterator[Record | Skipped]:
    """What the table gives, in the way of its layout."""
    return (table.layout.records or plain_records)(table)


def plain_records(table: Table) -> Iterator[Record | Skipped]:
    """One record a row, below the header; totals, weights and repeated headers come out as skipped.

    A row counts as data as soon as it has a code with a digit or the name of a desa: never skipped on a guess.
    """
    for number, cells in table.sheet.rows():
        if number <= table.header_row:
            continue
        isi: dict[str, Cell] = {}
        for peran, place in table.kolom.items():
            cell = cells[place] if place < len(cells) else None
            isi[peran] = None if is_blank(cell) else cell
        alasan = _not_data(table, cells, isi)
        yield Skipped(table, number, alasan) if alasan else Record(table, number, isi)


_TOTALS: Final = re.compile(r"(grand |sub ?)?(total|jumlah)\b|rata rata|rerata\b")
_NOTES: Final = re.compile(r"(keterangan|ket|sumber|catatan)\b")
_NOTE_CELLS: Final = 2  # A note stands alone; 50 desa of Lampung are called Sumber something.
_NUMBERING_DIGITS: Final = 3
_PLACES: Final = ("kode_desa", "nama_desa", "kecamatan", "kabupaten", "provinsi", "status")


def _not_data(table: Table, cells: Sequence[Cell], isi: dict[str, Cell]) -> str:
    kode = isi.get("kode_desa")
    digits = 0 if kode is None else sum(map(str.isdigit, str(kode)))
    if digits > _NUMBERING_DIGITS:
        return ""
    repeated = any(tuple(cells) == judul[: len(cells)] for judul in (table.judul, *table.ulangan))
    if (len(cells) > 1 and repeated) or _is_numbering(cells):
        return "judul"
    if digits:
        return ""
    places = [isi.get(peran) for peran in _PLACES] + [next(cell for cell in cells if not is_blank(cell))]
    texts = [header_words(cell)[0] for cell in places]
    note = sum(not is_blank(cell) for cell in cells) <= _NOTE_CELLS and any(map(_NOTES.match, texts))
    if note or any(map(_TOTALS.match, texts)):
        return "jumlah"
    # Weights or notes: nothing in the row says which place it is about.
    return "" if any(isi.get(peran) is not None for peran in _PLACES) else "bobot"


def _is_numbering(cells: Sequence[Cell]) -> bool:
    """A row that numbers the columns: (1), (2), (3) …"""
    numbers = [re.sub(r"[().]", "", str(cell).removesuffix(".0")).strip() for cell in cells if not is_blank(cell)]
    if len(numbers) < 3 or not all(
        number.isascii() and number.isdigit() and len(number) <= _NUMBERING_DIGITS for number in numbers
    ):
        return False
    return all(int(after) - int(before) == 1 for before, after in pairwise(numbers))
