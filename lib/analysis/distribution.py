"""How many desa have which status."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lib.analysis.population import population
from lib.analysis.year import CLASS_DTYPE, CLASSES, Year
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
