"""Change between two years, only ever within one index.

Everything here compares *pairs*: desa that exist and have the figure in both years, so that desa that came, went or were
not scored never look like progress. Every function gives None when there is nothing to compare: the years are measured
with different indices (``lib.domain.indeks.comparable``), or one of them has no usable row at all.
"""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
import pandas as pd

from lib.analysis.frame.population import population
from lib.analysis.frame.year import STATUS_DTYPE, Year
from lib.analysis.status.distribution import group_mean, share_at_least, status_counts
from lib.domain.indeks import comparable, indeks_of_year
from lib.domain.status import STATUS
from lib.domain.wilayah import Tingkat

Arah = Literal["naik", "turun"]
Urutan = Literal["nilai", "kelas"]
NILAI: Final = "nilai"


def _years(nilai: pd.DataFrame, wilayah: pd.DataFrame, tahun: int, sebelum: int | None) -> tuple[Year, Year] | None:
    before = Year(nilai, wilayah, tahun - 1 if sebelum is None else sebelum)
    now = Year(nilai, wilayah, tahun)
    if before.empty or now.empty or not comparable(now.tahun, before.tahun):
        return None
    return before, now


def change_between(
    nilai: pd.DataFrame, wilayah: pd.DataFrame, tahun: int, sebelum: int, tingkat: Tingkat, area: str | None = None
) -> pd.DataFrame | None:
    """Change of the mean score from ``sebelum`` to ``tahun`` over the desa of each area that have a score in both.

    Index ``kode`` (every area of ``tingkat`` in ``area``); ``nilai_sebelum`` and ``nilai`` (means over the pairs),
    ``selisih`` (mean of the pairs' differences; positive is better), ``n_berpasangan`` (integer, the denominator). NaN
    where there is no pair. Swapping the years changes the sign of ``selisih`` exactly.
    """
    years = _years(nilai, wilayah, tahun, sebelum)
    if years is None:
        return None
    before, now = (year.column(NILAI) for year in years)
    codes, group = population(wilayah).groups(tingkat, area)
    pair = np.where(~np.isnan(before) & ~np.isnan(now), group, -1)
    difference, n = group_mean(now - before, pair, len(codes))
    return pd.DataFrame(
        {
            "nilai_sebelum": group_mean(before, pair, len(codes))[0],
            "nilai": group_mean(now, pair, len(codes))[0],
            "selisih": difference,
            "n_berpasangan": n,
        },
        index=codes,
    )


def change_on_year_before(
    nilai: pd.DataFrame, wilayah: pd.DataFrame, tahun: int, tingkat: Tingkat, area: str | None = None
) -> pd.DataFrame | None:
    """``change_between`` for ``tahun`` and the calendar year before it."""
    return change_between(nilai, wilayah, tahun, tahun - 1, tingkat, area)


