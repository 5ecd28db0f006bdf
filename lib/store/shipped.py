"""The shipped data files as rows: wilayah, illustrative scores and coverage, awards. A bad cell is named, never guessed."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from lib.domain.errors import DataFileError
from lib.domain.indeks import indices
from lib.domain.language import N_
from lib.domain.status import STATUS
from lib.domain.wilayah import is_kode
from lib.store.rows import DraftRows

WILAYAH: Final = "wilayah/wilayah.csv"
PROVINSI_LAIN: Final = "wilayah/provinsi_lain.csv.gz"
NILAI: Final = "contoh/nilai_indeks.csv.gz"
CAKUPAN: Final = "contoh/cakupan_program.csv.gz"
PRESTASI: Final = "fakta/prestasi.csv"

Convert = Callable[[str], Any]


def _kode(teks: str) -> str:
    if not is_kode(teks):
        raise ValueError
    return teks


def _needed(teks: str) -> str:
    if not teks:
        raise ValueError
    return teks


def _or_none(convert: Convert) -> Convert:
    return lambda teks: convert(teks) if teks else None


def _one_of(values: tuple[str, ...]) -> Convert:
    known = {value: value for value in values}

    def convert(teks: str) -> str:
        try:
            return known[teks]
        except KeyError:
            raise ValueError from None

    return convert


_float, _int, _date = _or_none(float), _or_none(int), _or_none(dt.date.fromisoformat)
_WILAYAH: Final[dict[str, Convert]] = {
    "kode": _kode,
    "jenis": _one_of(("provinsi", "kabupaten", "kota", "kecamatan", "desa", "kelurahan")),
    "nama": _needed,
    "kode_induk": _or_none(_kode),
    "sebutan": _or_none(str),
    "kode_bps": _or_none(str),
    "lintang": _float,
    "bujur": _float,
    "luas_km2": _float,
    "penduduk": _int,
    "berlaku_dari": _date,
    "berlaku_sampai": _date,
}
WILAYAH_COLUMNS: Final = tuple(_WILAYAH)


def wilayah_rows(folder: Path, name: str = WILAYAH) -> list[tuple]:
    """Rows of a list of places in the order of ``WILAYAH_COLUMNS``; DataFileError names file, row and column."""
    return [tuple(values) for values in _read(folder / name, _WILAYAH)]


def nilai_rows(folder: Path) -> dict[int, DraftRows]:
    """Illustrative scores by year; the status computed from the score is added to each row."""
    known = indices()
    dimensions = [entry.id for indeks in known.values() for entry in indeks.dimensi]
    columns: dict[str, Convert] = {
        "kode_desa": _kode,
        "tahun": int,
        "indeks": _one_of(tuple(known)),
        "nilai": _float,
        "status": _or_none(_one_of(STATUS)),
    }
    by_year: dict[int, DraftRows] = {}
    for kode, tahun, indeks, nilai, status, *parts in _read(folder / NILAI, columns | dict.fromkeys(dimensions, _float)):
        rows = by_year.setdefault(tahun, DraftRows())
        rows.nilai.append((kode, tahun, indeks, nilai, status, known[indeks].status_of(nilai), None))
        rows.dimensi.extend(
            (kode, tahun, dimension, part) for dimension, part in zip(dimensions, parts, strict=True) if part is not None
        )
    return by_year


def cakupan_rows(folder: Path, known: tuple[str, ...]) -> dict[str, DraftRows]:
    """Illustrative coverage by programme; a programme that is not ``known`` is an error."""
    columns: dict[str, Convert] = {
        "program": _one_of(known),
        "kode_wilayah": _kode,
        "tanggal": dt.date.fromisoformat,
        "tahap": _needed,
        "jumlah": int,
    }
    by_program: dict[str, DraftRows] = {}
    for row in _read(folder / CAKUPAN, columns):
        by_program.setdefault(row[0], DraftRows()).cakupan.append(tuple(row))
    return by_program


def prestasi_rows(folder: Path) -> DraftRows:
    """Awards with their source in one text."""
    columns: dict[str, Convert] = {
        "kode_wilayah": _kode,
        "tahun": int,
        "ajang": _needed,
        "tingkat": _needed,
        "hasil": _needed,
        "sumber_judul": str,
        "sumber_url": str,
        "keyakinan": str,
    }
    return DraftRows(
        prestasi=[
            (kode, tahun, ajang, level, hasil, " · ".join(part for part in (judul, url) if part))
            for kode, tahun, ajang, level, hasil, judul, url, _confidence in _read(folder / PRESTASI, columns)
        ]
    )


def _read(path: Path, columns: dict[str, Convert]) -> Iterator[list[Any]]:
    """The converted rows of a CSV file (gzipped or not) whose header is exactly ``columns``."""
    mend = N_("Pulihkan berkas itu dari repositori, atau buat ulang dengan skrip yang disebut di berkas kembarannya.")
    names, converts = list(columns), list(columns.values())
    number, row = 1, [""]
    try:
        with (
            gzip.open(path, "rt", encoding="utf-8", newline="")
            if path.suffix == ".gz"
            else path.open(encoding="utf-8", newline="") as file
        ):
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            if header != names:
                raise DataFileError(
                    N_("Berkas data {berkas}: judul kolomnya harus {kolom}."), saran=mend, berkas=path, kolom=",".join(names)
                )
            for number, row in enumerate(reader, start=2):  # noqa: B007
                yield [convert(teks) for convert, teks in zip(converts, row, strict=True)]
    except ValueError as error:
        if isinstance(error, UnicodeDecodeError):
            raise _unreadable(path, error, mend) from None
        raise _bad_cell(path, columns, number, row, mend) from None
    except FileNotFoundError:
        raise DataFileError(N_("Berkas data {berkas} tidak ada."), saran=mend, berkas=path) from None
    except (OSError, EOFError, zlib.error, csv.Error) as error:
        raise _unreadable(path, error, mend) from None


def _unreadable(path: Path, error: Exception, mend: str) -> DataFileError:
    return DataFileError(N_("Berkas data {berkas} tidak dapat dibaca: {sebab}."), saran=mend, berkas=path, sebab=error)


def _bad_cell(path: Path, columns: dict[str, Convert], number: int, row: list[str], mend: str) -> DataFileError:
    for (name, convert), teks in zip(columns.items(), row, strict=False):
        try:
            convert(teks)
        except ValueError:
            return DataFileError(
                N_("Berkas data {berkas}, baris {baris}, kolom {kolom}: isi “{nilai}” tidak dapat dipakai."),
                saran=mend,
                berkas=path,
                baris=number,
                kolom=name,
                nilai=teks[:40],
            )
    return DataFileError(
        N_("Berkas data {berkas}, baris {baris}: jumlah kolomnya {jumlah}, seharusnya {harus}."),
        saran=mend,
        berkas=path,
        baris=number,
        jumlah=len(row),
        harus=len(columns),
    )
