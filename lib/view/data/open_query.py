"""What a question to the open data may ask: the parameters of a page's address, read strictly.

A page falls back quietly on a value that it does not know; a program that asked for something else than it gets would never
notice. So here every parameter that is unknown, repeated, contradictory or out of range is refused with a message.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from lib.domain.errors import DasborError, KodeError
from lib.domain.indeks import indeks_of_year
from lib.domain.language import DEFAULT_LANGUAGE, LANGUAGES, N_, set_language
from lib.domain.wilayah import TINGKAT, Tingkat, is_within, parse_kode, tingkat
from lib.view.frame.selection import MAX_VALUE_LENGTH, Known, Selection
from lib.view.indicator.indicator import indicators

Format = Literal["csv", "json", "geojson"]
FORMATS: Final[tuple[Format, ...]] = ("csv", "json", "geojson")
OPEN_LEVELS: Final[tuple[Tingkat, ...]] = ("desa", "kecamatan", "kabupaten")
ALL_YEARS: Final = "semua"
COVERAGE: Final = "cakupan"
PARAMETERS: Final = ("tahun", "kab", "kec", "desa", "tingkat", "indikator", "program", "bahasa")
_AREAS: Final[dict[str, Tingkat]] = {"kab": "kabupaten", "kec": "kecamatan", "desa": "desa"}
# How much of a foreign text a message repeats.
SHOWN_CHARACTERS: Final = 40


class QueryRefused(DasborError):
    """A question that cannot be answered as asked; ``kode`` names the reason and ``parameter`` the parameter, for programs."""

    def __init__(self, kode: str, parameter: str, pesan: str, /, *, saran: str = "", **isian: object) -> None:
        super().__init__(pesan, saran=saran, nama=parameter[:SHOWN_CHARACTERS], **isian)
        self.kode = kode
        self.parameter = parameter[:SHOWN_CHARACTERS]


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it was understood. ``tahun`` holds one year or all; ``area`` is the smallest area asked for."""

    tingkat: Tingkat
    format: Format
    tahun: tuple[int, ...]
    semua_tahun: bool
    area: str | None
    indikator: str | None
    program: str | None
    bahasa: str

    @property
    def selection(self) -> Selection:
        """The same as a selection of a page: the first year where all are asked for."""
        plain = Selection(tahun=self.tahun[0], program=self.program, bahasa=self.bahasa, indikator=self.indikator or "status")
        return plain.at_area(self.area, self.tingkat)


def read_query(pairs: Iterable[tuple[str, str]], level: Tingkat, form: Format, known: Known) -> Query:
    """The question that the parameters ``pairs`` ask of ``level``; QueryRefused when they cannot be taken as they stand.

    Sets the active language from ``bahasa`` first, so that a refusal speaks it. An empty value counts as absent.
    """
    pairs = list(pairs)
    given = _given(pairs)
    year = given.get("tahun", str(known.tahun_utama))
    years = _years(year, form, known)
    area = _area(given, level, known)
    if given.get("tingkat", level) != level:
        raise QueryRefused(
            "bertentangan",
            "tingkat",
            N_("Parameter “{nama}” bertentangan dengan alamat, yang menanyakan {tingkat}."),
            saran=N_("Hilangkan parameter itu, atau pakai alamat tingkat yang dimaksud."),
            tingkat=level,
        )
    indikator = _indicator(given, years, level, known)
    program = _one_of("program", given, known.program)
    return Query(
        tingkat=level,
        format=form,
        tahun=years,
        semua_tahun=year == ALL_YEARS,
        area=area,
        indikator=indikator,
        # Coverage is always of one programme: that of the pages where none is named.
        program=program or known.program[0] if indikator == COVERAGE else program,
        bahasa=given.get("bahasa", DEFAULT_LANGUAGE),
    )


