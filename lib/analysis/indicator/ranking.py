"""Ranks with ties shown as ties."""

from __future__ import annotations

import pandas as pd


def rank(values: pd.Series, ascending: bool = False, desimal: int | None = None) -> pd.Series:
    """Rank of each value: 1 is the greatest (the smallest when ``ascending``); equal values share the best rank.

    Ranks after a tie are skipped (1, 2, 2, 4). A missing value has no rank (<NA>). With ``desimal`` values that are
    printed alike rank alike. The order of the input never matters; the index is kept. Nullable integers.
    """
    compared = values if desimal is None else values.round(desimal)
    return compared.rank(method="min", ascending=ascending, na_option="keep").astype("Int64").rename("peringkat")
