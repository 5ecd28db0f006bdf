"""What a picture of the slideshow is made of: plain shapes with places on the stage, and the SVG that is written of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from lib.export.pictures.pen import MIDDLE
from lib.export.pictures.svg import Attributes, Canvas, Svg, points

Anchor = Literal["start", "middle", "end"]
DASHES: Final = "10 8"
# A dot of a line, and the edge round it; dots of a swarm are smaller.
DOT: Final = 9
EDGE: Final = (0.5, 2.0)


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; ``kode`` is the area that it speaks of."""

    x: float
    y: float
    lebar: float
    tinggi: float
    warna: str
    kode: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Words on one line; ``y`` is their middle."""

    x: float
    y: float
    isi: str
    jangkar: Anchor = "start"
    warna: str = "#14181f"
    tebal: bool = False
    ukuran: float = 32
    kode: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points, or a single dashed rule."""

    titik: tuple[tuple[float, float], ...]
    warna: str
    tebal: float = 3
    putus: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a line, or of a swarm, where it is smaller."""

    x: float
    y: float
    warna: str
    kode: str = ""
    jari: float = DOT


Shape = Box | Text | Line | Dot


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture so many points wide and high; ``alt`` is what it shows, in words."""

    lebar: float
    tinggi: float
    bentuk: tuple[Shape, ...]
    alt: str

    def svg(self) -> Svg:
        """The picture for a page; what speaks of an area carries its code as ``data-k``."""
        canvas = Canvas(self.lebar)
        for shape in self.bentuk:
            _write(canvas, shape)
        return canvas.inline(self.tinggi, self.alt, **{"class": "s-gambar"})


def _write(canvas: Canvas, shape: Shape) -> None:
    style: Attributes
    if isinstance(shape, Box):
        style = {"width": shape.lebar, "height": shape.tinggi, "fill": shape.warna, "data_k": shape.kode or None}
        canvas.add("rect", x=shape.x, y=shape.y, **style)
    elif isinstance(shape, Text):
        style = {"text_anchor": shape.jangkar, "fill": shape.warna, "font_weight": 700 if shape.tebal else None}
        baseline = shape.y + MIDDLE * shape.ukuran
        canvas.text(shape.x, baseline, shape.isi, shape.ukuran, **style, data_k=shape.kode or None)
    elif isinstance(shape, Line):
        style = {"stroke": shape.warna, "stroke_width": shape.tebal, "stroke_dasharray": DASHES if shape.putus else None}
        canvas.add("polyline", points=points(shape.titik), fill="none", **style)
    else:
        style = {"fill": shape.warna, "stroke": "#ffffff", "stroke_width": EDGE[shape.jari >= DOT]}
        canvas.add("circle", cx=shape.x, cy=shape.y, r=shape.jari, **style, data_k=shape.kode or None)
