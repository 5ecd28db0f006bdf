"""The published figures that ship with the product (``data/fakta/*.csv``): status counts, means, programmes, awards.

Every row names its source. A figure that is not known is absent, never zero: a year may hold one status only. Figures that
contradict each other are not here; the provenance twins list them.
"""

from __future__ import annotations

import csv
import datetime as dt
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from lib.domain.data_file import data_dir, read_sumber
from lib.domain.errors import DataFileError
from lib.domain.indeks import indeks_of_year
from lib.domain.language import N_
from lib.domain.program import all_programs
from lib.domain.status import STATUS
from lib.domain.wilayah import is_kode

KEYAKINAN: Final = ("tinggi", "sedang", "rendah")
_V = TypeVar("_V")


@dataclass(frozen=True)
class ProvinceFact:
    """Number of desa of one status in the province in one year; ``tanggal`` is the source's date as far as known."""

    tahun: int
    indeks: str
    status: str
    jumlah: int
    jumlah_desa: int
    sumber_judul: str
    sumber_url: str
    tanggal: str
    keyakinan: str


@dataclass(frozen=True)
class ProgramFact:
    """One published programme figure: how many ``satuan`` of one stage in one area on one date, by which definition."""

    program: str
    tahap: str
    tanggal: dt.date
    kode_wilayah: str
    jumlah: int
    satuan: str
    definisi: str
    sumber_judul: str
    sumber_url: str
    keyakinan: str
    catatan: str


@dataclass(frozen=True)
class Achievement:
    """One award of a desa or kelurahan, its code resolved."""

    kode_wilayah: str
    tahun: int
    ajang: str
    tingkat: str
    hasil: str
    sumber_judul: str
    sumber_url: str
    keyakinan: str


@dataclass(frozen=True)
class _Row:
    """One row of a facts file; reading a cell names file, row, column and value when it is wrong."""

    berkas: Path
    baris: int
    sel: dict[str, str]

    def cell(self, kolom: str, parse: Callable[[str], _V]) -> _V:
        teks = self.sel[kolom]
        try:
            return parse(teks)
        except ValueError:
            raise self.wrong(kolom, teks) from None

    def optional(self, kolom: str, parse: Callable[[str], _V]) -> _V | None:
        return self.cell(kolom, parse) if self.sel[kolom] else None

    def wrong(self, kolom: str, nilai: object) -> DataFileError:
        return DataFileError(
            N_("Berkas data {berkas}, baris {baris}, kolom “{kolom}”: nilai “{nilai}” tidak dapat dipakai."),
            saran=N_("Perbaiki sel itu atau pulihkan berkas itu dari repositori."),
            berkas=self.berkas,
            baris=self.baris,
            kolom=kolom,
            nilai=str(nilai)[:80],
        )


def _count(teks: str) -> int:
    if not (teks.isascii() and teks.isdigit()):
        raise ValueError(teks)
    return int(teks)


def _year(teks: str) -> int:
    tahun = _count(teks)
    if not 2015 <= tahun <= 2100:
        raise ValueError(teks)
    return tahun


def _unit_score(teks: str) -> float:
    nilai = float(teks)
    if not (math.isfinite(nilai) and 0 <= nilai <= 1):
        raise ValueError(teks)
    return nilai


def _kode(teks: str) -> str:
    if not is_kode(teks):
        raise ValueError(teks)
    return teks


def _one_of(*known: str) -> Callable[[str], str]:
    def parse(teks: str) -> str:
        if teks not in known:
            raise ValueError(teks)
        return teks

    return parse


def _text(teks: str) -> str:
    if not teks.strip():
        raise ValueError(teks)
    return teks


def _read(name: str, columns: tuple[str, ...]) -> Iterator[_Row]:
    """The rows of ``data/fakta/<name>``; DataFileError when it is absent, unreadable, lacks a column or a row is torn.

    The fingerprint is checked last, so that a damaged cell is reported by its place rather than by the hash alone.
    """
    path = data_dir() / "fakta" / name
    try:
        reader = csv.reader(path.read_text("utf-8").splitlines())
        header, *rows = [(reader.line_num, cells) for cells in reader] or [(1, [])]
    except FileNotFoundError:
        raise DataFileError(
            N_("Berkas data {berkas} tidak ada."), saran=N_("Pulihkan berkas itu dari repositori (git checkout)."), berkas=path
        ) from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataFileError(
            N_("Berkas data {berkas} tidak dapat dibaca: {sebab}."),
            saran=N_("Perbaiki baris yang disebut atau pulihkan berkas itu dari repositori."),
            berkas=path,
            sebab=error,
        ) from None
    names = header[1]
    missing = [column for column in columns if column not in names]
    if missing:
        raise DataFileError(
            N_("Berkas data {berkas} tidak mempunyai kolom {kolom}."),
            saran=N_("Pulihkan berkas itu dari repositori (git checkout)."),
            berkas=path,
            kolom=", ".join(missing),
        )
    for number, cells in rows:
        row = _Row(path, number, dict(zip(names, cells, strict=False)))
        if len(cells) != len(names):
            raise row.wrong(names[min(len(cells), len(names) - 1)], ",".join(cells))
        yield row
    read_sumber(path)


_MEANS: Final = {"iks": "rerata_iks", "ike": "rerata_ike", "ikl": "rerata_ikl", "nilai": "rerata_nilai"}