def _status_pairs(years: tuple[Year, Year], wilayah: pd.DataFrame, area: str | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    before, now = (year.status().astype(np.int64) for year in years)
    return before, now, (before >= 0) & (now >= 0) & population(wilayah).within(area)


def status_flows(
    nilai: pd.DataFrame, wilayah: pd.DataFrame, tahun: int, area: str | None = None, sebelum: int | None = None
) -> pd.DataFrame | None:
    """Desa by status before (rows ``dari``) and in ``tahun`` (columns ``ke``): a 5 x 5 integer frame over STATUS.

    ``sebelum`` is the year before when None. Only desa in ``area`` with a status in both years; the sum of the frame is
    their number, its diagonal those that stayed.
    """
    years = _years(nilai, wilayah, tahun, sebelum)
    if years is None:
        return None
    before, now, pair = _status_pairs(years, wilayah, area)
    size = len(STATUS)
    table = np.bincount(before[pair] * size + now[pair], minlength=size * size).reshape(size, size)
    return pd.DataFrame(table, index=pd.Index(STATUS, name="dari"), columns=pd.Index(STATUS, name="ke"))


def desa_of_flow(
    nilai: pd.DataFrame,
    wilayah: pd.DataFrame,
    tahun: int,
    dari: str,
    ke: str,
    area: str | None = None,
    sebelum: int | None = None,
) -> pd.DataFrame | None:
    """The desa behind one cell of ``status_flows``: index ``kode`` in code order; ``nilai_sebelum``, ``nilai``, ``selisih``.

    Raises ValueError when ``dari`` or ``ke`` is not one of STATUS.
    """
    years = _years(nilai, wilayah, tahun, sebelum)
    if years is None:
        return None
    before, now, pair = _status_pairs(years, wilayah, area)
    chosen = pair & (before == STATUS.index(dari)) & (now == STATUS.index(ke))
    old, new = (year.column(NILAI)[chosen] for year in years)
    return pd.DataFrame(
        {"nilai_sebelum": old, "nilai": new, "selisih": np.round(new - old, indeks_of_year(tahun).desimal + 4)},
        index=population(wilayah).areas["desa"][chosen],
    )


def class_moves(
    nilai: pd.DataFrame,
    wilayah: pd.DataFrame,
    tahun: int,
    tingkat: Tingkat,
    area: str | None = None,
    sebelum: int | None = None,
) -> pd.DataFrame | None:
    """Desa whose status rose, stayed or fell in each area: integer ``naik``, ``tetap``, ``turun``, ``n_berpasangan``.

    Index ``kode`` (every area of ``tingkat`` in ``area``). The first three sum to ``n_berpasangan``, the desa with a
    status in both years; children sum to their parent.
    """
    years = _years(nilai, wilayah, tahun, sebelum)
    if years is None:
        return None
    codes, group = population(wilayah).groups(tingkat, area)
    before, now, pair = _status_pairs(years, wilayah, area)
    pair &= group >= 0
    direction = 1 - np.sign(now - before)[pair]  # 0 rose, 1 stayed, 2 fell
    table = np.bincount(group[pair] * 3 + direction, minlength=len(codes) * 3).reshape(len(codes), 3)
    moves = pd.DataFrame(table, index=codes, columns=["naik", "tetap", "turun"])
    return moves.assign(n_berpasangan=table.sum(axis=1))


def movers(
    nilai: pd.DataFrame,
    wilayah: pd.DataFrame,
    tahun: int,
    n: int = 10,
    area: str | None = None,
    sebelum: int | None = None,
    menurut: Urutan = "nilai",
) -> pd.DataFrame | None:
    """The ``n`` desa in ``area`` with the largest rise of score, then the ``n`` with the largest fall (largest first).

    With ``menurut`` = ``kelas`` those that rose or fell by most classes, equal numbers of classes by the change of score.

    Index ``kode``; ``arah`` (``naik``/``turun``), ``nilai_sebelum``, ``nilai``, ``selisih``, ``status_sebelum``,
    ``status`` (ordered categories, NaN without), ``dimensi`` (id of the dimension that moved most in the same direction,
    relative to its maximum; None when none is known or none moved that way) and ``selisih_dimensi`` (in its own points).
    ``kelas``: classes moved (positive up; 0 without a status in both years). Equal moves are ordered by code. Desa that did
    not move are in neither list.
    """
    years = _years(nilai, wilayah, tahun, sebelum)
    if years is None:
        return None
    before, now = (year.column(NILAI) for year in years)
    units = population(wilayah)
    # Rounded past the published decimals: 0.7-0.6 and 0.8-0.7 are the same move.
    difference = np.nan_to_num(np.round(now - before, indeks_of_year(tahun).desimal + 4))
    old, new, pair = _status_pairs(years, wilayah, area)
    steps = np.where(pair, new - old, 0)
    size = steps if menurut == "kelas" else difference
    up, down = (np.flatnonzero((sign * size > 0) & units.within(area)) for sign in (1, -1))
    n = max(n, 0)
    # lexsort: the last key counts most; it keeps equal moves in code order.
    rising = up[np.lexsort((-difference[up], -size[up]))][:n]
    falling = down[np.lexsort((difference[down], size[down]))][:n]
    chosen = np.concatenate([rising, falling])
    status_before, status_now = (year.status()[chosen] for year in years)
    codes = units.areas["desa"][chosen]
    dimension, moved = _leading_dimension(years, chosen, np.sign(size[chosen]))
    return pd.DataFrame(
        {
            "arah": np.repeat(np.array(["naik", "turun"], dtype=object), [len(rising), len(falling)]),
            "nilai_sebelum": before[chosen],
            "nilai": now[chosen],
            "selisih": (now - before)[chosen].round(indeks_of_year(tahun).desimal + 4),
            "kelas": steps[chosen],
            "status_sebelum": pd.Categorical.from_codes(status_before, dtype=STATUS_DTYPE),
            "status": pd.Categorical.from_codes(status_now, dtype=STATUS_DTYPE),
            "dimensi": pd.Series(dimension, index=codes, dtype=object),  # pandas would turn None into NaN
            "selisih_dimensi": moved,
        },
        index=codes,
    )


def _leading_dimension(years: tuple[Year, Year], chosen: np.ndarray, sign: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    before, now = years
    dimensions = indeks_of_year(now.tahun).dimensi
    moved = np.column_stack([(now.column(entry.id) - before.column(entry.id))[chosen] for entry in dimensions])
    relative = np.nan_to_num(moved * sign[:, None] / np.array([entry.maks for entry in dimensions]), nan=0.0)
    leader = relative.argmax(axis=1)
    rows = np.arange(len(chosen))
    found = relative[rows, leader] > 0
    ids = np.array([entry.id for entry in dimensions], dtype=object)[leader]
    ids[~found] = None
    return ids, np.where(found, moved[rows, leader], np.nan)


def top_changes(
    nilai: pd.DataFrame,
    wilayah: pd.DataFrame,
    tahun: int,
    ukuran: str = "mandiri",
    *,
    tingkat: Tingkat = "kabupaten",
    area: str | None = None,
    n: int = 3,
    arah: Arah = "naik",
    sebelum: int | None = None,
) -> pd.DataFrame | None:
    """The ``n`` areas that rose (or fell) most from the year before: index ``kode``, ``sebelum``, ``sesudah``, ``selisih``.

    ``ukuran`` is ``nilai`` (mean score over pairs, as ``change_between``) or a status: the share of desa with that status
    or better, each year over its own assessed desa, as the other displays of those years show it. Largest move first,
    equal moves by code; areas that moved the other way, not at all, or that cannot be compared are left out.
    """
    if ukuran == NILAI:
        change = change_between(nilai, wilayah, tahun, tahun - 1 if sebelum is None else sebelum, tingkat, area)
        if change is None:
            return None
        table = change.rename(columns={"nilai_sebelum": "sebelum", "nilai": "sesudah"})[["sebelum", "sesudah", "selisih"]]
    else:
        years = _years(nilai, wilayah, tahun, sebelum)
        if years is None:
            return None
        old, new = (share_at_least(status_counts(nilai, wilayah, year.tahun, tingkat, area), ukuran) for year in years)
        table = pd.DataFrame({"sebelum": old, "sesudah": new, "selisih": new - old})
    size = table["selisih"].round(12) * (1 if arah == "naik" else -1)
    order = size[size > 0].sort_values(ascending=False, kind="stable").index
    return table.loc[order[: max(n, 0)]]
