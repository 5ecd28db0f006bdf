"""The spread of scores in one year: five numbers of a box."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.analysis.population import population
from lib.analysis.year import Year


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
