"""The desa and kelurahan that the example data speaks of, from ``data/wilayah/wilayah.csv``."""

from __future__ import annotations

import csv
from dataclasses import dataclass

from lib.domain.data_file import ROOT
from lib.domain.wilayah import is_desa, is_kelurahan


@dataclass(frozen=True)
class Place:
    """A desa or kelurahan: its code, where it lies (None when unknown) and the year from which it exists."""

    kode: str
    titik: tuple[float, float] | None
    sejak: int

    @property
    def kab(self) -> str:
        """Code of its kabupaten or kota."""
        return self.kode[:5]

    @property
    def kec(self) -> str:
        """Code of its kecamatan."""
        return self.kode[:8]


def _rows() -> list[dict[str, str]]:
    with (ROOT / "data" / "wilayah" / "wilayah.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _places(rows: list[dict[str, str]]) -> list[Place]:
    return [
        Place(
            kode=row["kode"],
            titik=(float(row["lintang"]), float(row["bujur"])) if row["lintang"] else None,
            sejak=int(row["berlaku_dari"][:4]) if row["berlaku_dari"] else 0,
        )
        for row in rows
    ]


def all_desa() -> list[Place]:
    """Every desa, sorted by code."""
    return _places([row for row in _rows() if is_desa(row["kode"])])


def all_kelurahan() -> list[Place]:
    """Every kelurahan, sorted by code."""
    return _places([row for row in _rows() if is_kelurahan(row["kode"])])


def population_of_kabupaten() -> dict[str, int]:
    """Inhabitants by kabupaten or kota."""
    return {row["kode"]: int(row["penduduk"]) for row in _rows() if row["jenis"] in ("kabupaten", "kota")}


def by_kabupaten(places: list[Place]) -> dict[str, list[Place]]:
    """The places of each kabupaten, in their order."""
    grouped: dict[str, list[Place]] = {}
    for place in places:
        grouped.setdefault(place.kab, []).append(place)
    return grouped
