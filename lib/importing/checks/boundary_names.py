"""What the columns of a boundary file are called, and which of them says which area a feature is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from lib.domain.wilayah import TINGKAT, Tingkat, tingkat
from lib.importing.layouts import place_words
from lib.importing.layouts.layout import header_words
from lib.importing.matching.places import code_or_none

if TYPE_CHECKING:
    from lib.geo.vector import RawAreas

CODES: Final = (
    *place_words.KODE_DESA,
    *("kode", "kdepum", "kode kecamatan", "kode kec", "kdcpum", "kode kabupaten", "kode kab", "kode kabupaten kota", "kdpkab"),
    *("kemendagri", "kode dagri", "kode wil", "id", "id wilayah"),
)
"""Columns that may hold Kemendagri codes, in the order in which they are believed; those of the mapping agency among them."""
NAMES: Final[dict[Tingkat, tuple[str, ...]]] = {
    "desa": (*place_words.NAMA_DESA, "wadmkd", "namobj", "name 4", "adm 4 en", "adm 4 id", "village", "nm desa"),
    "kecamatan": (*place_words.KECAMATAN, "wadmkc", "name 3", "adm 3 en", "adm 3 id", "district", "nm kec"),
    "kabupaten": (*place_words.KABUPATEN, "wadmkk", "name 2", "adm 2 en", "adm 2 id", "regency", "nm kab"),
}
OWN_NAME: Final = ("nama", "name", "shape name", "shapename", "namobj", "nama wilayah")
"""Columns with the name of the area itself, whatever its level."""
OWN_LEVEL: Final = ("shape type", "shapetype")
"""Columns that say of which level an area is, as geoBoundaries does."""
_LEVELS: Final[dict[str, Tingkat]] = {"ADM2": "kabupaten", "ADM3": "kecamatan", "ADM4": "desa"}
_MOST: Final = 0.5


@dataclass(frozen=True)
class Columns:
    """Where codes and names are, by column index; ``level`` is the level of the areas.

    ``letak``: there is only the areas' own name, so where they lie has to tell which of that name they are.
    """

    level: Tingkat
    kode: int | None
    nama: dict[Tingkat, int]
    letak: bool = False


def find_columns(areas: RawAreas) -> Columns | None:
    """The columns that tell which area a feature is; None when there are none."""
    words = {header_words(name)[0]: place for place, name in reversed(list(enumerate(areas.kolom)))}
    named: dict[Tingkat, int] = {level: place for level, names in NAMES.items() if (place := _first(words, names)) is not None}
    for name in CODES:
        place = words.get(name)
        level = None if place is None else _level_of(areas, place)
        if level is not None:
            own = _first(words, OWN_NAME)
            if level not in named and own is not None:
                named[level] = own
            return Columns(level, place, {key: at for key, at in named.items() if TINGKAT.index(key) <= TINGKAT.index(level)})
    own = _first(words, OWN_NAME)
    if "desa" not in named and "kecamatan" not in named and "kabupaten" not in named and own is not None:
        level = _said_level(areas, _first(words, OWN_LEVEL))
        if level != "kabupaten":
            return Columns(level, None, {level: own}, letak=True)
        named["kabupaten"] = own  # Only kabupaten can be told by their name alone.
    for level in reversed(TINGKAT[1:]):
        if level in named and (level == "kabupaten" or "kabupaten" in named):
            return Columns(level, None, named)
    return None


def _first(words: dict[str, int], names: tuple[str, ...]) -> int | None:
    return next((words[name] for name in names if name in words), None)


def _said_level(areas: RawAreas, place: int | None) -> Tingkat:
    """The level that most areas say they are of; kabupaten where none says so."""
    said = Counter(str(cell(row, place)).strip().upper() for row in areas.baris)
    return _LEVELS.get(said.most_common(1)[0][0], "kabupaten") if said else "kabupaten"


def _level_of(areas: RawAreas, place: int) -> Tingkat | None:
    """The level that most cells of a column are codes of; None when most are no codes."""
    codes = [code_or_none(row[place]) for row in areas.baris]
    levels = Counter(tingkat(kode) for kode in codes if kode is not None)
    level, count = levels.most_common(1)[0] if levels else ("provinsi", 0)
    return level if level != "provinsi" and count > _MOST * len(codes) else None


def cell(row: tuple[Any, ...], place: int | None) -> Any:
    """A cell of a feature's attributes; None where there is no such column."""
    return None if place is None else row[place]
