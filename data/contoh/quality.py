"""The hidden quality of each desa, from which its place among the desa of its kabupaten follows.

Quality = a smooth field over the map + an effect of the kecamatan + an effect of the desa + noise that fades slowly from year
to year (autoregressive), so that neighbours resemble each other and most desa keep their class.
"""

from __future__ import annotations

import math

from data.contoh.draws import normal, uniform
from data.contoh.places import Place

FIELD, KECAMATAN, DESA, YEARLY, MEMORY = 0.5, 0.55, 0.7, 0.3, 0.85
WAVES = 6


def _field(titik: tuple[float, float]) -> float:
    """A smooth random function of a point, of about unit spread: waves some 40 to 150 km long."""
    total = 0.0
    for wave in range(WAVES):
        angle = 2 * math.pi * uniform("arah", wave)
        length = 0.35 + uniform("panjang", wave)
        along = (titik[0] * math.sin(angle) + titik[1] * math.cos(angle)) / length
        total += math.cos(2 * math.pi * (along + uniform("fase", wave)))
    return total * math.sqrt(2 / WAVES)


def lasting_quality(desa: list[Place]) -> dict[str, float]:
    """The part of each desa's quality that does not change."""
    points: dict[str, list[float]] = {}
    for place in desa:
        if place.titik:
            points.setdefault(place.kec, []).append(_field(place.titik))
    quality = {}
    for place in desa:
        # A desa without a point takes the mean of its kecamatan.
        field = _field(place.titik) if place.titik else sum(points[place.kec]) / len(points[place.kec])
        quality[place.kode] = FIELD * field + KECAMATAN * normal("kecamatan", place.kec) + DESA * normal("desa", place.kode)
    return quality


def yearly_noise(kode: str, years: tuple[int, ...]) -> dict[int, float]:
    """The part that wanders: each year keeps ``MEMORY`` of the one before."""
    noise, value = {}, normal("tahun", kode, "awal")
    for tahun in years:
        noise[tahun] = YEARLY * value
        value = MEMORY * value + math.sqrt(1 - MEMORY**2) * normal("tahun", kode, tahun)
    return noise
