"""What a sheet looks like: layouts as data, recognised by the words of their header.

A layout lists its columns by role, each with the header words it is met under. A year in a column name (``IKS_2024``,
``NILAI IDM 2021``) is taken off first, so one layout serves every year and a sheet with several years side by side gives
one table per year. A new layout is a ``Layout`` added to ``lib.importing.layouts.registry``; nothing else changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lib.importing.checks.findings import Cell, shown
from lib.importing.sheets import Sheet


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

    ``salah_satu``: of each group of roles at least one has to be there. ``indeks`` is empty where the year tells it.
    ``penolakan`` (a catalogue key) marks a shape that is known only in order to refuse it with an explanation.
    ``records`` gives what its table holds, one record at a time; None where each row is one (``lib.importing.layouts.records``).
    """

    id: str
    nama: str
    jenis: str
    kolom: tuple[Kolom, ...]
    indeks: str = ""
    penerbit: str = ""
    salah_satu: tuple[tuple[str, ...], ...] = ()
    penolakan: str = ""
    saran: str = ""
    records: Callable[[Table], Iterator[Record | Skipped]] | None = None


@dataclass(frozen=True)
class Table:
    """A layout found in a sheet: ``kolom`` maps roles to column indices, ``judul`` are the headers as found.

    ``tahun`` is the year in the column names, ``tahun_judul`` the one in the title above the table or the sheet's name.
    ``ulangan`` are the rows that the header was made of: met again further down, they are no data.
    """

    layout: Layout
    sheet: Sheet
    header_row: int
    kolom: dict[str, int]
    judul: tuple[Cell, ...]
    tahun: int | None = None
    tahun_judul: int | None = None
    ulangan: tuple[tuple[Cell, ...], ...] = ()

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
    """A row that is not data: ``alasan`` is ``jumlah`` (totals), ``bobot`` (weights, notes), ``judul`` (a header again),
    ``rusak`` (a file that is no answer), ``digabung`` (part of the record of another row) or ``variabel`` (about something
    else). ``nama`` is shown in place of the row number."""

    table: Table
    row: int
    alasan: str
    nama: str = ""


def header_words(cell: Cell) -> tuple[str, int | None]:
    """A header in words and its year: lower case, parted where letters meet digits, punctuation gone.

    >>> header_words("NILAI_IDM_2024"), header_words("Kode  Desa"), header_words("IKS2021"), header_words("Skor (tahun 2023) IDM")
    (('nilai idm', 2024), ('kode desa', None), ('iks', 2021), ('skor idm', 2023))
    """
    text = re.sub(r"(?<=[^\W\d_])(?=\d)", " ", str("" if cell is None else cell)[:200].casefold())
    words = re.sub(r"[\W_]+", " ", text).split()
    years = [place for place, word in enumerate(words) if re.fullmatch(r"(19|20)\d\d", word, re.ASCII)]
    if len(words) < 2 or len(years) != 1:
        return " ".join(words), None
    place = years[0]
    before = words[: place - 1] if place and words[place - 1] in ("tahun", "thn", "th") else words[:place]
    rest = before + words[place + 1 :]
    return (" ".join(rest), int(words[place])) if rest else (" ".join(words), None)


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
        lacking = [group for group in layout.salah_satu if not roles.keys() & set(group)]
        missing += [kolom.judul[0] for group in lacking for kolom in layout.kolom if kolom.peran == group[0]]
        if not lacking and all(kolom.peran in roles for kolom in layout.kolom if kolom.wajib):
            found[year] = roles
    return found, missing


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
