"""XLSX workbooks: the zip is looked over before any part of it is unpacked, then sheets are streamed.

Formulas are never evaluated: what is read is the value that was saved with them. Macros are refused.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

from lib.domain.errors import ImportRefused
from lib.domain.language import N_
from lib.importing.findings import refused, shown
from lib.importing.merged import filled
from lib.importing.reading import MAX_SHEETS, Row, Sheet
from lib.importing.xlsx_marks import SheetMarks, sheet_marks
from lib.importing.zip_checks import MAX_UNZIPPED_BYTES, check_xml, checked_archive

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MAX_SHARED_BYTES: Final = 64 * 1024**2  # Texts shared by the sheets are held in memory whole,
MAX_PART_BYTES: Final = 2 * 1024**2  # and so is every other part that openpyxl reads: styles become some 100 times larger.
_STREAMED: Final = ("xl/worksheets/", "xl/pivotcache/", "xl/drawings/", "xl/comments", "xl/threadedcomments/", "xl/charts/")

_OVERRIDE: Final = re.compile(rb"<(?:\w{1,20}:)?Override\s([^>]{0,1000})>")
_PART: Final = re.compile(rb"""PartName\s*=\s*["']([^"']*)""")
_TYPE: Final = re.compile(rb"""ContentType\s*=\s*["']([^"']*)""")


def sheets(data: bytes, nama: str) -> tuple[Sheet, ...]:
    """The worksheets of a workbook, hidden ones marked; ImportRefused when it is damaged, locked, a bomb or no workbook."""
    with checked_archive(data, nama, _damaged, _limit_of) as archive:
        names = {name.lower() for name in archive.namelist()}
        if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
            raise refused(
                N_("{berkas} adalah arsip zip, tetapi bukan buku kerja Excel."),
                N_("Keluarkan dulu berkas di dalamnya, lalu impor berkas itu."),
                berkas=nama,
            )
        if any(name.endswith("vbaproject.bin") for name in names):
            raise has_macros(nama)
        check_xml(archive, nama)
        _check_types(next(archive.read(name) for name in archive.namelist() if name.lower() == "[content_types].xml"), nama)
    from openpyxl import load_workbook

    try:
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        found = workbook.worksheets
    except Exception:  # openpyxl raises whatever a damaged part led it into
        raise _damaged(nama) from None
    if len(found) > MAX_SHEETS:
        raise refused(
            N_("{berkas} berisi {jumlah} lembar; paling banyak {batas}."),
            N_("Simpan lembar yang perlu saja ke berkas baru."),
            berkas=nama,
            jumlah=len(found),
            batas=MAX_SHEETS,
        )
    return tuple(_sheet(workbook, sheet, nama) for sheet in found)


def _check_types(types: bytes, nama: str) -> None:
    """Parts have to be where every program puts them: the limits above go by their names."""
    for attributes in _OVERRIDE.findall(types):
        part = (_PART.search(attributes) or [b"", b""])[1].decode("utf-8", "replace").lower()
        kind = (_TYPE.search(attributes) or [b"", b""])[1].lower()
        misplaced = b"sharedstrings" in kind and part != "/xl/sharedstrings.xml"
        if misplaced or (b"spreadsheetml" in kind and kind.endswith(b"+xml") and not part.endswith(".xml")):
            raise _damaged(nama)


def has_macros(nama: str) -> ImportRefused:
    """The refusal of a workbook with macros."""
    return refused(
        N_("{berkas} memuat makro, jadi tidak dibuka."),
        N_("Simpan sebagai “Buku Kerja Excel (.xlsx)” tanpa makro, lalu impor lagi."),
        berkas=nama,
    )


def _limit_of(name: str) -> int:
    if name == "xl/sharedstrings.xml":
        return MAX_SHARED_BYTES
    held = name.endswith((".xml", ".rels")) and not name.startswith(_STREAMED)
    return MAX_PART_BYTES if held else MAX_UNZIPPED_BYTES


def _sheet(workbook: Workbook, sheet: ReadOnlyWorksheet, nama: str) -> Sheet:
    @cache
    def marks() -> SheetMarks:
        try:
            return sheet_marks(workbook._archive, sheet._worksheet_path)
        except Exception:  # the zip's own errors for a damaged part
            raise _damaged(nama) from None

    return Sheet(
        nama=shown(sheet.title), hidden=sheet.sheet_state != "visible", read=lambda: _rows(sheet, nama, marks), marks=marks
    )


def _rows(sheet: ReadOnlyWorksheet, nama: str, marks: Callable[[], SheetMarks]) -> Iterator[Row]:
    merged = marks().merged
    try:
        # The stored dimension may lie: "A1:XFD1048576" would pad every row to 16,384 cells.
        sheet.reset_dimensions()
        yield from filled(enumerate(sheet.iter_rows(values_only=True), start=1), merged)
    except ImportRefused:
        raise
    except Exception:  # as above: damage shows while the sheet is being streamed
        raise _damaged(nama) from None


def _damaged(nama: str) -> ImportRefused:
    return refused(
        N_("{berkas} rusak atau terpotong: isinya bukan buku kerja Excel yang utuh."),
        N_("Unduh ulang, atau buka di Excel/LibreOffice lalu simpan ulang sebagai .xlsx."),
        berkas=nama,
    )
