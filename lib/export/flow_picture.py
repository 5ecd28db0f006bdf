"""Flows between the classes of two years as bands between two columns of bars, widths in proportion to the number of desa."""

from __future__ import annotations

from typing import Any, Final

from lib.domain.language import format_number
from lib.domain.status import status_classes
from lib.export.map_furniture import HATCHES
from lib.export.picture_text import OFFSET, Pen, plain
from lib.view.frame.charts import FlowDescription
from lib.view.status.flows import FlowLayout, layout

LABEL: Final = 10.0
NUMBER: Final = 8.5
NODE_SHARE: Final = 0.028
EDGE: Final = "#14181f"
FAINT: Final = 0.5


def draw_flow(figure: Any, flow: FlowDescription, pen: Pen, box: tuple[float, float, float, float]) -> None:
    """Draw into ``box``: left, top, width and height in pixels from the upper left corner."""
    from matplotlib.patches import Rectangle

    left, top, room, height = box
    whole_width, whole_height = pen.size_px
    words = [max((pen.width(n.label, LABEL) for n in flow.simpul if n.kolom == side), default=0.0) for side in (0, 1)]
    gap = pen.line_px(LABEL) * 0.5
    place = ((left + words[0] + gap) / whole_width, 1 - (top + height) / whole_height)
    axes = figure.add_axes((*place, (room - sum(words) - 2 * gap) / whole_width, height / whole_height))
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(1, 0)
    found = layout(flow)
    for number, node in enumerate(flow.simpul):
        y, size = found.awal[number], found.tinggi[number]
        x = 0.0 if node.kolom == 0 else 1 - NODE_SHARE
        status = status_classes().get(node.id.rpartition("_")[0])
        style: dict[str, Any] = {"facecolor": node.warna, "edgecolor": EDGE, "linewidth": 0.6 * pen.scale, "clip_on": False}
        axes.add_patch(Rectangle((x, y), NODE_SHARE, size, hatch=(HATCHES[status.pola] or None) if status else None, **style))
        side: dict[str, Any] = {"ha": "right" if node.kolom == 0 else "left", "va": "center"}
        axes.annotate(
            plain(node.label),
            (node.kolom, y + size / 2),
            xytext=(-5 * pen.scale if node.kolom == 0 else 5 * pen.scale, 0),
            textcoords=OFFSET,
            fontsize=LABEL * pen.scale,
            color=pen.colour,
            annotation_clip=False,
            **side,
        )
    _bands(axes, flow, found, pen, height)


def _bands(axes: Any, flow: FlowDescription, found: FlowLayout, pen: Pen, height: float) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    near, far = NODE_SHARE, 1 - NODE_SHARE
    middle = (near + far) / 2
    for band in found.pita:
        y0, y1, size, entry = band.kiri, band.kanan, band.tinggi, band.arus
        points = [
            (near, y0), (middle, y0), (middle, y1), (far, y1),
            (far, y1 + size), (middle, y1 + size), (middle, y0 + size), (near, y0 + size), (near, y0),
        ]  # fmt: skip
        codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
        colour = flow.simpul[entry.dari].warna
        axes.add_patch(PathPatch(Path(points, codes), facecolor=colour, edgecolor="none", alpha=FAINT, zorder=0))
        if size * height > pen.line_px(NUMBER):
            style: dict[str, Any] = {"fontsize": NUMBER * pen.scale, "color": pen.colour, "va": "center", "ha": "left"}
            axes.text(near + 0.012, y0 + size / 2, format_number(entry.jumlah), zorder=1, **style)
