"""Counts made by hand from the rows, one row at a time: what sentences, cards and tables are held against."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache

from lib.analysis.frame.figures import Figures
from lib.domain.wilayah import is_kelurahan, is_within


@cache
def rows(data: Figures) -> dict[int, dict[str, str]]:
    """Status by desa and year, as the rows say it."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for kode, tahun, status in zip(data.nilai["kode_desa"], data.nilai["tahun"], data.nilai["status"], strict=True):
        found[int(tahun)][str(kode)] = str(status)
    return found


@cache
def statuses(data: Figures, tahun: int, area: str | None) -> Counter[str]:
    """Desa of an area (None: the province) by status."""
    return Counter(status for kode, status in rows(data)[tahun].items() if area is None or is_within(kode, area))


@cache
def only_kelurahan(data: Figures, area: str) -> bool:
    """True for an area in which there is no desa."""
    return all(is_kelurahan(kode) for kode in data.codes_at("desa") if is_within(kode, area))


def moves(data: Figures, tahun: int, area: str | None, order: tuple[str, ...]) -> tuple[int, int, int]:
    """(rose, fell, in both years) of an area's desa since the year before."""
    now, past = rows(data)[tahun], rows(data)[tahun - 1]
    both = [kode for kode in now if kode in past and (area is None or is_within(kode, area))]
    steps = [order.index(now[kode]) - order.index(past[kode]) for kode in both]
    return sum(step > 0 for step in steps), sum(step < 0 for step in steps), len(both)
