"""The numbers of a chart description as a native chart wants them: categories, one value each, formats, what is drawn over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lib.domain.language import current_language
from lib.view.frame.charts import Axis, ChartDescription, Mark, Series

# Where the plot lies in its frame when something is drawn over it: left, top, width, height as shares.
OVERLAY_PLOT: Final = (0.02, 0.03, 0.96, 0.76)
LANGUAGE_CODES: Final = {"id": "421", "en": "809"}


@dataclass(frozen=True, slots=True)
class Overlay:
    """A line across the plot that no native chart has: its place as a share of the frame's width, and its words."""

    bagian: float
    label: str


def categories(chart: ChartDescription) -> tuple[str, ...]:
    """The categories of all series, in the order in which they first occur."""
    return tuple(dict.fromkeys(str(value) for series in chart.seri for value in series.x))


def table_of(chart: ChartDescription) -> list[tuple[Series, list[float | None]]]:
    """Each series with one value per category; None where it has none."""
    names = categories(chart)
    out = []
    for series in chart.seri:
        values = dict(zip((str(value) for value in series.x), series.y, strict=True))
        out.append((series, [values.get(name) for name in names]))
    return out


def is_numeric(chart: ChartDescription) -> bool:
    """True when both axes are numbers."""
    return chart.bentuk == "pencar" or (
        chart.bentuk == "garis" and any(not isinstance(value, str) for series in chart.seri for value in series.x)
    )


def number_format(axis: Axis) -> str:
    """The number format of a value axis.

    The language is named in front of it: LibreOffice writes its decimal sign then; PowerPoint takes that of the machine.
    Thousands have the sign of the deck's language in every program.
    """
    if axis.jenis == "bagian" or axis.desimal:
        decimals = "." + "0" * axis.desimal if axis.desimal else ""
        return f"[$-{LANGUAGE_CODES[current_language()]}]0{decimals}{'%' if axis.jenis == 'bagian' else ''}"
    mark = "." if current_language() == "id" else ","
    return f'[>=1000000]#"{mark}"000"{mark}"000;[>=1000]#"{mark}"000;0'


def overlays(chart: ChartDescription) -> tuple[Overlay, ...]:
    """The breaks between two instruments, which are drawn over the plot."""
    names = categories(chart)
    left, _top, width, _height = OVERLAY_PLOT
    marks = [mark for mark in chart.tanda if mark.jenis == "pemisah"] if not chart.mendatar and names else []
    return tuple(Overlay(left + width * mark.nilai / len(names), mark.label) for mark in marks)


def references(chart: ChartDescription) -> list[Mark]:
    """Reference values, drawn as a further line where the chart is one of lines."""
    return [mark for mark in chart.tanda if mark.jenis == "acuan"] if chart.bentuk == "garis" else []


def boxes(chart: ChartDescription) -> list[tuple[str, list[float]]]:
    """The five numbers of each box, as five series with their names."""
    quantiles = chart.seri[0].kuantil
    names = [column.label for column in chart.tabel.kolom if column.id in "abcde"]
    return [(name, [float(box[place]) for box in quantiles]) for place, name in enumerate(names)]


def has_parts(chart: ChartDescription) -> bool:
    """True when bars are stacked of several parts; else the stacking only gives each series whole bars."""
    if chart.bentuk != "batang_tumpuk":
        return False
    rows = table_of(chart)
    return any(sum(values[place] is not None for _series, values in rows) > 1 for place in range(len(categories(chart))))
