"""Reads a workbook in a process of its own: ``python calamine_child.py ROWS COLUMNS SHEETS CHARS MEGABYTES SECONDS < file``.

The parser is compiled code, and a damaged file may make it ask for any amount of memory, or end the process: this process
is not the application's. It prints JSON lines: one with the sheets, then for each sheet its rows. It imports nothing of the
application, so that it starts quickly.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any


def main() -> None:
    """Read the workbook on standard input within the limits of the command line."""
    rows, columns, sheets, chars, megabytes, seconds = map(int, sys.argv[1:7])
    _limit(megabytes, seconds)
    data = sys.stdin.buffer.read()
    for line in _lines(data, rows, columns, sheets, chars):
        sys.stdout.write(json.dumps(line, ensure_ascii=True) + "\n")
    sys.stdout.flush()


def _limit(megabytes: int, seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's time limit is all there is
        return
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1024**2, megabytes * 1024**2))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _lines(data: bytes, rows: int, columns: int, sheets: int, chars: int) -> Iterator[Any]:
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        yield {"terkunci": True}
        return
    found = [entry for entry in workbook.sheets_metadata if entry.typ == SheetTypeEnum.WorkSheet]
    yield {"lembar": [[entry.name, entry.visible != SheetVisibleEnum.Visible] for entry in found]}
    if len(found) > sheets:
        return
    for entry in found:
        sheet = workbook.get_sheet_by_name(entry.name)
        merged = [[first[0] + 1, first[1], last[0] + 1, last[1]] for first, last in sheet.merged_cell_ranges or ()]
        yield {"gabung": merged[:50_000]}
        left = sheet.start[1] if sheet.start else 0
        # Row by row: one stray cell far out makes a sheet of millions of empty ones. Rows come from the first of the sheet
        # on, cells from the first column that is used.
        for number, cells in enumerate(islice(sheet.iter_rows(), rows + 1), start=1):
            width = len(cells)
            while width and cells[width - 1] == "":
                width -= 1
            if width:
                kept = [None] * min(left, columns + 1) + [_cell(cell, chars) for cell in cells[:width]]
                yield [number, kept[: columns + 1]]


def _cell(cell: Any, chars: int) -> Any:
    if isinstance(cell, str):
        return cell[: chars + 1] if cell else None
    if isinstance(cell, bool | int | float):
        return cell
    if isinstance(cell, dt.datetime | dt.date | dt.time):
        return {type(cell).__name__: cell.isoformat()}
    return str(cell)


if __name__ == "__main__":
    main()
