"""Coverage counted straight from the shipped files with the csv module: what the coverage page is held against.

Written without the application's own functions; what each programme is measured against is written down here once more.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
from collections import defaultdict
from functools import cache

from lib.domain.data_file import ROOT

# Programme: its main stage, the base that it is measured against (None: desa), whether it counts kelurahan.
PROGRAMS: dict[str, tuple[str, tuple[str, str] | None, bool]] = {
    "smart_village": ("pengguna", None, False),
    "e_samdes": ("agen", ("bumdes", "tercatat"), False),
    "desamart": ("ada", ("bumdes", "tercatat"), False),
    "kpb": ("terdaftar", ("petani", "terdaftar"), True),
    "desaku_maju": ("pelaksana", None, False),
}


@cache
def areas() -> dict[str, dict[str, str]]:
    """Every row of the list of areas, by code."""
    with (ROOT / "data" / "wilayah" / "wilayah.csv").open(encoding="utf-8", newline="") as file:
        return {row["kode"]: row for row in csv.DictReader(file)}


@cache
def snapshots() -> dict[tuple[str, str], dict[dt.date, dict[str, int]]]:
    """Units by code for every programme, stage and day."""
    found: dict[tuple[str, str], dict[dt.date, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    with gzip.open(ROOT / "data" / "contoh" / "cakupan_program.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            day = dt.date.fromisoformat(row["tanggal"])
            found[row["program"], row["tahap"]][day][row["kode_wilayah"]] = int(row["jumlah"])
    return found


def newest(program: str, stage: str, year: int) -> tuple[dt.date | None, dict[str, int]]:
    """The newest snapshot of a stage up to the end of the year."""
    days = [day for day in snapshots()[program, stage] if day <= dt.date(year, 12, 31)]
    return (max(days), snapshots()[program, stage][max(days)]) if days else (None, {})


def inside(kode: str, area: str) -> bool:
    return kode == area or kode.startswith(area + ".")


@cache
def units(year: int, kelurahan: bool, area: str = "18") -> tuple[str, ...]:
    """Codes of the desa (and kelurahan) of an area that exist at the end of the year."""
    kinds = ("desa", "kelurahan") if kelurahan else ("desa",)
    end = f"{year}-12-31"
    return tuple(
        kode
        for kode, row in areas().items()
        if row["jenis"] in kinds
        and inside(kode, area)
        and (row["berlaku_dari"] or "0") <= end
        and (row["berlaku_sampai"] or "9") >= end
    )


def reach(program: str, year: int, area: str = "18") -> tuple[int | None, int]:
    """Units reached (None: nothing known yet) and units that could be, in an area at the end of the year."""
    stage, base, kelurahan = PROGRAMS[program]
    codes = units(year, kelurahan, area)
    day, rows = newest(program, stage, year)
    bases = dict.fromkeys(codes, 1) if base is None else newest(*base, year)[1]
    of_all = sum(bases.get(kode, 0) for kode in codes)
    counted = [rows.get(kode, 0) for kode in codes]
    return (None if day is None else sum(number > 0 if base is None else number for number in counted)), of_all


@cache
def states(program: str, year: int) -> dict[str, str]:
    """``sudah``, ``belum`` or ``tanpa`` (the base) of every desa that exists at the end of the year; empty: not known."""
    stage, base, _kelurahan = PROGRAMS[program]
    day, rows = newest(program, stage, year)
    bases = newest(*base, year)[1] if base else None
    if day is None:
        return {}
    return {
        kode: "sudah" if rows.get(kode) else "belum" if bases is None or bases.get(kode) else "tanpa"
        for kode in units(year, False)
    }


@cache
def scores(year: int) -> dict[str, tuple[float, str]]:
    """Score and status of every desa in a year."""
    with gzip.open(ROOT / "data" / "contoh" / "nilai_indeks.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return {
            row["kode_desa"]: (float(row["nilai"]), row["status"]) for row in csv.DictReader(file) if row["tahun"] == str(year)
        }
