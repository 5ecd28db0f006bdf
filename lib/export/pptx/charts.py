"""A chart description as a native PowerPoint chart: its numbers stand in the chart's own sheet and can be edited there."""

from __future__ import annotations

from typing import Any, Final

from lib.export.pptx.chart_data import boxes, categories, has_parts, is_numeric, number_format, references, table_of
from lib.export.pptx.chart_style import style
from lib.export.pptx.text import clean
from lib.export.tables.sheet import safe_text
from lib.view.frame.charts import ChartDescription

MAX_LABEL: Final = 44


def insert_chart(placeholder: Any, chart: ChartDescription) -> Any:
    """Fill a chart placeholder; gives the graphic frame."""
    if is_numeric(chart):
        return _insert_xy(placeholder, chart)
    return _insert_categories(placeholder, chart)


def _insert_categories(placeholder: Any, chart: ChartDescription) -> Any:
    from pptx.chart.data import CategoryChartData

    data = CategoryChartData(number_format=number_format(chart.nilai))
    data.categories = [_label(name) for name in categories(chart)]
    if chart.bentuk == "kotak":
        for name, numbers in boxes(chart):
            data.add_series(name, numbers)
    else:
        for series, values in table_of(chart):
            data.add_series(safe_text(clean(series.label)), values)
        for mark in references(chart):
            data.add_series(safe_text(clean(mark.label)), [mark.nilai] * len(categories(chart)))
    frame = placeholder.insert_chart(_type_of(chart), data)
    style(frame.chart, chart)
    return frame


def _type_of(chart: ChartDescription) -> Any:
    from pptx.enum.chart import XL_CHART_TYPE as T

    if chart.bentuk in ("garis", "kotak"):
        return T.LINE_MARKERS
    # Dots in rows have no native kind: each series is a bar of its own.
    stacked = has_parts(chart)
    if chart.mendatar:
        return T.BAR_STACKED if stacked else T.BAR_CLUSTERED
    return T.COLUMN_STACKED if stacked else T.COLUMN_CLUSTERED


def _label(text: str) -> str:
    text = safe_text(clean(text))
    return text if len(text) <= MAX_LABEL else text[: MAX_LABEL - 1].rstrip() + "…"


def _insert_xy(placeholder: Any, chart: ChartDescription) -> Any:
    from pptx.chart.data import XyChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data = XyChartData(number_format=number_format(chart.nilai))
    for series in chart.seri:
        added = data.add_series(safe_text(clean(series.label)))
        for x, y in zip(series.x, series.y, strict=True):
            if y is not None:
                added.add_data_point(float(x), y)
    for mark in references(chart):
        added = data.add_series(safe_text(clean(mark.label)))
        places = [place for place, _name in chart.kategori.nama]
        for end in (min(places), max(places)) if places else (chart.kategori.dari, chart.kategori.sampai):
            added.add_data_point(float(end or 0), mark.nilai)
    lines = chart.bentuk == "garis"
    frame = placeholder.insert_chart(XL_CHART_TYPE.XY_SCATTER_LINES if lines else XL_CHART_TYPE.XY_SCATTER, data)
    style(frame.chart, chart)
    return frame
