"""A programme's target for an area, how far it is from it, and the pace that would still reach it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

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
