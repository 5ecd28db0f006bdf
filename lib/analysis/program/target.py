"""A programme's target for an area, how far it is from it, and the pace that would still reach it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from lib.analysis.frame.population import population
from lib.analysis.program.coverage import stage_rows
from lib.analysis.program.snapshots import in_use
from lib.domain.program import Program, Sasaran
from lib.domain.wilayah import induk

DAYS_PER_YEAR: Final = 365.25
# Units of a programme's denominator in an area at the end of a year.
Base = Callable[[int, str], int]


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached in an area by the end of ``tahun``. ``dari`` is the area that the target was published for:
    the area itself, or one above it whose target is every unit it has."""

    tahun: int
    jumlah: int
    dari: str
    sumber: str
    seluruh: bool


def goal(program: Program, tahun: int, kode: str, base: Base) -> Goal | None:
    """The target that holds for the area ``kode`` looked at in ``tahun``; None where none was published.

    Of several targets the nearest that is not past counts, else the last past one. A target of an area above is handed down
    only when it is *all* units that area has in the target's year: then all units of each part are meant as well. A target
    of a part of the units says nothing about any one kabupaten and is not divided.
    """
    area: str | None = kode
    while area is not None:
        entry = _of_area(program, tahun, area)
        if entry is not None:
            whole = base(entry.tahun, area)
            everything = entry.target == whole and whole > 0
            if area == kode:
                return Goal(entry.tahun, entry.target, area, entry.sumber, everything)
            if everything:
                return Goal(entry.tahun, base(entry.tahun, kode), area, entry.sumber, True)
        area = induk(area)
    return None


def _of_area(program: Program, tahun: int, kode: str) -> Sasaran | None:
    entries = sorted((entry for entry in program.sasaran if entry.wilayah == kode), key=lambda entry: entry.tahun)
    coming = [entry for entry in entries if entry.tahun >= tahun]
    return coming[0] if coming else entries[-1] if entries else None


def gap(aim: Goal, reached: int) -> int:
    """Units still missing to the target; 0 when it is reached."""
    return max(aim.jumlah - reached, 0)


def is_past(aim: Goal, tahun: int) -> bool:
    """True when the end of ``tahun`` is the end of the target's year or later: no time is left."""
    return tahun >= aim.tahun


def years_left(aim: Goal, on: dt.date) -> float:
    """Years from ``on`` to 31 December of the target's year; 0 when that day is past."""
    return max((dt.date(aim.tahun, 12, 31) - on).days, 0) / DAYS_PER_YEAR


def pace_needed(aim: Goal, reached: int, on: dt.date, tahun: int) -> float | None:
    """Units a year that would still reach the target: (target - reached on the day of the snapshot) / years left from it.

    None when the target is reached, or when no time is left at the end of ``tahun``.
    """
    left = years_left(aim, on)
    return None if is_past(aim, tahun) or not left or not gap(aim, reached) else gap(aim, reached) / left


def pace_seen(first: tuple[dt.date, int], last: tuple[dt.date, int]) -> float | None:
    """Units a year between two snapshots (day, units); None when they are of the same day."""
    days = (last[0] - first[0]).days
    return (last[1] - first[1]) * DAYS_PER_YEAR / days if days > 0 else None


# A programme's stages over the dates of their snapshots.


DESA = "desa"


def stage_trend(cakupan: pd.DataFrame, wilayah: pd.DataFrame, program: Program, area: str | None = None) -> pd.DataFrame:
    """What is in use of every stage in ``area`` (the province when None) on each day on which a snapshot was taken there.

    Columns ``tahap``, ``tanggal``, integer ``jumlah`` (units; for a programme measured against desa the desa with at least
    one); stages in the programme's order, each by date. Counted over the desa (and kelurahan where the programme counts them)
    that exist at the end of the snapshot's year, so the newest date up to a year's end gives the figure of ``coverage``. A
    stage without a snapshot has no row; a snapshot that holds nothing inside the area is a 0, because it was taken.
    """
    units = population(wilayah)
    inside = units.within(area)
    codes, positions = units.place(cakupan["kode_wilayah"])
    counts = cakupan["jumlah"].to_numpy(dtype=np.int64)
    rows = []
    for stage in program.tahap:
        of_stage = stage_rows(cakupan, program.id, stage.id)
        for day in np.unique(cakupan["tanggal"].to_numpy()[of_stage].astype("datetime64[D]")):
            year = int(day.astype("datetime64[Y]").astype(int)) + 1970
            eligible = inside & (units.exists(year) if program.termasuk_kelurahan else units.expected(year))
            found = in_use(cakupan, of_stage, units, day)
            spoken = found.days == day
            if spoken.any() and not (spoken & inside).any():
                continue  # Taken elsewhere.
            where = positions[codes[found.rows]]
            chosen = where >= 0
            per_unit = np.zeros(units.size, dtype=np.int64)
            np.add.at(per_unit, where[chosen], counts[found.rows[chosen]])
            per_unit = per_unit[eligible]
            total = int((per_unit > 0).sum() if program.penyebut == DESA else per_unit.sum())
            rows.append((stage.id, pd.Timestamp(day), total))
    return pd.DataFrame(rows, columns=["tahap", "tanggal", "jumlah"]).astype({"jumlah": "int64", "tanggal": "datetime64[s]"})
