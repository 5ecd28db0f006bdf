"""Dimensions that reproduce the score exactly: three parts of an IDM score, six sums of points of an Indeks Desa score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.contoh.draws import apportion, normal, uniform
from lib.domain.indeks import Indeks

IDM_PARTS = ("iks", "ike", "ikl")
SPREAD = {"iks": 0.05, "ike": 0.055, "ikl": 0.08}
YEARLY_SPREAD = 0.008
LEAST = 1500
MOST = 10_000
# How far each dimension of the Indeks Desa tends to lie above or below the desa's overall share of points.
TENDENCY = {"dld": 0.05, "ds": -0.04, "de": -0.12, "dl": 0.0, "da": 0.14, "dtkpd": 0.1}


def _deviation(kode: str, tahun: int) -> dict[str, float]:
    """How far the desa's three parts lie from their mean, in steps of 1/10,000; they sum to zero."""
    raw = {
        part: SPREAD[part] * (0.5 * normal(part, kode[:8]) + 0.85 * normal(part, kode))
        + YEARLY_SPREAD * normal(part, kode, tahun)
        for part in IDM_PARTS
    }
    mean = sum(raw.values()) / len(raw)
    return {part: 10_000 * (value - mean) for part, value in raw.items()}


def _whole(kode: str, tahun: int, score: int, wanted: Mapping[str, float]) -> dict[str, int]:
    """Three whole numbers near ``wanted`` whose mean rounds to ``score``."""
    # The mean of three numbers with four decimals is a third of a step off its rounding, or not at all.
    total = 3 * score + int(uniform("sisa", kode, tahun) * 3) - 1
    return apportion(
        total,
        lambda part, level: wanted[part] + 250 * level,
        dict.fromkeys(IDM_PARTS, min(LEAST, score - 1)),
        dict.fromkeys(IDM_PARTS, MOST),
    )


def idm_parts(tahun: int, scores: Mapping[str, int], offset: Mapping[str, float], rounds: int = 8) -> dict[str, dict[str, int]]:
    """IKS, IKE and IKL (in 1/10,000) of the desa of one kabupaten, given their scores.

    ``offset`` is how far the kabupaten's mean of each part lies from its mean score. No part may exceed 1, which pulls the
    means; so they are corrected in a few rounds.
    """
    deviation = {kode: _deviation(kode, tahun) for kode in scores}
    shift = dict(offset)
    parts: dict[str, dict[str, int]] = {}
    for _ in range(rounds):
        parts = {
            kode: _whole(kode, tahun, score, {part: score + shift[part] + deviation[kode][part] for part in IDM_PARTS})
            for kode, score in scores.items()
        }
        for part in IDM_PARTS:
            found = sum(values[part] - scores[kode] for kode, values in parts.items()) / len(parts)
            shift[part] += offset[part] - found
    return parts


def points(indeks: Indeks, kode: str, total: int) -> dict[str, int]:
    """Whole points of the six dimensions that sum to ``total``, each within its maximum."""
    most = {entry.id: int(entry.maks) for entry in indeks.dimensi}
    share = total / sum(most.values())
    akin = {"ds": "iks", "dld": "iks", "de": "ike", "dl": "ikl", "da": "ike", "dtkpd": "iks"}
    lean = {
        key: share + TENDENCY[key] + 0.04 * normal(akin[key], kode) + 0.05 * normal(key, kode) + 0.03 * normal(key, kode[:8])
        for key in most
    }
    return apportion(total, lambda key, level: most[key] * (lean[key] + level / 20), dict.fromkeys(most, 0), most)


def dimension_columns(indeks: Sequence[Indeks]) -> list[str]:
    """The column names of all dimensions, in the order of the indices."""
    return [entry.id for one in indeks for entry in one.dimensi]
