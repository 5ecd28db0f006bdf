"""The dot chart of a comparison: one indicator of each compared area, against the area above and the target."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.domain.language import format_percent
from lib.domain.language import gettext as _
from lib.domain.wilayah import tingkat
from lib.view.comparison.areas import Comparison
from lib.view.comparison.measures import target_of
from lib.view.comparison.sentences import spread_finding
from lib.view.frame.charts import Axis, AxisKind, ChartDescription, Mark, Series
from lib.view.frame.places import area_title, level_noun
from lib.view.frame.provenance import illustrative, source_line
from lib.view.frame.selection import Selection
from lib.view.frame.tables import Column, Kind, TableDescription, slug
from lib.view.indicator.classes import REACHED
from lib.view.indicator.indicator import Indicator, indicators, offered, selected_program

DEFAULT_INDICATOR: Final = "mandiri"
SIMILAR_COLOUR: Final = "#aeb7c2"
# Free space on both sides of the dots, as a share of their range, for the words beside them.
MARGIN_SHARE: Final = 0.12
NARROW_MARGIN: Final = 0.02
# Shares within so little need a decimal on their axis.
FINE_SHARE_SPAN: Final = 0.06


def dot_indicators(selection: Selection) -> tuple[str, ...]:
    """Indicators of a dot chart: everything that is a number."""
    return tuple(key for key in offered(selection) if indicators()[key].kind != "status")


def chosen_indicator(selection: Selection, allowed: tuple[str, ...]) -> Indicator:
    """The selected indicator where a section can show it, else the share of Mandiri."""
    return indicators()[selection.indikator if selection.indikator in allowed else DEFAULT_INDICATOR]


def values_of(data: Figures, comparison: Comparison, indicator: Indicator, tahun: int) -> tuple[pd.Series, float]:
    """The indicator of every area of the level, and of the area above; NaN where it is not known."""
    selection = replace(comparison.at_level, tahun=tahun, indikator=indicator.id)
    found = indicator.values(data, selection)
    above = indicator.values(data, replace(selection, tingkat=tingkat(comparison.induk)))
    if found is None or above is None:
        return pd.Series(dtype=float), float("nan")
    return found.astype(float), float(above[comparison.induk])


def dot_chart(data: Figures, comparison: Comparison) -> ChartDescription:
    """The selected indicator of each compared area and of those like the selected one, the area above and the target as lines."""
    selection = comparison.selection
    indicator = chosen_indicator(selection, dot_indicators(selection))
    shown = replace(comparison.at_level, indikator=indicator.id)
    values, above = values_of(data, comparison, indicator, selection.tahun)
    beside = tuple(kode for kode in comparison.serupa if kode not in comparison.kode)
    rows = values.reindex([*comparison.kode, *beside])
    order = [str(kode) for kode in rows.sort_values(ascending=False, kind="stable", na_position="last").index]
    groups = (
        ("banding", _("Dibandingkan"), REACHED, "lingkaran", comparison.kode),
        ("serupa", _("Paling serupa"), SIMILAR_COLOUR, "belah_ketupat", beside),
    )
    series = tuple(
        Series(
            id=key,
            label=label,
            warna=colour,
            x=tuple(data.name(kode) for kode in order if kode in codes),
            y=tuple(known(rows[kode]) for kode in order if kode in codes),
            teks=tuple(f"{data.name(kode)}: {indicator.format(rows[kode], selection.tahun)}" for kode in order if kode in codes),
            kode=tuple(kode for kode in order if kode in codes),
            sebut=tuple(indicator.format(rows[kode], selection.tahun) for kode in order if kode in codes),
            penanda=shape,  # type: ignore[arg-type]
        )
        for key, label, colour, shape, codes in groups
        if codes
    )
    marks = _marks(data, comparison, indicator, above)
    title = spread_finding(data, indicator, comparison, rows.loc[list(comparison.kode)], above)
    return ChartDescription(
        id="banding_titik",
        bentuk="titik",
        judul=title,
        subjudul=_("{penjelasan} Garis: {induk}.").format(
            penjelasan=indicator.explanation(shown), induk=area_title(data, comparison.induk)
        ),
        alt=_("Grafik titik: {judul}.").format(judul=title),
        sumber=source_line(data, shown),
        contoh=illustrative(data, shown),
        kategori=Axis("", "kategori"),
        nilai=value_axis(indicator, selection.tahun, [*rows.dropna(), *(mark.nilai for mark in marks)], room_right=True),
        seri=series,
        tabel=_dot_table(data, comparison, indicator, title, rows.loc[order], above),
        tanda=marks,
        mendatar=True,
    )


def known(value: float) -> float | None:
    """A number for a series; None where it is not known."""
    return float(value) if value == value else None


def _marks(data: Figures, comparison: Comparison, indicator: Indicator, above: float) -> tuple[Mark, ...]:
    tahun = comparison.selection.tahun
    marks = []
    if above == above:
        label = f"{area_title(data, comparison.induk)} {indicator.format(above, tahun)}"
        marks.append(Mark("acuan", above, label))
    program = selected_program(comparison.selection) if indicator.id == "cakupan" else None
    aim = target_of(data, program, tahun, comparison.induk) if program else None
    if aim:
        marks.append(
            Mark("acuan", aim[1], _("Target {tahun}: {bagian}").format(tahun=aim[0].tahun, bagian=format_percent(aim[1])))
        )
    return tuple(marks)


def value_axis(indicator: Indicator, tahun: int, numbers: list[float], *, room_right: bool = False) -> Axis:
    """An axis that holds the numbers with room for the words beside them.

    With ``room_right`` words stand to the right only, and a share starts at nothing, so that a small difference looks small.
    """
    share = indicator.kind == "bagian"
    kind: AxisKind = "bagian" if share else "angka"
    if not numbers:
        return Axis("", kind)
    low, high = min(numbers), max(numbers)
    if share and room_right:
        low = min(low, 0.0)
    span = high - low or abs(high) or 1.0
    decimals = (1 if span < FINE_SHARE_SPAN else 0) if share else indicator.decimals(tahun)
    low = low - span * (NARROW_MARGIN if share and room_right else MARGIN_SHARE)
    return Axis("", kind, decimals, low, high + span * MARGIN_SHARE * (1.5 if room_right else 1))


def column_kind(indicator: Indicator) -> Kind:
    """How a table prints the indicator."""
    return "angka" if indicator.kind == "status" else indicator.kind


def _dot_table(
    data: Figures, comparison: Comparison, indicator: Indicator, title: str, rows: pd.Series, above: float
) -> TableDescription:
    shown = replace(comparison.at_level, indikator=indicator.id)
    codes = [*map(str, rows.index), comparison.induk]
    noun = level_noun(data, comparison.level)
    frame = pd.DataFrame(
        {
            "kode": codes,
            "nama": [area_title(data, kode) if kode == comparison.induk else data.name(kode) for kode in codes],
            "nilai": [*rows, above],
        },
        index=codes,
    )
    return TableDescription(
        judul=title,
        penjelasan=indicator.explanation(shown),
        kolom=(
            Column("kode", _("Kode"), "teks", _("Kode wilayah Kementerian Dalam Negeri")),
            Column("nama", _("Wilayah"), "teks", noun.capitalize()),
            Column(
                "nilai",
                indicator.label(shown),
                column_kind(indicator),
                indicator.explanation(shown),
                indicator.decimals(comparison.selection.tahun),
            ),
        ),
        frame=frame,
        sumber=source_line(data, shown),
        contoh=illustrative(data, shown),
        nama_berkas=file_stem(data, comparison, f"banding-{indicator.id}", illustrative(data, shown)),
    )


def file_stem(data: Figures, comparison: Comparison, what: str, contoh: bool) -> str:
    """File name of a download: what, the area above, the selected one, year, *contoh*."""
    parts = [what, data.name(comparison.induk), str(comparison.selection.tahun)]
    if comparison.utama:
        parts.insert(2, data.name(comparison.utama))
    return slug(" ".join([*parts, "contoh"] if contoh else parts))
