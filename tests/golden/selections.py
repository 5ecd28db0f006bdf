"""What the golden record looks at: addresses of pages, addresses of the open data, decks, reports."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Final

Question = dict[str, str]
LANGUAGES: Final = ("id", "en")
# A province, kabupaten (one ahead, one behind), kota, kecamatan, desa, kelurahan, and a new desa that has no point.
AREAS: Final[tuple[Question, ...]] = (
    {},
    {"kab": "18.04"},
    {"kab": "18.13"},
    {"kab": "18.71"},
    {"kec": "18.04.15"},
    {"desa": "18.04.15.2004"},
    {"desa": "18.01.04.1001"},
)
INDICATORS: Final = (
    "status",
    "nilai",
    "mandiri",
    "maju_mandiri",
    "perubahan",
    "cakupan",
    "dim_iks",
    "dim_ike",
    "dim_dld",
)
PROGRAMS: Final = ("smart_village", "e_samdes", "desamart", "kpb", "desaku_maju")
LEVELS: Final = ("kabupaten", "kecamatan", "desa")
DECKS: Final = ("provinsi", "kabupaten", "program")


def page_addresses() -> list[tuple[str, Question]]:
    """Path and parameters of every page that is recorded, without the language."""
    return [*_overview(), *_map(), *_progress(), *_program(), *_comparison(), *_desa(), *_deck(), *_data(), ("kelola", {})]


def _overview() -> Iterator[tuple[str, Question]]:
    for area, year in itertools.product(AREAS, ("2018", "2023", "2024", "2025")):
        yield "", area | {"tahun": year}


def _map() -> Iterator[tuple[str, Question]]:
    for indicator, level in itertools.product(INDICATORS, LEVELS):
        yield "peta", {"indikator": indicator, "tingkat": level, "tahun": "2025" if indicator == "dim_dld" else "2024"}
    for area, indicator in itertools.product(AREAS[1:], ("status", "nilai", "cakupan")):
        yield "peta", area | {"indikator": indicator, "tahun": "2023"}
    for scheme in ("kuantil", "sama", "alami"):
        yield "peta", {"indikator": "nilai", "klasifikasi": scheme, "tingkat": "kecamatan", "tahun": "2024"}
    yield "peta", {"tahun": "1900", "kab": "99.99", "indikator": "<b>"}


def _progress() -> Iterator[tuple[str, Question]]:
    sections = ("komposisi", "sebaran", "perpindahan", "penggerak", "wilayah", "jarak", "perkiraan")
    for section, area in itertools.product(sections, ({}, {"kab": "18.04"}, {"kab": "18.71"}, {"kec": "18.04.15"})):
        yield "perkembangan", area | {"bagian": section, "tahun": "2024"}
    for section, year in itertools.product(sections, ("2018", "2025")):
        yield "perkembangan", {"bagian": section, "tahun": year}
    yield "perkembangan", {"bagian": "komposisi", "satuan": "bagian", "tahun": "2024"}


def _program() -> Iterator[tuple[str, Question]]:
    sections = ("matriks", "satu", "peta", "silang", "celah", "prioritas", "prestasi", "kaitan")
    for section, area in itertools.product(sections, ({}, {"kab": "18.04"}, {"kab": "18.71"})):
        yield "program", area | {"bagian": section, "tahun": "2024"}
    for section, program in itertools.product(("satu", "peta", "silang", "celah", "kaitan"), PROGRAMS):
        yield "program", {"bagian": section, "program": program, "tahun": "2023"}
    yield "program", {"bagian": "silang", "tingkat": "desa", "ukuran": "nilai", "tahun": "2024"}
    yield "program", {"bagian": "silang", "klasifikasi": "kuantil", "tahun": "2024"}
    yield "program", {"bagian": "celah", "sudah": "smart_village", "belum": "e_samdes", "tahun": "2024"}


def _comparison() -> Iterator[tuple[str, Question]]:
    sections = ("tabel", "lereng", "peta", "serupa", "peringkat", "sebaran")
    for section, area in itertools.product(sections, ({}, {"kab": "18.04"}, {"kec": "18.04.15"})):
        yield "perbandingan", area | {"bagian": section, "tahun": "2024"}
    for section in sections:
        yield "perbandingan", {"bagian": section, "tahun": "2025", "banding": "18.04,18.13,18.01"}
    for indicator in ("mandiri", "perubahan", "cakupan"):
        yield "perbandingan", {"bagian": "peringkat", "indikator": indicator, "tahun": "2024"}


def _desa() -> Iterator[tuple[str, Question]]:
    for area, year in itertools.product(AREAS, ("2024", "2025")):
        yield "desa", area | {"tahun": year}
    for kode in ("18.09.01.2012", "18.12.02.2016", "18.08.01.2001"):
        yield "desa", {"desa": kode, "tahun": "2024"}


def _deck() -> Iterator[tuple[str, Question]]:
    for deck in ("", *DECKS):
        yield "presentasi", {"bagian": deck, "tahun": "2024"}
    yield "presentasi", {"bagian": "kabupaten", "kab": "18.13", "tahun": "2023"}


def _data() -> Iterator[tuple[str, Question]]:
    for section, year in itertools.product(("tabel", "mutu", "kamus", "metode", "sumber", "terbuka"), ("2024", "2025")):
        yield "data", {"bagian": section, "tahun": year}
    tables = ("nilai", "jumlah", "cakupan", "prestasi", "wilayah", "angka-kabupaten", "angka-provinsi", "angka-program")
    for table in tables:
        yield "data", {"bagian": "tabel", "tabel": table, "kab": "18.04", "tahun": "2024"}


def open_data_addresses() -> list[str]:
    """Addresses below ``/api``, each with its language."""
    found = ["/api/v1/openapi.json", "/api/v1/tidak-ada", "/api/v1/desa.csv?tahun=1", "/api/v1/desa.csv?kab=99.99&bahasa=en"]
    for level, form, language in itertools.product(LEVELS, ("csv", "json", "geojson"), LANGUAGES):
        found.append(f"/api/v1/{level}.{form}?tahun=2024&bahasa={language}")
        found.append(f"/api/v1/{level}.{form}?tahun=2025&kab=18.04&indikator=nilai&bahasa={language}")
    for level, form in itertools.product(LEVELS, ("csv", "json")):
        found.append(f"/api/v1/{level}.{form}?tahun=semua&program=desamart&kab=18.13")
    for indicator, level in itertools.product(INDICATORS, LEVELS):
        found.append(f"/api/v1/nilai-peta?indikator={indicator}&tingkat={level}&tahun=2024")
    return found


def reports() -> list[tuple[str, str, str, str, int]]:
    """The reports and decks that are recorded, each in both languages: format, kind of deck, area, programme, year."""
    found = [("pdf", "", area, "", year) for area in ("", "18.04", "18.13", "18.71", "18.04.15.2004") for year in (2024, 2025)]
    found += [("xlsx", "", area, "", year) for area in ("", "18.04") for year in (2024, 2025)]
    found += [("pptx", "provinsi", "", "", year) for year in (2018, 2024, 2025)]
    found += [("pptx", "kabupaten", area, "", 2024) for area in ("18.04", "18.13", "18.71")]
    found += [("pptx", "program", "", program, 2024) for program in PROGRAMS]
    return found
