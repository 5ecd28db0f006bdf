"""A map description as a picture (PNG or SVG) for small multiples, slides and print: the same classes, colours and counts.

Pure: the same description, outlines and options give the same bytes. matplotlib is used through its objects (no pyplot, no
global figure) and imported when the first picture is drawn, because the application does not need it to start; it shares
fonts between figures, so pictures are drawn one at a time.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from lib.domain.language import format_date
from lib.domain.language import gettext as _
from lib.domain.status import border_colour
from lib.domain.wilayah import Tingkat
from lib.export.map_furniture import HATCHES, draw_legend, draw_north_arrow, draw_scale_bar, write, write_names
from lib.export.picture_text import FONT_FAMILY
from lib.view.maps import OUTSIDE, MapDescription

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Bounds = tuple[float, float, float, float]
Outlines = Mapping[str, tuple[np.ndarray, ...]]
Format = Literal["png", "svg"]
Theme = Literal["light", "dark"]

BACKGROUND: Final = {"light": "#ffffff", "dark": "#10151c"}
TEXT: Final = {"light": "#14181f", "dark": "#eef1f5"}
OUTSIDE_FILL: Final = {"light": "#f4f5f7", "dark": "#2a323d"}
LINE_WIDTH_PT: Final[dict[Tingkat, float]] = {"provinsi": 1.0, "kabupaten": 0.9, "kecamatan": 0.6, "desa": 0.3}
MARGIN: Final = 0.04
# An area is small when its longer side is less than this part of the map's; a frame is this part of the map's shorter side.
INSET_BELOW: Final = 0.14
INSET_SHARE: Final = 0.17
MOST_INSETS: Final = 3
DESIGN_WIDTH_IN: Final = 8.0
# matplotlib shares fonts between figures: pictures of every kind are drawn one at a time.
PICTURE_LOCK: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class PictureOptions:
    """Size in pixels, dots per inch, format and theme, and what is drawn round the areas.

    ``extent`` is (south, west, north, east) in degrees; None fits the drawn areas with a margin. ``neighbours`` draws the
    areas outside the selection too, without colour. ``names`` are (code, name) pairs to write upon areas. ``insets`` are
    (code, name) pairs of areas that are drawn once more, larger, in the free corner (``small_parts`` finds them). ``chosen``
    is the one area that gets a thick outline. ``tanggal`` is the day printed beside the source; ``huruf`` keeps letters as
    letters in SVG; ``besar`` enlarges letters and lines, for a picture that is set small.
    """

    width_px: int = 1600
    height_px: int = 1200
    dpi: int = 200
    format: Format = "png"
    theme: Theme = "light"
    title: bool = True
    legend: bool = True
    source: bool = True
    north_arrow: bool = True
    scale_bar: bool = True
    neighbours: bool = True
    extent: Bounds | None = None
    names: tuple[tuple[str, str], ...] = ()
    insets: tuple[tuple[str, str], ...] = ()
    chosen: str | None = None
    tanggal: dt.date | None = None
    huruf: bool = False
    besar: float = 1.0


def map_picture(description: MapDescription, outlines: Outlines, options: PictureOptions = PictureOptions()) -> bytes:
    """The picture of a description.

    ``outlines`` holds the rings (longitude, latitude) of every polygon in the order of ``description.kelas``. A selection
    without any polygon gives a picture that says so. Raises ValueError when outlines and classes differ in number.
    """
    if len(outlines) != len(description.kelas):
        raise ValueError(f"{len(outlines)} outlines for {len(description.kelas)} classes")
    with PICTURE_LOCK:
        from matplotlib import rc_context
        from matplotlib.figure import Figure

        # Fixed salt: SVG ids would differ from run to run.
        settings: Any = {"svg.hashsalt": "dasbor", "svg.fonttype": "none" if options.huruf else "path"}
        with rc_context(settings | {"font.family": FONT_FAMILY}):
            width, height = options.width_px / options.dpi, options.height_px / options.dpi
            figure = Figure(figsize=(width, height), dpi=options.dpi, facecolor=BACKGROUND[options.theme])
            _draw(figure, description, outlines, options, width / DESIGN_WIDTH_IN * options.besar)
            out = io.BytesIO()
            metadata: dict[str, Any] = {"Software": None} if options.format == "png" else {"Date": None}
            figure.savefig(out, format=options.format, dpi=options.dpi, facecolor=figure.get_facecolor(), metadata=metadata)
    return out.getvalue()


def _draw(figure: Figure, description: MapDescription, outlines: Outlines, options: PictureOptions, scale: float) -> None:
    bottom = 0.07 if options.source else 0.0
    top = 0.88 if options.title else 1.0
    right = 0.72 if options.legend else 1.0
    axes = figure.add_axes((0, bottom, right, top - bottom))
    axes.set_axis_off()
    inside = description.kelas != OUTSIDE
    extent = options.extent or _extent(outlines, inside)
    colour = TEXT[options.theme]
    if extent is None:
        write(
            axes,
            0.5,
            0.5,
            _("Tidak ada batas wilayah untuk digambar."),
            12 * scale,
            colour,
            transform=axes.transAxes,
            ha="center",
        )
    else:
        _show(axes, extent)
        _areas(axes, description, outlines, options, scale)
        _outline(axes, outlines.get(options.chosen or "", ()), scale)
        write_names(axes, outlines, options.names, options.dpi, scale)
        _insets(axes, description, outlines, options, scale)
        if options.scale_bar:
            draw_scale_bar(axes, scale, colour)
        if options.north_arrow:
            draw_north_arrow(axes, scale, colour)
    if options.title:
        write(figure, 0.02, 0.97, description.judul, 16 * scale, colour, va="top", weight="bold", wrap=True)
    if options.source:
        badge = _("DATA CONTOH.") + " " if description.contoh else ""
        drawn = " " + _("Digambar {tanggal}.").format(tanggal=format_date(options.tanggal)) if options.tanggal else ""
        write(figure, 0.02, 0.02, badge + description.sumber + drawn, 9 * scale, colour, va="bottom", wrap=True)
    if options.legend:
        draw_legend(figure, description, scale, colour)


def _extent(outlines: Outlines, inside: np.ndarray) -> Bounds | None:
    rings = [ring for drawn, shape in zip(inside, outlines.values(), strict=True) if drawn for ring in shape]
    if not rings:
        return None
    points = np.concatenate(rings)
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    margin = MARGIN * max(north - south, east - west)
    return float(south - margin), float(west - margin), float(north + margin), float(east + margin)


def _show(axes: Axes, extent: Bounds) -> None:
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


def _areas(axes: Axes, description: MapDescription, outlines: Outlines, options: PictureOptions, scale: float) -> None:
    from matplotlib.patches import PathPatch

    shapes = list(outlines.values())
    width = LINE_WIDTH_PT[description.tingkat] * scale
    if options.neighbours:
        # Far ones would make a vector picture of one kabupaten as large as that of the province.
        outside = [shapes[place] for place in np.flatnonzero(description.kelas == OUTSIDE) if _meets(axes, shapes[place])]
        if outside:
            fill = OUTSIDE_FILL[options.theme]
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


def _outline(axes: Axes, shape: tuple[np.ndarray, ...], scale: float) -> None:
    """A dark line with a light edge round one area, to be seen upon every colour."""
    for ring in shape:
        for colour, width in (("#ffffff", 4.5), ("#14181f", 2.4)):
            axes.plot(ring[:, 0], ring[:, 1], color=colour, linewidth=width * scale, solid_joinstyle="round", zorder=3.5)


def _meets(axes: Axes, shape: tuple[np.ndarray, ...]) -> bool:
    """True when the box round an area meets what the axes show."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    low, high = _corners(shape)
    return bool(low[0] <= east and high[0] >= west and low[1] <= north and high[1] >= south)


