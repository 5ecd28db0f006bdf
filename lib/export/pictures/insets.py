"""Areas too small to be seen on a map, drawn once more in frames in its freest corner."""

from __future__ import annotations

from typing import Final

import numpy as np

from lib.domain.wilayah import Tingkat
from lib.export.pictures.areas import BACKGROUND, OUTSIDE_FILL, TEXT, Theme, draw_areas
from lib.export.pictures.frame import Frame, Outlines, boxes_of, extent_of_area, frame_of
from lib.export.pictures.pen import Pen
from lib.export.pictures.svg import Attributes
from lib.view.indicator.maps import OUTSIDE, MapDescription

# An area is small when its longer side is less than this part of the map's; a frame is this part of the map's shorter side.
BELOW: Final = 0.14
SHARE: Final = 0.17
MOST: Final = 3
MARGIN: Final = 0.08
# Names may be wider than their frame.
STEP: Final = 1.3
# Points of the design.
NAME: Final = 8.0
LINE: Final = 0.7
DEPTH: Final[dict[Tingkat, int]] = {"provinsi": 1, "kabupaten": 2, "kecamatan": 3, "desa": 4}


def small_parts(description: MapDescription, outlines: Outlines, level: Tingkat = "kabupaten") -> tuple[str, ...]:
    """Codes of the areas of ``level`` on the map that take less than BELOW of its side, in code order."""
    parts: dict[str, list[np.ndarray]] = {}
    for kode, box, kelas in zip(outlines, boxes_of(outlines), description.kelas, strict=True):
        if kelas != OUTSIDE and kode.count(".") >= DEPTH[level] - 1:
            parts.setdefault(".".join(kode.split(".")[: DEPTH[level]]), []).append(box)
    if len(parts) < 2:
        return ()
    sides = {kode: _side(np.array(boxes)) for kode, boxes in parts.items()}
    whole = _side(np.array([box for boxes in parts.values() for box in boxes]))
    return tuple(kode for kode, side in sorted(sides.items()) if side < BELOW * whole)[:MOST]


def _side(boxes: np.ndarray) -> float:
    """The longer side of what holds all boxes, in degrees."""
    return float((boxes[:, 2:].max(axis=0) - boxes[:, :2].min(axis=0)).max())


def draw_insets(
    description: MapDescription, outlines: Outlines, frame: Frame, pen: Pen, names: tuple[tuple[str, str], ...], theme: Theme
) -> None:
    """Each small area once more in a frame with its name, side by side in the corner that holds least of the map."""
    found = [(name, extent) for kode, name in names if (extent := extent_of_area(outlines, kode, MARGIN))]
    if not found:
        return
    boxes = boxes_of(outlines)
    side = SHARE * min(frame.box[2:])
    left, top = _free_corner(outlines, description.kelas != OUTSIDE, frame, (side * STEP * len(found), side * 1.25))
    for number, (name, extent) in enumerate(found):
        x, y = left + side * (number * STEP + (STEP - 1) / 2), top + side * 0.25
        pen.canvas.open(id=f"sisipan-{number}")
        pen.canvas.add("rect", x=x, y=y, width=side, height=side, fill=BACKGROUND[theme])
        draw_areas(description, outlines, boxes, frame_of(extent, (x, y, side, side)), pen, ground=OUTSIDE_FILL[theme])
        style: Attributes = {"fill": "none", "stroke": TEXT[theme], "stroke_width": LINE * pen.unit}
        pen.canvas.add("rect", name, x=x, y=y, width=side, height=side, **style)
        pen.label(x + side / 2, y - pen.line(NAME) * 0.5, name, NAME, text_anchor="middle")
        pen.canvas.close()


def _free_corner(outlines: Outlines, inside: np.ndarray, frame: Frame, size: tuple[float, float]) -> tuple[float, float]:
    """Upper left of a box of that size beside arrow and scale bar, over as few drawn points as may be."""
    rings = [ring for drawn, shape in zip(inside, outlines.values(), strict=True) if drawn for ring in shape]
    x, y = frame.pixels(np.concatenate(rings)).T
    left, top, across, down = frame.box
    wide, high = size
    low, far = top + down - high, left + 0.99 * across - wide
    corners = (
        (left + 0.09 * across, top + 0.01 * down),
        (far, top + 0.01 * down),
        (left + 0.01 * across, low - 0.14 * down),
        (far, low - 0.02 * down),
    )

    def covered(corner: tuple[float, float]) -> int:
        within = (x > corner[0]) & (x < corner[0] + wide) & (y > corner[1]) & (y < corner[1] + high)
        return int(within.sum())

    return min(corners, key=covered)
