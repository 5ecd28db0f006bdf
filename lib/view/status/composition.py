"""Composition by year: stacked bars of the statuses, with the method break between the two instruments."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.domain.indeks import comparable, indeks_of_year
from lib.domain.language import format_number, format_percent
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, TANPA_DATA, status_classes
from lib.view.frame.charts import Axis, ChartDescription, Mark, Series
from lib.view.frame.places import area_title
from lib.view.frame.selection import Selection
from lib.view.frame.tables import Column, TableDescription, slug
from lib.view.status.progress import any_illustrative, break_note, earlier_years, source_of_years, year_ranges
from lib.view.status.year_bars import YearBar, known_sources, known_years, official_bars, year_bars

Satuan = Literal["jumlah", "bagian"]
SATUAN: Final[tuple[Satuan, ...]] = ("jumlah", "bagian")
# Room over the tallest bar for the name of the instrument that starts there.
HEADROOM: Final = 1.12


def composition(data: Figures, selection: Selection, satuan: Satuan, *, resmi: bool = False) -> ChartDescription:
    """Stacked bars by year: desa per status, or shares of the desa assessed (of all desa where only facts are known).

    ``resmi``: only what is officially known; a year of illustrative rows gives its published figures or no bar.
    """
    bars = official_bars(data, selection) if resmi else year_bars(data, selection)
    years = [bar.tahun for bar in bars]
    drawn_from = [bar.tahun for bar in bars if not bar.resmi_saja]
    classes = status_classes()
    series = [
        Series(
            id=status,
            label=classes[status].label,
            warna=classes[status].warna,
            warna_teks=classes[status].warna_teks,
            x=tuple(str(year) for year in years),
            y=tuple(_height(bar, bar.jumlah.get(status), satuan) for bar in bars),
            teks=tuple(_bar_text(bar, status) for bar in bars),
        )
        for status in STATUS
    ]
    if satuan == "jumlah" and any(bar.tanpa_data for bar in bars):
        entry = classes[TANPA_DATA]
        series.append(
            Series(
                id=TANPA_DATA,
                label=entry.label,
                warna=entry.warna,
                warna_teks=entry.warna_teks,
                x=tuple(str(year) for year in years),
                y=tuple(float(bar.tanpa_data) if bar.tanpa_data else None for bar in bars),
                teks=tuple(f"{entry.label} {bar.tahun}: {format_number(bar.tanpa_data)}" for bar in bars),
            )
        )
    highest = max((bar.pembagi + bar.tanpa_data for bar in bars), default=1)
    top = HEADROOM * (1.0 if satuan == "bagian" else highest)
    finding = _finding(data, selection)
    place = area_title(data, selection.area)
    contoh = any_illustrative(data, drawn_from)
    source = " ".join(filter(None, (source_of_years(data, selection, drawn_from), _facts_source(data, selection, bars))))
    return ChartDescription(
        id="komposisi",
        bentuk="batang_tumpuk",
        judul=finding,
        subjudul=_("Desa menurut status tiap tahun, {wilayah}; {satuan}.").format(
            wilayah=place,
            satuan=_("jumlah desa") if satuan == "jumlah" else _("persen dari desa yang dinilai"),
        ),
        alt=_("Grafik batang bertumpuk, {dari} sampai {ke}. {temuan}.").format(
            dari=years[0] if years else "–", ke=years[-1] if years else "–", temuan=finding
        ),
        sumber=source,
        contoh=contoh,
        kategori=Axis(_("Tahun"), "kategori"),
        nilai=Axis(_("Desa"), "angka", 0, 0.0, top) if satuan == "jumlah" else Axis(_("Desa"), "bagian", 0, 0.0, top),
        seri=tuple(series),
        tabel=_table(data, selection, bars, source, contoh),
        tanda=break_marks(years),
        catatan=" ".join(filter(None, (facts_note(bars), break_note(years)))),
    )


def break_marks(years: list[int]) -> tuple[Mark, ...]:
    """A line before the first year of another instrument, with that instrument's name."""
    return tuple(
        # The official name as it is: its translation has no room over one bar.
        Mark("pemisah", place, indeks_of_year(year).nama["id"])
        for place, year in enumerate(years)
        if place and not comparable(years[place - 1], year)
    )


def _height(bar: YearBar, number: int | None, satuan: Satuan) -> float | None:
    if number is None:
        return None
    return float(number) if satuan == "jumlah" else number / bar.pembagi


def _bar_text(bar: YearBar, status: str) -> str:
    number = bar.jumlah.get(status)
    label = status_classes()[status].label
    if number is None:
        return _("{status} {tahun}: tidak diketahui").format(status=label, tahun=bar.tahun)
    text = _("{status} {tahun}: {jumlah} dari {pembagi} desa ({bagian})").format(
        status=label,
        tahun=bar.tahun,
        jumlah=format_number(number),
        pembagi=format_number(bar.pembagi),
        bagian=format_percent(number / bar.pembagi),
    )
    return _("{teks}; angka resmi").format(teks=text) if bar.resmi_saja else text


