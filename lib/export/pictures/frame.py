"""Where degrees stand on a map picture: a part of the earth in a box of pixels, in true proportions."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

# (south, west, north, east) in degrees.
Bounds = tuple[float, float, float, float]
# The rings (longitude, latitude) of each area by its code.
Outlines = Mapping[str, tuple[np.ndarray, ...]]
KM_PER_DEGREE: Final = 111.32


@dataclass(frozen=True, slots=True)
class Frame:
    """A box of the picture (left, top, width, height) and the degrees at its upper left corner; pixels per degree."""

    box: tuple[float, float, float, float]
    west: float
    north: float
    across: float
    down: float

    @property
    def east(self) -> float:
        """Longitude of the right edge."""
        return self.west + self.box[2] / self.across

    @property
    def south(self) -> float:
        """Latitude of the lower edge."""
        return self.north - self.box[3] / self.down

    @property
    def km_per_pixel(self) -> float:
        """How many km a pixel is."""
        return KM_PER_DEGREE / self.down

    def pixels(self, points: np.ndarray) -> np.ndarray:
        """Places (longitude, latitude) as pixels from the upper left corner of the picture."""
        left, top = self.box[:2]
        return (points - (self.west, self.north)) * (self.across, -self.down) + (left, top)

    def meets(self, boxes: np.ndarray) -> np.ndarray:
        """Which boxes (west, south, east, north) have a part inside the frame."""
        west, south, east, north = boxes.T
        found: np.ndarray = (west <= self.east) & (east >= self.west) & (south <= self.north) & (north >= self.south)
        return found


def frame_of(extent: Bounds, box: tuple[float, float, float, float]) -> Frame:
    """The frame that shows ``extent`` whole in the middle of ``box``, and more where the box is wider or higher."""
    south, west, north, east = extent
    # One degree of longitude is shorter than one of latitude away from the equator.
    shrink = math.cos(math.radians((south + north) / 2))
    _left, _top, wide, high = box
    down = min(high / (north - south), wide / ((east - west) * shrink))
    across = down * shrink
    return Frame(box, (west + east) / 2 - wide / across / 2, (south + north) / 2 + high / down / 2, across, down)


def boxes_of(outlines: Outlines) -> np.ndarray:
    """The box (west, south, east, north) round each area, in their order."""
    rings = [ring for shape in outlines.values() for ring in shape]
    if not rings:
        return np.empty((0, 4))
    per_area = np.array([sum(map(len, shape)) for shape in outlines.values()])
    first = np.concatenate(([0], np.cumsum(per_area)[:-1]))
    points = np.concatenate(rings)
    return np.hstack((np.minimum.reduceat(points, first), np.maximum.reduceat(points, first)))


def extent_of(outlines: Outlines, inside: np.ndarray, margin: float) -> Bounds | None:
    """What holds the areas that are ``inside``, with a margin that is a share of the longer side; None without any."""
    rings = [ring for drawn, shape in zip(inside, outlines.values(), strict=True) if drawn for ring in shape]
    return _around(rings, margin) if rings else None


def extent_of_area(outlines: Outlines, kode: str, margin: float) -> Bounds | None:
    """The same of one area and what lies in it."""
    rings = [ring for other, shape in outlines.items() if other == kode or other.startswith(kode + ".") for ring in shape]
    return _around(rings, margin) if rings else None


def _around(rings: list[np.ndarray], margin: float) -> Bounds:
    points = np.concatenate(rings)
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    free = margin * max(north - south, east - west)
    return float(south - free), float(west - free), float(north + free), float(east + free)
