"""Finding a desa by name or code, with typing errors, among many of the same name.

Names are compared as *keys*: letters and digits only, no accents, no case, no spaces or hyphens, and the old spelling
written the new way (``oe`` u, ``dj`` j, ``tj`` c) with ``i`` and ``y`` alike, so ``Tri Moelio`` and ``Trimulyo`` are one.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from lib.analysis.frame.per_frame import kept
from lib.analysis.frame.population import population

COLUMNS: Final = ("kode", "nama", "jenis", "kec_nama", "kab_nama", "skor")
MIN_SCORE: Final = 62.0
MAX_QUERY: Final = 100
# A name that only contains the query, and a name found together with its kecamatan or kabupaten, come after an exact one.
_PREFIX_SCORE: Final = 94.0
_INSIDE_SCORE: Final = 80.0
_PLACE_WEIGHT: Final = 0.35
_MIN_INSIDE: Final = 3
# Words that say what kind of area is meant; they are not part of a name when something else stands beside them.
_KINDS: Final = frozenset(
    {"desa", "kampung", "pekon", "tiyuh", "kelurahan", "kel", "kecamatan", "kec", "kabupaten", "kab", "kota"}
)
_SPELLING: Final = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("y", "i"))
_CODE: Final = re.compile(r"[\d\s.\-]+", re.ASCII)
_WORD: Final = re.compile(r"[^\W_]+")


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return _WORD.findall("".join(character for character in plain if not unicodedata.combining(character)))


def _fold(words: list[str]) -> str:
    key = "".join(words)
    for old, new in _SPELLING:
        key = key.replace(old, new)
    return key


def name_key(text: str) -> str:
    """The form in which names are compared.

    >>> name_key("Tri Mulyo"), name_key("TRIMOELIO"), name_key("Way-Kanan")
    ('trimulio', 'trimulio', 'waikanan')
    """
    return _fold(_words(text))


class DesaIndex:
    """The names of all desa and kelurahan of a wilayah frame, prepared for searching; build it once and share it."""

    def __init__(self, wilayah: pd.DataFrame) -> None:
        units = population(wilayah)
        codes = units.areas["desa"]
        names = wilayah["nama"]
        self._kode = codes.to_numpy(dtype=object)
        self._angka = [code.replace(".", "") for code in self._kode]
        self._nama = names.reindex(codes).to_numpy(dtype=object)
        self._jenis = wilayah["jenis"].reindex(codes).to_numpy(dtype=object)
        self._key = [name_key(str(name)) for name in self._nama]
        self._plain = ["".join(_words(str(name))) for name in self._nama]
        kec, kab = units.above["desa", "kecamatan"], units.above["desa", "kabupaten"]
        kec_names, kab_names = ([str(name) for name in names.reindex(units.areas[it])] for it in ("kecamatan", "kabupaten"))
        # A last entry answers for a desa whose kecamatan or kabupaten is not listed.
        self._kec_nama = np.array([*kec_names, None], dtype=object)[kec]
        self._kab_nama = np.array([*kab_names, None], dtype=object)[kab]
        both = [
            f"{name} {kab_names[place] if place >= 0 else ''}"
            for name, place in zip(kec_names, units.above["kecamatan", "kabupaten"], strict=True)
        ]
        self._places = tuple(
            ([name_key(name) for name in texts], member) for texts, member in ((kec_names, kec), (kab_names, kab), (both, kec))
        )

    def find(self, query: str, limit: int = 10) -> pd.DataFrame:
        """The best ``limit`` matches: ``kode``, ``nama``, ``jenis``, ``kec_nama``, ``kab_nama``, ``skor`` (0-100).

        Best first; the spelling as typed before a like one, then by code, so desa of one name stand together. ``query``
        is a name (``trimulio``), a name with its kecamatan or kabupaten (``trimulyo tegineneng``), or a code or its
        beginning with or without dots (``1804152004``, ``18.04.15``). Nothing close enough gives an empty frame.
        """
        text = str(query)[:MAX_QUERY].strip()
        digits = "".join(character for character in text if character.isdigit())
        if _CODE.fullmatch(text) and len(digits) >= 4:
            return self._by_code(digits, limit)
        words = _words(text)
        meant = [word for word in words if word not in _KINDS] or words
        if not meant or not self._key or limit < 1:
            return self._frame(np.zeros(0, dtype=np.int64), np.zeros(0))
        scores = np.maximum(self._name_scores(_fold(words)), self._name_scores(_fold(meant)))
        scores = np.maximum(scores, self._with_place(words, meant))
        hits = np.flatnonzero(scores >= MIN_SCORE)
        typed = {"".join(words), "".join(meant)}
        unlike = np.array([self._plain[hit] not in typed for hit in hits], dtype=bool)
        # lexsort: the last key counts most; codes are in order already.
        best = hits[np.lexsort((hits, unlike, -np.round(scores[hits], 1)))][:limit]
        return self._frame(best, scores[best])

    def _name_scores(self, key: str) -> np.ndarray:
        scores = process.cdist([key], self._key, scorer=fuzz.ratio, dtype=np.float32)[0].astype(np.float64)
        if len(key) >= _MIN_INSIDE:
            for place, name in enumerate(self._key):
                if key in name and key != name:
                    bonus = _PREFIX_SCORE if name.startswith(key) else _INSIDE_SCORE
                    scores[place] = max(scores[place], bonus - min(len(name) - len(key), 10) * 0.5)
        return scores

    def _with_place(self, words: list[str], meant: list[str]) -> np.ndarray:
        """Scores of the query read as a name followed by a kecamatan or kabupaten, over every place to split it."""
        scores = np.zeros(len(self._key))
        for cut in range(1, len(words)):
            head = [word for word in words[:cut] if word in meant]
            tail = [word for word in words[cut:] if word in meant]
            if not head or not tail:
                continue
            name = process.cdist([_fold(head)], self._key, scorer=fuzz.ratio, dtype=np.float32)[0]
            place = np.zeros(len(self._key))
            # "Kota Metro" is a name with its kind, "kec. Natar" is not: both readings are tried.
            tails = [_fold(words[cut:]), _fold(tail)]
            for keys, member in self._places:
                if keys:
                    near = process.cdist(tails, keys, scorer=fuzz.ratio, dtype=np.float32).max(axis=0)
                    place = np.maximum(place, np.append(near, 0.0)[member])
            scores = np.maximum(scores, (1 - _PLACE_WEIGHT) * name + _PLACE_WEIGHT * place)
        return scores

    def _by_code(self, digits: str, limit: int) -> pd.DataFrame:
        hits = [place for place, code in enumerate(self._angka) if code.startswith(digits)][: max(limit, 0)]
        return self._frame(np.array(hits, dtype=np.int64), np.full(len(hits), 100.0))

    def _frame(self, places: np.ndarray, scores: np.ndarray) -> pd.DataFrame:
        texts = (self._kode, self._nama, self._jenis, self._kec_nama, self._kab_nama)
        columns = (*(column[places] for column in texts), np.round(scores, 1))
        return pd.DataFrame(dict(zip(COLUMNS, columns, strict=True)))


_index = kept(DesaIndex)


def find_desa(wilayah: pd.DataFrame, query: str, limit: int = 10) -> pd.DataFrame:
    """``DesaIndex.find`` on an index that is built once per wilayah frame."""
    return _index(wilayah).find(query, limit)
