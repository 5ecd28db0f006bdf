"""The slope of a comparison: one indicator in two comparable years. It never crosses the method break."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.domain.language import format_signed
from lib.domain.language import gettext as _
from lib.view.comparison.areas import BENCHMARK_COLOUR, STYLES, Comparison
from lib.view.comparison.dots import chosen_indicator, column_kind, dot_indicators, file_stem, known, value_axis, values_of
from lib.view.comparison.sentences import names
from lib.view.frame.charts import Axis, ChartDescription, Series
from lib.view.frame.places import area_title, level_noun
from lib.view.frame.provenance import source_line
from lib.view.frame.selection import Selection
from lib.view.frame.tables import Column, TableDescription
from lib.view.indicator.indicator import Indicator, indicators

# Part of the axis below which two figures written at the same end would lie over each other.
LEAST_GAP: Final = 0.07
# Rows of points that give the words at the ends room, under a legend of five lines on a phone too.
ROWS: Final = 44


def slope_indicators(selection: Selection) -> tuple[str, ...]:
    """Indicators of a slope: what a year has by itself. Coverage is a state of one day, not of a year."""
    return tuple(key for key in dot_indicators(selection) if indicators()[key].kind != "selisih" and key != "cakupan")


def slope_chart(data: Figures, comparison: Comparison) -> ChartDescription | None:
    """The selected indicator in the year before and in the year; None where the two may not be compared."""
    tahun = comparison.selection.tahun
    before = data.year_before(tahun)
    if before is None:
        return None
    indicator = chosen_indicator(comparison.selection, slope_indicators(comparison.selection))
    shown = replace(comparison.at_level, indikator=indicator.id)
    past, now = (values_of(data, comparison, indicator, year) for year in (before, tahun))
    pairs = {kode: (float(past[0][kode]), float(now[0][kode])) for kode in comparison.kode} | {
        comparison.induk: (past[1], now[1])
    }
    years = (str(before), str(tahun))
    words = _words(comparison, indicator, pairs)
    series = []
    for kode, pair in pairs.items():
        benchmark = kode == comparison.induk
        colour, shape = (BENCHMARK_COLOUR, STYLES[0][1]) if benchmark else comparison.style(kode)
        name = area_title(data, kode) if benchmark else data.name(kode)
        texts = tuple(indicator.format(value, tahun) for value in pair)
        series.append(
            Series(
                id=kode,
                label=name,
                warna=colour,
                x=years,
                y=tuple(map(known, pair)),
                teks=tuple(f"{name} {year}: {text}" for year, text in zip(years, texts, strict=True)),
                kode=(kode, kode),
                putus=benchmark,
                penanda=shape,
                sebut=words.get(kode, ()),
            )
        )
    title = slope_finding(data, comparison, indicator, {kode: pairs[kode] for kode in comparison.kode}, before)
    contoh = data.is_illustrative(tahun) or data.is_illustrative(before)
    source = source_line(data, shown, replace(shown, tahun=before))
    return ChartDescription(
        id="banding_lereng",
        bentuk="garis",
        judul=title,
        subjudul=_("{penjelasan} Garis putus-putus: {induk}.").format(
            penjelasan=indicator.explanation(shown), induk=area_title(data, comparison.induk)
        ),
        alt=_("Grafik lereng {sebelum} ke {tahun}: {judul}.").format(sebelum=before, tahun=tahun, judul=title),
        sumber=source,
        contoh=contoh,
        kategori=Axis("", "kategori"),
        nilai=value_axis(indicator, tahun, [value for pair in pairs.values() for value in pair if value == value]),
        seri=tuple(series),
        tabel=_slope_table(data, comparison, indicator, title, pairs, before, source, contoh),
        baris=ROWS,
    )


def _words(comparison: Comparison, indicator: Indicator, pairs: dict[str, tuple[float, float]]) -> dict[str, tuple[str, ...]]:
    """The figures written beside the ends of each line; one too near to another's is left to the pointer and the table."""
    tahun = comparison.selection.tahun
    numbers = [value for pair in pairs.values() for value in pair if value == value]
    room = (max(numbers) - min(numbers)) * LEAST_GAP if numbers else 0.0
    taken: tuple[list[float], list[float]] = ([], [])
    words = {}
    for kode in comparison.kode:
        texts = []
        for value, others in zip(pairs[kode], taken, strict=True):
            free = value == value and all(abs(value - other) >= room for other in others)
            texts.append(indicator.format(value, tahun) if free else "")
            if free:
                others.append(value)
        words[kode] = tuple(texts)
    return words


def difference_text(indicator: Indicator, difference: float, tahun: int) -> str:
    """A change with its unit: percentage points of a share, points of a score."""
    if indicator.kind == "bagian":
        return _("{selisih} poin persen").format(selisih=format_signed(difference * 100, 1))
    return format_signed(difference, indicator.decimals(tahun))


def slope_finding(
    data: Figures, comparison: Comparison, indicator: Indicator, pairs: dict[str, tuple[float, float]], before: int
) -> str:
    """Who of the compared areas gained most, or that nobody gained."""
    tahun = comparison.selection.tahun
    name = indicator.label(comparison.at_level)
    decimals = 3 if indicator.kind == "bagian" else indicator.decimals(tahun)
    gains = pd.Series({kode: now - past for kode, (past, now) in pairs.items()}).dropna().round(decimals)
    fields = {"indikator": name, "sebelum": before, "tahun": tahun}
    if gains.empty:
        return _("{indikator} {sebelum}–{tahun}: belum ada data").format(**fields)
    top = gains.index[gains == gains.max()]
    if gains.max() <= 0:
        return _("{indikator} {sebelum}–{tahun}: tidak ada yang naik").format(**fields)
    fields |= {"wilayah": names(data, top), "selisih": difference_text(indicator, float(gains.max()), tahun)}
    return _("{indikator} {sebelum}–{tahun}: {wilayah} naik paling banyak ({selisih})").format(**fields)


def _slope_table(
    data: Figures,
    comparison: Comparison,
    indicator: Indicator,
    title: str,
    pairs: dict[str, tuple[float, float]],
    before: int,
    source: str,
    contoh: bool,
) -> TableDescription:
    tahun = comparison.selection.tahun
    kind, decimals = column_kind(indicator), indicator.decimals(tahun)
    share = indicator.kind == "bagian"
    codes = list(pairs)
    frame = pd.DataFrame(
        {
            "kode": codes,
            "nama": [area_title(data, kode) if kode == comparison.induk else data.name(kode) for kode in codes],
            "sebelum": [past for past, _now in pairs.values()],
            "sesudah": [now for _past, now in pairs.values()],
            "selisih": [(now - past) * (100 if share else 1) for past, now in pairs.values()],
        },
        index=codes,
    )
    gained = _("Selisih (poin persen)") if share else _("Selisih")
    return TableDescription(
        judul=title,
        penjelasan=indicator.explanation(comparison.at_level),
        kolom=(
            Column("kode", _("Kode"), "teks", _("Kode wilayah Kementerian Dalam Negeri")),
            Column("nama", _("Wilayah"), "teks", level_noun(data, comparison.level).capitalize()),
            Column("sebelum", str(before), kind, indicator.label(comparison.at_level), decimals),
            Column("sesudah", str(tahun), kind, indicator.label(comparison.at_level), decimals),
            Column("selisih", gained, "selisih", _("Tahun kedua dikurangi tahun pertama"), 1 if share else decimals),
        ),
        frame=frame,
        sumber=source,
        contoh=contoh,
        nama_berkas=file_stem(data, comparison, f"lereng-{indicator.id}-{before}", contoh),
    )
