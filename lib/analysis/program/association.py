"""Change of score of desa that a programme reached early, beside desa that it has not reached yet.

An association, never an effect: nobody drew lots about who was reached first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from lib.analysis.program.reach import BELUM, SUDAH

# Below this the interval says more about chance than about the desa; the comparison is then not shown.
LEAST_GROUP: Final = 30
RESAMPLES: Final = 2000
CONFIDENCE: Final = 0.95
SEED: Final = 1804
# Numbers drawn at a time: all draws at once would hold one per draw and desa of Indonesia.
_DRAWN_AT_ONCE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Group:
    """One group: desa with a score in both years, their mean before, mean change, and the interval of that change."""

    n: int
    sebelum: float
    selisih: float
    bawah: float
    atas: float


@dataclass(frozen=True, slots=True)
class Association:
    """The two groups and the difference of their mean changes (early minus not yet) with its interval.

    ``di_antara`` are the desa reached between the two dates and ``tanpa_pasangan`` those without a score in both years:
    neither is in a group. Numbers of a group below LEAST_GROUP are NaN, and so is the difference then.
    """

    awal: Group
    belum: Group
    selisih: float
    bawah: float
    atas: float
    di_antara: int
    tanpa_pasangan: int

    @property
    def enough(self) -> bool:
        """True when both groups are large enough to be compared."""
        return min(self.awal.n, self.belum.n) >= LEAST_GROUP


def associate(changes: pd.DataFrame, before: pd.Series, now: pd.Series) -> Association:
    """Compare the changes of desa ``sudah`` at the start with those still ``belum`` at the end.

    ``changes`` is indexed by kode with ``nilai_sebelum`` and ``selisih`` (NaN: no pair); ``before`` and ``now`` are the
    states of the programme (``reach.reach_states``) at the end of the year before and of the year itself. Means are
    unweighted over desa. The interval is the 95% percentile bootstrap of each mean and of their difference: RESAMPLES
    draws of each group with replacement, from a fixed seed, so that the same data always gives the same interval.
    """
    codes = changes.index
    early = (before.reindex(codes) == SUDAH).to_numpy()
    late = (now.reindex(codes) == BELUM).to_numpy() & ~early
    between = (now.reindex(codes) == SUDAH).to_numpy() & ~early
    moved = changes["selisih"].to_numpy(dtype=float)
    paired = ~np.isnan(moved)
    first = changes["nilai_sebelum"].to_numpy(dtype=float)
    generator = np.random.default_rng(SEED)
    drawn, groups = [], []
    for member in (early & paired, late & paired):
        values = moved[member]
        means = _bootstrap_means(values, generator)
        low, high = _interval(means)
        enough = len(values) >= LEAST_GROUP
        groups.append(
            Group(
                n=len(values),
                sebelum=float(first[member].mean()) if enough else np.nan,
                selisih=float(values.mean()) if enough else np.nan,
                bawah=low,
                atas=high,
            )
        )
        drawn.append(means)
    low, high = _interval(drawn[0] - drawn[1])
    return Association(
        awal=groups[0],
        belum=groups[1],
        selisih=groups[0].selisih - groups[1].selisih,
        bawah=low,
        atas=high,
        di_antara=int((between & paired).sum()),
        tanpa_pasangan=int(((early | late | between) & ~paired).sum()),
    )


def _bootstrap_means(values: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    if len(values) < LEAST_GROUP:
        return np.full(RESAMPLES, np.nan)
    step = max(1, _DRAWN_AT_ONCE // len(values))
    parts = [
        values[generator.integers(0, len(values), size=(min(step, RESAMPLES - start), len(values)))].mean(axis=1)
        for start in range(0, RESAMPLES, step)
    ]
    return np.concatenate(parts)


def _interval(means: np.ndarray) -> tuple[float, float]:
    if np.isnan(means).any():
        return np.nan, np.nan
    low, high = np.quantile(means, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return float(low), float(high)
