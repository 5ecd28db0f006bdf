"""How a native chart looks: letters that are read from the back row, a number at every bar, quiet axes, the colours described."""

from __future__ import annotations

import re
from typing import Any, Final

from lib.export.pptx.chart_data import OVERLAY_PLOT, categories, has_parts, is_numeric, number_format, overlays, table_of
from lib.export.pptx.template import INK, QUIET, RULE, parse
from lib.export.pptx.text import FONT
from lib.view.frame.charts import ChartDescription, Series

LABEL_PT: Final = 16
DENSE_LABEL_PT: Final = 14
DENSE_FROM: Final = 12
# A part smaller than this share of the longest bar has no room for its number: upright bars want height, lying ones width.
SMALLEST_UPRIGHT: Final = 0.06
SMALLEST_LYING: Final = 0.03
GAP_WIDTH: Final = 45
# More letters than this do not stand in one line of a legend.
LEGEND_LETTERS: Final = 70
GRID: Final = "E3E7EC"
REFERENCE_COLOUR: Final = "6B7280"


def style(native: Any, chart: ChartDescription) -> None:
    """Give a native chart its letters, axes, legend, colours and labels."""
    from pptx.enum.chart import XL_LEGEND_POSITION
    from pptx.util import Pt

    dense = len(categories(chart)) >= DENSE_FROM
    size = DENSE_LABEL_PT if dense else LABEL_PT
    native.font.size, native.font.name = Pt(size), FONT
    native.font.color.rgb = _rgb(INK)
    native.has_title = False
    native.has_legend = len(native.plots[0].series) > 1 and not _named_by_rows(chart)
    if native.has_legend:
        native.legend.position = XL_LEGEND_POSITION.BOTTOM
        native.legend.include_in_layout = False
        words = sum(len(series.name) + 4 for series in native.plots[0].series)
        native.legend.font.size = Pt(LABEL_PT if words <= LEGEND_LETTERS else DENSE_LABEL_PT)
    _style_axes(native, chart)
    plot = native.plots[0]
    if chart.bentuk in ("batang", "batang_tumpuk", "titik"):
        plot.gap_width = GAP_WIDTH
        plot.overlap = -5 if chart.bentuk == "batang" else 100
    _style_series(native, chart, size)
    if overlays(chart):
        _fix_plot(native)
    # The ids that python-pptx gives its axes are negative, which the format does not know.
    for place in native._chartSpace.xpath("//c:axId | //c:crossAx"):
        place.set("val", place.get("val").lstrip("-"))


def _style_axes(native: Any, chart: ChartDescription) -> None:
    from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK
    from pptx.util import Pt

    values, names = native.value_axis, native.category_axis
    values.has_major_gridlines = False
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = number_format(chart.nilai), False
    for axis in (values, names):
        axis.format.line.color.rgb = _rgb(RULE)
        axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    # Below the lowest bar, so that the name of a fall does not stand in the bar.
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if chart.nilai.dari is not None:
        # Room below nothing is for dots on a screen.
        lowest = min((value for series in chart.seri for value in series.y if value is not None), default=0.0)
        values.minimum_scale = 0.0 if lowest >= 0 > chart.nilai.dari else chart.nilai.dari
    if chart.nilai.sampai is not None and chart.bentuk != "garis":
        values.maximum_scale = chart.nilai.sampai
    if is_numeric(chart) or chart.bentuk in ("garis", "kotak"):
        values.has_major_gridlines = True
        values.major_gridlines.format.line.color.rgb = _rgb(GRID)
        values.major_gridlines.format.line.width = Pt(0.75)
    else:
        # Every bar carries its number: an axis would say it twice.
        values.visible = False
    if is_numeric(chart):
        names.has_major_gridlines = False
        if chart.kategori.dari is not None and chart.kategori.sampai is not None:
            names.minimum_scale, names.maximum_scale = chart.kategori.dari, chart.kategori.sampai
        if chart.kategori.nama and all(place == int(place) for place, _name in chart.kategori.nama):
            _years_only(names, chart)
        elif chart.kategori.nama:
            names.visible = False
    else:
        names.reverse_order = chart.mendatar
        _every_name(names)


def _every_name(axis: Any) -> None:
    """Programs leave out every other name where they think it crowded."""
    xml = '<c:tickLblSkip xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" val="1"/>'
    element = axis._element
    after = element.xpath("./c:tickMarkSkip | ./c:noMultiLvlLbl | ./c:extLst")
    if after:
        after[0].addprevious(parse(xml))
    else:
        element.append(parse(xml))


def _years_only(axis: Any, chart: ChartDescription) -> None:
    """A time axis has a mark at every year and nothing between."""
    places = [int(place) for place, _name in chart.kategori.nama]
    axis.minimum_scale, axis.maximum_scale = min(places), max(places)
    axis.major_unit = 1
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0", False


def _style_series(native: Any, chart: ChartDescription, size: int) -> None:
    plot = native.plots[0]
    drawn = list(plot.series)
    described: list[Series | None] = [*chart.seri] if chart.bentuk != "kotak" else []
    described += [None] * (len(drawn) - len(described))
    for series, ours in zip(drawn, described, strict=True):
        if chart.bentuk == "kotak":
            _style_box_series(series)
        elif ours is None:
            _style_reference(series)
        elif chart.bentuk in ("garis", "pencar"):
            _style_line(series, chart, ours, size)
        else:
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = _rgb(ours.warna)
            series.invert_if_negative = False
            _label_bars(series, chart, ours, size)
    if chart.bentuk == "kotak":
        _high_low_lines(plot)


