"""Cells of coverage files: programme and stage by name, dates as offices write them, counts, and yes or no."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from lib.domain.program import Program, Tahap, all_programs
from lib.importing.checks.findings import Cell
from lib.importing.layouts.layout import header_words
from lib.importing.layouts.program import names_of, stage_names
from lib.importing.reading.values import read_number, read_year

MAX_COUNT: Final = 1_000_000
"""More units than this in one desa are no count."""
_YES: Final = frozenset({"ya", "y", "yes", "v", "√", "✓", "✔", "☑", "ada", "sudah", "aktif", "terdaftar", "true", "benar"})
_NO: Final = frozenset({"tidak", "tdk", "t", "no", "n", "belum", "tidak ada", "tidakada", "false", "nihil", "☐", "salah"})
_CROSS: Final = frozenset({"x", "✗", "✘", "×"})
_THOUSANDS: Final = re.compile(r"\d{1,3}(\.\d{3})+", re.ASCII)
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "jan", "january"),
            ("februari", "feb", "pebruari", "february"),
            ("maret", "mar", "march"),
            ("april", "apr"),
            ("mei", "may"),
            ("juni", "jun", "june"),
            ("juli", "jul", "july"),
            ("agustus", "agu", "ags", "august", "aug"),
            ("september", "sep", "sept"),
            ("oktober", "okt", "october", "oct"),
            ("november", "nov", "nopember"),
            ("desember", "des", "december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_NUMERIC_DATE: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d\d)", re.ASCII)
_ISO_DATE: Final = re.compile(r"((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00)?)?", re.ASCII)
_WORD_DATE: Final = re.compile(r"(?:(\d{1,2})\s+)?([a-z]{3,9})\.?\s+((?:19|20)\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Count:
    """A count read from a cell: None for an empty one. ``salah`` marks what is no count, ``silang`` a cross."""

    nilai: int | None
    salah: bool = False
    silang: bool = False


@cache
def _programs() -> dict[str, Program]:
    return {name.replace(" ", ""): program for program in all_programs().values() for name in names_of(program)}


def find_program(cell: Cell) -> Program | None:
    """The programme that a cell names, by id or name in either language; None when there is none."""
    return _programs().get(header_words(cell)[0].replace(" ", ""))


def find_stage(program: Program, cell: Cell) -> Tahap | None:
    """The stage of ``program`` that a cell names; an empty cell means the main stage."""
    if cell is None:
        return program.tahap_utama
    words = header_words(cell)[0]
    return next((tahap for tahap in program.tahap if words in stage_names(tahap)), None)


def read_date(cell: Cell) -> tuple[dt.date | None, bool]:
    """(date, whether the day was written) of a cell; (None, False) when it is no date.

    A month alone means its last day, a year alone 31 December: snapshots are kept by their date.

    >>> read_date("31/12/2023"), read_date("6 Februari 2023"), read_date("Des 2022"), read_date("2021")
    ((datetime.date(2023, 12, 31), True), (datetime.date(2023, 2, 6), True), (datetime.date(2022, 12, 31), False), \
(datetime.date(2021, 12, 31), False))
    """
    if isinstance(cell, dt.datetime):
        return cell.date(), True
    if isinstance(cell, dt.date):
        return cell, True
    year = None if isinstance(cell, bool) else read_year(cell)
    if year is not None:
        return dt.date(year, 12, 31), False
    text = " ".join(str("" if cell is None else cell).split()).casefold()[:40]
    if hit := _ISO_DATE.fullmatch(text):
        return _date(int(hit[1]), int(hit[2]), int(hit[3])), True
    if hit := _NUMERIC_DATE.fullmatch(text):
        return _date(int(hit[3]), int(hit[2]), int(hit[1])), True
    hit = _WORD_DATE.fullmatch(text)
    if hit is None or hit[2] not in _MONTHS:
        return None, False
    month, tahun = _MONTHS[hit[2]], int(hit[3])
    return _date(tahun, month, int(hit[1] or calendar.monthrange(tahun, month)[1])), hit[1] is not None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def read_count(cell: Cell) -> Count:
    """A count, or yes (1) or no (0), from a cell; a dash is no.

    >>> read_count("√").nilai, read_count("belum").nilai, read_count("1.234").nilai, read_count(36.0).nilai, read_count("-").nilai
    (1, 0, 1234, 36, 0)
    """
    if cell is None:
        return Count(None)
    if isinstance(cell, bool):
        return Count(int(cell))
    text = " ".join(str(cell).split()).casefold()
    if text in _YES:
        return Count(1)
    if text in _NO:
        return Count(0)
    if text in _CROSS:
        return Count(None, silang=True)
    if isinstance(cell, str) and _THOUSANDS.fullmatch(text):
        text = text.replace(".", "")
        cell = text
    number = read_number(cell)
    if not number.valid:
        return Count(None, salah=True)
    if number.value is None:
        return Count(0)
    whole = number.value.is_integer() and 0 <= number.value <= MAX_COUNT
    return Count(int(number.value)) if whole else Count(None, salah=True)
