"""What a picture of the slideshow is made of: plain shapes with places on the stage, for a template to write as SVG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; ``kode`` is the area that it speaks of."""

    x: float
    y: float
    lebar: float
    tinggi: float
    warna: str
    kode: str = ""
    jenis: str = "kotak"


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
    jenis: str = "teks"


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points, or a single dashed rule."""

    titik: tuple[tuple[float, float], ...]
    warna: str
    tebal: float = 3
    putus: bool = False
    jenis: str = "garis"


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a line, or of a swarm, where it is smaller."""

    x: float
    y: float
    warna: str
    kode: str = ""
    jari: float = 9
    jenis: str = "titik"


Shape = Box | Text | Line | Dot


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture so many points wide and high; ``alt`` is what it shows, in words."""

    lebar: float
    tinggi: float
    bentuk: tuple[Shape, ...]
    alt: str
