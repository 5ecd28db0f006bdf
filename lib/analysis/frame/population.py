"""The desa that are expected in a year, and the areas they belong to.

A desa or kelurahan exists in a year when its code is valid on 31 December of it (``berlaku_dari``/``berlaku_sampai``; an
empty date is open). One reference day means that a desa renamed or split during the year is counted once.
"""

from __future__ import annotations

import weakref
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pandas as pd

from lib.analysis.frame.per_frame import kept
from lib.domain.wilayah import TINGKAT, Tingkat, is_kode
from lib.domain.wilayah import tingkat as tingkat_of

_LENGTH: Final[dict[Tingkat, int]] = {"provinsi": 2, "kabupaten": 5, "kecamatan": 8, "desa": 13}


def year_end(tahun: int) -> np.datetime64:
    """31 December of ``tahun``, the day on which a year is looked at."""
    return (np.datetime64(int(tahun) - 1970, "Y") + 1).astype("datetime64[D]") - 1


def _days(column: pd.Series) -> np.ndarray:
    return pd.to_datetime(column).to_numpy().astype("datetime64[D]")


@dataclass(frozen=True, eq=False)
class Population:
    """All desa and kelurahan of a wilayah frame in code order (the *units*), with their areas as positions.

    ``areas[tingkat]`` holds the codes of that level in order; ``above[(tingkat, atas)]`` the position in ``areas[atas]``
    of each area of ``tingkat`` (-1 when that ancestor is not listed).
    """

    areas: dict[Tingkat, pd.Index]
    above: dict[tuple[Tingkat, Tingkat], np.ndarray]
    kelurahan: np.ndarray
    dari: np.ndarray
    sampai: np.ndarray
    _places: dict[int, tuple[weakref.ref[pd.Index], np.ndarray]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Number of units, whatever the year."""
        return len(self.kelurahan)

    def exists(self, tahun: int) -> np.ndarray:
        """For each unit: True when it exists on 31 December of ``tahun``."""
        day = year_end(tahun)
        begun = np.isnat(self.dari) | (self.dari <= day)
        return begun & (np.isnat(self.sampai) | (self.sampai >= day))

    def expected(self, tahun: int) -> np.ndarray:
        """For each unit: True for a desa (not a kelurahan) that exists in ``tahun`` and so should have a status."""
        return self.exists(tahun) & ~self.kelurahan

    def groups(self, tingkat: Tingkat, area: str | None = None) -> tuple[pd.Index, np.ndarray]:
        """Codes of the areas of ``tingkat`` in ``area`` (all when None), and for each unit its position there or -1.

        An area above or equal to ``area`` in rank other than itself, and an unknown ``area``, give no areas at all.
        """
        codes, member = self.areas[tingkat], self.above["desa", tingkat]
        if area is None:
            return codes, member
        chosen = self._inside(tingkat, area)
        renumbered = np.full(len(codes) + 1, -1, dtype=np.int64)  # the last entry answers for -1
        renumbered[np.flatnonzero(chosen)] = np.arange(int(chosen.sum()))
        return codes[chosen], renumbered[member]

    def _inside(self, tingkat: Tingkat, area: str) -> np.ndarray:
        nothing = np.zeros(len(self.areas[tingkat]), dtype=bool)
        if not is_kode(area):
            return nothing
        atas = tingkat_of(area)
        position = int(self.areas[atas].get_indexer(pd.Index([area]))[0])
        if position < 0 or (tingkat, atas) not in self.above:
            return nothing
        return self.above[tingkat, atas] == position

    def within(self, area: str | None) -> np.ndarray:
        """For each unit: True when it lies in ``area`` (every unit when None, none when ``area`` is unknown)."""
        return np.ones(self.size, dtype=bool) if area is None else self._inside("desa", area)

    def place(self, kode: pd.Series) -> tuple[np.ndarray, np.ndarray]:
        """Category codes of a column of unit codes, and the unit position of each category with a last entry -1.

        ``positions[codes]`` is then the unit of each row, -1 where the code is empty or unknown. Positions are kept per
        set of categories, which all years and selections of a frame share.
        """
        values = kode.array if isinstance(kode.dtype, pd.CategoricalDtype) else pd.Categorical(kode)
        categories = values.categories
        found = self._places.get(id(categories))
        if found is not None and found[0]() is categories:
            return values.codes, found[1]
        positions = np.append(self.areas["desa"].get_indexer(categories), -1)
        key = id(categories)
        self._places[key] = (weakref.ref(categories, lambda _gone: self._places.pop(key, None)), positions)
        return values.codes, positions


@kept
def population(wilayah: pd.DataFrame) -> Population:
    """The Population of a wilayah frame (index kode; columns tingkat, jenis, berlaku_dari, berlaku_sampai).

    Kept for as long as the frame lives, so the frame must not be changed in place afterwards.
    """
    names = wilayah["tingkat"].to_numpy(dtype=object)
    order = np.argsort(np.asarray(wilayah.index, dtype=object), kind="stable")
    areas: dict[Tingkat, pd.Index] = {}
    for tingkat in TINGKAT:
        areas[tingkat] = pd.Index(wilayah.index[order[names[order] == tingkat]], name="kode")
    above: dict[tuple[Tingkat, Tingkat], np.ndarray] = {}
    for depth, tingkat in enumerate(TINGKAT):
        for atas in TINGKAT[:depth]:
            above[tingkat, atas] = areas[atas].get_indexer(areas[tingkat].str.slice(0, _LENGTH[atas]))
        above[tingkat, tingkat] = np.arange(len(areas[tingkat]))
    units = wilayah.iloc[order[names[order] == "desa"]]
    return Population(
        areas=areas,
        above=above,
        kelurahan=(units["jenis"] == "kelurahan").to_numpy(dtype=bool),
        dari=_days(units["berlaku_dari"]),
        sampai=_days(units["berlaku_sampai"]),
    )


def assessed(wilayah: pd.DataFrame, tahun: int, area: str | None = None) -> pd.Index:
    """Codes of the desa that should have a status in ``tahun``, in order: existing desa in ``area``, no kelurahan."""
    units = population(wilayah)
    return units.areas["desa"][units.expected(tahun) & units.within(area)]
