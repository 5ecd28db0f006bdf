"""A map on the stage of the slideshow: an outline for each area with its code, so that the page itself can point at one."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from lib.analysis.frame.figures import Figures
from lib.domain.language import format_number
from lib.domain.wilayah import Tingkat
from lib.export.pictures.areas import ring_path
from lib.export.pictures.frame import KM_PER_DEGREE, Outlines
from lib.export.pictures.furniture import bar_length_km
from lib.export.pictures.svg import Attributes, Canvas, Svg, element
from lib.view.frame.selection import default_level
from lib.view.indicator.classes import readable_ink
from lib.view.indicator.maps import OUTSIDE, MapDescription

# Units of the drawing in one degree: 28 m.
UNITS: Final = 4000
MARGIN: Final = 0.03
MOST_NUMBERS: Final = 24
INK: Final = "#14181f"
TILE: Final = 8
ARROW: Final = "M0 0L11 28L0 21L-11 28Z"
DEPTH: Final[dict[Tingkat, int]] = {"provinsi": 1, "kabupaten": 2, "kecamatan": 3, "desa": 4}


@dataclass(frozen=True, slots=True)
class Path:
    """The outline of one area as SVG, and the box round it (left, top, right, bottom)."""

    d: str
    kotak: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Area:
    """One area as it is drawn: its outline and the number of its class."""

    kode: str
    d: str
    kelas: int


@dataclass(frozen=True, slots=True)
class Group:
    """Areas that are pointed at together, and their row in the list: number, name, value in words, class (None: several)."""

    kode: str
    nama: str
    nilai: str
    kelas: int | None
    areal: tuple[Area, ...]
    tengah: tuple[float, float] | None
    nomor: int


@dataclass(frozen=True, slots=True)
class Legend:
    """One class of the legend with its count."""

    id: str
    label: str
    warna: str
    pola: str
    jumlah: str
    tinta: str


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """The map: what part of the drawing is shown, how many units a point of the stage is, areas, legend, scale bar.

    ``silang``: of a map of two figures the rows of its legend, from the top down, as numbers of classes. ``lain``: the classes
    of the legend that stand under each other.
    """

    pandang: tuple[float, float, float, float]
    satuan: float
    kelompok: tuple[Group, ...]
    luar: str
    legenda: tuple[Legend, ...]
    skala: float
    skala_teks: str
    bernomor: bool
    alt: str
    silang: tuple[tuple[int, ...], ...] = ()
    lain: tuple[int, ...] = ()

    def svg(self, key: str, wide: float, high: float, north: str) -> Svg:
        """The map for a page; groups carry the code of what is pointed at as ``data-k``, areas their class as ``data-c``."""
        canvas = Canvas(wide, key=f"{key}-")
        fills = [_fill(canvas, entry, self.satuan) for entry in self.legenda]
        if self.luar:
            canvas.add("path", **{"class": "s-luar"}, d=self.luar)
        for group in self.kelompok:
            canvas.open(data_k=group.kode)
            for area in group.areal:
                canvas.add("path", d=area.d, data_c=str(area.kelas), fill=fills[area.kelas])
            canvas.close()
        if self.bernomor:
            self._write_numbers(canvas)
        self._draw_scale_bar(canvas)
        self._draw_north_arrow(canvas, north)
        view = " ".join(f"{part:.1f}" for part in self.pandang)
        return canvas.inline(high, self.alt, **{"class": "s-denah", "viewBox": view})

    def _write_numbers(self, canvas: Canvas) -> None:
        unit = self.satuan
        style: Attributes = {"class": "s-angka", "stroke_width": 6 * unit, "text_anchor": "middle", "aria_hidden": "true"}
        for group in self.kelompok:
            if group.tengah:
                x, y = group.tengah
                canvas.text(x, y + 10 * unit, str(group.nomor), 28 * unit, **style)

    def _draw_scale_bar(self, canvas: Canvas) -> None:
        (left, top, _wide, high), unit = self.pandang, self.satuan
        place = f"translate({left + 12 * unit:.1f} {top + high - 14 * unit:.1f})"
        canvas.open(**{"class": "s-skala"}, transform=place)
        canvas.add("path", d=f"M0 {-9 * unit:.1f}V0H{self.skala:.1f}V{-9 * unit:.1f}")
        canvas.text(self.skala + 8 * unit, 2 * unit, self.skala_teks, 20 * unit)
        canvas.close()

    def _draw_north_arrow(self, canvas: Canvas, north: str) -> None:
        (left, top, _wide, _high), unit = self.pandang, self.satuan
        place = f"translate({left + 24 * unit:.1f} {top + 8 * unit:.1f}) scale({unit:.2f})"
        canvas.open(**{"class": "s-utara"}, transform=place)
        canvas.add("path", d=ARROW)
        canvas.text(0, 56, north, 26, text_anchor="middle")
        canvas.close()


def _fill(canvas: Canvas, entry: Legend, unit: float) -> str:
    """The colour of a class, or its pattern, as wide on the stage as in the legend of the page."""
    if entry.pola == "polos":
        return entry.warna
    ground = element("rect", width=TILE, height=TILE, fill=entry.warna)
    if entry.pola == "titik":
        drawn = element("circle", cx=TILE / 2, cy=TILE / 2, r=1.3, fill=INK, fill_opacity=0.5)
    else:
        path = "M-2 10L10-2" + ("M-2-2L10 10" if entry.pola == "silang" else "")
        drawn = element("path", d=path, stroke=INK, stroke_opacity=0.5, stroke_width=1.2)
    tile: Attributes = {"patternUnits": "userSpaceOnUse", "width": TILE, "height": TILE, "patternTransform": f"scale({unit:.2f})"}
    return canvas.define("pattern", entry.id, ground + drawn, **tile)


def outline_paths(outlines: Outlines) -> dict[str, Path]:
    """Every outline of a level as SVG; the same for every map, so it is made once."""
    middle = np.concatenate([ring[:, 1] for shape in outlines.values() for ring in shape]).mean() if outlines else 0.0
    shrink = math.cos(math.radians(middle))
    found = {}
    for kode, shape in outlines.items():
        parts, boxes = [], []
        for ring in shape:
            points = np.column_stack((ring[:, 0] * shrink, -ring[:, 1])) * UNITS
            whole = np.round(points).astype(int)
            parts.append(ring_path(whole))
            boxes.append((*whole.min(axis=0).tolist(), *whole.max(axis=0).tolist()))
        box = np.array(boxes)
        found[kode] = Path("".join(parts), (*box[:, :2].min(axis=0).tolist(), *box[:, 2:].max(axis=0).tolist()))
    return found


def draw_map(data: Figures, description: MapDescription, paths: Mapping[str, Path], wide: float, high: float) -> DrawnMap:
    """The map in a place so large. Areas of the level below the shown one are grouped: these are what is pointed at."""
    level = default_level(description.fokus or None)
    if DEPTH[level] > DEPTH[description.tingkat]:
        level = description.tingkat
    inside = [kode for kode, kelas in zip(paths, description.kelas, strict=True) if kelas != OUTSIDE]
    kelas_of = {kode: int(kelas) for kode, kelas in zip(paths, description.kelas, strict=True)}
    view = _view([paths[kode].kotak for kode in inside], wide, high)
    unit = view[2] / wide
    # 1 km in units of the drawing.
    per_km = UNITS / KM_PER_DEGREE
    length = bar_length_km(view[2] / per_km)
    near = [paths[kode].d for kode in paths if kelas_of[kode] == OUTSIDE and _meets(paths[kode].kotak, view)]
    groups = _groups(data, description, paths, level, inside, kelas_of)
    return DrawnMap(
        pandang=view,
        satuan=unit,
        kelompok=tuple(groups),
        luar="".join(near),
        legenda=tuple(
            Legend(entry.id, entry.text, entry.warna, entry.pola, format_number(entry.jumlah), readable_ink(entry.warna))
            for entry in description.kelas_legenda
        ),
        skala=length * per_km,
        skala_teks=f"{format_number(length)} km",
        bernomor=1 < len(groups) <= MOST_NUMBERS,
        alt=description.alt,
        silang=tuple(reversed(description.silang.kelas)) if description.silang else (),
        lain=listed_classes(description),
    )


def listed_classes(description: MapDescription) -> tuple[int, ...]:
    """The classes under each other in the legend, by number.

    Of a map of two figures those that have areas and no place in the table, of any other all.
    """
    classes = range(len(description.kelas_legenda))
    if description.silang is None:
        return tuple(classes)
    placed = {number for row in description.silang.kelas for number in row}
    return tuple(number for number in classes if number not in placed and description.kelas_legenda[number].jumlah)


def _groups(
    data: Figures,
    description: MapDescription,
    paths: Mapping[str, Path],
    level: Tingkat,
    inside: list[str],
    kelas_of: Mapping[str, int],
) -> list[Group]:
    depth = DEPTH[level]
    members: dict[str, list[str]] = {}
    for kode in description.frame.index:
        # A kabupaten without its own polygon (a desa without boundary) still has its row.
        members.setdefault(".".join(str(kode).split(".")[:depth]), [])
    for kode in inside:
        members.setdefault(".".join(kode.split(".")[:depth]), []).append(kode)
    groups = []
    own = level == description.tingkat
    for number, (kode, codes) in enumerate(sorted(members.items()), start=1):
        groups.append(
            Group(
                kode=kode,
                nama=data.name(kode),
                nilai=_value(description, kode) if own else "",
                kelas=int(description.frame["kelas"].loc[kode]) if own and kode in description.frame.index else None,
                areal=tuple(Area(code, paths[code].d, kelas_of[code]) for code in codes),
                tengah=_middle([paths[code].kotak for code in codes]),
                nomor=number,
            )
        )
    return groups


def _value(description: MapDescription, kode: str) -> str:
    """The number of an area in words; empty for a status, which its colour says, and where there is none."""
    if description.indicator.kind == "status" or kode not in description.frame.index:
        return ""
    value = description.frame["nilai"].loc[kode]
    return description.indicator.format(float(value), description.selection.tahun) if value == value else ""


def _view(boxes: list[tuple[float, float, float, float]], wide: float, high: float) -> tuple[float, float, float, float]:
    if not boxes:
        return 0.0, 0.0, wide, high
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    across, down = (right - left) * (1 + 2 * MARGIN), (bottom - top) * (1 + 2 * MARGIN)
    scale = max(across / wide, down / high) or 1.0
    across, down = scale * wide, scale * high
    return (left + right - across) / 2, (top + bottom - down) / 2, across, down


def _meets(box: tuple[float, float, float, float], view: tuple[float, float, float, float]) -> bool:
    return box[0] <= view[0] + view[2] and box[2] >= view[0] and box[1] <= view[1] + view[3] and box[3] >= view[1]


def _middle(boxes: list[tuple[float, float, float, float]]) -> tuple[float, float] | None:
    """The middle of the areas of a group, each weighing as its box does."""
    if not boxes:
        return None
    table = np.array(boxes, dtype=float)
    weight = (table[:, 2] - table[:, 0]) * (table[:, 3] - table[:, 1])
    weight = weight if weight.sum() else np.ones(len(table))
    middle = (table[:, :2] + table[:, 2:]) / 2
    x, y = (middle * weight[:, None]).sum(axis=0) / weight.sum()
    return float(x), float(y)
