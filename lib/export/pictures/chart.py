"""A chart or flow description as a picture (SVG or PNG): the numbers, colours and words of the browser's chart, on paper.

Pure: the same description and options give the same bytes. What a pointer is told on the screen is printed where there is
room for it, because paper has no pointer. The height follows from the words and rows, so that nothing is cut off.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Final, Literal

from lib.domain.language import format_date
from lib.domain.language import gettext as _
from lib.export.pictures.axes import draw_axes, draw_grid, draw_lane_names
from lib.export.pictures.bars import draw_bars
from lib.export.pictures.flow import draw_flow
from lib.export.pictures.key import draw_key, key_rows
from lib.export.pictures.marks import draw_marks, words_rows
from lib.export.pictures.pen import DESIGN_WIDTH, Pen
from lib.export.pictures.png import png_of
from lib.export.pictures.points import draw_boxes, draw_points
from lib.export.pictures.scales import EDGE, LABEL, Plot, Scales, scales_of
from lib.export.pictures.svg import Attributes, Canvas, Svg
from lib.view.frame.charts import ChartDescription, FlowDescription

Format = Literal["png", "svg"]

INK: Final = "#14181f"
QUIET: Final = "#4a5361"
PAPER: Final = "#ffffff"
BADGE_FILL: Final = "#fff3cd"
BADGE_INK: Final = "#5c4300"
# Points of the design.
TITLE: Final = 15.0
SUBTITLE: Final = 10.5
SOURCE: Final = 9.0
BADGE_PAD: Final = 4.0
# Heights of a plot as shares of the width.
UPRIGHT: Final = 0.40
FLOW: Final = 0.45
NOTHING: Final = 0.12
ROW: Final = 0.036
DOT_ROW: Final = 0.011


@dataclass(frozen=True, slots=True)
class ChartOptions:
    """How a chart is drawn. ``plot_share`` is the height of the plot as a share of the width, None for what its rows need.

    ``tanggal`` is the day printed beside the source. ``besar`` enlarges letters and lines, for a picture that is set small.
    ``hints`` writes into an SVG what each mark tells a pointer; ``key`` comes before its ids, for a page of several pictures.
    """

    width_px: int = 1600
    format: Format = "png"
    title: bool = True
    source: bool = True
    plot_share: float | None = None
    besar: float = 1.0
    tanggal: dt.date | None = None
    hints: bool = True
    key: str = ""


def chart_picture(chart: ChartDescription | FlowDescription, options: ChartOptions = ChartOptions()) -> bytes:
    """The picture of a description. One without a point gives a picture that says so."""
    canvas, high = _drawn(chart, options, hints=options.hints and options.format == "svg")
    svg = canvas.render(high, chart.judul, chart.alt, PAPER)
    return svg if options.format == "svg" else png_of(svg, options.width_px, high)


def chart_inline(chart: ChartDescription | FlowDescription, options: ChartOptions, most: int) -> tuple[Svg, int]:
    """The picture for a page of HTML, made smaller if it is higher than ``most``, and how many pixels it is high itself."""
    canvas, high = _drawn(chart, options, hints=options.hints)
    place: Attributes = {"class": "s-gambar", "height": min(high, most)}
    return canvas.inline(high, chart.alt, **place), high


def _drawn(chart: ChartDescription | FlowDescription, options: ChartOptions, *, hints: bool) -> tuple[Canvas, int]:
    canvas = Canvas(options.width_px, key=options.key, hints=hints)
    pen = Pen(canvas, options.width_px / DESIGN_WIDTH * options.besar, INK)
    return canvas, round(_Drawing(chart, options, pen).draw())


class _Drawing:
    """One picture from top to bottom: title, what is measured, key, plot, source."""

    def __init__(self, chart: ChartDescription | FlowDescription, options: ChartOptions, pen: Pen) -> None:
        self.chart, self.options, self.pen = chart, options, pen
        self.width = pen.canvas.wide
        self.edge, self.room = EDGE * self.width, (1 - 2 * EDGE) * self.width

    def draw(self) -> float:
        """Draw all parts; gives the height of the picture."""
        chart = self.chart
        y = self._head(self.edge)
        high = self._plot_share() * self.width
        if chart.empty:
            words = self.pen.lines(_("Belum ada data untuk grafik ini."), self.room, LABEL)
            self.pen.write(self.width / 2, y + high / 2, words, LABEL, text_anchor="middle")
            y += high
        elif isinstance(chart, FlowDescription):
            draw_flow(chart, self.pen, (self.edge, y, self.room, high))
            y += high + self.pen.line(LABEL) * 0.6
        else:
            y = self._plot(chart, draw_key(key_rows(chart, self.pen, self.room), chart, self.pen, (self.edge, y)), high)
        foot = self._foot_lines()
        if foot:
            y = self.pen.write(self.edge, y + self.pen.line(SOURCE) * 0.7, foot, SOURCE, fill=QUIET)
        return y + self.edge

    def _plot(self, chart: ChartDescription, y: float, high: float) -> float:
        """Axes and marks below ``y``; gives the place below them."""
        scales = scales_of(chart, self.pen, high)
        plot = self._place(scales, y, high)
        plot = replace(plot, top=y + words_rows(chart, plot, self.pen) * self.pen.line(LABEL))
        draw_grid(chart, plot, self.pen)
        if chart.bentuk in ("batang", "batang_tumpuk"):
            draw_axes(chart, plot, self.pen)
            draw_bars(chart, plot, self.pen)
        elif chart.bentuk == "kotak":
            draw_axes(chart, plot, self.pen)
            draw_boxes(chart, plot, self.pen)
        else:
            draw_points(chart, plot, self.pen)
            draw_axes(chart, plot, self.pen)
        draw_marks(chart, plot, self.pen)
        draw_lane_names(chart, plot, self.pen)
        return plot.bottom + scales.below

    def _place(self, scales: Scales, top: float, high: float) -> Plot:
        return Plot(scales, scales.left, top, self.width - scales.left - self.edge - scales.right, high)

    def _plot_share(self) -> float:
        chart = self.chart
        if self.options.plot_share is not None:
            return self.options.plot_share
        if chart.empty:
            return NOTHING
        if isinstance(chart, FlowDescription):
            return FLOW
        if chart.baris:
            return max(0.1, DOT_ROW * chart.baris)
        if not chart.mendatar:
            return UPRIGHT
        rows = len({place for series in chart.seri for place in series.x})
        return ROW * max(rows, 3) * (1 + 0.35 * (len(chart.seri) - 1) * (chart.bentuk == "batang"))

    # -- words round the plot ----------------------------------------------------------------------------------------

    def _head(self, y: float) -> float:
        """Title and what is measured; gives the place below them."""
        if not self.options.title:
            return y
        badge = self._badge() if self.chart.contoh else 0.0
        title = self.pen.lines(self.chart.judul, self.room - badge, TITLE, bold=True)
        y = self.pen.write(self.edge, y, title, TITLE, font_weight="bold")
        subtitle = self.pen.lines(self.chart.subjudul, self.room, SUBTITLE)
        return self.pen.write(self.edge, y, subtitle, SUBTITLE, fill=QUIET) + self.pen.line(SUBTITLE) * 0.6

    def _badge(self) -> float:
        """The badge of illustrative data, upper right; gives the width that it takes from the title."""
        words, pad = _("Data contoh"), BADGE_PAD * self.pen.unit
        wide, high = self.pen.width(words, SUBTITLE, bold=True) + 2.5 * pad, SUBTITLE * self.pen.unit + 2 * pad
        x, y = self.width - self.edge - wide, self.edge
        style: Attributes = {"fill": BADGE_FILL, "stroke": BADGE_INK, "stroke_width": 0.8 * self.pen.unit, "rx": pad}
        self.pen.canvas.add("rect", x=x, y=y, width=wide, height=high, **style)
        self.pen.label(x + wide / 2, y + high / 2, words, SUBTITLE, fill=BADGE_INK, font_weight="bold", text_anchor="middle")
        return wide + self.pen.line(SUBTITLE)

    def _foot_lines(self) -> list[str]:
        if not self.options.source:
            return []
        badge = _("Data contoh.") if self.chart.contoh else ""
        drawn = _("Digambar {tanggal}.").format(tanggal=format_date(self.options.tanggal)) if self.options.tanggal else ""
        words = " ".join(filter(None, (badge, self.chart.sumber, self.chart.catatan, drawn)))
        return self.pen.lines(words, self.room, SOURCE)
