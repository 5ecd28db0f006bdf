"""XLSX workbooks: the zip is checked before any part of it is unpacked, then sheets are streamed.

A workbook from outside may be a bomb (small zip, endless content), may carry XML entities, or may be locked or cut off.
Sizes are those that the zip declares: Python's zipfile never unpacks more than that from an entry.
"""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from lib.domain.errors import ImportRefused
from lib.domain.language import N_
from lib.importing.findings import refused, shown
from lib.importing.reading import MAX_SHEETS, Row, Sheet

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MAX_ENTRIES: Final = 2_000
MAX_UNZIPPED_BYTES: Final = 200 * 1024**2  # The national IDM file unpacks to some 35-100 MB.
MAX_SHARED_BYTES: Final = 64 * 1024**2  # Texts shared by the sheets are held in memory whole,
MAX_PART_BYTES: Final = 2 * 1024**2  # and so is every other part that openpyxl reads: styles become some 100 times larger.
_STREAMED: Final = ("xl/worksheets/", "xl/pivotcache/", "xl/drawings/", "xl/comments", "xl/threadedcomments/", "xl/charts/")
_PROLOGUE_BYTES: Final = 65_536


def sheets(data: bytes, nama: str) -> tuple[Sheet, ...]:
    """The worksheets of a workbook, hidden ones marked; ImportRefused when it is damaged, locked, a bomb or no workbook."""
    _check_zip(data, nama)
    from openpyxl import load_workbook

    try:
        # Formulas are never evaluated: data_only gives the value that was saved with them.
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except Exception:  # openpyxl raises whatever a damaged part led it into
        raise _damaged(nama) from None
    found = workbook.worksheets
    if len(found) > MAX_SHEETS:
        raise refused(
            N_("{berkas} berisi {jumlah} lembar; paling banyak {batas}."),
            N_("Simpan lembar yang perlu saja ke berkas baru."),
            berkas=nama,
            jumlah=len(found),
            batas=MAX_SHEETS,
        )
    return tuple(
        Sheet(nama=shown(sheet.title), hidden=sheet.sheet_state != "visible", read=partial(_rows, sheet, nama)) for sheet in found
    )


def _rows(sheet: ReadOnlyWorksheet, nama: str) -> Iterator[Row]:
    try:
        # The stored dimension may lie: "A1:XFD1048576" would pad every row to 16,384 cells.
        sheet.reset_dimensions()
        yield from enumerate(sheet.iter_rows(values_only=True), start=1)
    except Exception:  # as above: damage shows while the sheet is being streamed
        raise _damaged(nama) from None


def _damaged(nama: str) -> ImportRefused:
    return refused(
        N_("{berkas} rusak atau terpotong: isinya bukan buku kerja Excel yang utuh."),
        N_("Unduh ulang, atau buka di Excel/LibreOffice lalu simpan ulang sebagai .xlsx."),
        berkas=nama,
    )


def _check_zip(data: bytes, nama: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries, nama)
            names = {entry.filename.lower() for entry in entries}
            if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
                raise refused(
                    N_("{berkas} adalah arsip zip, tetapi bukan buku kerja Excel."),
                    N_("Keluarkan dulu berkas di dalamnya, lalu impor berkas itu."),
                    berkas=nama,
                )
            for entry in entries:
                if entry.filename.lower().endswith((".xml", ".rels")):
                    with archive.open(entry) as part:
                        _check_prologue(part.read(_PROLOGUE_BYTES), nama)
    except ImportRefused:
        raise
    except Exception:  # zipfile, zlib and expat each have their own errors for damage
        raise _damaged(nama) from None


def _check_entries(entries: list[zipfile.ZipInfo], nama: str) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise refused(N_("{berkas} dikunci kata sandi."), N_("Buka kuncinya, simpan ulang, lalu impor lagi."), berkas=nama)
    too_large = len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNZIPPED_BYTES
    for entry in entries:
        name = entry.filename.lower()
        if name.endswith((".xml", ".rels")):
            limit = MAX_SHARED_BYTES if name == "xl/sharedstrings.xml" else MAX_PART_BYTES
            too_large = too_large or (entry.file_size > limit and not name.startswith(_STREAMED))
    if too_large:
        raise refused(
            N_("{berkas} mengembang melebihi {batas} MB ketika dibuka, jadi tidak dibuka."),
            N_("Simpan data yang perlu saja ke buku kerja baru, tanpa gambar dan format."),
            berkas=nama,
            batas=MAX_UNZIPPED_BYTES // 1024**2,
        )


def _check_prologue(start: bytes, nama: str) -> None:
    """Refuse a document type: no spreadsheet program writes one, and entities are only defined there."""
    found = False
    parser = expat.ParserCreate()

    def doctype(*_args: object) -> None:
        nonlocal found
        found = True

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = lambda *_args: _stop()
    with contextlib.suppress(_RootReached):
        parser.Parse(start, False)
    if found:
        raise refused(
            N_("{berkas} memuat definisi XML yang tidak pernah ada di buku kerja biasa, jadi tidak dibuka."),
            N_("Buka di Excel/LibreOffice lalu simpan ulang sebagai .xlsx."),
            berkas=nama,
        )


class _RootReached(Exception):
    """The root element has begun: what could define entities is over."""


def _stop() -> None:
    raise _RootReached
