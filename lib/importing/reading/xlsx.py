"""XLSX workbooks: the zip is looked over before any part of it is unpacked, then sheets are streamed.

Formulas are never evaluated: what is read is the value that was saved with them. Macros are refused.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from lib.domain.errors import ImportRefused
from lib.domain.language import N_
from lib.importing.checks.findings import refused, shown
from lib.importing.reading.tables import MAX_RANGES, Merged, filled
from lib.importing.reading.zips import MAX_UNZIPPED_BYTES, check_xml, checked_archive
from lib.importing.sheets import MAX_SHEETS, Row, Sheet

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet


_PIECE: Final = 1024**2
_MERGE: Final = re.compile(rb'<(?:\w{1,20}:)?mergeCell\s[^>]{0,200}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_FORMULA: Final = re.compile(
    rb"<(?:\w{1,20}:)?c(?P<cell>\s[^>]{0,200})?>\s*<(?:\w{1,20}:)?f(?:\s[^>]{0,500})?(?:/>|>[^<]{0,8192}</(?:\w{1,20}:)?f>)"
    rb"\s*(?P<value><(?:\w{1,20}:)?v>[^<])?"
)
_PLACE: Final = re.compile(rb'\br="([A-Z]{1,3}\d{1,7})"')
_SHOWN: Final = 5
_OVERLAP: Final = 16_384


@dataclass(frozen=True)
class SheetMarks:
    """Merged ranges, number of formulas, and the first cells whose formula has no saved value (``kosong``: how many)."""

    merged: tuple[Merged, ...] = ()
    rumus: int = 0
    kosong: int = 0
    contoh: tuple[str, ...] = ()


def sheet_marks(archive: zipfile.ZipFile, part: str) -> SheetMarks:
    """The marks of the worksheet that is ``part`` of the archive."""
    merged: list[Merged] = []
    formulas = empty = 0
    examples: list[str] = []
    with archive.open(part) as stream:
        rest = b""
        while piece := stream.read(_PIECE):
            text = rest + piece
            end = 0
            if b"mergeCell" in text:
                for hit in _MERGE.finditer(text):
                    end = max(end, hit.end())
                    if len(merged) < MAX_RANGES:
                        first, top, last, bottom = hit.groups()
                        merged.append(Merged(int(top), _column(first), int(bottom), _column(last)))
            if b"f>" in text or b"<f" in text or b":f " in text:
                for hit in _FORMULA.finditer(text):
                    if hit.end() > len(text) - 32 and len(piece) == _PIECE:
                        break  # its value may follow in the next piece
                    end = max(end, hit.end())
                    formulas += 1
                    if hit["value"] is None:
                        empty += 1
                        place = _PLACE.search(hit["cell"] or b"")
                        if place and len(examples) < _SHOWN:
                            examples.append(place[1].decode())
            rest = text[max(end, len(text) - _OVERLAP) :]
    return SheetMarks(tuple(merged), formulas, empty, tuple(examples))


def _column(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1


# XLSX workbooks: the zip is looked over before any part of it is unpacked, then sheets are streamed.
#
# Formulas are never evaluated: what is read is the value that was saved with them. Macros are refused.


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
