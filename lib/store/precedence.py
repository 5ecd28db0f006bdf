"""Which published version speaks for which desa: the one rule behind publishing and behind every frame.

Each version has a scope (an area) and keys: the year for an index, programme and year for coverage. For a desa and a key,
of the published versions that have the key and hold the desa in their scope, the one published last wins. Official or
derived data hide illustrative data of the same key in their whole province, whatever their scope: a half-real province is no
province.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lib.domain.wilayah import at_tingkat, is_within

CONTOH: Final = "contoh"
Key = tuple[str, int | None]
"""(programme id or "", year or None)."""


@dataclass(frozen=True)
class Claim:
    """What one published version speaks for; ``urutan`` grows with each publication."""

    versi_id: int
    wilayah: str
    sifat: str
    urutan: int
    keys: frozenset[Key]


def hidden_areas(claim: Claim, published: Iterable[Claim]) -> dict[Key, tuple[str, ...]]:
    """For each key of ``claim``, the areas within its scope where another of ``published`` (of the same jenis) wins.

    An area equal to the scope means that nothing of ``claim`` is in force for that key.
    """
    hidden: dict[Key, tuple[str, ...]] = {}
    for other in published:
        if other.urutan <= claim.urutan:
            continue
        unmasks = (
            claim.sifat == CONTOH
            and other.sifat != CONTOH
            and at_tingkat(claim.wilayah, "provinsi") == at_tingkat(other.wilayah, "provinsi")
        )
        everything = unmasks or is_within(claim.wilayah, other.wilayah)
        if not everything and not is_within(other.wilayah, claim.wilayah):
            continue
        for key in claim.keys & other.keys:
            hidden[key] = (claim.wilayah,) if everything else (*hidden.get(key, ()), other.wilayah)
    return {key: (claim.wilayah,) if claim.wilayah in areas else tuple(sorted(set(areas))) for key, areas in hidden.items()}


def wholly_hidden(published: list[Claim]) -> list[int]:
    """Ids of the versions of which nothing is in force any more: these are *diganti*."""
    replaced = []
    for claim in published:
        hidden = hidden_areas(claim, published)
        if claim.keys and all(claim.wilayah in hidden.get(key, ()) for key in claim.keys):
            replaced.append(claim.versi_id)
    return replaced
