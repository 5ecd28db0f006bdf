"""The spread of scores by year: one box chart per index, never one axis for two instruments."""

from __future__ import annotations

from typing import Final

import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.analysis.status.spread import Spread, score_spread
from lib.domain.indeks import Indeks, comparable, indeks_of_year
from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_label
from lib.view.frame.charts import Axis, ChartDescription, Mark, Series
from lib.view.frame.places import area_title
from lib.view.frame.selection import Selection
from lib.view.frame.tables import Column, TableDescription, slug
from lib.view.indicator.classes import SEQUENTIAL
from lib.view.status.progress import any_illustrative, earlier_years, source_of_years

PADDING: Final = 0.04


def spread_charts(data: Figures, selection: Selection) -> tuple[ChartDescription, ...]:
    """One box chart for each index that has scores in the area, that of the selected year first."""
    spreads = {year: found for year in data.years if (found := data.derived(score_spread, year, selection.area))}
    by_index: dict[str, dict[int, Spread]] = {}
    for year, found in spreads.items():
        by_index.setdefault(indeks_of_year(year).id, {})[year] = found
    own = indeks_of_year(selection.tahun).id
    return tuple(_chart(data, selection, by_index[key]) for key in sorted(by_index, key=lambda key: (key != own, key)))


def _chart(data: Figures, selection: Selection, spreads: dict[int, Spread]) -> ChartDescription:
    years = list(spreads)
    index = indeks_of_year(years[0])
    place = area_title(data, selection.area)
    finding = _finding(data, selection, spreads, index)
    source, contoh = source_of_years(data, selection, years), any_illustrative(data, years)
    lowest = min(found.kuantil[0] for found in spreads.values())
    highest = max(found.kuantil[4] for found in spreads.values())
    padding = PADDING * index.skala_maks
    low, high = max(0.0, lowest - padding), min(index.skala_maks, highest + padding)
    return ChartDescription(
        id=f"sebaran_{index.id}",
        bentuk="kotak",
        judul=finding,
        subjudul=_(
            "Sebaran nilai {indeks} tiap tahun, {wilayah}: kotak memuat separuh desa di tengah, garis di dalamnya median, "
            "ujungnya nilai terendah dan tertinggi; garis putus-putus: di atasnya status yang disebut."
        ).format(indeks=index.label, wilayah=place),
        alt=_("Grafik kotak nilai {indeks} per tahun. {temuan}.").format(indeks=index.label, temuan=finding),
        sumber=source,
        contoh=contoh,
        kategori=Axis(_("Tahun"), "kategori"),
        nilai=Axis(_("Nilai {indeks}").format(indeks=index.singkatan), "angka", 2 if index.skala_maks == 1 else 0, low, high),
        seri=(
            Series(
                id=index.id,
                label=index.singkatan,
                warna=SEQUENTIAL[2],
                x=tuple(str(year) for year in years),
                kuantil=tuple(found.kuantil for found in spreads.values()),
            ),
        ),
        tabel=_table(data, selection, spreads, index, source, contoh),
        tanda=tuple(
            Mark("acuan", bound, f"↑ {status_label(status)}")
            for bound, status in zip(index.batas_atas, STATUS[1:], strict=True)
            if low < bound < high
        ),
        catatan=_("Kuartil dihitung dengan interpolasi linear di antara dua nilai terdekat."),
    )


def _finding(data: Figures, selection: Selection, spreads: dict[int, Spread], index: Indeks) -> str:
    year = selection.tahun if selection.tahun in spreads else max(spreads)
    now = spreads[year]
    fields = {
        "indeks": index.singkatan,
        "wilayah": area_title(data, selection.area),
        "tahun": year,
        "ke": format_number(now.median, index.desimal),
        "jumlah": format_number(now.n),
    }
    earlier = [past for past in earlier_years(data, year) if past in spreads and comparable(past, year)]
    if not earlier:
        return _("Median {indeks} di {wilayah}: {ke} pada {tahun} ({jumlah} desa)").format(**fields)
    before = spreads[earlier[0]].median
    fields |= {"sebelum": earlier[0], "dari": format_number(before, index.desimal)}
    if fields["dari"] == fields["ke"]:
        return _("Median {indeks} di {wilayah} tetap {ke} dari {sebelum} ke {tahun}").format(**fields)
    text = _("Median {indeks} di {wilayah} naik dari {dari} ({sebelum}) menjadi {ke} ({tahun})")
    if now.median < before:
        text = _("Median {indeks} di {wilayah} turun dari {dari} ({sebelum}) menjadi {ke} ({tahun})")
    return text.format(**fields)


def _table(
    data: Figures, selection: Selection, spreads: dict[int, Spread], index: Indeks, source: str, contoh: bool
) -> TableDescription:
    names = (_("Terendah"), _("Kuartil bawah"), _("Median"), _("Kuartil atas"), _("Tertinggi"))
    rows = {
        str(year): {"indeks": index.singkatan, "tahun": year, "n": found.n, **dict(zip("abcde", found.kuantil, strict=True))}
        for year, found in spreads.items()
    }
    columns = (
        Column("tahun", _("Tahun"), "tahun", _("Tahun")),
        Column("indeks", _("Indeks"), "teks", index.label),
        Column("n", _("Desa"), "jumlah", _("Desa yang mempunyai nilai")),
        *(Column(key, name, "angka", name, index.desimal) for key, name in zip("abcde", names, strict=True)),
    )
    place = area_title(data, selection.area)
    return TableDescription(
        judul=_("Sebaran nilai {indeks} per tahun, {wilayah}").format(indeks=index.singkatan, wilayah=place),
        penjelasan=_("Lima angka ringkas nilai desa; kuartil dengan interpolasi linear."),
        kolom=columns,
        frame=pd.DataFrame.from_dict(rows, orient="index", columns=[column.id for column in columns]),
        sumber=source,
        contoh=contoh,
        nama_berkas=slug(" ".join(["sebaran", index.singkatan, place, *(["contoh"] if contoh else [])])),
    )
