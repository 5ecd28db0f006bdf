"""Which areas are compared, at which level, against what: read from the address, with defaults that make sense."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import pandas as pd

from lib.analysis.comparison.similar import area_features, most_similar
from lib.analysis.frame.figures import Figures
from lib.domain.wilayah import Tingkat
from lib.view.frame.charts import Marker
from lib.view.frame.selection import Selection

MAX_COMPARED: Final = 5
SIMILAR_SHOWN: Final = 3
SEPARATOR: Final = ","
# One colour and one shape for each compared area, by its place: told apart by every eye and in grey by the shape, 3:1 on
# the light and on the dark page. None of them is a status colour.
STYLES: Final[tuple[tuple[str, Marker], ...]] = (
    ("#3d99d6", "lingkaran"),
    ("#a55072", "persegi"),
    ("#457326", "belah_ketupat"),
    ("#959504", "segitiga"),
    ("#6847eb", "silang"),
)
BENCHMARK_COLOUR: Final = "#7a8594"

Level = Literal["kabupaten", "kecamatan"]
LEVELS: Final[tuple[Level, ...]] = ("kabupaten", "kecamatan")
Origin = Literal["alamat", "serupa", "peringkat", "kode"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared: ``kode`` (``utama``, the selected area, first) against ``induk``, the area that they all lie in.

    ``serupa`` are the areas most like ``utama``, the nearest first; ``asal`` says who chose: the address, the likeness, the
    places in the ranking, or (without any figure) the order of codes.
    """

    selection: Selection
    level: Level
    induk: str
    utama: str | None
    kode: tuple[str, ...]
    serupa: tuple[str, ...]
    asal: Origin

    @property
    def others(self) -> tuple[str, ...]:
        """The compared areas but the selected one: what the address lists."""
        return tuple(kode for kode in self.kode if kode != self.utama)

    @property
    def at_level(self) -> Selection:
        """The selection with the level of the compared areas, as indicators want it."""
        return replace(self.selection, tingkat=self.level)

    def style(self, kode: str) -> tuple[str, Marker]:
        """Colour and shape of a compared area."""
        return STYLES[self.kode.index(kode)]


def levels_offered(selection: Selection) -> tuple[Level, ...]:
    """Kabupaten always; the kecamatan of the selected kabupaten as well."""
    return LEVELS if selection.kab else LEVELS[:1]


def level_of(selection: Selection, asked: str) -> tuple[Level, bool]:
    """The level that the address asks for (``kelompok``), and whether it asked for something that is none.

    A selected kecamatan is compared with its neighbours, a selected desa stays in the comparison of its kabupaten.
    """
    offered = levels_offered(selection)
    default: Level = "kecamatan" if selection.kec and not selection.desa else "kabupaten"
    return next((level for level in offered if level == asked), default), asked not in ("", *LEVELS)


def candidates(data: Figures, level: Tingkat, induk: str) -> tuple[str, ...]:
    """Every area of the level inside ``induk``, in code order."""
    return tuple(kode for kode in data.codes_at(level) if kode.startswith(induk + "."))


def choose(data: Figures, selection: Selection, banding: str, kelompok: str) -> tuple[Comparison, tuple[str, ...]]:
    """The comparison that an address asks for, and the names of the parameters that hold what does not exist.

    ``banding`` lists codes with commas. Codes that are none and those beyond the fifth area are refused; areas of another
    level or kabupaten, left over from before the reader went elsewhere, are passed over in silence. With nothing usable: the
    selected area and the three most like it, or without one the top, the middle and the bottom by share of Mandiri.
    """
    refused = []
    level, vain = level_of(selection, kelompok)
    if vain:
        refused.append("kelompok")
    induk = (selection.kab if level == "kecamatan" else None) or data.codes_at("provinsi")[0]
    main = selection.kec if level == "kecamatan" else selection.kab
    listed = candidates(data, level, induk)
    alike = similar_to(data, selection.tahun, level, induk, main) if main else ()
    room = MAX_COMPARED - (main is not None)
    asked = [part.strip() for part in banding.split(SEPARATOR)] if banding else []
    valid = [kode for kode in dict.fromkeys(asked) if kode in listed]
    others = [kode for kode in valid if kode != main][:room]
    if set(asked) - data.codes or len([kode for kode in valid if kode != main]) > room:
        refused.append("banding")
    origin: Origin = "alamat"
    if not valid:
        ranked = data.share_at_least(selection.tahun, level, "mandiri").reindex(listed).notna().any()
        origin = "serupa" if alike else "peringkat" if ranked else "kode"
        others = list(alike) or [kode for kode in spread_out(data, selection.tahun, level, listed) if kode != main]
    codes = ((main,) if main else ()) + tuple(others)
    return Comparison(selection, level, induk, main, codes, alike, origin), tuple(refused)


def written(others: Sequence[str]) -> str:
    """Codes as ``banding`` lists them."""
    return SEPARATOR.join(others)


def features(data: Figures, tahun: int, level: Level, induk: str) -> pd.DataFrame:
    """``similar.area_features`` of the areas of a level inside ``induk``."""
    listed = list(candidates(data, level, induk))
    return area_features(data.counts(tahun, level).loc[listed], data.means(tahun, level).loc[listed], data.wilayah)


def similar_to(data: Figures, tahun: int, level: Level, induk: str, kode: str) -> tuple[str, ...]:
    """The three areas of the same level inside ``induk`` that are most like ``kode``; none for an area without status."""
    found = most_similar(features(data, tahun, level, induk), kode)
    return tuple(str(other) for other in found.index[:SIMILAR_SHOWN])


def spread_out(data: Figures, tahun: int, level: Level, listed: Sequence[str]) -> tuple[str, ...]:
    """The first, the middle and the last of the areas by share of Mandiri (equal shares by mean score, then code).

    Areas without a share have no place; when none has one, the first three in code order.
    """
    shares = data.share_at_least(tahun, level, "mandiri").reindex(listed).dropna()
    if shares.empty:
        return tuple(listed[:SIMILAR_SHOWN])
    means = data.means(tahun, level)["nilai"].reindex(shares.index)
    # A stable sort of rows in code order: the code decides at last.
    order = (
        pd.DataFrame({"bagian": shares, "nilai": means}).sort_values(["bagian", "nilai"], ascending=False, kind="stable").index
    )
    return tuple(dict.fromkeys(str(order[place]) for place in (0, len(order) // 2, -1)))
