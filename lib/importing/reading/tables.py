"""Where the tables of a sheet are: the header is looked for below titles, and may be spread over two rows.

Two rows are one header where the upper one groups columns (``IDM 2023`` over IKS, IKE, IKL) or names what the years below
it are of (``IKS`` over 2021, 2022).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from lib.domain.language import N_
from lib.importing.checks.findings import Cell, refused, shown
from lib.importing.layouts.layout import Layout, Table, column_letter, header_words, match_header
from lib.importing.sheets import MAX_COLUMNS, Row, Sheet, is_blank

_TITLE_YEAR: Final = re.compile(r"\b(?:tahun|thn|idm|indeks|skor|nilai|status|data)\b.*?\b((?:19|20)\d\d)\b", re.IGNORECASE)
_YEAR: Final = re.compile(r"(19|20)\d\d(\.0)?", re.ASCII)


def find_tables(sheet: Sheet, layouts: Sequence[Layout]) -> list[Table]:
    """The tables of the first layout that a row, or two rows, of the sheet's head answer to.

    ImportRefused where two columns have the same header: taking either would be a guess.
    """
    head = sheet.head()
    for place in range(len(head)):
        hits = [
            (rank, order, layout, found, header)
            for order, header in enumerate(_headers(head, place))
            for rank, layout in enumerate(layouts)
            for found in [match_header(layout, header[1])[0]]
            if found
        ]
        if hits:
            # The more particular layout: the words of a group ("IDM 2023") may alone pass for a column of another one.
            _rank, _order, layout, found, (number, cells, rows) = min(hits, key=lambda hit: hit[:2])
            _refuse_doubles(cells, {place for roles in found.values() for place in roles.values()})
            hint = title_year(sheet.nama, head[:place])
            return [Table(layout, sheet, number, roles, cells, year, hint, rows) for year, roles in found.items()]
    return []


def _headers(head: list[Row], place: int) -> Iterator[tuple[int, tuple[Cell, ...], tuple[tuple[Cell, ...], ...]]]:
    """The headers that may start in row ``place`` of the head: (number of its last row, cells, the rows themselves)."""
    number, upper = head[place]
    single = (number, upper, (upper,))
    if place + 1 == len(head) or not _groups(upper):
        yield single
        return
    below, lower = head[place + 1]
    double = (below, joined_header(upper, lower), (upper, lower))
    # A row of years below the words belongs to them; otherwise the words alone are tried first.
    yield from (double, single) if _is_years(lower) else (single, double)


def _groups(cells: Sequence[Cell]) -> bool:
    """A row that can group columns: more than a title in its first cell."""
    return len({shown(cell) for cell in cells if not is_blank(cell)}) > 1 or (bool(cells) and is_blank(cells[0]))


def _is_years(cells: Sequence[Cell]) -> bool:
    filled = [cell for cell in cells if not is_blank(cell)]
    years = sum(bool(_YEAR.fullmatch(str(cell).strip())) for cell in filled)
    # Where cells are merged downwards, the words stand in this row as well.
    return (
        years > 1
        and all(_YEAR.fullmatch(str(cell).strip()) or isinstance(cell, str) for cell in filled)
        and years * 2 > len(filled)
    )


def joined_header(upper: Sequence[Cell], lower: Sequence[Cell]) -> tuple[Cell, ...]:
    """Two rows as one header: a group's year goes to its columns, a word to the years below it.

    >>> joined_header(("KODE DESA", "IDM 2023", None, "IKS", None), (None, "IKE", "IKL", 2021, 2022))
    ('KODE DESA', 'IKE 2023', 'IKL 2023', 'IKS 2021', 'IKS 2022')
    """
    out: list[Cell] = []
    group: Cell = None
    for place in range(max(len(upper), len(lower))):
        above, below = (row[place] if place < len(row) and not is_blank(row[place]) else None for row in (upper, lower))
        group = group if above is None else above
        year = header_words(group)[1] if group is not None else None
        if year is None and group is not None and _YEAR.fullmatch(str(group).strip()):
            year = int(str(group).strip()[:4])
        if below is None:
            out.append(above)
        elif _YEAR.fullmatch(str(below).strip()) and group is not None:
            out.append(f"{group} {str(below).strip()[:4]}")
        elif year is not None and header_words(below)[1] is None:
            out.append(f"{below} {year}")
        else:
            out.append(below)
    return tuple(out)


def title_year(nama: str, titles: Sequence[Row]) -> int | None:
    """The one year that the title above a table names (``IDM Tahun 2024``), else the sheet's name; None when unsure."""
    texts = [str(cell)[:200] for _number, cells in titles for cell in cells if isinstance(cell, str)]
    for group in (texts, [nama.replace("_", " ")]):
        years = {int(hit) for text in group for hit in _TITLE_YEAR.findall(text)}
        if years:
            return years.pop() if len(years) == 1 else None
    return None


def _refuse_doubles(cells: Sequence[Cell], used: set[int]) -> None:
    """Two columns under one header: taking either would be a guess."""
    for place in sorted(used):
        for other, cell in enumerate(cells):
            if other != place and header_words(cell) == header_words(cells[place]):
                raise refused(
                    N_("Judul kolom “{judul}” ada dua kali: kolom {satu} dan {dua}."),
                    N_("Hapus atau beri nama lain pada kolom yang tidak dipakai."),
                    judul=cell,
                    satu=column_letter(place),
                    dua=column_letter(other),
                )


# Merged cells: the value stands in one cell, but is meant for all of them.


MAX_RANGES: Final = 50_000


class Merged(NamedTuple):
    """A range of merged cells; rows count from 1 and columns from 0, the last ones included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


def filled(rows: Iterable[Row], ranges: Iterable[Merged]) -> Iterator[Row]:
    """``rows`` with the value of each merged range in all its cells, as far as their row has any content of its own."""
    waiting = sorted(ranges)[:MAX_RANGES]
    if not waiting:
        yield from rows
        return
    waiting.reverse()
    active: list[tuple[Merged, Cell]] = []
    for number, cells in rows:
        while waiting and waiting[-1].first_row <= number:
            area = waiting.pop()
            on_row = area.first_row == number and area.first_column < len(cells)
            value = cells[area.first_column] if on_row else None
            # Merged cells never overlap: more at once than there are columns is no real sheet.
            if area.last_row >= number and not is_blank(value) and len(active) < MAX_COLUMNS:
                active.append((area, value))
        active = [entry for entry in active if entry[0].last_row >= number]
        if active and any(not is_blank(cell) for cell in cells):
            cells = _with(cells, active)
        yield number, cells


def _with(cells: tuple[Cell, ...], active: list[tuple[Merged, Cell]]) -> tuple[Cell, ...]:
    out = list(cells)
    for area, value in active:
        last = min(area.last_column, MAX_COLUMNS - 1)
        out.extend([None] * (last + 1 - len(out)))
        for place in range(area.first_column, last + 1):
            if is_blank(out[place]):
                out[place] = value
    return tuple(out)
