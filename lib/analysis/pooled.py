"""Several areas taken together as one, for example those that are alike."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lib.analysis.population import population
from lib.analysis.year import Year
from lib.domain.indeks import comparable, indeks_of_year


def _members(wilayah: pd.DataFrame, codes: tuple[str, ...]) -> np.ndarray:
    units = population(wilayah)
    inside = np.zeros(units.size, dtype=bool)
    for kode in codes:
        inside |= units.within(kode)
    return inside


def pooled_means(nilai: pd.DataFrame, wilayah: pd.DataFrame, tahun: int, codes: tuple[str, ...]) -> pd.Series:
    """Mean of ``nilai`` and of each dimension over all desa of the areas ``codes``, each desa once.

    The same rule as ``scores.mean_scores``: sum / desa that have the figure, NaN where there is none. It is a mean of desa,
    not of the areas' means, so a large area weighs more. Areas may overlap.
    """
    inside = _members(wilayah, codes)
    year = Year(nilai, wilayah, tahun)
    names = ["nilai", *(entry.id for entry in indeks_of_year(tahun).dimensi)]
    return pd.Series({name: _mean(year.column(name)[inside]) for name in names})


def pooled_change(nilai: pd.DataFrame, wilayah: pd.DataFrame, tahun: int, sebelum: int, codes: tuple[str, ...]) -> float:
    """Mean change of the score since ``sebelum`` over the desa of ``codes`` that have one in both years.

    NaN without such a desa and across the method break.
    """
    if not comparable(tahun, sebelum):
        return float("nan")
    inside = _members(wilayah, codes)
    before, now = (Year(nilai, wilayah, year).column("nilai")[inside] for year in (sebelum, tahun))
    return _mean(now - before)


def _mean(values: np.ndarray) -> float:
    known = values[~np.isnan(values)]
    return float(known.sum() / len(known)) if len(known) else float("nan")