@cache
def _kabupaten() -> tuple[dict[tuple[int, str], dict[str, int]], dict[tuple[int, str], dict[str, float]]]:
    counts: dict[tuple[int, str], dict[str, int]] = {}
    means: dict[tuple[int, str], dict[str, float]] = {}
    for row in _read("idm_kabupaten.csv", ("tahun", "kode", *STATUS, "jumlah_desa", *_MEANS.values(), "sumber")):
        key = row.cell("tahun", _year), row.cell("kode", _kode)
        if key in counts:
            raise row.wrong("kode", f"{key[0]} {key[1]}")
        found = {status: row.optional(status, _count) for status in STATUS}
        known = {status: jumlah for status, jumlah in found.items() if jumlah is not None}
        total = row.cell("jumlah_desa", _count)
        if sum(known.values()) > total or (len(known) == len(STATUS) and sum(known.values()) != total):
            raise row.wrong("jumlah_desa", total)
        row.cell("sumber", _text)
        counts[key] = known
        scores = {name: row.optional(column, _unit_score) for name, column in _MEANS.items()}
        if any(score is not None for score in scores.values()):
            means[key] = {name: score for name, score in scores.items() if score is not None}
    return counts, means


def status_facts_kabupaten() -> dict[tuple[int, str], dict[str, int]]:
    """Number of desa per status, by (year, kabupaten code): complete for all 13 in 2023 and 2024.

    Other years hold few kabupaten, and of those only the statuses that are known. Do not change the result: it is shared.
    """
    return _kabupaten()[0]


def mean_facts_kabupaten() -> dict[tuple[int, str], dict[str, float]]:
    """Unweighted means of desa scores, by (year, kabupaten code): keys ``iks``, ``ike``, ``ikl``, ``nilai`` (IDM, 0 to 1)."""
    return _kabupaten()[1]


@cache
def province_facts() -> tuple[ProvinceFact, ...]:
    """Every known province figure with its source, in the file's order (year, then status)."""
    columns = ("tahun", "indeks", "status", "jumlah", "jumlah_desa", "sumber_judul", "sumber_url", "tanggal", "keyakinan")
    facts: dict[tuple[int, str], ProvinceFact] = {}
    for row in _read("idm_provinsi.csv", columns):
        tahun = row.cell("tahun", _year)
        fact = ProvinceFact(
            tahun=tahun,
            indeks=row.cell("indeks", _one_of(indeks_of_year(tahun).id)),
            status=row.cell("status", _one_of(*STATUS)),
            jumlah=row.cell("jumlah", _count),
            jumlah_desa=row.cell("jumlah_desa", _count),
            sumber_judul=row.cell("sumber_judul", _text),
            sumber_url=row.sel["sumber_url"],
            tanggal=row.sel["tanggal"],
            keyakinan=row.cell("keyakinan", _one_of(*KEYAKINAN)),
        )
        if (tahun, fact.status) in facts:
            raise row.wrong("status", f"{tahun} {fact.status}")
        facts[tahun, fact.status] = fact
        if sum(other.jumlah for other in facts.values() if other.tahun == tahun) > fact.jumlah_desa:
            raise row.wrong("jumlah", fact.jumlah)
    return tuple(facts.values())


def status_facts_provinsi() -> dict[int, dict[str, int]]:
    """Number of desa per status in the province, by year; a status that is not known in a year is absent."""
    by_year: dict[int, dict[str, int]] = {}
    for fact in province_facts():
        by_year.setdefault(fact.tahun, {})[fact.status] = fact.jumlah
    return by_year


@cache
def program_facts() -> tuple[ProgramFact, ...]:
    """Every published programme figure, in the file's order; programme and stage are checked against ``program.toml``."""
    columns = tuple(ProgramFact.__dataclass_fields__)
    facts: dict[tuple[str, str, dt.date, str], ProgramFact] = {}
    for row in _read("program_angka.csv", columns):
        program = row.cell("program", _one_of(*all_programs()))
        fact = ProgramFact(
            program=program,
            tahap=row.cell("tahap", _one_of(*(tahap.id for tahap in all_programs()[program].tahap))),
            tanggal=row.cell("tanggal", dt.date.fromisoformat),
            kode_wilayah=row.cell("kode_wilayah", _kode),
            jumlah=row.cell("jumlah", _count),
            satuan=row.cell("satuan", _text),
            definisi=row.cell("definisi", _text),
            sumber_judul=row.cell("sumber_judul", _text),
            sumber_url=row.sel["sumber_url"],
            keyakinan=row.cell("keyakinan", _one_of(*KEYAKINAN)),
            catatan=row.sel["catatan"],
        )
        key = fact.program, fact.tahap, fact.tanggal, fact.kode_wilayah
        if key in facts:
            raise row.wrong("kode_wilayah", fact.kode_wilayah)
        facts[key] = fact
    return tuple(facts.values())


@cache
def achievements() -> tuple[Achievement, ...]:
    """Every award, in the file's order (year, then code)."""
    return tuple(
        Achievement(
            kode_wilayah=row.cell("kode_wilayah", _kode),
            tahun=row.cell("tahun", _year),
            ajang=row.cell("ajang", _text),
            tingkat=row.cell("tingkat", _text),
            hasil=row.cell("hasil", _text),
            sumber_judul=row.cell("sumber_judul", _text),
            sumber_url=row.sel["sumber_url"],
            keyakinan=row.cell("keyakinan", _one_of(*KEYAKINAN)),
        )
        for row in _read("prestasi.csv", tuple(Achievement.__dataclass_fields__))
    )
