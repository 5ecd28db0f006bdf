"""A ranking as a chart: the areas below the selected one by an indicator, the area itself beside them for comparison."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.wilayah import Tingkat, tingkat
from lib.view.frame.charts import Axis, ChartDescription, Series
from lib.view.frame.places import area_title, level_noun
from lib.view.frame.provenance import illustrative, source_line
from lib.view.frame.selection import Selection, default_level
from lib.view.frame.sentences import MAX_NAMES_IN_A_TIE, leaders, no_comparison
from lib.view.frame.tables import Column, Kind, TableDescription, slug
from lib.view.indicator.classes import REACHED
from lib.view.indicator.indicator import Indicator, indicators

DEFAULT: Final = "mandiri"
BENCHMARK: Final = "#9aa3af"
# More bars than this are not read from the back row: then the first and the last are shown.
MOST_BARS: Final = 15


def ranked_indicator(selection: Selection) -> Indicator:
    """The selected indicator where it is a number that areas have; else the share of Mandiri."""
    found = indicators().get(selection.indikator)
    usable = found is not None and found.kind != "status" and default_level(selection.area) in found.levels
    return found if found is not None and usable else indicators()[DEFAULT]


def ranking_chart(data: Figures, selection: Selection) -> tuple[ChartDescription | None, str, str]:
    """The chart, its title and what is said beside it; without a chart the title and why there is none."""
    level = default_level(selection.area)
    indicator = ranked_indicator(selection)
    if level not in indicator.levels:
        indicator = indicators()["nilai"]  # of single desa: what is left of a share is the score
    shown = replace(selection, tingkat=level, indikator=indicator.id)
    top = selection.area or data.codes_at("provinsi")[0]
    title = indicator.label(shown)
    values = indicator.values(data, shown)
    if values is None:
        return None, title, no_comparison(data, selection.tahun)
    values = values[values.index.str.startswith(top + ".")].astype(float).dropna()
    if values.empty:
        why = _("Belum ada data {indikator} untuk {wilayah} pada {tahun}.")
        return None, title, why.format(indikator=title, wilayah=area_title(data, top), tahun=selection.tahun)
    ordered = values.sort_values(ascending=False, kind="stable")
    drawn, note = first_and_last(data, ordered, level, selection)
    above = _of_area(data, indicator, shown, top)
    finding = _finding(data, indicator, shown, ordered)
    return _chart(data, shown, indicator, drawn, ordered, above, top, finding), finding, note


def first_and_last(data: Figures, ordered: pd.Series, level: Tingkat, selection: Selection) -> tuple[pd.Series, str]:
    """As many areas as are read from the back row, and what is said of them and of those left out."""
    noun = level_noun(data, level, selection.area)
    if len(ordered) <= MOST_BARS:
        return ordered, _("Semua {jumlah} {satuan} yang mempunyai data, {tahun}.").format(
            jumlah=format_number(len(ordered)), satuan=noun, tahun=selection.tahun
        )
    first, last = MOST_BARS // 2 + MOST_BARS % 2, MOST_BARS // 2
    note = _("{awal} tertinggi dan {akhir} terendah dari {jumlah} {satuan}, {tahun}; {lain} lainnya tidak digambar.").format(
        awal=first,
        akhir=last,
        jumlah=format_number(len(ordered)),
        satuan=noun,
        tahun=selection.tahun,
        lain=format_number(len(ordered) - MOST_BARS),
    )
    return pd.concat([ordered.iloc[:first], ordered.iloc[-last:]]), note


def _of_area(data: Figures, indicator: Indicator, shown: Selection, top: str) -> float:
    level = tingkat(top)
    if level == "desa":
        return float("nan")
    found = indicator.values(data, replace(shown, tingkat=level))
    return float("nan") if found is None or top not in found.index else float(found[top])


def _finding(data: Figures, indicator: Indicator, shown: Selection, ordered: pd.Series) -> str:
    """Who is highest and lowest as printed, ties as ties."""
    if indicator.id == DEFAULT:
        return f"{leaders(data, ordered)}, {shown.tahun}"
    printed = pd.Series([indicator.format(value, shown.tahun) for value in ordered], index=ordered.index)
    name = indicator.label(shown)
    title = name if indicator.kind == "selisih" else f"{name} {shown.tahun}"
    if printed.nunique() == 1:
        return _("{indikator}: sama di semua wilayah, {nilai}").format(indikator=title, nilai=printed.iloc[0])
    return _("{indikator}: tertinggi {atas} ({nilai_atas}), terendah {bawah} ({nilai_bawah})").format(
        indikator=title,
        atas=_names(data, printed, printed.iloc[0]),
        nilai_atas=printed.iloc[0],
        bawah=_names(data, printed, printed.iloc[-1]),
        nilai_bawah=printed.iloc[-1],
    )


def _names(data: Figures, printed: pd.Series, text: str) -> str:
    codes = sorted(printed.index[printed == text])
    if len(codes) > MAX_NAMES_IN_A_TIE:
        return _("{jumlah} wilayah").format(jumlah=format_number(len(codes)))
    return ", ".join(data.name(str(kode)) for kode in codes)


def _chart(
    data: Figures,
    shown: Selection,
    indicator: Indicator,
    drawn: pd.Series,
    ordered: pd.Series,
    above: float,
    top: str,
    finding: str,
) -> ChartDescription:
    codes = [str(kode) for kode in drawn.index]
    labels = _labels(data, codes)
    own = area_title(data, top) if tingkat(top) == "provinsi" or data.name(top) in labels else data.name(top)
    kind: Kind = "angka" if indicator.kind == "status" else indicator.kind
    decimals = indicator.decimals(shown.tahun)
    series = [
        Series(
            id="wilayah",
            label=level_noun(data, shown.tingkat, shown.area).capitalize(),
            warna=REACHED,
            x=tuple(labels),
            y=tuple(float(value) for value in drawn),
            sebut=tuple(indicator.format(value, shown.tahun) for value in drawn),
            kode=tuple(codes),
        )
    ]
    if above == above:
        text = indicator.format(above, shown.tahun)
        series.append(Series("induk", own, BENCHMARK, (own,), (above,), sebut=(text,), kode=(top,)))
    sumber, contoh = source_line(data, shown), illustrative(data, shown)
    frame = pd.DataFrame(
        {
            "kode": [*map(str, ordered.index), top],
            "nama": [*(data.name(str(kode)) for kode in ordered.index), own],
            "nilai": [*ordered.to_numpy(dtype=float), above if above == above else np.nan],
        },
        index=pd.Index([*map(str, ordered.index), top], dtype=object),
    )
    title = indicator.label(shown)
    return ChartDescription(
        id="peringkat",
        # Stacked, so that the areas and the area above each get a whole bar: none is in both series.
        bentuk="batang_tumpuk",
        judul=finding,
        subjudul=indicator.explanation(shown),
        alt=_("Grafik batang: {judul}.").format(judul=finding.rstrip(".")),
        sumber=sumber,
        contoh=contoh,
        kategori=Axis("", "kategori"),
        nilai=Axis("", "bagian" if kind == "bagian" else "angka", 1 if kind == "bagian" else decimals),
        seri=tuple(series),
        tabel=TableDescription(
            judul=finding,
            penjelasan=indicator.explanation(shown),
            kolom=(
                Column("kode", _("Kode"), "teks", _("Kode wilayah Kementerian Dalam Negeri")),
                Column("nama", _("Wilayah"), "teks", _("Wilayah")),
                Column("nilai", title, kind, indicator.explanation(shown), decimals),
            ),
            frame=frame,
            sumber=sumber,
            contoh=contoh,
            nama_berkas=slug(f"peringkat-{indicator.id} {own} {shown.tahun} {'contoh' if contoh else ''}"),
        ),
        mendatar=True,
    )


def _labels(data: Figures, codes: list[str]) -> list[str]:
    """Names, with the code where two areas share one."""
    names = [data.name(kode) for kode in codes]
    return [f"{name} ({kode})" if names.count(name) > 1 else name for name, kode in zip(names, codes, strict=True)]
