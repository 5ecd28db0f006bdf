"""Flows between the classes of two years as bands between two columns of bars, as wide as the number of desa."""

from __future__ import annotations

from typing import Final

from lib.domain.language import format_number
from lib.export.pictures.bars import EDGE
from lib.export.pictures.patterns import fill_of_status
from lib.export.pictures.pen import Pen
from lib.export.pictures.svg import number as written
from lib.view.frame.charts import FlowDescription
from lib.view.status.flows import FlowLayout, layout

# Points of the design.
LABEL: Final = 10.5
NUMBER: Final = 9.0
BESIDE: Final = 5.0
# Shares of the width of the plot.
NODE: Final = 0.028
FAINT: Final = 0.5
Box = tuple[float, float, float, float]


def draw_flow(flow: FlowDescription, pen: Pen, box: Box) -> None:
    """Draw into ``box``: left, top, width and height in pixels."""
    left, top, room, high = box
    words = [max((pen.width(n.label, LABEL) for n in flow.simpul if n.kolom == side), default=0.0) for side in (0, 1)]
    gap = BESIDE * pen.unit
    inner = (left + words[0] + gap, top, room - sum(words) - 2 * gap, high)
    found = layout(flow)
    _draw_bands(flow, found, pen, inner)
    _draw_nodes(flow, found, pen, inner)


def _draw_nodes(flow: FlowDescription, found: FlowLayout, pen: Pen, box: Box) -> None:
    left, top, wide, high = box
    for number, node in enumerate(flow.simpul):
        y, size = top + found.awal[number] * high, found.tinggi[number] * high
        x = left if node.kolom == 0 else left + wide * (1 - NODE)
        fill = fill_of_status(pen.canvas, node.id.rpartition("_")[0], node.warna, pen.unit)
        place = {"x": x, "y": y, "width": wide * NODE, "height": size}
        pen.canvas.add("rect", node.label, id=node.id, fill=fill, stroke=EDGE, stroke_width=0.6 * pen.unit, **place)
        beside = x - BESIDE * pen.unit if node.kolom == 0 else x + wide * NODE + BESIDE * pen.unit
        pen.label(beside, y + size / 2, node.label, LABEL, text_anchor="end" if node.kolom == 0 else "start")


def _draw_bands(flow: FlowDescription, found: FlowLayout, pen: Pen, box: Box) -> None:
    left, top, wide, high = box
    near, far = left + wide * NODE, left + wide * (1 - NODE)
    middle = written((near + far) / 2)
    for band in found.pita:
        y0, y1, size, entry = top + band.kiri * high, top + band.kanan * high, band.tinggi * high, band.arus
        a, b, c, d = (written(y) for y in (y0, y1, y1 + size, y0 + size))
        x0, x1 = written(near), written(far)
        path = f"M{x0},{a}C{middle},{a} {middle},{b} {x1},{b}L{x1},{c}C{middle},{c} {middle},{d} {x0},{d}Z"
        source, goal = flow.simpul[entry.dari], flow.simpul[entry.ke]
        pen.canvas.add("path", entry.teks, id=f"{source.id}-{goal.id}", d=path, fill=source.warna, fill_opacity=FAINT)
    for band in found.pita:
        if band.tinggi * high > pen.line(NUMBER):
            y = top + (band.kiri + band.tinggi / 2) * high
            pen.label(near + 0.012 * wide, y, format_number(band.arus.jumlah), NUMBER)
