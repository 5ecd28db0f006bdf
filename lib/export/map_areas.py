"""The areas of a map picture: shown whole in true proportions, one patch per class, the chosen one with an outline."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from lib.domain.status import border_colour
from lib.domain.wilayah import Tingkat
from lib.export.map_furniture import HATCHES
from lib.view.indicator.maps import OUTSIDE, MapDescription

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Bounds = tuple[float, float, float, float]
Outlines = Mapping[str, tuple[np.ndarray, ...]]
Theme = Literal["light", "dark"]

BACKGROUND: Final = {"light": "#ffffff", "dark": "#10151c"}
TEXT: Final = {"light": "#14181f", "dark": "#eef1f5"}
OUTSIDE_FILL: Final = {"light": "#f4f5f7", "dark": "#2a323d"}
LINE_WIDTH_PT: Final[dict[Tingkat, float]] = {"provinsi": 1.0, "kabupaten": 0.9, "kecamatan": 0.6, "desa": 0.3}


def show_extent(axes: Axes, extent: Bounds) -> None:
    """Show ``extent`` whole, wider or higher where the axes are, in true proportions at its middle latitude."""
    south, west, north, east = extent
    # One degree of longitude is shorter than one of latitude away from the equator.
    shrink = math.cos(math.radians((south + north) / 2))
    box = axes.get_window_extent()
    height, width = north - south, (east - west) * shrink
    unit = max(height / box.height, width / box.width)  # degrees of latitude per pixel
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    half_x, half_y = unit * box.width / shrink / 2, unit * box.height / 2
    axes.set_xlim(middle_x - half_x, middle_x + half_x)
    axes.set_ylim(middle_y - half_y, middle_y + half_y)


def draw_areas(
    axes: Axes, description: MapDescription, outlines: Outlines, theme: Theme, scale: float, *, neighbours: bool = True
) -> None:
    """Every area in the colour and pattern of its class; with ``neighbours`` those outside the selection in grey."""
    from matplotlib.patches import PathPatch

    shapes = list(outlines.values())
    width = LINE_WIDTH_PT[description.tingkat] * scale
    if neighbours:
        # Far ones would make a vector picture of one kabupaten as large as that of the province.
        outside = [shapes[place] for place in np.flatnonzero(description.kelas == OUTSIDE) if _meets(axes, shapes[place])]
        if outside:
            fill = OUTSIDE_FILL[theme]
            axes.add_patch(PathPatch(_path(outside), facecolor=fill, edgecolor=fill, linewidth=width, zorder=1))
    for number, entry in enumerate(description.kelas_legenda):
        chosen = [shapes[place] for place in np.flatnonzero(description.kelas == number) if _meets(axes, shapes[place])]
        if chosen:
            patch = PathPatch(
                _path(chosen),
                facecolor=entry.warna,
                edgecolor=border_colour(),
                linewidth=width,
                joinstyle="round",
                hatch=HATCHES[entry.pola] or None,
                zorder=2,
            )
            patch.set_hatch_linewidth(0.5 * scale)
            axes.add_patch(patch)


def draw_outline(axes: Axes, shape: tuple[np.ndarray, ...], scale: float) -> None:
    """A dark line with a light edge round one area, to be seen upon every colour."""
    for ring in shape:
        for colour, width in (("#ffffff", 4.5), ("#14181f", 2.4)):
            axes.plot(ring[:, 0], ring[:, 1], color=colour, linewidth=width * scale, solid_joinstyle="round", zorder=3.5)


def _meets(axes: Axes, shape: tuple[np.ndarray, ...]) -> bool:
    """True when the box round an area meets what the axes show."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    low, high = corners(shape)
    return bool(low[0] <= east and high[0] >= west and low[1] <= north and high[1] >= south)


def corners(shape: tuple[np.ndarray, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Lower left and upper right of the box round an area."""
    points = np.concatenate(shape) if len(shape) > 1 else shape[0]
    return points.min(axis=0), points.max(axis=0)


def _path(shapes: list[tuple[np.ndarray, ...]]) -> Any:
    """Every ring of the shapes as one path: one patch per class is drawn many times faster than one per area."""
    from matplotlib.path import Path

    rings = [ring for shape in shapes for ring in shape]
    codes = []
    for ring in rings:
        code = np.full(len(ring), Path.LINETO, dtype=Path.code_type)
        code[0], code[-1] = Path.MOVETO, Path.CLOSEPOLY
        codes.append(code)
    return Path(np.concatenate(rings), np.concatenate(codes))
