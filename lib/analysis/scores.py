"""Mean scores of areas."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lib.analysis.population import population
from lib.analysis.year import Year
from lib.domain.indeks import indeks_of_year
from lib.domain.wilayah import Tingkat


def group_mean(values: np.ndarray, group: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Mean of the non-NaN ``values`` per group and their number; NaN for an empty group. Group -1 is left out.

    Units are added in code order, so a mean is the same to the last bit however the rows were ordered.
    """
    counted = (group >= 0) & ~np.isnan(values)
    where = group[counted]
    n = np.bincount(where, minlength=size)
    total = np.bincount(where, weights=values[counted], minlength=size)
    return np.divide(total, n, out=np.full(size, np.nan), where=n > 0), n


def mean_scores(
    nilai: pd.DataFrame, wilayah: pd.DataFrame, tahun: int, tingkat: Tingkat, area: str | None = None
) -> pd.DataFrame:
    """Unweighted mean over the desa of each area: sum of scores / number of desa that have one.

    Index ``kode`` (every area of ``tingkat`` in ``area``); float columns ``nilai`` and each dimension of the index in
    force in ``tahun``; integer ``n``, the desa with a score, which is the denominator of ``nilai``. A dimension's
    denominator is the desa with that dimension. NaN where there is none: a missing score is never zero. A mean above
    desa level is a mean of desa, not of means: a kabupaten of 300 desa weighs more in the province than one of 90.

    Raises DataFileError when no index covers ``tahun``.
    """
    codes, group = population(wilayah).groups(tingkat, area)
    year = Year(nilai, wilayah, tahun)
    mean, n = group_mean(year.column("nilai"), group, len(codes))
    columns = {"nilai": mean}
    for dimensi in indeks_of_year(tahun).dimensi:
        columns[dimensi.id], _ = group_mean(year.column(dimensi.id), group, len(codes))
    return pd.DataFrame({**columns, "n": n}, index=codes)
