"""Which kecamatan or desa an area is when all that it has is its own name: the one whose official point lies in it.

That is how geoBoundaries writes levels below the kabupaten. A name alone would be a guess (821 desa share theirs), and a
point alone too (borders of two sources differ): both have to agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from lib.domain.wilayah import Tingkat, tingkat
from lib.importing.matching import Register
from lib.importing.names import agreement

if TYPE_CHECKING:
    import geopandas

AROUND_DEGREES: Final = 0.02
"""Some 2 km: a point may lie as far outside its area, where the names are the same."""


def codes_by_place(
    names: Sequence[Any],
    shapes: geopandas.GeoSeries,
    level: Tingkat,
    register: Register,
    points: dict[str, tuple[float, float]],
) -> list[str | None]:
    """The code of each area, None where no place of ``level`` has both its name and a point in it or close to it.

    ``points`` are (longitude, latitude) by code. A place goes to one area: the one with the same name before one with a
    similar name, the one around its point before one near it.
    """
    import shapely

    codes = sorted(kode for kode in register.places if tingkat(kode) == level and kode in points)
    tree = shapely.STRtree(list(shapes))
    found: list[str | None] = [None] * len(names)
    pairs = []
    centres = [shapely.Point(points[kode]) for kode in codes]
    for place, area in tree.query(centres, predicate="dwithin", distance=AROUND_DEGREES).T:
        alike = agreement(str(names[area] or ""), register.nama(codes[place]), level)
        distance = float(shapely.distance(centres[place], shapes.iloc[area]))
        if alike == "sama" or (alike == "mirip" and distance == 0):
            pairs.append((alike != "sama", distance, codes[place], int(area)))
    taken: set[str] = set()
    for _similar, _distance, kode, area in sorted(pairs):
        if kode not in taken and found[area] is None:
            found[area] = kode
            taken.add(kode)
    return found
