"""Kemendagri wilayah codes: parts, levels, kinds, and every spelling they are met in.

A canonical code is dotted: ``18`` (provinsi), ``18.01`` (kabupaten/kota), ``18.01.04`` (kecamatan), ``18.01.04.2001``
(desa or kelurahan). Codes are the keys everywhere; names never are: 821 of Lampung's 2,446 desa share theirs.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from lib.domain.errors import KodeError
from lib.domain.language import N_

Tingkat = Literal["provinsi", "kabupaten", "kecamatan", "desa"]
TINGKAT: Final[tuple[Tingkat, ...]] = ("provinsi", "kabupaten", "kecamatan", "desa")
PROVINSI_LAMPUNG: Final = "18"

_LENGTH_OF_DIGITS: Final[dict[int, tuple[int, ...]]] = {2: (2,), 4: (2, 2), 6: (2, 2, 2), 10: (2, 2, 2, 4)}
_CANONICAL: Final = re.compile(r"[1-9]\d(\.\d{2}){0,2}|[1-9]\d(\.\d{2}){2}\.\d{4}", re.ASCII)
# A spreadsheet turns 1801042001 into 1801042001.0: only such dressing is taken off, never a digit.
_FLOAT_TAIL: Final = re.compile(r"\.0+$")
_DRESSING: Final = re.compile(r"[\s.\-'’`\u00a0\u200b-\u200f\ufeff]")


def parse_kode(teks: object) -> str:
    """Canonical dotted code from any spelling met in practice.

    >>> parse_kode("1801042001"), parse_kode(1801042001.0), parse_kode(" 18.01.04.2001 "), parse_kode("1801")
    ('18.01.04.2001', '18.01.04.2001', '18.01.04.2001', '18.01')

    Raises KodeError for anything that is not 2, 4, 6 or 10 digits once dots, spaces and a spreadsheet's ``.0`` are gone.
    A code in BPS digits has the same shape: telling the two apart needs names (see ``lib.importing``).
    """
    if isinstance(teks, float) and not teks.is_integer():
        raise KodeError(N_("“{teks}” bukan kode wilayah."), teks=teks)
    raw = str(int(teks)) if isinstance(teks, float) else str(teks).strip()
    if _CANONICAL.fullmatch(raw):
        return raw
    digits = _DRESSING.sub("", _FLOAT_TAIL.sub("", raw))
    parts = _LENGTH_OF_DIGITS.get(len(digits))
    if parts is None or not digits.isascii() or not digits.isdigit() or digits[0] == "0":
        raise KodeError(
            N_("“{teks}” bukan kode wilayah."),
            saran=N_("Kode Kemendagri berisi 2, 4, 6, atau 10 angka, misalnya 18.01.04.2001."),
            teks=raw[:40],
        )
    out, start = [], 0
    for length in parts:
        out.append(digits[start : start + length])
        start += length
    return ".".join(out)


def is_kode(teks: str) -> bool:
    """True for a canonical dotted code."""
    return bool(_CANONICAL.fullmatch(teks))


def digits(kode: str) -> str:
    """The code without dots, as data files write it: ``1801042001``."""
    return kode.replace(".", "")


def tingkat(kode: str) -> Tingkat:
    """The level of a canonical code; a kelurahan is of the level ``desa``."""
    return TINGKAT[kode.count(".")]


def is_kelurahan(kode: str) -> bool:
    """True for a fourth part starting with 1: an urban village, which no village index assesses."""
    return kode.count(".") == 3 and kode[9] == "1"


def is_desa(kode: str) -> bool:
    """True for a fourth part starting with 2 (desa, also called pekon, tiyuh or kampung), or 3 (desa adat, in Papua only)."""
    return kode.count(".") == 3 and kode[9] in "23"


def induk(kode: str) -> str | None:
    """The code one level up, None for a province."""
    return kode.rpartition(".")[0] or None


def at_tingkat(kode: str, level: Tingkat) -> str:
    """The ancestor (or itself) of ``kode`` at ``level``; raises ValueError when ``kode`` is above that level."""
    parts = kode.split(".")
    length = TINGKAT.index(level) + 1
    if len(parts) < length:
        raise ValueError(f"{kode} lies above {level}")
    return ".".join(parts[:length])


def is_within(kode: str, area: str) -> bool:
    """True when ``kode`` is ``area`` or lies inside it."""
    return kode == area or kode.startswith(area + ".")
