"""An estimate of the composition of the next years, from how desa moved between classes in the last ones.

A Markov chain: a desa's chances of moving depend on its present class alone. With *pairs* the consecutive years
(t - 1, t) on one index, and ``N[k, i, j]`` the desa that went from class *i* to *j* in pair *k*:

- ``P[k, i, j] = N[k, i, j] / sum over j of N[k, i, j]``: the transition shares of one pair; the estimate uses their simple
  average over the pairs, ``P``.
- Composition after *h* years: counts x P^h.
- The interval is simulated: every run draws the desa of each pair anew (with replacement), then for each coming year one
  of the pairs at random, and lets every desa move by its shares. So it holds the chance of single moves, what few desa
  cannot tell, and that years differ; not that the rules, the programmes or the questionnaire change.

A class of which an area had fewer than MIN_OWN desa over all pairs moves as in the whole frame; a class that nobody was in
stays. Nothing crosses the method break: pairs are of one index, and the estimate is on its scale.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from lib.analysis.frame.population import population
from lib.analysis.frame.year import Year
from lib.domain.indeks import comparable
from lib.domain.status import STATUS
from lib.domain.wilayah import Tingkat

MAX_PAIRS: Final = 3
YEARS_AHEAD: Final = 3
MIN_OWN: Final = 20
RUNS: Final = 1000
SEED: Final = 20160  # any number will do; fixed, so that the same data always gives the same interval
LEVEL: Final = 0.9
_SIZE: Final = len(STATUS)


@dataclass(frozen=True, eq=False)
class Outlook:
    """The estimate for one area.

    ``awal``: desa per status in ``tahun`` (integer Series over STATUS). ``peluang``: the average transition shares, rows
    ``dari``, columns ``ke``. ``perkiraan``: one row per coming year and status with ``tahun``, ``status``, ``jumlah`` (the
    expected number), ``bawah`` and ``atas`` (whole desa: LEVEL of the runs end between them; widened to hold ``jumlah``).
    ``pinjaman``: the statuses, of those with desa in ``tahun``, that move as in the whole frame for want of own desa.
    """

    tahun: int
    pasangan: tuple[tuple[int, int], ...]
    awal: pd.Series
    peluang: pd.DataFrame
    perkiraan: pd.DataFrame
    pinjaman: tuple[str, ...]

    @property
    def jumlah(self) -> int:
        """Desa with a status in the first year; the estimate never changes their number."""
        return int(self.awal.sum())


def pairs_of_years(nilai: pd.DataFrame, tahun: int, most: int = MAX_PAIRS) -> tuple[tuple[int, int], ...]:
    """The last ``most`` pairs of consecutive years up to ``tahun`` on its index, oldest first; may be empty.

    They end at a year without rows, and official and illustrative years are never mixed.
    """
    years = set(nilai["tahun"].unique().tolist())
    invented = set(nilai.loc[nilai["sifat"] == "contoh", "tahun"].unique().tolist())
    pairs: list[tuple[int, int]] = []
    now = tahun
    while len(pairs) < most and {now, now - 1} <= years and comparable(now, now - 1):
        if (tahun in invented) != (now - 1 in invented):
            break
        pairs.insert(0, (now - 1, now))
        now -= 1
    return tuple(pairs)


def outlooks(
    nilai: pd.DataFrame, wilayah: pd.DataFrame, tahun: int, tingkat: Tingkat, area: str | None = None
) -> dict[str, Outlook] | None:
    """The outlook of every area of ``tingkat`` in ``area`` that has a desa with a status in ``tahun``, by code.

    None when there are not two comparable years: no pair on the index of ``tahun`` (the method break, or a gap).
    """
    pairs = pairs_of_years(nilai, tahun)
    if not pairs:
        return None
    codes, group = population(wilayah).groups(tingkat, area)
    status = {year: Year(nilai, wilayah, year).status().astype(np.int64) for year in {year for pair in pairs for year in pair}}
    own = np.stack([_transitions(status[a], status[b], group, len(codes)) for a, b in pairs])
    everywhere = np.zeros(len(group), dtype=np.int64)
    whole = np.stack([_transitions(status[a], status[b], everywhere, 1)[0] for a, b in pairs])
    now = status[tahun]
    counted = (group >= 0) & (now >= 0)
    start = np.bincount(group[counted] * _SIZE + now[counted], minlength=len(codes) * _SIZE).reshape(len(codes), _SIZE)
    return {
        str(kode): _project(tahun, pairs, start[place], own[:, place], whole)
        for place, kode in enumerate(codes)
        if start[place].any()
    }


def _transitions(before: np.ndarray, now: np.ndarray, group: np.ndarray, size: int) -> np.ndarray:
    """Desa by (group, class before, class now): only those with a status in both years and a group."""
    pair = (before >= 0) & (now >= 0) & (group >= 0)
    flat = (group[pair] * _SIZE + before[pair]) * _SIZE + now[pair]
    return np.bincount(flat, minlength=size * _SIZE * _SIZE).reshape(size, _SIZE, _SIZE)


def _project(tahun: int, pairs: tuple[tuple[int, int], ...], start: np.ndarray, own: np.ndarray, whole: np.ndarray) -> Outlook:
    moved, borrowed = _moves(own, whole)
    totals = moved.sum(axis=2, keepdims=True)
    shares = moved / totals
    mean = shares.mean(axis=0)
    runs = _simulate(start, shares, totals[:, :, 0])
    tail = (1 - LEVEL) / 2
    rows = []
    expected = start.astype(np.float64)
    for ahead in range(YEARS_AHEAD):
        expected = expected @ mean
        low, high = np.quantile(runs[ahead], (tail, 1 - tail), axis=0, method="inverted_cdf")
        for place, status in enumerate(STATUS):
            number = float(expected[place])
            # A class of few desa is skewed: its mean may lie outside the middle of the runs, but never outside its bar.
            bounds = min(low[place], np.floor(number + 1e-9)), max(high[place], np.ceil(number - 1e-9))
            rows.append((tahun + ahead + 1, status, number, *(int(bound) for bound in bounds)))
    return Outlook(
        tahun=tahun,
        pasangan=pairs,
        awal=pd.Series(start, index=pd.Index(STATUS, name="status")),
        peluang=pd.DataFrame(mean, index=pd.Index(STATUS, name="dari"), columns=pd.Index(STATUS, name="ke")),
        perkiraan=pd.DataFrame(rows, columns=["tahun", "status", "jumlah", "bawah", "atas"]),
        pinjaman=tuple(status for status, lent, n in zip(STATUS, borrowed, start, strict=True) if lent and n),
    )


def _moves(own: np.ndarray, whole: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Moves by (pair, from, to) with no empty row, and for each class whether they were borrowed from the whole frame."""
    borrowed = own.sum(axis=(0, 2)) < MIN_OWN
    moved = np.where(borrowed[None, :, None], whole, own)
    pooled = moved.sum(axis=0)
    pooled = np.where(pooled.sum(axis=1, keepdims=True) > 0, pooled, np.eye(_SIZE, dtype=np.int64))
    # A year in which nobody was in a class says nothing of it: the other years speak.
    return np.where(moved.sum(axis=2, keepdims=True) > 0, moved, pooled[None]), borrowed


def _simulate(start: np.ndarray, shares: np.ndarray, totals: np.ndarray) -> np.ndarray:
    """RUNS compositions after 1, 2, ... years: integers of shape (YEARS_AHEAD, RUNS, classes)."""
    draws = np.random.default_rng(SEED)
    again = draws.multinomial(totals, shares, size=(RUNS, *totals.shape)) / totals[..., None]
    counts = np.broadcast_to(start, (RUNS, _SIZE))
    out = []
    every = np.arange(RUNS)
    for _ahead in range(YEARS_AHEAD):
        year = draws.integers(len(shares), size=RUNS)
        counts = draws.multinomial(counts, again[every, year]).sum(axis=1)
        out.append(counts)
    return np.stack(out)
