"""Shares and the most common status, from the counts of ``distribution.status_counts``."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lib.analysis.year import STATUS_DTYPE
from lib.domain.status import STATUS


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