def _given(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """The parameters that have a value, each known, given once and not too long."""
    languages = [value for name, value in pairs if name == "bahasa" and value]
    if languages and languages[0] in LANGUAGES:
        set_language(languages[0])
    given: dict[str, str] = {}
    seen: set[str] = set()
    for name, value in pairs:
        if name not in PARAMETERS:
            raise QueryRefused(
                "tidak_dikenal",
                name,
                N_("Parameter “{nama}” tidak dikenal."),
                saran=N_("Yang dikenal: {dikenal}."),
                dikenal=", ".join(PARAMETERS),
            )
        if name in seen:
            raise QueryRefused(
                "berulang", name, N_("Parameter “{nama}” diberikan lebih dari sekali."), saran=N_("Berikan satu kali.")
            )
        seen.add(name)
        if len(value) > MAX_VALUE_LENGTH:
            raise _unknown_value(name, value, ())
        if value:
            given[name] = value
    if languages and languages[0] not in LANGUAGES:
        raise _unknown_value("bahasa", languages[0], LANGUAGES)
    return given


def _unknown_value(name: str, value: str, allowed: Iterable[object]) -> QueryRefused:
    listed = ", ".join(map(str, allowed))
    return QueryRefused(
        "nilai_tidak_dikenal",
        name,
        N_("Nilai “{nilai}” untuk parameter “{nama}” tidak dikenal."),
        saran=N_("Yang dikenal: {dikenal}.") if listed else N_("Periksa kodenya di /api/v1/desa.json atau di daftar wilayah."),
        nilai=value[:SHOWN_CHARACTERS],
        dikenal=listed,
    )


def _one_of(name: str, given: dict[str, str], allowed: tuple[str, ...]) -> str | None:
    value = given.get(name)
    if value is not None and value not in allowed:
        raise _unknown_value(name, value, allowed)
    return value


def _years(value: str, form: Format, known: Known) -> tuple[int, ...]:
    if value == ALL_YEARS and form == "geojson":
        raise QueryRefused(
            "satu_tahun",
            "tahun",
            N_("GeoJSON memuat satu tahun saja: tiap wilayah satu poligon."),
            saran=N_("Sebut tahunnya, atau ambil semua tahun sebagai CSV atau JSON."),
        )
    if value == ALL_YEARS:
        return known.tahun
    if value.isascii() and value.isdigit() and int(value) in known.tahun:
        return (int(value),)
    raise _unknown_value("tahun", value, (*known.tahun, ALL_YEARS))


def _area(given: dict[str, str], level: Tingkat, known: Known) -> str | None:
    """The smallest area asked for; a parent that does not hold it contradicts it."""
    area: str | None = None
    for name, rank in _AREAS.items():
        if name not in given:
            continue
        try:
            kode = parse_kode(given[name])
        except KodeError:
            kode = ""
        if kode not in known.kode or tingkat(kode) != rank:
            raise _unknown_value(name, given[name], ())
        if area and not is_within(kode, area):
            raise QueryRefused(
                "bertentangan",
                name,
                N_("Parameter “{nama}” bertentangan: {kode} tidak terletak di {induk}."),
                saran=N_("Sebut satu wilayah saja; induknya mengikuti dari kodenya."),
                kode=kode,
                induk=area,
            )
        if TINGKAT.index(rank) > TINGKAT.index(level):
            raise QueryRefused(
                "terlalu_rinci",
                name,
                N_("Parameter “{nama}” menunjuk wilayah yang lebih kecil daripada {tingkat}."),
                saran=N_("Pakai alamat tingkat yang lebih rinci, misalnya /api/v1/desa.json."),
                tingkat=level,
            )
        area = kode
    return area


def _indicator(given: dict[str, str], years: tuple[int, ...], level: Tingkat, known: Known) -> str | None:
    name = _one_of("indikator", given, known.indikator)
    if name is None:
        return None
    entry = indicators()[name]
    if level not in entry.levels:
        raise QueryRefused(
            "tidak_ada_di_tingkat",
            "indikator",
            N_("Indikator {indikator} tidak ada pada tingkat {tingkat}."),
            saran=N_("Tingkat yang ada: {dikenal}."),
            indikator=name,
            tingkat=level,
            dikenal=", ".join(entry.levels),
        )
    measured = {part.id for year in years for part in indeks_of_year(year).dimensi}
    if entry.dimensi and entry.dimensi.id not in measured:
        raise QueryRefused(
            "tidak_ada_di_tahun",
            "indikator",
            N_("Indikator {indikator} tidak diukur pada {tahun}."),
            saran=N_("Pilih tahun yang memakai indeks itu."),
            indikator=name,
            tahun=years[0],
        )
    return name
