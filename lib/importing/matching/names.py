"""Do two spellings name the same place? Names are no keys, but they tell whether a code is the right one.

Files abbreviate (``TJ. RAJA``), glue words together, write Roman or Arabic numbers, and put ``PEKON`` or ``KAB.`` in front.
A number in a name is never a matter of spelling: Sukoharjo I and Sukoharjo III are neighbours.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal

from rapidfuzz import fuzz, process

Agreement = Literal["sama", "mirip", "beda", "asing"]

_PREFIXES: Final = {
    "provinsi": ("provinsi", "propinsi", "prov"),
    "kabupaten": ("kabupaten", "kota", "kab"),
    "kecamatan": ("kecamatan", "kec"),
    "desa": ("desa", "pekon", "kampung", "tiyuh", "kelurahan", "kel", "ds", "kp"),
}
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}
# Measured on all pairs of names within a kecamatan of Lampung: below this, different names begin to look alike.
SIMILAR: Final = 80
_ABBREVIATION_CHARS: Final = 4


@lru_cache(maxsize=65_536)
def words(nama: str) -> tuple[str, ...]:
    """The words of a name without accents and punctuation, numbers in Arabic digits.

    >>> words("GAYA-BARU  VIII"), words("Labuhan Ratu2")
    (('gaya', 'baru', '8'), ('labuhan', 'ratu', '2'))
    """
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", nama) if not unicodedata.combining(letter)).casefold()
    parts = re.findall(r"[^\W\d_]+|\d+", plain)
    return tuple(str(_ROMAN.get(part, part)) if place else part for place, part in enumerate(parts))


@lru_cache(maxsize=65_536)
def key(nama: str) -> str:
    """The name in one piece, to be compared: ``GAYA BARU VIII`` and ``Gayabaru 8`` give the same."""
    return "".join(words(nama))


def agreement(given: str, official: str, level: str) -> Agreement:
    """Whether ``given`` (from a file) is a spelling of ``official``; ``level`` says which prefixes may stand in front."""
    return _agreement(given, official, level)


@lru_cache(maxsize=65_536)
def _agreement(given: str, official: str, level: str) -> Agreement:
    # "Kota" belongs to the official name of a kota, but is not always written; the name of a desa is taken whole.
    wanted = [words(official)] if level == "desa" else _readings(official, level)
    for mine in _readings(given, level):
        # Roman numbers that are glued to the word cannot be told from letters: compare before they become digits as well.
        if any("".join(mine) == "".join(theirs) for theirs in wanted) or _letters(official) == _letters(" ".join(mine)):
            return "sama"
    for mine in _readings(given, level):
        for theirs in wanted:
            if _numbers(mine) == _numbers(theirs) and (
                _abbreviates(mine, theirs) or _abbreviates(theirs, mine) or fuzz.ratio("".join(mine), "".join(theirs)) >= SIMILAR
            ):
                return "mirip"
    return "beda"


def keys(nama: str, level: str) -> set[str]:
    """What ``nama`` may be looked up by: two spellings of one place share at least one key.

    >>> sorted(keys("PEKON Gaya Baru VIII", "desa") & keys("GAYABARU 8", "desa"))
    ['gayabaru8']
    """
    return {text for mine in _readings(nama, level) for text in ("".join(mine), _letters(" ".join(mine)))} | {_letters(nama)}


def nearest(given: str, names: dict[str, str], level: str, cutoff: float = SIMILAR) -> tuple[str, float] | None:
    """The key of ``names`` (key -> name) whose name is nearest to ``given``, and how near (0..100); None below ``cutoff``."""
    best: tuple[str, float] | None = None
    for mine in _readings(given, level):
        same_number = {code: key(nama) for code, nama in names.items() if _numbers(words(nama)) == _numbers(mine)}
        hit = process.extractOne("".join(mine), same_number, scorer=fuzz.ratio, score_cutoff=cutoff)
        if hit is not None and (best is None or hit[1] > best[1]):
            best = hit[2], hit[1]
    return best


def _readings(nama: str, level: str) -> list[tuple[str, ...]]:
    """The words as written, and without the word for the kind of place in front of them."""
    whole = words(nama)
    shorter = whole[1:] if len(whole) > 1 and whole[0] in _PREFIXES[level] else ()
    return [whole, shorter] if shorter else [whole]


def _letters(nama: str) -> str:
    return re.sub(r"[\W_]+", "", nama.casefold())


def _numbers(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for part in parts if part.isdigit())


def _abbreviates(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Word for word the same or a short form that keeps the first letter and the order: ``tj raja`` for ``tanjung raja``."""
    if len(short) != len(long) or short == long:
        return False
    return all(
        mine == whole or (len(mine) <= _ABBREVIATION_CHARS and mine[0] == whole[0] and _is_subsequence(mine, whole))
        for mine, whole in zip(short, long, strict=True)
    ) and any(mine == whole or len(mine) > 1 for mine, whole in zip(short, long, strict=True))


def _is_subsequence(short: str, whole: str) -> bool:
    letters = iter(whole)
    return all(letter in letters for letter in short)
