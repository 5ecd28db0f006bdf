"""Codes against names: which place a row is about, and whether its code and its names say the same.

BPS and Kemendagri codes have the same shape and collide (1801 is Lampung Selatan for one and Lampung Barat for the other),
so a code is only believed when the names beside it agree. A file whose codes and names disagree throughout is refused
whole: assigning any of it would be a guess.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, NamedTuple

from lib.domain.errors import KodeError
from lib.domain.wilayah import Tingkat, at_tingkat, induk, is_desa, is_within, parse_kode, tingkat
from lib.importing.checks.findings import Cell
from lib.importing.matching.names import Agreement, agreement, nearest

LEVELS: Final[tuple[Tingkat, ...]] = ("desa", "kecamatan", "kabupaten")
MAX_NAME_CHARS: Final = 120  # As wide as the column of the official list; comparing more would only cost time.
_THOUSANDS: Final = re.compile(r"\d{1,3}(,\d{3})+(\.0+)?", re.ASCII)
# White space, marks of no width, and the apostrophe by which a spreadsheet keeps digits as text.
_AROUND: Final = re.compile(r"^[\s\u200b-\u200f\ufeff'’`]+|[\s\u200b-\u200f\ufeff]+$")
_EXCEL_TEXT: Final = re.compile(r'="?([^"]*)"?')


class Tempat(NamedTuple):
    """One place of the official list."""

    kode: str
    jenis: str
    nama: str
    kode_bps: str | None
    berlaku_dari: dt.date | None
    berlaku_sampai: dt.date | None

    def in_force(self, tahun: int) -> bool:
        """True when the code is valid at the end of ``tahun``."""
        end = dt.date(tahun, 12, 31)
        return (self.berlaku_dari is None or self.berlaku_dari <= end) and (
            self.berlaku_sampai is None or self.berlaku_sampai >= end
        )


@dataclass(frozen=True)
class Register:
    """The official list of places by code, with what matching asks of it again and again."""

    places: dict[str, Tempat]
    names: dict[tuple[Tingkat, str], dict[str, str]] = field(default_factory=dict)
    """Names by code of the places of a level within an area, for every area of the list."""

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, Any]]) -> Register:
        """From rows with the columns of the table ``wilayah`` (more do not matter)."""
        places = {}
        names: dict[tuple[Tingkat, str], dict[str, str]] = defaultdict(dict)
        for row in rows:
            place = Tempat(*(_none_if_missing(row.get(name)) for name in Tempat._fields))
            places[place.kode] = place
            area = induk(place.kode)
            while area is not None:
                names[tingkat(place.kode), area][place.kode] = place.nama
                area = induk(area)
        return cls(places, dict(names))

    @cached_property
    def desa_count(self) -> int:
        """How many desa and kelurahan the list has."""
        return sum(kode.count(".") == 3 for kode in self.places)

    @cached_property
    def provinces(self) -> frozenset[str]:
        """The provinces that this list is about: a national file is cut down to them."""
        return frozenset(kode for kode in self.places if "." not in kode)

    def of_province(self, provinsi: str) -> Register:
        """The part of the list that is about one province."""
        places = {kode: place for kode, place in self.places.items() if is_within(kode, provinsi)}
        return Register(places, {key: names for key, names in self.names.items() if is_within(key[1], provinsi)})

    def nama(self, kode: str) -> str:
        """The official name of a code; the code itself when it is not listed."""
        return self.places[kode].nama if kode in self.places else kode

    def expected(self, tahun: int, area: str) -> set[str]:
        """Codes of the desa (not kelurahan) in ``area`` that exist at the end of ``tahun``: those an index assesses."""
        return {kode for kode, place in self.places.items() if is_desa(kode) and is_within(kode, area) and place.in_force(tahun)}

    def kabupaten_by_bps(self) -> dict[str, str]:
        """Kemendagri code of the kabupaten by its BPS code (four digits)."""
        return {place.kode_bps: kode for kode, place in self.places.items() if place.kode_bps and kode.count(".") == 1}


def _none_if_missing(value: Any) -> Any:
    """None for the ways in which a frame or a table says that nothing is there; a date for a timestamp."""
    if value is None or value != value or value == "":
        return None
    return value.date() if isinstance(value, dt.datetime) else value


def read_code(cell: Cell) -> str:
    """Canonical code of a cell; also takes off what a spreadsheet puts around one. Raises KodeError.

    >>> read_code('="1801042001"'), read_code("1,801,042,001"), read_code(1801042001.0)
    ('18.01.04.2001', '18.01.04.2001', '18.01.04.2001')
    """
    if isinstance(cell, str):
        text = _AROUND.sub("", cell)
        quoted = _EXCEL_TEXT.fullmatch(text)
        text = quoted.group(1) if quoted else text
        cell = text.replace(",", "") if _THOUSANDS.fullmatch(text) else text
    return parse_kode(cell)


def code_or_none(cell: Cell) -> str | None:
    """``read_code``, None when it is not one."""
    try:
        return read_code(cell)
    except KodeError:
        return None


@dataclass(frozen=True, slots=True)
class Identity:
    """What a row says about where it belongs: its code if it is one, and how its names agree with that code.

    An agreement is None when it could not be asked: no name in the row, or a code that is not listed. ``asing`` is a name
    of a kecamatan or kabupaten that the list does not know at all. ``dari_nama`` marks a row without a code, looked up by
    its names: ``calon`` are the desa that share them, ``kode_kabupaten`` the kabupaten that it names.
    """

    kode: str | None
    nama: str
    kecamatan: str
    kabupaten: str
    desa_cocok: Agreement | None = None
    kecamatan_cocok: Agreement | None = None
    kabupaten_cocok: Agreement | None = None
    dari_nama: bool = False
    calon: tuple[str, ...] = ()
    kode_kabupaten: str | None = None

    @property
    def contradicts(self) -> bool:
        """True when the names say that the code means another place."""
        return "beda" in (self.desa_cocok, self.kabupaten_cocok)


def identify(register: Register, kode: Cell, nama: Cell, kecamatan: Cell, kabupaten: Cell) -> Identity:
    """The identity of a row from its cells."""
    code = code_or_none(kode)
    first, second, third = ("" if cell is None else str(cell).strip()[:MAX_NAME_CHARS] for cell in (nama, kecamatan, kabupaten))
    named = (first, second, third)
    place = register.places.get(code or "")
    if place is None or code is None or code.count(".") != 3:
        return Identity(code, *named)
    desa, kec, kab = (
        _agreement_at(register, at_tingkat(code, level), given, level) if given else None
        for level, given in zip(LEVELS, named, strict=True)
    )
    return Identity(code, *named, desa_cocok=desa, kecamatan_cocok=kec, kabupaten_cocok=kab)


def _agreement_at(register: Register, kode: str, given: str, level: Tingkat) -> Agreement:
    found = agreement(given, register.nama(kode), level)
    if found == "sama" or (found == "beda" and level == "desa"):
        return found
    # Spelt a little differently, or the name of a neighbour? A neighbour's name is nearer to the neighbour.
    neighbours = register.names.get((level, str(induk(kode))), {})
    closest = nearest(given, neighbours, level)
    if closest is not None and closest[0] != kode:
        return "beda"
    # "LAMSEL" names no kabupaten of the list: a spelling to mend, not the name of another one.
    return "asing" if found == "beda" else found


def suggest(register: Register, identity: Identity) -> Tempat | None:
    """The place that the names of a row most probably mean: looked for in its kecamatan, its kabupaten, then everywhere."""
    if not identity.nama:
        return None
    areas = [identity.kode[:8], identity.kode[:5]] if identity.kode is not None else []
    for province in register.provinces:
        named = nearest(identity.kabupaten, register.names.get(("kabupaten", province), {}), "kabupaten")
        if identity.kabupaten and named is not None:
            inner = nearest(identity.kecamatan, register.names.get(("kecamatan", named[0]), {}), "kecamatan")
            areas = ([inner[0]] if identity.kecamatan and inner else []) + [named[0]]
    for area in (*areas, *sorted(register.provinces)):
        hit = nearest(identity.nama, register.names.get(("desa", area), {}), "desa")
        if hit is not None:
            return register.places[hit[0]]
    return None
