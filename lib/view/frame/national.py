"""The level above a province: the sentence about the country and the description of its map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from lib.analysis.indicator.national import CountryFigures
from lib.domain.indeks import indeks_of_year
from lib.domain.language import format_number, format_percent
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, TANPA_DATA
from lib.domain.wilayah import Tingkat
from lib.view.frame.selection import Selection
from lib.view.indicator.maps import MapDescription, describe_map

INDICATORS: Final = ("status", "nilai", "mandiri", "maju_mandiri")
LEVEL: Final[Tingkat] = "provinsi"


def at_country(selection: Selection) -> Selection:
    """The same year and language at the level of provinces, with an indicator that exists there."""
    indikator = selection.indikator if selection.indikator in INDICATORS else INDICATORS[0]
    return replace(selection.at_area(None, LEVEL), indikator=indikator, prov=None)


def headline(data: CountryFigures, selection: Selection) -> str:
    """How many of the assessed desa of the country are Mandiri that year."""
    totals = data.totals(selection.tahun)
    if not totals["dinilai"]:
        return _("Indonesia, {tahun}: belum ada desa yang dinilai.").format(tahun=selection.tahun)
    return _("Indonesia, {tahun}: {jumlah} dari {dinilai} desa yang dinilai berstatus Mandiri ({bagian}).").format(
        tahun=selection.tahun,
        jumlah=format_number(int(totals[STATUS[-1]])),
        dinilai=format_number(int(totals["dinilai"])),
        bagian=format_percent(totals[STATUS[-1]] / totals["dinilai"]),
    )


def coverage_note(data: CountryFigures, selection: Selection) -> str:
    """By which index, how many provinces have figures, and how many desa are without."""
    counts = data.counts(selection.tahun, LEVEL)
    return _("{indeks}. {ada} dari {provinsi} provinsi berdata; {tanpa} desa tanpa data.").format(
        indeks=indeks_of_year(selection.tahun).label,
        ada=format_number(int((counts["dinilai"] > 0).sum())),
        provinsi=format_number(len(counts)),
        tanpa=format_number(int(counts[TANPA_DATA].sum())),
    )


def country_map(data: CountryFigures, selection: Selection, polygons_of: Callable[[Tingkat], tuple[str, ...]]) -> MapDescription:
    """The map of the provinces; ``selection`` as ``at_country`` gives it."""
    return describe_map(data, selection, polygons_of)
