"""A chart or flow description as a picture (PNG or SVG): the numbers, colours and words of the browser's chart, on paper.

Pure: the same description and options give the same bytes. What a pointer is told on the screen is printed where there is
room for it, because paper has no pointer. The height follows from the words and rows, so that nothing is cut off.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from lib.domain.language import format_date
from lib.domain.language import gettext as _
from lib.export.chart_forms import draw_series, key_handles
from lib.export.chart_marks import draw_marks, words_rows
from lib.export.chart_scales import Scales, scales_of
from lib.export.flow_picture import draw_flow
from lib.export.map_picture import PICTURE_LOCK, Format
from lib.export.picture_text import FONT_FAMILY, Pen, printable
from lib.view.frame.charts import ChartDescription, FlowDescription

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK: Final = "#14181f"
QUIET: Final = "#4a5361"
PAPER: Final = "#ffffff"
BADGE_FILL: Final = "#fff3cd"
BADGE_INK: Final = "#5c4300"
DESIGN_WIDTH_IN: Final = 8.0
# Points on a picture eight inches wide.
TITLE: Final = 15.0
SUBTITLE: Final = 10.0
LABEL: Final = 10.0
SOURCE: Final = 8.5
# Shares of the width.
MARGIN: Final = 0.02
LABELS_SHARE: Final = 0.36
UPRIGHT_SHARE: Final = 0.40
ROW_SHARE: Final = 0.036
DOT_ROW_SHARE: Final = 0.011
KEY_BOX: Final = 1.6


@dataclass(frozen=True, slots=True)
class ChartOptions:
    """How a chart is drawn. ``plot_share`` is the height of the plot as a share of the width, None for what its rows need.

    ``huruf`` keeps letters as letters in SVG, for a renderer that has the shipped font; otherwise they are drawn as shapes
    and look the same everywhere. ``tanggal`` is the day printed beside the source. ``besar`` enlarges letters and lines, for a
    picture that is set small.
    """

    width_px: int = 1600
    dpi: int = 200
    format: Format = "png"
    title: bool = True
    source: bool = True
    plot_share: float | None = None
    huruf: bool = False
    besar: float = 1.0
    tanggal: dt.date | None = None


def chart_picture(chart: ChartDescription | FlowDescription, options: ChartOptions = ChartOptions()) -> bytes:
    """The picture of a description. One without a point gives a picture that says so."""
    with PICTURE_LOCK:
        from matplotlib import rc_context
        from matplotlib.figure import Figure

        settings: Any = {
            "svg.hashsalt": "dasbor",
            "svg.fonttype": "none" if options.huruf else "path",
            "font.family": FONT_FAMILY,
            "hatch.linewidth": 0.6,
        }
        with rc_context(settings):
            width = options.width_px / options.dpi
            figure = Figure(figsize=(width, width), dpi=options.dpi, facecolor=PAPER)
            _Drawing(figure, chart, options, width / DESIGN_WIDTH_IN * options.besar).draw()
            out = io.BytesIO()
            metadata: Any = {"Software": None} if options.format == "png" else {"Date": None, "Title": printable(chart.judul)}
            figure.savefig(out, format=options.format, dpi=options.dpi, facecolor=PAPER, metadata=metadata)
    return out.getvalue()


class _Drawing:
    """One picture from top to bottom: title, what is measured, key, plot, source."""

    def __init__(self, figure: Figure, chart: ChartDescription | FlowDescription, options: ChartOptions, scale: float) -> None:
        self.figure, self.chart, self.options = figure, chart, options
        self.pen = Pen(figure, scale, INK)
        self.width = float(options.width_px)
        self.left, self.room = MARGIN * self.width, (1 - 2 * MARGIN) * self.width

    def draw(self) -> None:
        """Measure from top to bottom, set the height, then draw."""
        chart, pen = self.chart, self.pen
        key = [] if chart.empty or isinstance(chart, FlowDescription) else self._key_rows()
        key_px = len(key) * pen.line_px(LABEL) * 1.25 + (pen.line_px(LABEL) * 0.4 if key else 0)
        plot = self._plot_share() * self.width
        scales = None
        if not chart.empty and isinstance(chart, ChartDescription):
            scales = scales_of(chart, pen, self.width * LABELS_SHARE, plot)
        marks_px = 0.0
        if scales and isinstance(chart, ChartDescription):
            marks_px = words_rows(chart, scales, pen, self._plot_room(scales)) * pen.line_px(LABEL)
        badge = self._badge_px()
        title = pen.lines(chart.judul, self.room - badge, TITLE, "bold") if self.options.title else []
        subtitle = pen.lines(chart.subjudul, self.room, SUBTITLE) if self.options.title else []
        head = self.left + len(title) * pen.line_px(TITLE) + len(subtitle) * pen.line_px(SUBTITLE)
        head += pen.line_px(SUBTITLE) * 0.6 if title else 0
        below = scales.below_px if scales else pen.line_px(LABEL) * 0.6
        foot = self._foot_lines()
        foot_px = len(foot) * pen.line_px(SOURCE) + (pen.line_px(SOURCE) * 0.7 if foot else 0)
        height = head + key_px + marks_px + plot + below + foot_px + self.left
        self.figure.set_size_inches(self.width / self.options.dpi, height / self.options.dpi)

        y = pen.write(self.left, self.left, title, TITLE, weight="bold")
        y = pen.write(self.left, y, subtitle, SUBTITLE, color=QUIET)
        if badge and self.options.title:
            self._badge()
        y = head
        if chart.empty:
            text = pen.lines(_("Belum ada data untuk grafik ini."), self.room, LABEL)
            pen.write(self.width / 2, y + plot / 2, text, LABEL, ha="center")
        elif isinstance(chart, FlowDescription):
            draw_flow(self.figure, chart, pen, (self.left, y, self.room, plot))
        elif scales:
            self._write_key(key, y)
            self._plot(chart, scales, y + key_px + marks_px, plot)
        pen.write(self.left, height - self.left - len(foot) * pen.line_px(SOURCE), foot, SOURCE, color=QUIET)

    def _plot_share(self) -> float:
        chart = self.chart
        if self.options.plot_share is not None:
            return self.options.plot_share
        if chart.empty:
            return 0.12
        if isinstance(chart, FlowDescription):
            return 0.45
        if chart.baris:
            return max(0.1, DOT_ROW_SHARE * chart.baris)
        if not chart.mendatar:
            return UPRIGHT_SHARE
        rows = len({place for series in chart.seri for place in series.x})
        return ROW_SHARE * max(rows, 3) * (1 + 0.35 * (len(chart.seri) - 1) * (chart.bentuk == "batang"))

    def _plot_room(self, scales: Scales) -> float:
        return self.width - scales.left_px - self.left - scales.right_px

    def _plot(self, chart: ChartDescription, scales: Scales, top: float, plot: float) -> None:
        _width, height = self.pen.size_px
        box = (
            scales.left_px / self.width,
            1 - (top + plot) / height,
            self._plot_room(scales) / self.width,
            plot / height,
        )
        axes = self.figure.add_axes(box)
        scales.set_up(axes, chart, self.pen, LABEL)
        draw_series(axes, chart, scales, self.pen)
        draw_marks(axes, chart, scales, self.pen, self._plot_room(scales))

    # -- words round the plot ----------------------------------------------------------------------------------------

    def _key_rows(self) -> list[list[tuple[Any, str, float]]]:
        """The key in rows no wider than the picture: handle, words, width."""
        assert isinstance(self.chart, ChartDescription)  # flows name their own nodes
        if len(self.chart.seri) < 2:
            return []
        rows: list[list[tuple[Any, str, float]]] = [[]]
        used = 0.0
        for handle, label in key_handles(self.chart):
            text = self.pen.lines(label, self.room * 0.8, LABEL, most=1)[0]
            wide = self.pen.width(text, LABEL) + self.pen.line_px(LABEL) * (KEY_BOX + 1.2)
            if rows[-1] and used + wide > self.room:
                rows.append([])
                used = 0.0
            rows[-1].append((handle, text, wide))
            used += wide
        return rows

    def _write_key(self, rows: list[list[tuple[Any, str, float]]], y: float) -> None:
        _width, height = self.pen.size_px
        line = self.pen.line_px(LABEL)
        for row in rows:
            x = self.left
            for make, text, wide in row:
                box = x / self.width, 1 - (y + line * 0.85) / height, line * KEY_BOX / self.width, line * 0.7 / height
                self.figure.add_artist(make(self.figure, box, self.pen.scale))
                self.pen.write(x + line * (KEY_BOX + 0.35), y + line * 0.1, [text], LABEL)
                x += wide
            y += line * 1.25

    def _badge_px(self) -> float:
        if not self.chart.contoh:
            return 0.0
        return self.pen.width(_("Data contoh"), SUBTITLE, "bold") + 2.4 * self.pen.line_px(SUBTITLE)

    def _badge(self) -> None:
        _width, height = self.pen.size_px
        self.figure.text(
            1 - MARGIN - 0.006,
            1 - (self.left + self.pen.line_px(SUBTITLE) * 0.25) / height,
            _("Data contoh"),
            fontsize=SUBTITLE * self.pen.scale,
            weight="bold",
            color=BADGE_INK,
            ha="right",
            va="top",
            bbox={"boxstyle": "round,pad=0.35", "facecolor": BADGE_FILL, "edgecolor": BADGE_INK, "linewidth": 0.8},
        )

    def _foot_lines(self) -> list[str]:
        if not self.options.source:
            return []
        badge = _("Data contoh.") if self.chart.contoh else ""
        drawn = _("Digambar {tanggal}.").format(tanggal=format_date(self.options.tanggal)) if self.options.tanggal else ""
        words = " ".join(filter(None, (badge, self.chart.sumber, self.chart.catatan, drawn)))
        return self.pen.lines(words, self.room, SOURCE)
