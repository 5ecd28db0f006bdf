"""Counts taken from the shipped files with the csv module alone: what the screens are held against."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from functools import cache

from lib.domain.data_file import ROOT

NAMES = {
    "sangat_tertinggal": "Sangat Tertinggal",
    "tertinggal": "Tertinggal",
    "berkembang": "Berkembang",
    "maju": "Maju",
    "mandiri": "Mandiri",
}


@cache
def areas() -> dict[str, dict[str, str]]:
    """Every row of the list of areas, by code."""
    with (ROOT / "data" / "wilayah" / "wilayah.csv").open(encoding="utf-8", newline="") as file:
        return {row["kode"]: row for row in csv.DictReader(file)}


@cache
def scores() -> dict[int, dict[str, dict[str, str]]]:
    """The illustrative rows by year and code of the desa."""
    found: dict[int, dict[str, dict[str, str]]] = {}
    with gzip.open(ROOT / "data" / "contoh" / "nilai_indeks.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(int(row["tahun"]), {})[row["kode_desa"]] = row
    return found


def codes_of(kinds: tuple[str, ...], within: str = "18") -> list[str]:
    """Codes of the areas of some kinds inside an area."""
    return [kode for kode, row in areas().items() if row["jenis"] in kinds and (kode + ".").startswith(within + ".")]


def desa_counts(year: int, within: str = "18") -> dict[str, int]:
    """Desa per status, and kelurahan, as the legend of a desa map lists them."""
    counted = Counter(row["status"] for kode, row in scores()[year].items() if kode.startswith(within + "."))
    return {label: counted[key] for key, label in NAMES.items()} | {
        "Belum dinilai": len(codes_of(("kelurahan",), within)),
        "Tanpa data": len([kode for kode in codes_of(("desa",), within) if kode not in scores()[year]]),
    }


def commonest_status(year: int, within: str) -> str:
    """The most frequent status in an area, the lower one of a tie; an area of kelurahan alone is not assessed."""
    counted = desa_counts(year, within)
    statuses = [(counted[label], -place, label) for place, label in enumerate(NAMES.values())]
    most = max(statuses)
    return most[2] if most[0] else "Belum dinilai"


def area_counts(year: int, kinds: tuple[str, ...], within: str = "18") -> dict[str, int]:
    """Areas per most frequent status, as the legend of a kabupaten or kecamatan map lists them."""
    counted = Counter(commonest_status(year, kode) for kode in codes_of(kinds, within))
    return {label: counted[label] for label in (*NAMES.values(), "Belum dinilai", "Tanpa data")}
