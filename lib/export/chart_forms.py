"""The forms of a chart picture: bars, lines, dots, boxes, with the patterns of the status palette and numbers where they fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from lib.domain.language import format_number, format_percent
from lib.domain.status import status_classes
from lib.export.chart_scales import Scales
from lib.export.map_furniture import HATCHES
from lib.export.picture_text import OFFSET, Pen, plain
from lib.view.frame.charts import ChartDescription, Series

EDGE: Final = "#14181f"
NEUTRAL: Final = "#7a8594"
MARKERS: Final = {
    "lingkaran": "o",
    "persegi": "s",
    "belah_ketupat": "D",
    "segitiga": "^",
    "silang": "X",
    "bintang": "*",
}
BAR_SHARE: Final = 0.75
WORD: Final = 9.0
NUMBER: Final = 8.5
DOT_PT: Final = 8.0
# One dot among many.
SMALL_DOT_PT: Final = 4.0
KeyHandle = Callable[[Any, tuple[float, float, float, float], float], Any]


def hatch_of(series: Series) -> str | None:
    """The pattern of a status, so that its class is told without colour; None for any other series."""
    entry = status_classes().get(series.id)
    return (HATCHES[entry.pola] or None) if entry else None


def draw_series(axes: Any, chart: ChartDescription, scales: Scales, pen: Pen) -> None:
    """Every series of a chart upon axes that ``Scales.set_up`` has prepared."""
    if chart.bentuk in ("batang", "batang_tumpuk"):
        for bar in _bars(chart, scales):
            _draw_bar(axes, chart, bar, scales, pen)
        (axes.axvline if chart.mendatar else axes.axhline)(0, color=NEUTRAL, linewidth=0.8 * pen.scale)
    elif chart.bentuk == "kotak":
        for series in chart.seri:
            _draw_boxes(axes, series, scales, pen)
    else:
        for series in chart.seri:
            _draw_points(axes, chart, series, scales, pen)


def _bars(chart: ChartDescription, scales: Scales) -> Iterator[tuple[Series, int, float, float, float, float]]:
    """Series, number of the point, where its bar starts along the categories, its width, its base and its height."""
    above: dict[float, float] = {}
    beneath: dict[float, float] = {}
    stacked = chart.bentuk == "batang_tumpuk"
    wide = BAR_SHARE if stacked else BAR_SHARE / len(chart.seri)
    for place, series in enumerate(chart.seri):
        for number, (x, y) in enumerate(zip(series.x, series.y, strict=True)):
            if y is None:
                continue
            at = scales.place(x)
            start = at - BAR_SHARE / 2 + (0 if stacked else place * wide)
            tower = above if y >= 0 else beneath
            base = tower.get(at, 0.0) if stacked else 0.0
            tower[at] = base + y
            yield series, number, start, wide, base, y


def _draw_bar(
    axes: Any, chart: ChartDescription, bar: tuple[Series, int, float, float, float, float], scales: Scales, pen: Pen
) -> None:
    from matplotlib.patches import Rectangle

    series, number, start, wide, base, y = bar
    corner, size = ((base, start), (y, wide)) if chart.mendatar else ((start, base), (wide, y))
    style: dict[str, Any] = {"facecolor": series.warna, "edgecolor": EDGE, "linewidth": 0.5 * pen.scale}
    axes.add_patch(Rectangle(corner, *size, hatch=hatch_of(series), zorder=2, **style))
    if series.bawah and series.bawah[number] is not None and series.atas[number] is not None:
        _interval(axes, chart, start + wide / 2, series.bawah[number], series.atas[number], pen)
    _number_of_bar(axes, chart, series, (start, wide, base, y), scales, pen)


def _number_of_bar(
    axes: Any, chart: ChartDescription, series: Series, bar: tuple[float, float, float, float], scales: Scales, pen: Pen
) -> None:
    """The number of a bar: inside one of a stack where it has room, beyond the end of one that stands alone."""
    start, wide, base, y = bar
    text = format_percent(y, 0) if chart.nilai.jenis == "bagian" else format_number(y, chart.nilai.desimal)
    width, height = axes.bbox.width, axes.bbox.height
    span = abs(scales.nilai.high - scales.nilai.low) or 1.0
    along = (height if chart.mendatar else width) * wide / max(len(scales.kategori or ()), 1)
    across = (width if chart.mendatar else height) * abs(y) / span
    room, rise = (across, along) if chart.mendatar else (along, across)
    fits = pen.width(text, NUMBER) * 1.15 < room and pen.line_px(NUMBER) < rise
    middle = start + wide / 2
    lone = chart.bentuk == "batang" or len(chart.seri) == 1
    if lone and not series.bawah:
        far = base + y
        if pen.width(text, NUMBER) > along and not chart.mendatar:
            return
        place = (far, middle) if chart.mendatar else (middle, far)
        shift = 3 * pen.scale * (1 if y >= 0 else -1)
        side = {"ha": "left" if y >= 0 else "right", "va": "center"} if chart.mendatar else {"ha": "center", "va": "bottom"}
        axes.annotate(
            plain(text),
            place,
            xytext=(shift, 0) if chart.mendatar else (0, shift),
            textcoords=OFFSET,
            fontsize=NUMBER * pen.scale,
            color=pen.colour,
            zorder=4,
            annotation_clip=False,
            **side,
        )
    elif fits and chart.bentuk == "batang_tumpuk":
        place = (base + y / 2, middle) if chart.mendatar else (middle, base + y / 2)
        back = {"facecolor": series.warna, "edgecolor": "none", "pad": 0.8} if hatch_of(series) else None
        style: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": NUMBER * pen.scale, "zorder": 4}
        axes.text(*place, plain(text), color=series.warna_teks, bbox=back, **style)


def _interval(axes: Any, chart: ChartDescription, at: float, low: float | None, high: float | None, pen: Pen) -> None:
    places = ([low, high], [at, at]) if chart.mendatar else ([at, at], [low, high])
    axes.plot(*places, color=NEUTRAL, linewidth=1.4 * pen.scale, marker="|" if chart.mendatar else "_", zorder=3)


def _draw_points(axes: Any, chart: ChartDescription, series: Series, scales: Scales, pen: Pen) -> None:
    many = chart.bentuk == "pencar" and series.penanda == "lingkaran"
    places = [scales.place(x) for x in series.x]
    known = [float("nan") if y is None else y for y in series.y]
    xs, ys = (known, places) if chart.mendatar else (places, known)
    axes.plot(
        xs,
        ys,
        color=series.warna,
        linestyle=("--" if series.putus else "-") if chart.bentuk == "garis" else "none",
        linewidth=2.2 * pen.scale,
        marker=MARKERS[series.penanda],
        markersize=(SMALL_DOT_PT if many else DOT_PT) * pen.scale,
        markeredgecolor=EDGE,
        markeredgewidth=(0.3 if many else 0.7) * pen.scale,
        zorder=3,
        clip_on=False,
    )
    for number, (low, high) in enumerate(zip(series.bawah, series.atas, strict=True)):
        if low is not None and high is not None:
            _interval(axes, chart, places[number], low, high, pen)
    for number, words in enumerate(series.sebut):
        if series.y[number] is None:
            continue
        left = chart.bentuk == "garis" and number == 0
        axes.annotate(
            plain(words),
            (xs[number], ys[number]),
            xytext=((-8 if left else 8) * pen.scale, 0),
            textcoords=OFFSET,
            ha="right" if left else "left",
            va="center",
            fontsize=WORD * pen.scale,
            color=pen.colour,
            zorder=4,
            annotation_clip=False,
        )


def _draw_boxes(axes: Any, series: Series, scales: Scales, pen: Pen) -> None:
    stats = [
        {"whislo": least, "q1": lower, "med": median, "q3": upper, "whishi": greatest, "fliers": []}
        for least, lower, median, upper, greatest in series.kuantil
    ]
    line = {"color": EDGE, "linewidth": 1.0 * pen.scale}
    # Ticks are ours: matplotlib would put its own numbers there.
    axes.bxp(
        stats,
        positions=[scales.place(x) for x in series.x],
        widths=0.55,
        orientation="horizontal" if scales.mendatar else "vertical",
        patch_artist=True,
        showfliers=False,
        manage_ticks=False,
        boxprops={"facecolor": series.warna, "edgecolor": EDGE, "linewidth": 1.0 * pen.scale},
        medianprops=line | {"linewidth": 1.8 * pen.scale},
        whiskerprops=line,
        capprops=line,
    )


def key_handles(chart: ChartDescription) -> Iterator[tuple[KeyHandle, str]]:
    """For each series what stands for it in the key, and its name."""
    for series in chart.seri:
        yield (_box if chart.bentuk in ("batang", "batang_tumpuk", "kotak") else _line)(chart, series), series.label


def _box(_chart: ChartDescription, series: Series) -> KeyHandle:
    def make(figure: Any, box: tuple[float, float, float, float], scale: float) -> Any:
        from matplotlib.patches import Rectangle

        x, y, width, height = box
        style: dict[str, Any] = {"facecolor": series.warna, "edgecolor": EDGE, "linewidth": 0.6 * scale}
        return Rectangle((x, y), width, height, hatch=hatch_of(series), transform=figure.transFigure, **style)

    return make


def _line(chart: ChartDescription, series: Series) -> KeyHandle:
    def make(figure: Any, box: tuple[float, float, float, float], scale: float) -> Any:
        from matplotlib.lines import Line2D

        x, y, width, height = box
        return Line2D(
            [x, x + width / 2, x + width],
            [y + height / 2] * 3,
            color=series.warna,
            linestyle=("--" if series.putus else "-") if chart.bentuk == "garis" else "none",
            linewidth=2.2 * scale,
            marker=MARKERS[series.penanda],
            markevery=[1],
            markersize=DOT_PT * scale,
            markeredgecolor=EDGE,
            markeredgewidth=0.7 * scale,
            transform=figure.transFigure,
        )

    return make
