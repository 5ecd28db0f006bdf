"""What a parameter of a slide may hold, by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from lib.domain.errors import KodeError
from lib.domain.indeks import indices
from lib.domain.wilayah import parse_kode, tingkat
from lib.view.comparison.areas import LEVELS, SEPARATOR
from lib.view.deck.page_charts import PAGE_CHARTS
from lib.view.frame.selection import CLASSIFICATIONS, MAP_LEVELS, Known
from lib.view.indicator.cross import MEASURES
from lib.view.program.gap import LIMITS
from lib.view.status.composition import SATUAN
from lib.view.status.distance import JARAK
from lib.view.status.movers import URUTAN

LAST_YEAR: Final = 2099


def is_area(value: str, known: Known, levels: tuple[str, ...]) -> bool:
    """True for the code, written with dots, of an area that exists at one of the levels."""
    try:
        kode = parse_kode(value)
    except KodeError:
        return False
    return kode == value and kode in known.kode and tingkat(kode) in levels


def years() -> range:
    """The years that some index measures, as far as anyone plans."""
    return range(min(index.tahun_dari for index in indices().values()), LAST_YEAR + 1)


def _is_year(value: str, _known: Known) -> bool:
    return value.isascii() and value.isdigit() and len(value) == 4 and int(value) in years()


def _from(allowed: tuple[str, ...]) -> Callable[[str, Known], bool]:
    return lambda value, _known: value in allowed


def _at(*levels: str) -> Callable[[str, Known], bool]:
    return lambda value, known: is_area(value, known, levels)


VALID: Final[dict[str, Callable[[str, Known], bool]]] = {
    "tahun": _is_year,
    "sebelum": _is_year,
    "kab": _at("kabupaten", "provinsi"),
    "kec": _at("kecamatan"),
    "desa": _at("desa"),
    "tingkat": _from(MAP_LEVELS),
    "indikator": lambda value, known: value in known.indikator,
    "program": lambda value, known: value in known.program,
    "klasifikasi": _from(CLASSIFICATIONS),
    "ukuran": _from(MEASURES),
    "satuan": _from(SATUAN),
    "data": _from(("resmi", "semua")),
    "menurut": _from(URUTAN),
    "batas": _from(LIMITS),
    "grafik": _from(tuple(PAGE_CHARTS)),
    "jarak": _from(JARAK),
    "kelompok": _from(LEVELS),
    "banding": lambda value, known: all(
        is_area(kode, known, ("kabupaten", "kecamatan")) for kode in value.split(SEPARATOR) if value
    ),
}
