"""The two village indices: scale, dimensions and status intervals, as data (``data/fakta/indeks.toml``).

IDM (years to 2024) and Indeks Desa (from 2025) are different instruments: no change, rank or arrow may cross from one
to the other. ``comparable`` is the one place that decides it.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Final

from pydantic import model_validator

from lib.domain.data_file import Localized, Model, data_dir, read_toml
from lib.domain.errors import DataFileError
from lib.domain.language import N_, localized
from lib.domain.status import STATUS


class Dimensi(Model):
    """One dimension: its short official name, full names, and the maximum that it is measured against."""

    id: str
    singkatan: str
    nama: Localized
    maks: float
    desimal: int

    @property
    def label(self) -> str:
        """The name in the active language."""
        return localized(self.nama)


FORMULA_TOLERANCE_UNITS: Final = 2
"""How many units of the last published decimal a score may differ from its formula: parts and score are both rounded."""
_EPSILON: Final = 1e-9  # What binary fractions lose on their way through a spreadsheet.


class Indeks(Model):
    """One index. ``batas_atas`` holds the inclusive upper bound of each status but the last, in official order."""

    id: str
    nama: Localized
    singkatan: str
    skala_maks: float
    desimal: int
    tahun_dari: int
    tahun_sampai: int | None = None
    batas_atas: tuple[float, ...]
    rumus: Localized
    dasar: str
    catatan: Localized
    dimensi: tuple[Dimensi, ...]

    @model_validator(mode="after")
    def _bounds_rise(self) -> Indeks:
        if len(self.batas_atas) != len(STATUS) - 1 or list(self.batas_atas) != sorted(set(self.batas_atas)):
            raise ValueError(f"batas_atas needs {len(STATUS) - 1} rising bounds")
        return self

    @property
    def label(self) -> str:
        """The name in the active language."""
        return localized(self.nama)

    def status_of(self, nilai: float | None) -> str | None:
        """Status of a score: upper bounds are inclusive, on the score rounded to the index's published decimals.

        >>> indices()["idm"].status_of(0.7072), indices()["idm"].status_of(0.70724), indices()["idm"].status_of(0.7073)
        ('berkembang', 'berkembang', 'maju')

        None when there is no score (None or NaN) or when it lies outside the scale: a missing score never gets a class.
        """
        if nilai is None or math.isnan(nilai) or not 0 <= nilai <= self.skala_maks:
            return None
        rounded = round(nilai, self.desimal)
        for status, upper in zip(STATUS, self.batas_atas, strict=False):
            if rounded <= upper:
                return status
        return STATUS[-1]

    def interval_of(self, status: str) -> tuple[float, float]:
        """(lower, upper) of a status: lower exclusive but for the first class, upper inclusive."""
        edges = (0.0, *self.batas_atas, self.skala_maks)
        place = STATUS.index(status)
        return edges[place], edges[place + 1]

    def score_from_dimensions(self, nilai: dict[str, float]) -> float | None:
        """The score that the dimensions imply (rounded as published); None unless every dimension is present.

        IDM is the mean of its three parts; Indeks Desa is the sum of points over the maximum, times 100.
        """
        try:
            values = [nilai[entry.id] for entry in self.dimensi]
        except KeyError:
            return None
        if any(math.isnan(value) for value in values):
            return None
        share = sum(values) / sum(entry.maks for entry in self.dimensi)
        return round(share * self.skala_maks, self.desimal)

    @property
    def formula_tolerance(self) -> float:
        """By how much a score may differ from ``score_from_dimensions`` without being unlike it."""
        return FORMULA_TOLERANCE_UNITS * 10.0**-self.desimal + _EPSILON


class _IndeksFile(Model):
    indeks: tuple[Indeks, ...]


@cache
def indices() -> dict[str, Indeks]:
    """All indices by id, oldest first."""
    found = read_toml(data_dir() / "fakta" / "indeks.toml", _IndeksFile).indeks
    return {entry.id: entry for entry in sorted(found, key=lambda entry: entry.tahun_dari)}


@cache
def indeks_of_year(tahun: int) -> Indeks:
    """The index in force for ``tahun``; DataFileError when none covers it."""
    for entry in indices().values():
        if entry.tahun_dari <= tahun <= (entry.tahun_sampai or tahun):
            return entry
    raise DataFileError(
        N_("Tidak ada indeks desa untuk tahun {tahun}."), saran=N_("Tambahkan indeksnya di data/fakta/indeks.toml."), tahun=tahun
    )


def comparable(tahun: int, other: int) -> bool:
    """True when both years are measured with the same index; only then may a change be shown."""
    return indeks_of_year(tahun).id == indeks_of_year(other).id
