"""The years of an area: what its rows say, and what is officially known where rows are illustrative or absent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.domain.facts import province_facts, status_facts_kabupaten
from lib.domain.indeks import indeks_of_year
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, TANPA_DATA, status_label
from lib.domain.wilayah import PROVINSI_LAMPUNG, tingkat
from lib.view.frame.places import area_title
from lib.view.frame.selection import Selection
from lib.view.frame.tables import Column, TableDescription, slug
from lib.view.status.progress import year_ranges


@dataclass(frozen=True, slots=True)
class YearBar:
    """One year of an area: desa per status (absent where not known), what they are divided by, and whether rows say it.

    ``resmi_saja``: no rows exist for the year, only published figures, and of those perhaps not all.
    """

    tahun: int
    jumlah: dict[str, int]
    pembagi: int
    tanpa_data: int
    resmi_saja: bool


@dataclass(frozen=True, slots=True)
class KnownYear:
    """What is officially known of one year: desa per status, None where nothing is published."""

    tahun: int
    jumlah: dict[str, int | None]
    jumlah_desa: int | None
    sumber: str


def year_bars(data: Figures, selection: Selection) -> tuple[YearBar, ...]:
    """The years of the selected area, oldest first: its rows, and for years without rows the published figures.

    A year in which no desa of the area has a status is left out; it holds no bar and no zero.
    """
    bars = []
    for year in data.years:
        counts = data.area_counts(year, selection.area)
        if counts["dinilai"]:
            known = {status: int(counts[status]) for status in STATUS}
            bars.append(YearBar(year, known, int(counts["dinilai"]), int(counts[TANPA_DATA]), False))
    bars += [bar for bar in _facts_bars(data, selection) if bar.tahun not in data.years]
    return tuple(sorted(bars, key=lambda bar: bar.tahun))


def official_bars(data: Figures, selection: Selection) -> tuple[YearBar, ...]:
    """As ``year_bars`` without an illustrative row: such a year has its published figures, or is left out."""
    bars = [bar for bar in year_bars(data, selection) if not bar.resmi_saja and not data.is_illustrative(bar.tahun)]
    return tuple(sorted([*bars, *_facts_bars(data, selection)], key=lambda bar: bar.tahun))


def _facts_bars(data: Figures, selection: Selection) -> list[YearBar]:
    """Bars of the published figures of years without official rows."""
    return [
        YearBar(fact.tahun, {key: number for key, number in fact.jumlah.items() if number is not None}, fact.jumlah_desa, 0, True)
        for fact in known_years(data, selection)
        if fact.jumlah_desa
    ]


def known_years(data: Figures, selection: Selection) -> tuple[KnownYear, ...]:
    """The published figures of the selected province or kabupaten for years whose rows are not official, oldest first."""
    found: dict[int, KnownYear] = {}
    if selection.area is None:
        for fact in province_facts() if PROVINSI_LAMPUNG in data.codes else ():
            entry = found.setdefault(
                fact.tahun, KnownYear(fact.tahun, dict.fromkeys(STATUS), fact.jumlah_desa, fact.sumber_judul)
            )
            entry.jumlah[fact.status] = fact.jumlah
    elif tingkat(selection.area) == "kabupaten":
        for (year, kode), counts in status_facts_kabupaten().items():
            if kode == selection.area:
                whole = sum(counts.values()) if len(counts) == len(STATUS) else None
                found[year] = KnownYear(year, {status: counts.get(status) for status in STATUS}, whole, "")
    return tuple(found[year] for year in sorted(found) if year not in data.years or data.is_illustrative(year))


def known_table(data: Figures, selection: Selection) -> TableDescription | None:
    """What is officially known of the selected area, by year; a figure that was not published is a dash, never a zero."""
    known = known_years(data, selection)
    if not known:
        return None
    rows = {
        str(fact.tahun): {
            "indeks": indeks_of_year(fact.tahun).singkatan,
            "tahun": fact.tahun,
            **{status: np.nan if fact.jumlah[status] is None else fact.jumlah[status] for status in reversed(STATUS)},
            "jumlah_desa": np.nan if fact.jumlah_desa is None else fact.jumlah_desa,
        }
        for fact in known
    }
    columns = (
        Column("tahun", _("Tahun"), "tahun", _("Tahun")),
        Column("indeks", _("Indeks"), "teks", _("Alat ukur yang berlaku pada tahun itu")),
        *(
            Column(status, status_label(status), "jumlah", _("Jumlah desa; kosong bila tidak diketahui"))
            for status in reversed(STATUS)
        ),
        Column("jumlah_desa", _("Jumlah desa"), "jumlah", _("Semua desa pada tahun itu, bila diketahui")),
    )
    place = area_title(data, selection.area)
    return TableDescription(
        judul=_("Yang diketahui resmi, {wilayah}").format(wilayah=place),
        penjelasan=_(
            "Angka terbitan untuk tahun yang baris desanya bukan data resmi. Tanda – berarti tidak diketahui, bukan nol."
        ),
        kolom=columns,
        frame=pd.DataFrame.from_dict(rows, orient="index", columns=[column.id for column in columns]),
        sumber=known_sources(known),
        contoh=False,
        nama_berkas=slug(f"diketahui-resmi {place}"),
    )


def known_sources(known: tuple[KnownYear, ...]) -> str:
    """``Angka resmi: 2016–2022, Harian …; 2023, …``: where the published figures are from."""
    if not known:
        return ""
    years: dict[str, list[int]] = {}
    for fact in known:
        # Titles are quoted as they were published, whatever the reader's language.
        title = f"“{fact.sumber}”" if fact.sumber else _("sumber per kabupaten tercantum di halaman Data")
        years.setdefault(title, []).append(fact.tahun)
    parts = "; ".join(f"{year_ranges(found)}, {title}" for title, found in years.items())
    return _("Angka resmi: {sumber}.").format(sumber=parts)
