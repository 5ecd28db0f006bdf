"""Which areas are alike, by features that are shown beside the answer.

A feature is whatever an area can be measured by (how many desa, the mean of a dimension, inhabitants). Each is standardised
first, so that neither its unit nor its size decides: ``z = (x - mean) / standard deviation``, both over the areas that have
it (the deviation divided by their number). The distance of two areas is Euclidean over the features that both have,

    d = sqrt( m / k * sum((z_a - z_b)^2) ),

with ``m`` features in use and ``k`` of them known of both: a feature that one of them lacks counts as if it differed as
much as the others do on average. A feature that nobody has, or that is equal everywhere, tells nobody apart and is not in use.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from lib.analysis.frame.population import population
from lib.analysis.frame.year import Year
from lib.analysis.indicator.ranking import rank
from lib.domain.indeks import comparable, indeks_of_year

# Distances that differ by less than this differ by the order of an addition: they are equal.
DISTANCE_DECIMALS: Final = 9


def standardised(features: pd.DataFrame) -> pd.DataFrame:
    """The z-scores of the features in use (see above), by kode; NaN where an area lacks one.

    ``features`` is indexed by kode with one numeric column per feature.
    """
    values = features.to_numpy(dtype=float)
    known = ~np.isnan(values)
    n = known.sum(axis=0)
    total = np.where(known, values, 0.0).sum(axis=0)
    mean = np.divide(total, n, out=np.full(len(n), np.nan), where=n > 0)
    centred = values - mean
    variance = np.where(known, centred**2, 0.0).sum(axis=0)
    deviation = np.sqrt(np.divide(variance, n, out=np.zeros(len(n)), where=n > 0))
    # Equal values leave a deviation of rounding errors only.
    scale = np.abs(np.where(known, values, 0.0)).max(axis=0, initial=0.0)
    used = (n > 0) & (deviation > scale * 1e-9)
    return pd.DataFrame(centred[:, used] / deviation[used], index=features.index, columns=features.columns[used])


def distances(features: pd.DataFrame) -> pd.DataFrame:
    """The distance of every pair of areas: a symmetric frame, kode by kode, 0 on the diagonal.

    NaN between two areas that have no feature in common. Neither the order of the rows nor of the columns matters, nor
    the unit of a feature. Without a feature in use every distance is NaN: nothing is known, so nobody is alike.
    """
    z = standardised(features).to_numpy(dtype=float)
    difference = z[:, None, :] - z[None, :, :]
    shared = (~np.isnan(difference)).sum(axis=2)
    squares = np.where(np.isnan(difference), 0.0, difference**2).sum(axis=2)
    scaled = np.divide(squares * z.shape[1], shared, out=np.full(shared.shape, np.nan), where=shared > 0)
    return pd.DataFrame(np.sqrt(scaled).round(DISTANCE_DECIMALS), index=features.index, columns=features.index)


def most_similar(features: pd.DataFrame, kode: str) -> pd.DataFrame:
    """The other areas from the most to the least like ``kode``: index kode, ``jarak`` and ``urutan``.

    ``urutan`` is 1 for the nearest; equal distances share the best place (1, 2, 2, 4) and stand in code order. Areas whose
    distance is not known are left out. Empty when ``kode`` is not among the features' areas.
    """
    if kode not in features.index:
        return pd.DataFrame({"jarak": pd.Series(dtype=float), "urutan": pd.Series(dtype="Int64")}).rename_axis("kode")
    others = distances(features).loc[kode].drop(kode).dropna().sort_index().sort_values(kind="stable")
    return pd.DataFrame({"jarak": others, "urutan": rank(others, ascending=True)}).rename_axis("kode")


def area_features(counts: pd.DataFrame, means: pd.DataFrame, wilayah: pd.DataFrame) -> pd.DataFrame:
    """The features by which areas of one level are compared, by kode, of the areas that have assessed desa.

    ``counts`` and ``means`` are ``status_counts`` and ``mean_scores`` of the same areas and year. Columns: ``desa`` (assessed
    desa), the mean of each dimension, ``tertinggal`` (share of assessed desa that are Tertinggal or Sangat Tertinggal),
    ``penduduk`` and ``luas_km2`` where the list of areas has them. An area of kelurahan alone has no status to be like.
    """
    assessed = counts[counts["dinilai"] > 0]
    dimensions = means.drop(columns=["nilai", "n"]).reindex(assessed.index)
    known = wilayah[["penduduk", "luas_km2"]].reindex(assessed.index).astype(float)
    behind = (assessed["sangat_tertinggal"] + assessed["tertinggal"]) / assessed["dinilai"]
    return pd.concat(
        [assessed["dinilai"].astype(float).rename("desa"), dimensions, behind.rename("tertinggal"), known], axis=1
    ).rename_axis("kode")


# Several areas taken together as one, for example those that are alike.


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
