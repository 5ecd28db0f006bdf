"""Classes for numeric indicators, with the interval rule that is printed beside them.

The rule is always the same: the lower bound of a class is exclusive, the upper bound inclusive, and the first class also
holds its lower bound. A missing value never gets a class.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
import pandas as pd

from lib.domain.indeks import Indeks

# Above this many distinct values the breaks are sought on evenly spaced ones, which keeps the time bounded.
MAX_DISTINCT: Final = 3000
_Cost: TypeAlias = Callable[[np.ndarray, np.ndarray], np.ndarray]


def natural_breaks(values: np.ndarray, k: int) -> np.ndarray:
    """Upper bounds (values that occur, rising, at most ``k``) of the best classes of finite ``values``.

    Fewer distinct values than ``k`` give one class each. No class is empty. An empty input gives no bounds.
    """
    distinct, weight = np.unique(values, return_counts=True)
    if len(distinct) <= k:
        return distinct
    if len(distinct) > MAX_DISTINCT:
        # Order statistics rather than a random sample: the same data always give the same map.
        picked = np.linspace(0, len(values) - 1, MAX_DISTINCT).round().astype(np.int64)
        distinct, weight = np.unique(np.sort(values)[picked], return_counts=True)
        if len(distinct) <= k:
            return distinct
        distinct[-1] = values.max()
    return distinct[_last_of_classes(distinct, weight.astype(np.float64), k)]


def _last_of_classes(distinct: np.ndarray, weight: np.ndarray, k: int) -> np.ndarray:
    spread = float(distinct[-1] - distinct[0])
    # Centred and scaled before squaring: sums of squares of large or tiny numbers lose their digits.
    centred = (distinct - np.average(distinct, weights=weight)) / (spread or 1.0)
    w = np.concatenate([[0.0], np.cumsum(weight)])
    s = np.concatenate([[0.0], np.cumsum(weight * centred)])
    q = np.concatenate([[0.0], np.cumsum(weight * centred**2)])

    def cost(start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """Squared distance to the mean of the values ``start`` to ``end - 1``."""
        return q[end] - q[start] - (s[end] - s[start]) ** 2 / (w[end] - w[start])

    n = len(distinct)
    ends = np.arange(1, n + 1)
    best = np.concatenate([[np.inf], cost(np.zeros(n, dtype=np.int64), ends)])  # one class over the first j values
    starts = []
    for classes in range(2, k + 1):
        best, start = _add_class(best, cost, classes, n)
        starts.append(start)
    last = [n]
    for start in reversed(starts):
        last.append(int(start[last[-1]]))
    return np.array(last[::-1]) - 1


def _add_class(best: np.ndarray, cost: _Cost, classes: int, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Best total and start of the last class for each number of values ``j`` from ``classes`` to ``n``."""
    total = np.full(n + 1, np.inf)
    start = np.zeros(n + 1, dtype=np.int64)
    # Each open stretch of j: first, last, and the least and greatest start that its solutions can have.
    first, last = np.array([classes]), np.array([n])
    least, most = np.array([classes - 1]), np.array([n - 1])
    while len(first):
        middle = (first + last) // 2
        width = np.minimum(most, middle - 1) - least + 1
        offset = np.concatenate([[0], np.cumsum(width)[:-1]])
        candidate = np.arange(width.sum()) - np.repeat(offset - least, width)
        sums = best[candidate] + cost(candidate, np.repeat(middle, width))
        lowest = np.minimum.reduceat(sums, offset)
        # The first candidate of each stretch that reaches its minimum.
        hits = np.flatnonzero(sums == np.repeat(lowest, width))
        found = candidate[hits[np.searchsorted(hits, offset)]]
        total[middle], start[middle] = lowest, found
        left, right = first < middle, middle < last
        first, last, least, most = (
            np.concatenate([first[left], middle[right] + 1]),
            np.concatenate([middle[left] - 1, last[right]]),
            np.concatenate([least[left], found[right]]),
            np.concatenate([found[left], most[right]]),
        )
    return total, start


# Classes for numeric indicators, with the interval rule that is printed beside them.
#
# The rule is always the same: the lower bound of a class is exclusive, the upper bound inclusive, and the first class also
# holds its lower bound. A missing value never gets a class.


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
