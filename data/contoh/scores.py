"""Scores from ranks: within each kabupaten and year the desa in order of quality get scores on a smooth curve.

The curve passes through the status bounds exactly where the plan's cuts lie, so the status follows from the score; for 2023
and 2024 it is bent inside the classes until the kabupaten's mean is the published one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from data.contoh.draws import NORMAL
from data.contoh.plan import Cuts
from lib.domain.indeks import Indeks
from lib.domain.status import STATUS

# Score per unit of the normal curve where a kabupaten has no second bound to measure it by, as a share of the scale.
DEFAULT_SLOPE = 0.065
# How far the open ends may reach into the first and the last class present, as a share of the scale.
REACH = 0.16


def classes_of(n: int, cuts: Cuts) -> list[int]:
    """The class (0 to 4) of each of ``n`` desa in order of quality, lowest first."""
    return [sum(rank >= cut for cut in cuts) for rank in range(n)]


def curve(indeks: Indeks, cuts: Cuts, n: int) -> list[tuple[int, float]]:
    """Class and place within it (0 to 1) of each of ``n`` desa, lowest first."""
    edges = (0.0, *indeks.batas_atas, indeks.skala_maks)
    anchors = [(NORMAL.inv_cdf(cut / n), bound) for cut, bound in zip(cuts, indeks.batas_atas, strict=True) if 0 < cut < n]
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(anchors) if b[0] > a[0]]
    default = DEFAULT_SLOPE * indeks.skala_maks
    reach = REACH * indeks.skala_maks
    found = []
    for rank, place in enumerate(classes_of(n, cuts)):
        q = NORMAL.inv_cdf((rank + 0.5) / n)
        low, high = edges[place], edges[place + 1]
        q_low = NORMAL.inv_cdf(cuts[place - 1] / n) if place and cuts[place - 1] else None
        q_high = NORMAL.inv_cdf(cuts[place] / n) if place < len(cuts) and cuts[place] < n else None
        if q_low is not None and q_high is not None:
            share = (q - q_low) / (q_high - q_low)
        elif q_high is not None:
            room = min(reach, high - low)
            share = 1 - room * (1 - math.exp(-(slopes[0] if slopes else default) * (q_high - q) / room)) / (high - low)
        elif q_low is not None:
            room = min(reach, high - low)
            share = room * (1 - math.exp(-(slopes[-1] if slopes else default) * (q - q_low) / room)) / (high - low)
        else:
            share = (rank + 0.5) / n
        found.append((place, min(max(share, 1e-6), 1 - 1e-6)))
    return found


def to_steps(indeks: Indeks, places: Sequence[tuple[int, float]], steps: Sequence[Sequence[int]], bend: float = 0.0) -> list[int]:
    """Scores as whole steps: ``steps[class]`` lists the allowed steps of a class, ``bend`` moves all within their classes."""
    power = math.exp(bend)
    edges = (0.0, *indeks.batas_atas, indeks.skala_maks)
    most = max(allowed[-1] for allowed in steps if allowed)
    found = []
    for place, share in places:
        score = edges[place] + (edges[place + 1] - edges[place]) * share**power
        allowed = steps[place]
        found.append(min(max(round(score / indeks.skala_maks * most), allowed[0]), allowed[-1]))
    return found


def steps_of(indeks: Indeks, most: int) -> list[list[int]]:
    """The steps 0 to ``most`` of the scale, grouped by the status that the index gives to their score."""
    grouped: list[list[int]] = [[] for _ in STATUS]
    for step in range(most + 1):
        status = indeks.status_of(round(step / most * indeks.skala_maks, indeks.desimal))
        grouped[STATUS.index(str(status))].append(step)
    return grouped


def bent_to_mean(indeks: Indeks, places: Sequence[tuple[int, float]], steps: Sequence[Sequence[int]], mean: float) -> list[int]:
    """Scores as steps whose mean is as near to ``mean`` (in steps) as bending inside the classes allows."""
    low, high = -4.0, 4.0
    for _ in range(40):
        middle = (low + high) / 2
        found = to_steps(indeks, places, steps, middle)
        # A greater power pushes every share down.
        low, high = (middle, high) if sum(found) > mean * len(found) else (low, middle)
    return to_steps(indeks, places, steps, (low + high) / 2)
