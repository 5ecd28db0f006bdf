"""Classes for numeric indicators, with the interval rule that is printed beside them.

The rule is always the same: the lower bound of a class is exclusive, the upper bound inclusive, and the first class also
holds its lower bound. A missing value never gets a class.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd

from lib.analysis.natural_breaks import natural_breaks
from lib.domain.indeks import Indeks

Metode = Literal["resmi", "kuantil", "sama", "alami"]
METODE: Final[tuple[Metode, ...]] = ("resmi", "kuantil", "sama", "alami")
TANPA_KELAS: Final = -1


@dataclass(frozen=True, eq=False)
class Classification:
    """``edges`` rise and are one more than the classes (both empty without a value); ``kelas`` has the class number of
    each value in the order given, 0 the lowest, -1 without a class; ``jumlah`` the number of values per class."""

    metode: Metode
    edges: tuple[float, ...]
    kelas: np.ndarray
    jumlah: tuple[int, ...]

    @property
    def k(self) -> int:
        """Number of classes."""
        return len(self.jumlah)

    @property
    def intervals(self) -> tuple[tuple[float, float], ...]:
        """(lower, upper) of each class: lower exclusive but for the first class, upper inclusive.

        One single value gives one class whose bounds are both that value.
        """
        return tuple(zip(self.edges[:-1], self.edges[1:], strict=True))


def classify(
    values: pd.Series | np.ndarray,
    method: Metode,
    k: int = 5,
    indeks: Indeks | None = None,
    desimal: int | None = None,
) -> Classification:
    """Put every finite value into exactly one class; NaN, None and infinities get -1.

    - ``resmi``: the status intervals of ``indeks`` (required), always five classes, on values rounded to its published
      decimals exactly as ``Indeks.status_of`` does; a value outside the scale gets -1.
    - ``kuantil``: classes of as equal a number as ties allow; bounds are values that occur (inverse of the distribution
      function). Equal values always share a class, so many ties give fewer classes.
    - ``sama``: ``k`` intervals of equal width from the least to the greatest value; some may hold no value.
    - ``alami``: natural breaks (Fisher-Jenks, see ``natural_breaks``); bounds are values that occur.

    Few distinct values give fewer classes in ``kuantil`` and ``alami`` (never an empty one), one distinct value gives one.
    ``desimal`` rounds values and bounds first, so that the printed interval is true of the printed values.
    Raises ValueError when ``k`` < 1, the method is unknown, or ``resmi`` has no ``indeks``.
    """
    numbers = np.asarray(values, dtype=np.float64)
    if method not in METODE:
        raise ValueError(f"unknown method {method!r}")
    if k < 1:
        raise ValueError("k must be at least 1")
    if method == "resmi":
        if indeks is None:
            raise ValueError("the official classes need an index")
        return _official(numbers, indeks)
    if desimal is not None:
        numbers = np.round(numbers, desimal)
    finite = np.isfinite(numbers)
    present = numbers[finite]
    classes = np.full(len(numbers), TANPA_KELAS, dtype=np.int8)
    if not len(present):
        return Classification(method, (), classes, ())
    uppers = _uppers(present, method, k, desimal)
    classes[finite] = np.searchsorted(uppers[:-1], present, side="left")
    edges = (float(present.min()), *(float(upper) for upper in uppers))
    counts = np.bincount(classes[finite], minlength=len(uppers))
    return Classification(method, edges, classes, tuple(int(count) for count in counts))


def _uppers(present: np.ndarray, method: Metode, k: int, desimal: int | None) -> np.ndarray:
    """Rising upper bounds of the classes; the last is the greatest value."""
    if method == "alami":
        return natural_breaks(present, k)
    if method == "kuantil":
        return np.unique(np.quantile(present, np.arange(1, k + 1) / k, method="inverted_cdf"))
    least, most = float(present.min()), float(present.max())
    inner = least + (most - least) * np.arange(1, k) / k
    if desimal is not None:
        inner = np.round(inner, desimal)
    # A range too narrow for k different bounds (all values equal, or fewer decimals than classes) gives fewer classes.
    return np.append(np.unique(inner[(inner > least) & (inner < most)]), most)


def _official(numbers: np.ndarray, indeks: Indeks) -> Classification:
    uppers = [_greatest_rounding_to(upper, indeks.desimal) for upper in indeks.batas_atas]
    inside = (numbers >= 0) & (numbers <= indeks.skala_maks)
    classes = np.full(len(numbers), TANPA_KELAS, dtype=np.int8)
    classes[inside] = np.searchsorted(uppers, numbers[inside], side="left")
    counts = np.bincount(classes[inside], minlength=len(uppers) + 1)
    return Classification("resmi", (0.0, *indeks.batas_atas, indeks.skala_maks), classes, tuple(int(count) for count in counts))


def _greatest_rounding_to(bound: float, desimal: int) -> float:
    """The greatest float that ``round(x, desimal)`` takes to ``bound`` or below.

    Comparing with it is the same as rounding every value with Python's exact ``round``, which numpy's is not at ties.
    """
    value = bound + 0.5 * 10**-desimal
    while round(value, desimal) > bound:
        value = float(np.nextafter(value, -np.inf))
    while round(float(np.nextafter(value, np.inf)), desimal) <= bound:
        value = float(np.nextafter(value, np.inf))
    return value
