"""How far each desa is from the next status and from the one below, and which dimension holds it back most.

Distances are in the index's own points, rounded as published: the least change of the score that changes the class. So a
score that lies exactly on an upper bound (bounds are inclusive) still lacks one unit of the last decimal.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from lib.analysis.frame.population import population
from lib.analysis.frame.year import STATUS_DTYPE, Year
from lib.analysis.indicator.classify import classify
from lib.domain.indeks import indeks_of_year
from lib.domain.status import STATUS


def distances(nilai: pd.DataFrame, wilayah: pd.DataFrame, tahun: int, area: str | None = None) -> pd.DataFrame:
    """Every desa in ``area`` that has a score and, as published, the status of that score.

    Index ``kode`` in code order; ``nilai``; ``status``, ``berikut`` (the next one up) and ``bawah`` (the next one down):
    ordered categories, NaN where there is none; ``kurang``: the least rise that reaches ``berikut`` (its lower bound + one
    unit of the last published decimal - score, NaN for Mandiri); ``sisa``: the least fall that ends in ``bawah`` (score -
    own lower bound, NaN for Sangat Tertinggal).

    ``dimensi`` is the id of the dimension furthest behind its peers: the greatest (median - value) / maximum, the median
    taken over all desa of the same kabupaten that have the dimension in ``tahun``, wherever ``area`` ends; None when no
    dimension lies below its median (of equal gaps the first in official order). ``selisih_dimensi`` is value - median, so
    negative, in the dimension's points.

    Desa whose published status is not that of their score are left out: ``contradictory`` counts them.
    """
    year = Year(nilai, wilayah, tahun)
    units = population(wilayah)
    indeks = indeks_of_year(tahun)
    score = year.column("nilai")
    place = classify(score, "resmi", indeks=indeks).kelas.astype(np.int64)
    chosen = np.flatnonzero((place >= 0) & (place == year.status()) & units.within(area))
    rounded, place = np.round(score[chosen], indeks.desimal), place[chosen]
    upper = np.array([*indeks.batas_atas, np.nan])[place]
    lower = np.array([np.nan, *indeks.batas_atas])[place]
    dimension, behind = _furthest_behind(year, chosen)
    codes = units.areas["desa"][chosen]
    return pd.DataFrame(
        {
            "nilai": score[chosen],
            "status": pd.Categorical.from_codes(place, dtype=STATUS_DTYPE),
            "berikut": pd.Categorical.from_codes(np.where(place < len(STATUS) - 1, place + 1, -1), dtype=STATUS_DTYPE),
            "kurang": np.round(upper + 10.0**-indeks.desimal - rounded, indeks.desimal),
            "bawah": pd.Categorical.from_codes(place - 1, dtype=STATUS_DTYPE),
            "sisa": np.round(rounded - lower, indeks.desimal),
            "dimensi": pd.Series(dimension, index=codes, dtype=object),  # pandas would turn None into NaN
            "selisih_dimensi": behind,
        },
        index=codes,
    )


def contradictory(nilai: pd.DataFrame, wilayah: pd.DataFrame, tahun: int, area: str | None = None) -> int:
    """Desa in ``area`` with a score and a published status that is not the status of the score."""
    year = Year(nilai, wilayah, tahun)
    computed = classify(year.column("nilai"), "resmi", indeks=indeks_of_year(tahun)).kelas
    status = year.status()
    return int(((computed >= 0) & (status >= 0) & (computed != status) & population(wilayah).within(area)).sum())


def _furthest_behind(year: Year, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Per chosen unit the id of the dimension furthest below its kabupaten's median, and value - median."""
    dimensions = indeks_of_year(year.tahun).dimensi
    kabupaten = year.population.above["desa", "kabupaten"]
    values = pd.DataFrame({entry.id: year.column(entry.id) for entry in dimensions})
    medians = values.groupby(kabupaten).transform("median")
    gap = (values - medians).to_numpy()[chosen]
    relative = np.nan_to_num(-gap / np.array([entry.maks for entry in dimensions]), nan=0.0)
    # Rounded past every published decimal: equal gaps must not be ordered by the last bit.
    leader = np.round(relative, 9).argmax(axis=1)
    rows = np.arange(len(chosen))
    found = np.round(relative[rows, leader], 9) > 0
    ids = np.array([entry.id for entry in dimensions], dtype=object)[leader]
    ids[~found] = None
    return ids, np.where(found, gap[rows, leader], np.nan)
