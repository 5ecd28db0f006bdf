"""The spread of scores in one year: five numbers of a box."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.analysis.frame.population import population
from lib.analysis.frame.year import Year


@dataclass(frozen=True, slots=True)
class Spread:
    """``n`` desa with a score, and their least, lower quartile, median, upper quartile and greatest score."""

    n: int
    kuantil: tuple[float, float, float, float, float]

    @property
    def median(self) -> float:
        """Half of the desa score no more than this."""
        return self.kuantil[2]


def score_spread(nilai: pd.DataFrame, wilayah: pd.DataFrame, tahun: int, area: str | None = None) -> Spread | None:
    """The spread over the desa in ``area`` that have a score in ``tahun``, on the scale of that year's index.

    Quartiles by linear interpolation between the two nearest scores (numpy's default, R's type 7). None without a score;
    one desa gives five equal numbers.
    """
    scores = Year(nilai, wilayah, tahun).column("nilai")[population(wilayah).within(area)]
    scores = scores[~np.isnan(scores)]
    if not len(scores):
        return None
    least, lower, median, upper, greatest = (float(value) for value in np.quantile(scores, (0, 0.25, 0.5, 0.75, 1)))
    return Spread(len(scores), (least, lower, median, upper, greatest))


# The distribution of an indicator, for the small chart in a legend.


@dataclass(frozen=True, eq=False)
class Histogram:
    """``counts[i]`` values lie from ``edges[i]`` (inclusive) to ``edges[i + 1]`` (exclusive, but for the last bin)."""

    counts: np.ndarray
    edges: np.ndarray
    tanpa_nilai: int


def histogram(values: pd.Series | np.ndarray, bins: int = 30) -> Histogram:
    """``bins`` bins of equal width over the finite values; ``tanpa_nilai`` is the number of the others.

    One distinct value gives one bin of width zero; no finite value gives no bins. Raises ValueError when ``bins`` < 1.
    """
    if bins < 1:
        raise ValueError("bins must be at least 1")
    numbers = np.asarray(values, dtype=np.float64)
    present = numbers[np.isfinite(numbers)]
    missing = len(numbers) - len(present)
    if not len(present):
        return Histogram(np.zeros(0, dtype=np.int64), np.zeros(0), missing)
    least, most = present.min(), present.max()
    edges = np.unique(np.linspace(least, most, bins + 1))
    if len(edges) < 2:
        return Histogram(np.array([len(present)]), np.array([least, most]), missing)
    counts, _ = np.histogram(present, bins=edges)
    return Histogram(counts, edges, missing)
