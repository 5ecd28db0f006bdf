"""The part of reading an XLS or ODS workbook that runs in a child process of its own (``lib.work``).

The parser is compiled code, and a damaged file may make it ask for any amount of memory, or end the process. This module
imports nothing of the application, so that the child starts quickly.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any
from xml.etree import ElementTree

MAX_MERGED = 50_000
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SPAN = re.compile(rb"number-(?:rows|columns)-spanned=[\"'](?!1[\"'])")


def workbook_lines(data: bytes, rows: int, columns: int, sheets: int, chars: int) -> bytes:
    """The workbook as JSON lines: one with the sheets, then for each sheet one with its merged ranges and one a row.

    ``rows``, ``columns``, ``sheets`` and ``chars`` of a cell are the most that are wanted; one more of each is told, so that
    the reader can see that there was more.
    """
    return b"\n".join(json.dumps(line).encode() for line in _lines(data, rows, columns, sheets, chars))


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
    spanned = _ods_merged(data)
    for entry in found:
        sheet = workbook.get_sheet_by_name(entry.name)
        merged = [[first[0] + 1, first[1], last[0] + 1, last[1]] for first, last in sheet.merged_cell_ranges or ()]
        yield {"gabung": (merged or spanned.get(entry.name, []))[:MAX_MERGED]}
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


def _ods_merged(data: bytes) -> dict[str, list[list[int]]]:
    """Merged ranges of an OpenDocument spreadsheet by sheet: the parser of the cells does not tell them."""
    if not data.startswith(b"PK"):
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "content.xml" not in archive.namelist():
                return {}
            content = archive.read("content.xml")
        # Most workbooks have none, and walking through a large one takes seconds.
        return _spans(content) if _SPAN.search(content) else {}
    except (zipfile.BadZipFile, ElementTree.ParseError, ValueError):
        return {}  # the cells are read all the same, or refused by their own parser


def _spans(content: bytes) -> dict[str, list[list[int]]]:
    found: dict[str, list[list[int]]] = {}
    here: list[list[int]] = []
    row = column = depth = 0
    # A file with definitions of its own (entities) was refused before it came here.
    for event, element in ElementTree.iterparse(io.BytesIO(content), events=("start", "end")):  # noqa: S314
        name = element.tag
        if name == f"{_TABLE}table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                here = found.setdefault(element.get(f"{_TABLE}name", ""), [])
                row = 0
        elif depth != 1:  # a table within a cell is none of ours
            pass
        elif name == f"{_TABLE}table-row":
            column = 0
            if event == "end":
                row += _times(element, "number-rows-repeated")
        elif event == "start" and name in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            down, across = _times(element, "number-rows-spanned"), _times(element, "number-columns-spanned")
            if (down > 1 or across > 1) and len(here) < MAX_MERGED:
                here.append([row + 1, column, row + down, column + across - 1])
            column += _times(element, "number-columns-repeated")
        if event == "end" and name != f"{_TABLE}table-cell":
            element.clear()
    return found


def _times(element: ElementTree.Element, attribute: str) -> int:
    return max(1, int(element.get(_TABLE + attribute, "1")[:9]))


def _cell(cell: Any, chars: int) -> Any:
    if isinstance(cell, str):
        return cell[: chars + 1] if cell else None
    if isinstance(cell, bool | int | float):
        return cell
    if isinstance(cell, dt.datetime | dt.date | dt.time):
        return {type(cell).__name__: cell.isoformat()}
    return str(cell)
