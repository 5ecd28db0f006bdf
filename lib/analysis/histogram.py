"""The distribution of an indicator, for the small chart in a legend."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd


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
