"""“Tambahkan ke presentasi” under charts and maps: what is shown becomes a slide of this session's deck, as it is selected."""

from __future__ import annotations

from typing import Final

import streamlit as st

from lib.domain.errors import DeckError
from lib.domain.language import gettext as _
from lib.ui.deck import state as present_state
from lib.ui.frame import state
from lib.view.deck.deck import AREA_PARAMETERS, MAX_SLIDES, Deck, Slide, new_slide, with_slide
from lib.view.deck.file import read_deck, write_deck
from lib.view.deck.kinds import KINDS
from lib.view.deck.page_charts import PAGE_CHARTS
from lib.view.frame.charts import ChartDescription, FlowDescription
from lib.view.frame.selection import Selection
from lib.view.indicator.maps import MapDescription

# Charts that are kinds of slides themselves; any other that a deck knows is a slide of the kind ``grafik``.
OWN_KINDS: Final = ("komposisi", "perpindahan", "tren_program")
# Parameters of pages that a slide has too, and the one that it has by another name.
OF_PAGES: Final = ("satuan", "sebelum", "jarak", "banding", "kelompok")
ORDER_OF_PAGE: Final = "urut"
ORDER: Final = "menurut"
CLOSING: Final = ("langkah", "metode")
_TOLD: Final = "_paparan_ditambah"


def offer_chart(chart: ChartDescription | FlowDescription) -> None:
    """The button under a chart that a deck can hold; nothing under any other."""
    kind = chart.id if chart.id in OWN_KINDS else "grafik" if chart.id in PAGE_CHARTS else None
    if kind is not None:
        _button(kind, {"grafik": chart.id} if kind == "grafik" else {}, None, f"tambah_{chart.id}")


def offer_map(description: MapDescription, key: str = "peta") -> None:
    """The button under a map; of two figures, with the second one."""
    second = {"ukuran": description.silang.ukuran} if description.silang else {}
    _button("peta", second, description.selection, f"tambah_{key}")


def offer_page_chart(name: str) -> None:
    """The button under what a page draws in its own way and a deck as one of its charts (``PAGE_CHARTS``)."""
    _button("grafik", {"grafik": name}, None, f"tambah_{name}")


def _button(kind: str, parameter: dict[str, str], shown: Selection | None, key: str) -> None:
    st.button(
        _("Tambahkan ke presentasi"),
        icon=":material/playlist_add:",
        key=key,
        help=_("Grafik atau peta ini menjadi satu slide di halaman Presentasi."),
        on_click=_add,
        args=(kind, parameter, shown),
    )
    told = st.session_state.pop(_TOLD, "")
    if told:
        st.toast(told, icon=":material/playlist_add_check:")


def _add(kind: str, parameter: dict[str, str], shown: Selection | None) -> None:
    view = state.current()
    now = present_state.deck(view)
    if now is None:
        return
    if len(now.slides) >= MAX_SLIDES:
        st.session_state[_TOLD] = _("Paling banyak {jumlah} slide.").format(jumlah=MAX_SLIDES)
        return
    pinned = _pinned(kind, shown or view.selection, at_page=shown is None)
    slide = new_slide(now, kind, pinned | parameter)
    if not _opens(now, slide):
        # A parameter of the page that no slide knows: its area and year say enough.
        slide = new_slide(now, kind, _pinned(kind, shown or view.selection, at_page=False) | parameter)
    place = next((number for number, entry in enumerate(now.slides) if entry.jenis in CLOSING), len(now.slides))
    changed = with_slide(now, slide, place)
    present_state.put(changed, view.selection)
    st.session_state[present_state.CHOSEN] = slide.id
    st.session_state[_TOLD] = _("Ditambahkan ke presentasi: kini {jumlah} slide.").format(jumlah=len(changed.slides))


def _pinned(kind: str, selection: Selection, *, at_page: bool) -> dict[str, str]:
    """What the slide shows whatever the deck is about: year, the smallest area, indicator, programme."""
    allowed = KINDS[kind].parameter
    given: dict[str, str] = {"tahun": str(selection.tahun)}
    area = next(
        ((name, value) for name in reversed(AREA_PARAMETERS) if name in allowed and (value := getattr(selection, name))), None
    )
    given |= dict([area] if area else [])
    names = ("program", "indikator", "tingkat", "klasifikasi") if kind == "peta" else ("program",)
    given |= {name: str(value) for name in names if (value := getattr(selection, name))}
    if at_page:
        given |= {name: value for name in OF_PAGES if (value := state.page_parameter(name))}
        given |= {ORDER: value} if (value := state.page_parameter(ORDER_OF_PAGE)) else {}
    return {name: value for name, value in given.items() if name in allowed}


def _opens(deck: Deck, slide: Slide) -> bool:
    """True when a kept deck with this slide could be opened again."""
    try:
        read_deck(write_deck(with_slide(deck, slide)), state.current().known)
    except DeckError:
        return False
    return True
