"""XLS and ODS workbooks, read by a child process with limits on memory and time (``calamine_child``)."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from lib.domain.errors import ImportRefused
from lib.domain.language import N_
from lib.importing.checks.findings import refused, shown
from lib.importing.reading.calamine_child import workbook_lines
from lib.importing.reading.tables import Merged, filled
from lib.importing.reading.xlsx import SheetMarks
from lib.importing.reading.zips import MAX_UNZIPPED_BYTES, check_xml, checked_archive
from lib.importing.sheets import MAX_CELL_CHARS, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, Row, Sheet
from lib.work import limits
from lib.work.process import WorkStopped, call_untrusted

# A backtrace of a parser that ran out of memory would wait for memory for ever.
_QUIET: Final = {"RUST_BACKTRACE": "0"}


def xls_sheets(data: bytes, nama: str) -> tuple[Sheet, ...]:
    """The worksheets of an old workbook; ImportRefused when it is locked, damaged, or needs more than the limits."""
    return _read(data, nama)


def ods_sheets(data: bytes, nama: str) -> tuple[Sheet, ...]:
    """The sheets of an OpenDocument spreadsheet; ImportRefused as ``xls_sheets``, and for a hostile archive."""
    with checked_archive(data, nama, _damaged) as archive:
        names = set(archive.namelist())
        if "content.xml" not in names:
            raise refused(
                N_("{berkas} adalah arsip zip, tetapi bukan lembar kerja OpenDocument."),
                N_("Keluarkan dulu berkas di dalamnya, lalu impor berkas itu."),
                berkas=nama,
            )
        if _locked(archive, names):
            raise _is_locked(nama)
        check_xml(archive, nama)
    return _read(data, nama)


def _locked(archive: zipfile.ZipFile, names: set[str]) -> bool:
    return "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml")


def _read(data: bytes, nama: str) -> tuple[Sheet, ...]:
    try:
        lines = call_untrusted(
            limits.WORKBOOK, workbook_lines, data, MAX_ROWS, MAX_COLUMNS, MAX_SHEETS, MAX_CELL_CHARS, environment=_QUIET
        )
    except WorkStopped:
        raise _damaged(nama) from None
    if len(lines) > MAX_UNZIPPED_BYTES:
        raise _damaged(nama)
    return _sheets(lines, nama)


def _sheets(lines: bytes, nama: str) -> tuple[Sheet, ...]:
    names: list[tuple[str, bool]] = []
    merged: list[list[Merged]] = []
    rows: list[list[bytes]] = []
    for line in lines.splitlines():
        if line.startswith(b"["):
            rows[-1].append(line)  # kept as text until they are asked for: a row of cells takes ten times the memory
            continue
        told = json.loads(line)
        if "terkunci" in told:
            raise _is_locked(nama)
        if "lembar" in told:
            names = [(shown(title), hidden) for title, hidden in told["lembar"]]
        else:
            merged.append([Merged(*area) for area in told["gabung"]])
            rows.append([])
    if len(names) > MAX_SHEETS:
        raise refused(
            N_("{berkas} berisi {jumlah} lembar; paling banyak {batas}."),
            N_("Simpan lembar yang perlu saja ke berkas baru."),
            berkas=nama,
            jumlah=len(names),
            batas=MAX_SHEETS,
        )
    return tuple(
        Sheet(nama=title, hidden=hidden, read=partial(_rows, lines, areas), marks=partial(SheetMarks, tuple(areas)))
        for (title, hidden), lines, areas in zip(names, rows, merged, strict=True)
    )


def _rows(lines: list[bytes], merged: list[Merged]) -> Iterator[Row]:
    return filled(((number, tuple(map(_cell, cells))) for number, cells in map(json.loads, lines)), merged)


_TIMES: Final = {"datetime": dt.datetime.fromisoformat, "date": dt.date.fromisoformat, "time": dt.time.fromisoformat}


def _cell(cell: Any) -> Any:
    if isinstance(cell, dict):
        ((kind, text),) = cell.items()
        return _TIMES[kind](text)
    return cell


def _is_locked(nama: str) -> ImportRefused:
    return refused(N_("{berkas} dikunci kata sandi."), N_("Buka kuncinya, simpan ulang, lalu impor lagi."), berkas=nama)


def _damaged(nama: str) -> ImportRefused:
    return refused(
        N_("{berkas} rusak, terpotong, atau terlalu besar untuk dibaca."),
        N_("Buka di Excel atau LibreOffice, lalu simpan ulang sebagai .xlsx."),
        berkas=nama,
    )
