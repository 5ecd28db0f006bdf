"""What a sheet looks like: layouts as data, recognised by the words of their header.

A layout lists its columns by role, each with the header words it is met under. A year in a column name (``IKS_2024``,
``NILAI IDM 2021``) is taken off first, so one layout serves every year and a sheet with several years side by side gives
one table per year. A new layout is a ``Layout`` added to ``lib.importing.registry``; nothing else changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from lib.domain.language import N_
from lib.importing.findings import Cell, refused, shown
from lib.importing.reading import Sheet, is_blank


@dataclass(frozen=True)
class Kolom:
    """One column of a layout: its role, and the header words it is met under (as ``header_words`` gives them).

    ``per_tahun``: the header may carry a year. ``wajib``: without it the layout is not recognised.
    """

    peran: str
    judul: tuple[str, ...]
    wajib: bool = True
    per_tahun: bool = False


@dataclass(frozen=True)
class Layout:
    """A shape of file. ``nama`` is a catalogue key; ``jenis`` one of ``lib.store.tables.JENIS_VERSI``.

    ``penolakan`` (a catalogue key) marks a shape that is known only in order to refuse it with an explanation.
    ``records`` is the small function of the layout: what its table gives, one row at a time.
    """

    id: str
    nama: str
    jenis: str
    kolom: tuple[Kolom, ...]
    indeks: str = ""
    penerbit: str = ""
    penolakan: str = ""
    saran: str = ""
    records: Callable[[Table], Iterator[Record | Skipped]] = field(default=lambda table: plain_records(table))


@dataclass(frozen=True)
class Table:
    """A layout found in a sheet: ``kolom`` maps roles to column indices, ``judul`` are the headers as found.

    ``tahun`` is the year in the column names, ``tahun_judul`` the one in the title above the table or the sheet's name.
    """

    layout: Layout
    sheet: Sheet
    header_row: int
    kolom: dict[str, int]
    judul: tuple[Cell, ...]
    tahun: int | None = None
    tahun_judul: int | None = None

    def column_name(self, peran: str) -> str:
        """Letter and header of a role's column, for findings: ``L · NILAI_IDM_2024``; empty when there is none."""
        if peran not in self.kolom:
            return ""
        place = self.kolom[peran]
        return f"{column_letter(place)} · {shown(self.judul[place])}"


@dataclass(frozen=True, slots=True)
class Record:
    """One row of data: the cells by role, as found (absent and blank cells are None).

    ``berkas`` names the file of the row where the source is several files (answers of an interface).
    """

    table: Table
    row: int
    isi: dict[str, Cell]
    berkas: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is not data: ``alasan`` is ``jumlah`` (totals), ``bobot`` (weights, notes) or ``judul`` (a header again)."""

    table: Table
    row: int
    alasan: str


def header_words(cell: Cell) -> tuple[str, int | None]:
    """A header in words and its year: lower case, parted where letters meet digits, punctuation gone.

    >>> header_words("NILAI_IDM_2024"), header_words("Kode  Desa"), header_words("IKS2021")
    (('nilai idm', 2024), ('kode desa', None), ('iks', 2021))
    """
    text = re.sub(r"(?<=[^\W\d_])(?=\d)", " ", str("" if cell is None else cell)[:200].casefold())
    words = re.sub(r"[\W_]+", " ", text).split()
    if len(words) > 1 and re.fullmatch(r"(19|20)\d\d", words[-1], re.ASCII):
        return " ".join(words[:-1]), int(words[-1])
    return " ".join(words), None


def match_header(layout: Layout, cells: Sequence[Cell]) -> tuple[dict[int | None, dict[str, int]], list[str]]:
    """Where the roles of ``layout`` are in a header: ({year: {role: column index}}, headers it misses).

    The year is None where the column names carry none. Empty when a required column is absent.
    """
    places: dict[tuple[str, int | None], int] = {}
    anyhow: dict[str, int] = {}
    for place, cell in enumerate(cells):
        words, found_year = header_words(cell)
        places.setdefault((words, found_year), place)
        anyhow.setdefault(words, place)
    dated = {words for kolom in layout.kolom if kolom.per_tahun for words in kolom.judul}
    years = sorted({year for words, year in places if year is not None and words in dated})
    found: dict[int | None, dict[str, int]] = {}
    missing: list[str] = []
    wanted: list[int | None] = [*years] or [None]
    for year in wanted:
        roles = {}
        for kolom in layout.kolom:
            # Side by side years must not borrow from each other; with a single year a column may leave it out.
            single = not kolom.per_tahun or len(years) < 2
            hits = (places.get((words, year), anyhow.get(words) if single else None) for words in kolom.judul)
            found_at = next((hit for hit in hits if hit is not None), None)
            if found_at is not None:
                roles[kolom.peran] = found_at
            elif kolom.wajib:
                missing.append(f"{kolom.judul[0]} {year}" if kolom.per_tahun and year else kolom.judul[0])
        if all(kolom.peran in roles for kolom in layout.kolom if kolom.wajib):
            found[year] = roles
    return found, missing


def find_tables(sheet: Sheet, layouts: Sequence[Layout]) -> list[Table]:
    """The tables of the first layout that a row of the sheet's head answers to; title rows above the header are passed."""
    for number, cells in sheet.head():
        for layout in layouts:
            found, _missing = match_header(layout, cells)
            if found:
                _refuse_doubles(cells, {place for roles in found.values() for place in roles.values()})
                return [
                    Table(layout=layout, sheet=sheet, header_row=number, kolom=roles, judul=cells, tahun=year)
                    for year, roles in found.items()
                ]
    return []


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


