"""One description of a chart, from which the browser chart, its table twin and every export are drawn.

A description holds final numbers, labels and colours and no renderer's words, so that plotly, our SVG and a native
PowerPoint chart can draw the same thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lib.view.frame.tables import TableDescription

# batang_tumpuk: stacked bars · batang: grouped bars · garis: lines · titik: dots per category · kotak: five-number boxes ·
# pencar: scattered points (x and y both numbers)
Form = Literal["batang_tumpuk", "batang", "garis", "titik", "kotak", "pencar"]
AxisKind = Literal["kategori", "angka", "bagian"]
Marker = Literal["lingkaran", "persegi", "belah_ketupat", "segitiga", "silang", "bintang"]


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: title, kind (``bagian`` is a share 0..1 shown in per cent), decimals, fixed ends where they matter.

    ``nama`` names places of a number axis, for example lanes of points, in place of its numbers: (place, name).
    """

    judul: str
    jenis: AxisKind = "angka"
    desimal: int = 0
    dari: float | None = None
    sampai: float | None = None
    nama: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """One series. ``x`` holds categories or numbers, ``y`` numbers (None where nothing is known: a gap, never a zero).

    ``teks`` is what a pointer is told of each point, ``kode`` the area or desa that a click on it selects. ``bawah`` and
    ``atas`` bound an interval of each point. For ``kotak`` the points of one box are ``kuantil``: least, lower quartile,
    median, upper quartile, greatest, one tuple per category of ``x``. ``penanda`` is the shape of its points, so that
    colour is not all that tells series apart; ``sebut`` what is written beside each point.
    """

    id: str
    label: str
    warna: str
    x: tuple[str | float, ...]
    y: tuple[float | None, ...] = ()
    teks: tuple[str, ...] = ()
    kode: tuple[str, ...] = ()
    bawah: tuple[float | None, ...] = ()
    atas: tuple[float | None, ...] = ()
    kuantil: tuple[tuple[float, float, float, float, float], ...] = ()
    putus: bool = False
    warna_teks: str = "#14181f"
    penanda: Marker = "lingkaran"
    sebut: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across the chart: ``acuan`` (a target, a mean) at a value, or ``pemisah`` (the method break) before a category.

    ``nilai`` is a number on the value axis for ``acuan``, and the index of the category that follows for ``pemisah``.
    """

    jenis: Literal["acuan", "pemisah"]
    nilai: float
    label: str


@dataclass(frozen=True, eq=False)
class ChartDescription:
    """A chart with its words. ``judul`` states the finding, ``subjudul`` what is measured; ``tabel`` is its twin.

    ``kategori`` is the category axis (x, or y where ``mendatar``) and ``nilai`` the value axis. ``id`` names the chart for
    good: decks and addresses refer to it. ``baris`` is how many rows of points the picture needs room for (0: any height).
    """

    id: str
    bentuk: Form
    judul: str
    subjudul: str
    alt: str
    sumber: str
    contoh: bool
    kategori: Axis
    nilai: Axis
    seri: tuple[Series, ...]
    tabel: TableDescription
    tanda: tuple[Mark, ...] = ()
    mendatar: bool = False
    catatan: str = ""
    baris: int = 0

    @property
    def empty(self) -> bool:
        """True when no series has a point."""
        return not any(any(value is not None for value in series.y) or series.kuantil for series in self.seri)


@dataclass(frozen=True, slots=True)
class Node:
    """A place in a flow: a class in one of the two years (``kolom`` 0 before, 1 after)."""

    id: str
    label: str
    warna: str
    kolom: int


@dataclass(frozen=True, slots=True)
class Flow:
    """How many desa went from one node to another (indices into the nodes)."""

    dari: int
    ke: int
    jumlah: int
    teks: str


@dataclass(frozen=True, eq=False)
class FlowDescription:
    """Flows between the classes of two years, with the same words and twin as a chart."""

    id: str
    judul: str
    subjudul: str
    alt: str
    sumber: str
    contoh: bool
    simpul: tuple[Node, ...]
    arus: tuple[Flow, ...]
    tabel: TableDescription
    catatan: str = ""

    @property
    def empty(self) -> bool:
        """True when nothing flows."""
        return not self.arus
