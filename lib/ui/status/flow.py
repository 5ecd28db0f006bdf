"""The flow between two years as a drawing whose bands are links: a click, or Enter, opens the desa of a band.

Streamlit leaves no drawings (SVG) in the HTML that it shows, so a band is a link cut to its shape, in shares of the box.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from lib.view.frame.charts import FlowDescription
from lib.view.status.flows import Band, layout
from lib.web import markup

# Steps of a band's curved edge.
STEPS: Final = 24
# A band of few desa must still be hit by a finger: share of the height.
LEAST_HEIGHT: Final = 0.012


def show_flow(flow: FlowDescription, link: Callable[[str], str], chosen: str = "") -> None:
    """Draw the flow. ``link`` makes the address of a flow from its id (the row of the table twin); ``chosen`` is told apart."""
    found = layout(flow)
    ids = [str(row) for row in flow.tabel.frame.index]
    bars = [
        {
            "kolom": node.kolom,
            "awal": _percent(top),
            "tinggi": _percent(height),
            "tengah": _percent(top + height / 2),
            "warna": node.warna,
            "label": node.label,
        }
        for node, top, height in zip(flow.simpul, found.awal, found.tinggi, strict=True)
    ]
    bands = [
        {
            "bentuk": _shape(band),
            "warna": flow.simpul[band.arus.dari].warna,
            "teks": band.arus.teks,
            "tautan": link(flow_id),
            "pilihan": flow_id == chosen,
        }
        for flow_id, band in zip(ids, found.pita, strict=True)
    ]
    # The narrow bands last, so that they lie on top of the wide ones that they cross.
    order = sorted(range(len(bands)), key=lambda place: -found.pita[place].tinggi)
    markup.show("arus.html", alt=flow.alt, batang=bars, pita=[bands[place] for place in order])


def _percent(share: float) -> str:
    return f"{share * 100:.2f}%"


def _shape(band: Band) -> str:
    """The polygon of a band: along its upper edge and back along the lower one, level at both ends."""
    height = max(band.tinggi, LEAST_HEIGHT)
    left, right = (min(end, 1 - height) for end in (band.kiri, band.kanan))
    steps = [step / STEPS for step in range(STEPS + 1)]
    upper = [(x, left + (right - left) * x * x * (3 - 2 * x)) for x in steps]
    lower = [(x, y + height) for x, y in reversed(upper)]
    return ", ".join(f"{_percent(x)} {_percent(y)}" for x, y in (*upper, *lower))