def _style_reference(series: Any) -> None:
    from pptx.enum.chart import XL_MARKER_STYLE
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    series.format.line.color.rgb = _rgb(REFERENCE_COLOUR)
    series.format.line.width, series.format.line.dash_style = Pt(2), MSO_LINE.DASH
    series.marker.style = XL_MARKER_STYLE.NONE
    series.smooth = False


def _style_line(series: Any, chart: ChartDescription, ours: Series, size: int) -> None:
    from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE
    from pptx.util import Pt

    shapes = {
        "lingkaran": XL_MARKER_STYLE.CIRCLE,
        "persegi": XL_MARKER_STYLE.SQUARE,
        "belah_ketupat": XL_MARKER_STYLE.DIAMOND,
        "segitiga": XL_MARKER_STYLE.TRIANGLE,
        "silang": XL_MARKER_STYLE.X,
        "bintang": XL_MARKER_STYLE.STAR,
    }
    series.marker.style = shapes[ours.penanda]
    points = chart.bentuk == "pencar"
    series.marker.size = 5 if points else 9
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = _rgb(ours.warna)
    series.marker.format.line.fill.background()
    if points:
        series.format.line.fill.background()
        return
    series.smooth = False
    series.format.line.color.rgb = _rgb(ours.warna)
    series.format.line.width = Pt(3)
    labels = _line_labels(series)
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = number_format(chart.nilai), False
    labels.position = XL_LABEL_POSITION.ABOVE
    labels.font.size = Pt(size)


def _line_labels(series: Any) -> Any:
    """The labels of a series of lines, which python-pptx offers for lines by category only."""
    from pptx.chart.datalabel import DataLabels

    element = series._element
    found = element.xpath("./c:dLbls")
    if not found:
        place = element.xpath("./c:trendline | ./c:errBars | ./c:cat | ./c:val | ./c:xVal | ./c:yVal")[0]
        from pptx.oxml.chart.datalabel import CT_DLbls

        place.addprevious(CT_DLbls.new_dLbls())
        found = element.xpath("./c:dLbls")
    return DataLabels(found[0])


def _label_bars(series: Any, chart: ChartDescription, ours: Series, size: int) -> None:
    from pptx.enum.chart import XL_LABEL_POSITION
    from pptx.util import Pt

    inside = has_parts(chart)
    labels = series.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = number_format(chart.nilai), False
    labels.font.size = Pt(size)
    labels.font.color.rgb = _rgb(ours.warna_teks if inside else INK)
    labels.position = XL_LABEL_POSITION.CENTER if inside else XL_LABEL_POSITION.OUTSIDE_END
    if inside:
        _hide_small(series, chart)


def _named_by_rows(chart: ChartDescription) -> bool:
    """True when no category has bars of two series: then the names of the rows say all that a legend would."""
    return not is_numeric(chart) and chart.bentuk in ("batang_tumpuk", "titik") and not has_parts(chart)


def _hide_small(series: Any, chart: ChartDescription) -> None:
    rows = [values for _series, values in table_of(chart)]
    longest = max((sum(value or 0 for value in column) for column in zip(*rows, strict=True)), default=0) or 1
    element = series._element
    labels = element.dLbls
    values = list(series.values)
    for place, value in reversed(list(enumerate(values))):
        if not value or value / longest < (SMALLEST_LYING if chart.mendatar else SMALLEST_UPRIGHT):
            hidden = parse(
                '<c:dLbl xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart">'
                f'<c:idx val="{place}"/><c:delete val="1"/></c:dLbl>'
            )
            labels.insert(0, hidden)


def _style_box_series(series: Any) -> None:
    from pptx.enum.chart import XL_MARKER_STYLE

    series.format.line.fill.background()
    series.smooth = False
    series.marker.style, series.marker.size = XL_MARKER_STYLE.DASH, 14
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = _rgb(INK)


def _high_low_lines(plot: Any) -> None:
    xml = (
        '<c:hiLowLines xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:spPr><a:ln w="28575"><a:solidFill>'
        f'<a:srgbClr val="{QUIET}"/></a:solidFill></a:ln></c:spPr></c:hiLowLines>'
    )
    element = plot._element
    marker = element.find("{http://schemas.openxmlformats.org/drawingml/2006/chart}marker")
    marker.addprevious(parse(xml))


def _fix_plot(native: Any) -> None:
    """Put the plot at OVERLAY_PLOT, so that a line drawn over it meets its place."""
    parts = "".join(f'<c:{name} val="{value}"/>' for name, value in zip("xywh", OVERLAY_PLOT, strict=True))
    xml = (
        '<c:layout xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:manualLayout>'
        '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f"{parts}</c:manualLayout></c:layout>"
    )
    area = native._chartSpace.chart.plotArea
    for old in area.findall("{http://schemas.openxmlformats.org/drawingml/2006/chart}layout"):
        area.remove(old)
    area.insert(0, parse(xml))


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor

    text = colour.lstrip("#")
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", text):
        raise ValueError(f"not a colour: {colour!r}")
    return RGBColor.from_string(text.upper())
