"""Where the points of a beeswarm lie: every score at its place on the scale, none over another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

# A gap that falls short of a width by less than this falls short by rounding only.
SLACK: Final = 1e-9


def swarm_rows(values: Sequence[float] | np.ndarray, width: float) -> np.ndarray:
    """The row of each point: 0 is the middle, then 1, -1, 2, -2 ...; two points of one row are at least ``width`` apart.

    Values keep their exact place: only the row is chosen. The points are taken by rising value (equal ones in the order
    given), each into the row nearest the middle that is free there, so the result does not depend on chance. Integers in
    the order of ``values``. Raises ValueError for a width that is not positive or a value that is not finite.
    """
    numbers = np.asarray(values, dtype=float)
    if not width > 0:
        raise ValueError("width must be positive")
    if not np.isfinite(numbers).all():
        raise ValueError("only finite values have a place")
    rows = np.zeros(len(numbers), dtype=np.int64)
    ends: list[float] = []  # the last value of each row, in the order in which rows are tried
    for place in np.argsort(numbers, kind="stable"):
        value = numbers[place]
        order = next((tried for tried, end in enumerate(ends) if value - end >= width - SLACK), len(ends))
        ends[order : order + 1] = [value]
        rows[place] = _row(order)
    return rows


def _row(order: int) -> int:
    step = (order + 1) // 2
    return step if order % 2 else -step


def lanes(extents: Sequence[tuple[int, int]], gap: int = 1) -> tuple[list[int], int]:
    """The middle row of each lane, stacked from the top without touching, and the number of rows in all.

    ``extents`` holds the least and the greatest row of each lane (0, 0 for an empty one). Rows are counted downward
    from 0; ``gap`` empty rows lie between two lanes and at both ends.
    """
    middles = []
    start = gap
    for low, high in extents:
        middles.append(start - low)
        start += high - low + 1 + gap
    return middles, start