def _corners(shape: tuple[np.ndarray, ...]) -> tuple[np.ndarray, np.ndarray]:
    points = np.concatenate(shape) if len(shape) > 1 else shape[0]
    return points.min(axis=0), points.max(axis=0)


def small_parts(description: MapDescription, outlines: Outlines, level: Tingkat = "kabupaten") -> tuple[str, ...]:
    """Codes of the areas of ``level`` on the map that take less than INSET_BELOW of its side, in code order."""
    depth = {"provinsi": 1, "kabupaten": 2, "kecamatan": 3, "desa": 4}[level]
    parts: dict[str, list[np.ndarray]] = {}
    for (kode, shape), kelas in zip(outlines.items(), description.kelas, strict=True):
        if kelas != OUTSIDE and kode.count(".") >= depth - 1:
            parts.setdefault(".".join(kode.split(".")[:depth]), []).extend(shape)
    if len(parts) < 2:
        return ()
    boxes = {kode: _corners(tuple(rings)) for kode, rings in parts.items()}
    low = np.min([box[0] for box in boxes.values()], axis=0)
    high = np.max([box[1] for box in boxes.values()], axis=0)
    side = float((high - low).max())
    return tuple(kode for kode, (a, b) in sorted(boxes.items()) if float((b - a).max()) < INSET_BELOW * side)[:MOST_INSETS]


def _insets(axes: Axes, description: MapDescription, outlines: Outlines, options: PictureOptions, scale: float) -> None:
    """Each small area once more in a frame with its name, side by side in the corner that holds least of the map."""
    found = []
    for kode, name in options.insets:
        rings = [ring for other, shape in outlines.items() if other == kode or other.startswith(kode + ".") for ring in shape]
        if rings:
            found.append((name, *_corners(tuple(rings))))
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
            spine.set_color(TEXT[options.theme])
            spine.set_linewidth(0.7 * scale)
        inset.set_facecolor(BACKGROUND[options.theme])
        margin = 0.08 * max(north - south, east - west)
        _show(inset, (float(south - margin), float(west - margin), float(north + margin), float(east + margin)))
        _areas(inset, description, outlines, options, scale)
        write(inset, 0.5, 1.04, name, 8 * scale, TEXT[options.theme], transform=inset.transAxes, ha="center", va="bottom")


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
