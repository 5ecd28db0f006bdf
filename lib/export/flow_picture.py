"""Flows between the classes of two years as bands between two columns of bars, widths in proportion to the number of desa."""

from __future__ import annotations

from typing import Any, Final

from lib.domain.language import format_number
from lib.domain.status import status_classes
from lib.export.map_furniture import HATCHES
from lib.export.picture_text import OFFSET, Pen, plain
from lib.view.charts import FlowDescription

LABEL: Final = 10.0
NUMBER: Final = 8.5
NODE_SHARE: Final = 0.028
# Free space between the bars of a column, all of them together.
GAPS_SHARE: Final = 0.16
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
    starts, unit = _nodes(flow)
    for number, node in enumerate(flow.simpul):
        y, size = starts[number], _size(flow, number) * unit
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
    _bands(axes, flow, starts, unit, pen, height)


def _size(flow: FlowDescription, node: int) -> int:
    return sum(entry.jumlah for entry in flow.arus if node in (entry.dari, entry.ke))


def _nodes(flow: FlowDescription) -> tuple[dict[int, float], float]:
    """The upper end of every node, 0..1 downwards, and the height of one desa; both columns are as high as each other."""
    total = max(sum(entry.jumlah for entry in flow.arus), 1)
    unit = (1 - GAPS_SHARE) / total
    starts: dict[int, float] = {}
    for column in (0, 1):
        mine = [number for number, node in enumerate(flow.simpul) if node.kolom == column]
        gap = GAPS_SHARE / (len(mine) - 1) if len(mine) > 1 else 0.0
        y = 0.0 if len(mine) > 1 else GAPS_SHARE / 2
        for number in mine:
            starts[number] = y
            y += _size(flow, number) * unit + gap
    return starts, unit


def _bands(axes: Any, flow: FlowDescription, starts: dict[int, float], unit: float, pen: Pen, height: float) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    leaving, arriving = dict(starts), dict(starts)
    # Sorted at both ends by where they lead, so that bands of one class do not cross.
    order_out = sorted(flow.arus, key=lambda entry: (starts[entry.dari], starts[entry.ke]))
    ends: dict[tuple[int, int], float] = {}
    for entry in sorted(flow.arus, key=lambda entry: (starts[entry.ke], starts[entry.dari])):
        ends[entry.dari, entry.ke] = arriving[entry.ke]
        arriving[entry.ke] += entry.jumlah * unit
    near, far = NODE_SHARE, 1 - NODE_SHARE
    middle = (near + far) / 2
    for entry in order_out:
        y0, y1, size = leaving[entry.dari], ends[entry.dari, entry.ke], entry.jumlah * unit
        leaving[entry.dari] += size
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
