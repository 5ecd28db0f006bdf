"""Where the bars and bands of a flow stand, for every renderer: shares of the height, from the top down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lib.view.charts import Flow, FlowDescription

# Free space between the bars of a column, all of them together.
GAPS_SHARE: Final = 0.16


@dataclass(frozen=True, slots=True)
class Band:
    """One flow: its upper end at the left bar and at the right one, and its height, each 0 to 1."""

    arus: Flow
    kiri: float
    kanan: float
    tinggi: float


@dataclass(frozen=True, slots=True)
class FlowLayout:
    """``awal`` and ``tinggi``: upper end and height of the bar of every node; ``pita``: the bands in the order of the flows."""

    awal: tuple[float, ...]
    tinggi: tuple[float, ...]
    pita: tuple[Band, ...]


def layout(flow: FlowDescription) -> FlowLayout:
    """Both columns are as high as each other; heights are in proportion to the number of desa.

    Bands are sorted at both ends by where they lead, so that those of one class do not cross.
    """
    sizes = [sum(entry.jumlah for entry in flow.arus if number in (entry.dari, entry.ke)) for number in range(len(flow.simpul))]
    unit = (1 - GAPS_SHARE) / max(sum(entry.jumlah for entry in flow.arus), 1)
    starts = [0.0] * len(sizes)
    for column in (0, 1):
        mine = [number for number, node in enumerate(flow.simpul) if node.kolom == column]
        gap = GAPS_SHARE / (len(mine) - 1) if len(mine) > 1 else 0.0
        y = 0.0 if len(mine) > 1 else GAPS_SHARE / 2
        for number in mine:
            starts[number] = y
            y += sizes[number] * unit + gap
    left, right = _ends(flow, starts, unit, outgoing=True), _ends(flow, starts, unit, outgoing=False)
    bands = tuple(Band(entry, left[place], right[place], entry.jumlah * unit) for place, entry in enumerate(flow.arus))
    return FlowLayout(tuple(starts), tuple(size * unit for size in sizes), bands)


def _ends(flow: FlowDescription, starts: list[float], unit: float, *, outgoing: bool) -> dict[int, float]:
    def near(entry: Flow) -> int:
        return entry.dari if outgoing else entry.ke

    def far(entry: Flow) -> int:
        return entry.ke if outgoing else entry.dari

    taken = list(starts)
    found: dict[int, float] = {}
    for place in sorted(range(len(flow.arus)), key=lambda it: (starts[near(flow.arus[it])], starts[far(flow.arus[it])])):
        found[place] = taken[near(flow.arus[place])]
        taken[near(flow.arus[place])] += flow.arus[place].jumlah * unit
    return found
