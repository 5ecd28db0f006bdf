"""Areas too small to be seen on a map, drawn once more in frames in its freest corner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from lib.domain.wilayah import Tingkat
from lib.export.map_areas import BACKGROUND, TEXT, Outlines, Theme, corners, draw_areas, show_extent
from lib.export.map_furniture import write
from lib.view.indicator.maps import OUTSIDE, MapDescription

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# An area is small when its longer side is less than this part of the map's; a frame is this part of the map's shorter side.
INSET_BELOW: Final = 0.14
INSET_SHARE: Final = 0.17
MOST_INSETS: Final = 3


def small_parts(description: MapDescription, outlines: Outlines, level: Tingkat = "kabupaten") -> tuple[str, ...]:
    """Codes of the areas of ``level`` on the map that take less than INSET_BELOW of its side, in code order."""
    depth = {"provinsi": 1, "kabupaten": 2, "kecamatan": 3, "desa": 4}[level]
    parts: dict[str, list[np.ndarray]] = {}
    for (kode, shape), kelas in zip(outlines.items(), description.kelas, strict=True):
        if kelas != OUTSIDE and kode.count(".") >= depth - 1:
            parts.setdefault(".".join(kode.split(".")[:depth]), []).extend(shape)
    if len(parts) < 2:
        return ()
    boxes = {kode: corners(tuple(rings)) for kode, rings in parts.items()}
    low = np.min([box[0] for box in boxes.values()], axis=0)
    high = np.max([box[1] for box in boxes.values()], axis=0)
    side = float((high - low).max())
    return tuple(kode for kode, (a, b) in sorted(boxes.items()) if float((b - a).max()) < INSET_BELOW * side)[:MOST_INSETS]


def draw_insets(
    axes: Axes,
    description: MapDescription,
    outlines: Outlines,
    names: tuple[tuple[str, str], ...],
    theme: Theme,
    scale: float,
) -> None:
    """Each small area once more in a frame with its name, side by side in the corner that holds least of the map."""
    found = []
    for kode, name in names:
        rings = [ring for other, shape in outlines.items() if other == kode or other.startswith(kode + ".") for ring in shape]
        if rings:
            found.append((name, *corners(tuple(rings))))
    if not found:
        return
    box = axes.get_window_extent()
    side = INSET_SHARE * min(box.width, box.height)
    wide, high = side / box.width, side / box.height
    # Names may be wider than their frame.
    step = wide * 1.3
    left, low = _free_corner(axes, outlines, description.kelas != OUTSIDE, step * len(found), high * 1.25)
    for number, (name, (west, south), (east, north)) in enumerate(found):
        inset = axes.inset_axes((left + number * step + (step - wide) / 2, low, wide, high), zorder=6)
        inset.set_xticks([])
        inset.set_yticks([])
        for spine in inset.spines.values():
            spine.set_color(TEXT[theme])
            spine.set_linewidth(0.7 * scale)
        inset.set_facecolor(BACKGROUND[theme])
        margin = 0.08 * max(north - south, east - west)
        show_extent(inset, (float(south - margin), float(west - margin), float(north + margin), float(east + margin)))
        draw_areas(inset, description, outlines, theme, scale)
        write(inset, 0.5, 1.04, name, 8 * scale, TEXT[theme], transform=inset.transAxes, ha="center", va="bottom")


def _free_corner(axes: Axes, outlines: Outlines, inside: np.ndarray, wide: float, high: float) -> tuple[float, float]:
    """Lower left of a box of that size (parts of the axes) beside arrow and scale bar, over as few drawn points as may be."""
    rings = [ring for drawn, shape in zip(inside, outlines.values(), strict=True) if drawn for ring in shape]
    points = axes.transAxes.inverted().transform(axes.transData.transform(np.concatenate(rings)))
    corners = ((0.09, 0.99 - high), (0.99 - wide, 0.99 - high), (0.01, 0.14), (0.99 - wide, 0.02))

    def covered(corner: tuple[float, float]) -> int:
        x, y = corner
        within = (points[:, 0] > x) & (points[:, 0] < x + wide) & (points[:, 1] > y) & (points[:, 1] < y + high)
        return int(within.sum())

    return min(corners, key=covered)
