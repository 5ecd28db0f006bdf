"""Merged cells: the value stands in one cell, but is meant for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from lib.importing.findings import Cell
from lib.importing.reading import MAX_COLUMNS, Row, is_blank

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
