"""How many desa have which status."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lib.analysis.frame.population import population
from lib.analysis.frame.year import CLASS_DTYPE, CLASSES, STATUS_DTYPE, Year
from lib.domain.indeks import indeks_of_year
from lib.domain.status import BELUM_DINILAI, STATUS
from lib.domain.wilayah import Tingkat


def status_counts(
    nilai: pd.DataFrame, wilayah: pd.DataFrame, tahun: int, tingkat: Tingkat, area: str | None = None
) -> pd.DataFrame:
    """Desa per class in every area of ``tingkat`` (within ``area``), by the status as published.

    Index ``kode`` in code order; integer columns: the five of STATUS, ``belum_dinilai`` (kelurahan), ``tanpa_data``
    (expected desa without a row or a status), ``dinilai`` (sum of the five) and ``jumlah`` (all desa and kelurahan that
    exist in the year = dinilai + belum_dinilai + tanpa_data). Children sum to their parent.

    Every area of the level is listed whatever the year, so the order of areas never changes; one that does not exist in
    ``tahun`` has ``jumlah`` 0. ``area`` itself is listed when it is of ``tingkat``; an unknown one gives no rows.
    """
    codes, group = population(wilayah).groups(tingkat, area)
    classes = Year(nilai, wilayah, tahun).classes().astype(np.int64)
    counted = (group >= 0) & (classes >= 0)
    width = len(CLASSES)
    table = np.bincount(group[counted] * width + classes[counted], minlength=len(codes) * width).reshape(len(codes), width)
    assessed = table[:, : len(STATUS)].sum(axis=1)
    table = np.column_stack([table, assessed, table.sum(axis=1)])
    return pd.DataFrame(table, index=codes, columns=[*CLASSES, "dinilai", "jumlah"])


def status_of_desa(nilai: pd.DataFrame, wilayah: pd.DataFrame, tahun: int, area: str | None = None) -> pd.Series:
    """Class of each desa and kelurahan in ``area``: ordered category over STATUS, ``belum_dinilai``, ``tanpa_data``.

    Index ``kode`` in code order, every unit whatever the year; NaN for one that does not exist in ``tahun``.
    """
    codes, group = population(wilayah).groups("desa", area)
    classes = Year(nilai, wilayah, tahun).classes()[group >= 0]
    return pd.Series(pd.Categorical.from_codes(classes, dtype=CLASS_DTYPE), index=codes, name="status")


def unmatched_rows(nilai: pd.DataFrame, wilayah: pd.DataFrame, tahun: int) -> int:
    """Rows of ``tahun`` that are counted in no area: code unknown, a kelurahan, or a desa that does not exist that year.

    Rows of the year = desa counted as dinilai + their rows without a status + unmatched_rows.
    """
    return Year(nilai, wilayah, tahun).unmatched


def only_kelurahan(counts: pd.Series) -> bool:
    """True for a row of ``status_counts`` of an area that has kelurahan and nothing else: nobody assesses those."""
    return bool(counts["jumlah"] and counts["jumlah"] == counts[BELUM_DINILAI])


# Shares and the most common status, from the counts of ``distribution.status_counts``.


def share_at_least(counts: pd.DataFrame, status: str) -> pd.Series:
    """Desa of ``status`` or better / ``dinilai``: a share 0..1, NaN where no desa is assessed.

    Kelurahan and desa without data are in neither numerator nor denominator. ``share_at_least(counts, "mandiri")`` is the
    share of mandiri. Raises ValueError for anything that is not one of STATUS.
    """
    return _share(counts, list(STATUS[_place(status) :]))


def share_of(counts: pd.DataFrame, status: str) -> pd.Series:
    """Desa of exactly ``status`` / ``dinilai``: a share 0..1, NaN where no desa is assessed."""
    return _share(counts, [STATUS[_place(status)]])


def _place(status: str) -> int:
    if status not in STATUS:
        raise ValueError(f"{status!r} is not a status")
    return STATUS.index(status)


def _share(counts: pd.DataFrame, columns: list[str]) -> pd.Series:
    numerator = counts[columns].to_numpy().sum(axis=1)
    denominator = counts["dinilai"].to_numpy()
    share = np.divide(numerator, denominator, out=np.full(len(counts), np.nan), where=denominator > 0)
    return pd.Series(share, index=counts.index, name="bagian")


def modal_status(counts: pd.DataFrame) -> pd.DataFrame:
    """The most common status of each area: columns ``status`` (ordered category), ``jumlah`` (its desa), ``seri``.

    Of equally common statuses the lower one is given (an area is not flattered by a tie) and ``seri`` is True. Where no
    desa is assessed ``status`` is NaN, ``jumlah`` 0 and ``seri`` False.
    """
    table = counts[list(STATUS)].to_numpy().reshape(len(counts), len(STATUS))
    most = table.max(axis=1)
    place = np.where(most > 0, table.argmax(axis=1), -1)
    tied = (table == most[:, None]).sum(axis=1) > 1
    return pd.DataFrame(
        {
            "status": pd.Categorical.from_codes(place, dtype=STATUS_DTYPE),
            "jumlah": most,
            "seri": tied & (most > 0),
        },
        index=counts.index,
    )


# Mean scores of areas.


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
