"""Random numbers that belong to a place and a purpose, and the apportioning of whole numbers.

Each draw is a hash of seed, purpose and code: it does not depend on the order in which places are visited, on the library
version, or on how many places there are. Adding a desa leaves every other desa as it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from statistics import NormalDist

SEED = 1804
NORMAL = NormalDist()


def uniform(*name: object) -> float:
    """A number in (0, 1), always the same for the same name."""
    text = ":".join(str(part) for part in (SEED, *name))
    number = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=6).digest(), "big")
    return (number + 0.5) / 2**48


def normal(*name: object) -> float:
    """A standard normal number, always the same for the same name."""
    return NORMAL.inv_cdf(uniform(*name))


def apportion(
    total: int, wanted: Callable[[str, float], float], low: Mapping[str, int], high: Mapping[str, int]
) -> dict[str, int]:
    """Whole numbers that sum to ``total``, each within its bounds, as near as can be to ``wanted(key, level)``.

    ``wanted`` must not fall as ``level`` rises; the level at which the sum fits is found by bisection, then the remainders are
    given to the largest fractions. Raises ValueError when the bounds leave no room.
    """
    if not sum(low.values()) <= total <= sum(high.values()) or any(low[key] > high[key] for key in low):
        raise ValueError(f"cannot apportion {total} between {sum(low.values())} and {sum(high.values())}")

    def at(level: float) -> dict[str, float]:
        return {key: min(max(wanted(key, level), low[key]), high[key]) for key in low}

    below, above = -40.0, 40.0
    for _ in range(56):
        middle = (below + above) / 2
        below, above = (middle, above) if sum(at(middle).values()) < total else (below, middle)
    exact = at(above)
    whole = {key: int(value) for key, value in exact.items()}
    spare = total - sum(whole.values())
    step = 1 if spare > 0 else -1
    # Rounded, so that two machines that differ in the last bit of an exponential still order the fractions alike.
    order = sorted(exact, key=lambda key: (step * round(whole[key] - exact[key], 9), key))
    while spare:
        for key in order:
            if spare and low[key] <= whole[key] + step <= high[key]:
                whole[key] += step
                spare -= step
    return whole