def facts_note(bars: tuple[YearBar, ...]) -> str:
    """Which years are drawn from published figures that do not cover every status; empty where none is."""
    partial = [bar.tahun for bar in bars if bar.resmi_saja and len(bar.jumlah) < len(STATUS)]
    if not partial:
        return ""
    return _("{tahun}: hanya status yang tergambar yang diketahui (angka resmi); sisanya tidak diketahui, bukan nol.").format(
        tahun=year_ranges(partial)
    )


def _facts_source(data: Figures, selection: Selection, bars: tuple[YearBar, ...]) -> str:
    alone = {bar.tahun for bar in bars if bar.resmi_saja}
    return known_sources(tuple(fact for fact in known_years(data, selection) if fact.tahun in alone))


def _finding(data: Figures, selection: Selection) -> str:
    place = area_title(data, selection.area)
    mandiri = status_classes()["mandiri"].label
    now = data.area_counts(selection.tahun, selection.area)
    fields = {
        "wilayah": place,
        "status": mandiri,
        "tahun": selection.tahun,
        "ke": format_number(now["mandiri"]),
        "bagian": format_percent(now["mandiri"] / now["dinilai"]) if now["dinilai"] else "–",
    }
    earlier = [year for year in earlier_years(data, selection.tahun) if data.area_counts(year, selection.area)["dinilai"]]
    if not now["dinilai"]:
        return _("{wilayah}: belum ada status untuk {tahun}").format(**fields)
    if not earlier:
        return _("{wilayah}: {ke} desa {status} ({bagian}) pada {tahun}").format(**fields)
    first = data.area_counts(earlier[-1], selection.area)
    fields |= {
        "awal": earlier[-1],
        "dari": format_number(first["mandiri"]),
        "bagian_awal": format_percent(first["mandiri"] / first["dinilai"]),
    }
    return _("{wilayah}: desa {status} dari {dari} ({bagian_awal}) pada {awal} menjadi {ke} ({bagian}) pada {tahun}").format(
        **fields
    )


def _table(data: Figures, selection: Selection, bars: tuple[YearBar, ...], source: str, contoh: bool) -> TableDescription:
    classes = status_classes()
    rows = {
        str(bar.tahun): {
            "indeks": indeks_of_year(bar.tahun).singkatan,
            "tahun": bar.tahun,
            "sifat": _nature(data, bar),
            **{status: bar.jumlah.get(status, np.nan) for status in reversed(STATUS)},
            "pembagi": bar.pembagi,
            "tanpa_data": np.nan if bar.resmi_saja else bar.tanpa_data,
            "bagian": bar.jumlah["mandiri"] / bar.pembagi if "mandiri" in bar.jumlah else np.nan,
        }
        for bar in bars
    }
    columns = (
        Column("tahun", _("Tahun"), "tahun", _("Tahun")),
        Column("indeks", _("Indeks"), "teks", _("Alat ukur yang berlaku pada tahun itu")),
        Column("sifat", _("Sifat data"), "teks", _("Resmi, contoh, atau hanya angka terbitan")),
        *(
            Column(status, classes[status].label, "jumlah", _("Jumlah desa; kosong bila tidak diketahui"))
            for status in reversed(STATUS)
        ),
        Column("pembagi", _("Desa dinilai"), "jumlah", _("Desa yang mempunyai status; pembagi persentase")),
        Column("tanpa_data", classes[TANPA_DATA].label, "jumlah", _("Desa tanpa baris data")),
        Column("bagian", _("Persentase Mandiri"), "bagian", _("Desa Mandiri dibagi desa dinilai")),
    )
    place = area_title(data, selection.area)
    return TableDescription(
        judul=_("Komposisi status per tahun, {wilayah}").format(wilayah=place),
        penjelasan=_("Jumlah desa menurut status. IDM dan Indeks Desa adalah dua alat ukur: jangan dibandingkan."),
        kolom=columns,
        frame=pd.DataFrame.from_dict(rows, orient="index", columns=[column.id for column in columns]),
        sumber=source,
        contoh=contoh,
        nama_berkas=slug(" ".join(["komposisi-status", place, *(["contoh"] if contoh else [])])),
    )


def _nature(data: Figures, bar: YearBar) -> str:
    if bar.resmi_saja:
        return _("resmi, hanya yang diketahui") if len(bar.jumlah) < len(STATUS) else _("resmi, hanya jumlah")
    return _("contoh") if data.is_illustrative(bar.tahun) else _("resmi")