def plain_records(table: Table) -> Iterator[Record | Skipped]:
    """One record a row, below the header; totals, weights and repeated headers come out as skipped.

    A row counts as data as soon as it has a code with a digit or the name of a desa: never skipped on a guess.
    """
    for number, cells in table.sheet.rows():
        if number <= table.header_row:
            continue
        isi: dict[str, Cell] = {}
        for peran, place in table.kolom.items():
            cell = cells[place] if place < len(cells) else None
            isi[peran] = None if is_blank(cell) else cell
        alasan = _not_data(table, cells, isi)
        yield Skipped(table, number, alasan) if alasan else Record(table, number, isi)


_TOTALS: Final = {"total", "jumlah", "grand", "rata", "rerata", "subtotal", "keterangan", "sumber", "catatan"}
_NUMBERING_DIGITS: Final = 3
_PLACES: Final = ("kode_desa", "nama_desa", "kecamatan", "kabupaten", "provinsi", "status")


def _not_data(table: Table, cells: Sequence[Cell], isi: dict[str, Cell]) -> str:
    kode = isi.get("kode_desa")
    digits = 0 if kode is None else sum(map(str.isdigit, str(kode)))
    if digits > _NUMBERING_DIGITS:
        return ""
    if (len(cells) > 1 and tuple(cells) == table.judul[: len(cells)]) or _is_numbering(cells):
        return "judul"
    if digits:
        return ""
    places = [isi.get(peran) for peran in _PLACES] + [next(cell for cell in cells if not is_blank(cell))]
    if any(header_words(cell)[0].partition(" ")[0] in _TOTALS for cell in places):
        return "jumlah"
    # Weights or notes: nothing in the row says which place it is about.
    return "" if any(isi.get(peran) is not None for peran in _PLACES) else "bobot"


def _is_numbering(cells: Sequence[Cell]) -> bool:
    """A row that numbers the columns: (1), (2), (3) …"""
    numbers = [re.sub(r"[().]", "", str(cell).removesuffix(".0")).strip() for cell in cells if not is_blank(cell)]
    if len(numbers) < 3 or not all(
        number.isascii() and number.isdigit() and len(number) <= _NUMBERING_DIGITS for number in numbers
    ):
        return False
    return all(int(after) - int(before) == 1 for before, after in pairwise(numbers))


def column_letter(place: int) -> str:
    """A column index (from 0) as a spreadsheet names it.

    >>> column_letter(0), column_letter(25), column_letter(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
