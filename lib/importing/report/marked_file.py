"""The file as it came, as a workbook with the cells marked that have something wrong: colour by weight, a comment that says
what it is and how to mend it.

Values only, each in the cell where it was: no formula, link, macro or picture of the original comes along.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

from lib.domain.errors import ImportRefused
from lib.domain.language import N_
from lib.domain.language import gettext as _
from lib.importing.checks.findings import Cell, Finding, Severity
from lib.importing.report.text import grouped, place
from lib.importing.report.workbook import FILLS, FORMULA_STARTS
from lib.importing.sheets import Source

MAX_COMMENTS: Final = 5_000
"""More would only be slow to open; cells beyond it are coloured."""
MAX_COMMENT_CHARS: Final = 1_500
_EPOCH: Final = dt.datetime(1900, 1, 1)
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\']")

Marks = dict[int, dict[int, list[Finding]]]
"""Findings by row (from 1) and column (from 0)."""


def write_marked(source: Source, findings: tuple[Finding, ...], path: Path) -> None:
    """Write the marked workbook to ``path``; ImportRefused when it cannot be written there."""
    try:
        path.write_bytes(marked_bytes(source, findings))
    except OSError as error:
        raise ImportRefused(
            N_("Laporan {berkas} tidak dapat ditulis: {sebab}."),
            saran=N_("Pilih tempat lain. Tidak ada yang disimpan."),
            berkas=path,
            sebab=error.strerror,
        ) from None


def marked_bytes(source: Source, findings: tuple[Finding, ...]) -> bytes:
    """The marked workbook, in the active language."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}
    workbook = Workbook(out, options)
    marks = _marks(source, findings)
    formats = _Formats(workbook)
    names = _Names()
    comments = MAX_COMMENTS
    for sheet in source.sheets:
        written = workbook.add_worksheet(names.take(sheet.nama or _("Isi")))
        if sheet.hidden:
            written.hide()
        written.set_column(0, 30, 16)
        of_sheet = marks.get(sheet.nama, {})
        for number, cells in sheet.rows():
            of_row = of_sheet.get(number, {})
            for column in range(max(len(cells), max(of_row, default=-1) + 1)):
                found = of_row.get(column, [])
                _write(written, number - 1, column, cells[column] if column < len(cells) else None, formats.of(found))
                if found and comments:
                    comments -= 1
                    written.write_comment(number - 1, column, _comment(found), {"author": "", "x_scale": 2.5, "y_scale": 1.5})
    _summary(workbook, names, findings)
    workbook.close()
    return out.getvalue()


def _marks(source: Source, findings: tuple[Finding, ...]) -> dict[str, Marks]:
    """The findings at a cell, by sheet; those of answers (named by their file) belong to the one sheet of answers."""
    names = {sheet.nama for sheet in source.sheets}
    marks: dict[str, Marks] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for finding in findings:
        if finding.row is None:
            continue
        sheet = finding.sheet if finding.sheet in names else source.sheets[0].nama
        marks[sheet][finding.row][_column(finding.column)].append(finding)
    return marks


def _column(text: str) -> int:
    """Index of a column as findings name it (``L · NILAI_IDM_2024``); the first where they name none.

    >>> _column("AA · x"), _column("")
    (26, 0)
    """
    place = 0
    for letter in text.partition(" ")[0]:
        place = place * 26 + ord(letter) - 64
    return max(0, place - 1)


def _comment(found: list[Finding]) -> str:
    lines = []
    for finding in found:
        mend = f" → {finding.suggestion}" if finding.suggestion else ""
        lines.append(f"[{finding.severity.label}] {finding.text}{mend}")
    text = "\n".join(dict.fromkeys(lines))
    return text if len(text) <= MAX_COMMENT_CHARS else text[: MAX_COMMENT_CHARS - 1] + "…"


class _Formats:
    """One format per colour and kind of cell; a workbook can only hold so many."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, str], Any] = {}

    def of(self, found: list[Finding]) -> dict[str, Any]:
        """The formats of a cell with these findings: for plain cells, for texts that look like formulas, for dates."""
        worst = min((list(Severity).index(finding.severity) for finding in found), default=None)
        fill = "" if worst is None else FILLS[list(Severity)[worst]]
        return {kind: self._get(fill, kind) for kind in ("", "teks", "tanggal")}

    def _get(self, fill: str, kind: str) -> Any:
        if (fill, kind) not in self._made:
            options: dict[str, Any] = {"bg_color": fill, "border": 1, "border_color": "#999999"} if fill else {}
            if kind == "teks":
                options |= {"num_format": "@", "quote_prefix": True}
            elif kind == "tanggal":
                options |= {"num_format": "yyyy-mm-dd"}
            self._made[fill, kind] = self._workbook.add_format(options) if options else None
        return self._made[fill, kind]


class _Names:
    """Names of sheets that a workbook accepts: short, without some letters, each there once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, wanted: str) -> str:
        """A name like ``wanted`` that is still free."""
        base = _FORBIDDEN.sub(" ", wanted).strip()[:28] or "-"
        name, number = base, 1
        while name.casefold() in self._taken or name.casefold() == "history":
            number += 1
            name = f"{base[: 28 - len(str(number))]} {number}"
        self._taken.add(name.casefold())
        return name


def _write(sheet: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    plain = formats[""]
    if cell is None or cell == "":
        if plain is not None:
            sheet.write_blank(row, column, None, plain)
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell, plain)
    elif isinstance(cell, int | float) and math.isfinite(cell) and abs(cell) < 1e300:
        sheet.write_number(row, column, cell, plain)
    elif isinstance(cell, dt.datetime) and cell.tzinfo is None and cell >= _EPOCH:
        sheet.write_datetime(row, column, cell, formats["tanggal"])
    else:
        text = str(cell)[:32_000]
        sheet.write_string(row, column, text, formats["teks"] if text.startswith(FORMULA_STARTS) else plain)


def _summary(workbook: Any, names: _Names, findings: tuple[Finding, ...]) -> None:
    """A last sheet with every finding that is about no cell, and how many there are of each kind."""
    sheet = workbook.add_worksheet(names.take(_("Temuan impor")))
    bold = workbook.add_format({"bold": True, "bottom": 1})
    fills = {severity: workbook.add_format({"bg_color": colour}) for severity, colour in FILLS.items()}
    for column, (title, width) in enumerate(((_("Bobot"), 16), (_("Jumlah"), 10), (_("Temuan"), 90), (_("Saran"), 70))):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, bold)
    for row, group in enumerate(grouped(findings).values(), start=1):
        first = group[0]
        sheet.write_string(row, 0, first.severity.label, fills[first.severity])
        sheet.write_number(row, 1, len(group))
        sheet.write_string(row, 2, f"{place(first)}{first.text}" if first.row else first.text)
        sheet.write_string(row, 3, first.suggestion)
