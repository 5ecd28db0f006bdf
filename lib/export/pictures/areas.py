"""The areas of a map picture: each an outline with its code as id, in the colour and pattern of its class."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np

from lib.domain.status import border_colour
from lib.domain.wilayah import Tingkat
from lib.export.pictures.frame import Frame, Outlines
from lib.export.pictures.patterns import patterned
from lib.export.pictures.pen import Pen
from lib.export.pictures.svg import element
from lib.view.indicator.maps import OUTSIDE, MapDescription

Theme = Literal["light", "dark"]

BACKGROUND: Final = {"light": "#ffffff", "dark": "#10151c"}
TEXT: Final = {"light": "#14181f", "dark": "#eef1f5"}
OUTSIDE_FILL: Final = {"light": "#f4f5f7", "dark": "#2a323d"}
# Points of the design.
LINE: Final[dict[Tingkat, float]] = {"provinsi": 1.0, "kabupaten": 0.9, "kecamatan": 0.6, "desa": 0.3}
# In pixels: thinner ones come out broken.
LEAST_LINE: Final = 0.5
CHOSEN: Final = (("#ffffff", 4.5), ("#14181f", 2.4))
# Parts of a pixel that an outline is exact to.
PARTS: Final = 10


def draw_areas(
    description: MapDescription, outlines: Outlines, boxes: np.ndarray, frame: Frame, pen: Pen, *, ground: str | None
) -> None:
    """Every area in the colour and pattern of its class, those outside the selection in the colour ``ground`` if it is given.

    What reaches over the edge of the frame is cut off there.
    """
    codes = list(outlines)
    seen = frame.meets(boxes)
    line = max(LINE[description.tingkat] * pen.unit, LEAST_LINE)
    pen.canvas.open(clip_path=_clip(frame, pen), stroke_width=line, stroke_linejoin="round")
    if ground is not None:
        # Far ones would make the picture of one kabupaten as large as that of the province.
        beside = [codes[place] for place in np.flatnonzero(seen & (description.kelas == OUTSIDE))]
        path = "".join(outline_path(outlines[kode], frame) for kode in beside)
        if path:
            pen.canvas.add("path", d=path, fill=ground, stroke=ground)
    words = description.texts() if pen.canvas.hints else {}
    for number, entry in enumerate(description.kelas_legenda):
        chosen = np.flatnonzero(seen & (description.kelas == number))
        if not len(chosen):
            continue
        pen.canvas.open(fill=patterned(pen.canvas, entry.warna, entry.pola, pen.unit), stroke=border_colour(), data_c=entry.id)
        for place in chosen:
            kode = codes[place]
            pen.canvas.add("path", words.get(kode, ""), id=kode, d=outline_path(outlines[kode], frame))
        pen.canvas.close()
    pen.canvas.close()


def draw_chosen(shape: tuple[np.ndarray, ...], frame: Frame, pen: Pen) -> None:
    """A dark line with a light edge round one area, to be seen upon every colour."""
    path = outline_path(shape, frame)
    if path:
        pen.canvas.open(clip_path=_clip(frame, pen), fill="none", stroke_linejoin="round")
        for colour, wide in CHOSEN:
            pen.canvas.add("path", d=path, stroke=colour, stroke_width=wide * pen.unit)
        pen.canvas.close()


def _clip(frame: Frame, pen: Pen) -> str:
    """What cuts off at the edge of the frame."""
    left, top, wide, high = frame.box
    box = element("rect", x=left, y=top, width=wide, height=high)
    return pen.canvas.define("clipPath", f"bingkai-{left:.0f}-{top:.0f}", box)


def outline_path(shape: tuple[np.ndarray, ...], frame: Frame) -> str:
    """The rings of an area as a path of small steps, each in tenths of a pixel; points that fall on each other are one."""
    return "".join(ring_path(np.round(frame.pixels(ring) * PARTS).astype(int), PARTS) for ring in shape)


def ring_path(points: np.ndarray, parts: int = 1) -> str:
    """A closed ring of whole numbers as a path in units of so many parts."""
    steps = np.diff(points[:-1], axis=0)
    steps = steps[steps.any(axis=1)].tolist()
    x, y = points[0].tolist()
    if parts == 1:
        return f"M{x} {y}l" + " ".join(f"{dx} {dy}" for dx, dy in steps) + "z"
    return f"M{x / parts:g} {y / parts:g}l" + " ".join(f"{dx / parts:g} {dy / parts:g}" for dx, dy in steps) + "z"
