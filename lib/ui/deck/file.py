"""The deck as files: PowerPoint, made beside the application, and the deck itself, to be opened again."""

from __future__ import annotations

import datetime as dt
from typing import Final

import streamlit as st

from lib.domain.errors import DeckError
from lib.domain.language import gettext as _
from lib.report.request import Request
from lib.ui.deck import state as present_state
from lib.ui.frame import plain_text, report_button, state
from lib.view.deck.deck import Deck
from lib.view.deck.file import ENDING, MAX_BYTES, read_deck, write_deck
from lib.view.frame.places import area_title
from lib.view.frame.selection import View
from lib.view.frame.tables import slug
from lib.web import markup
from lib.web.show_slides import filled

_REFUSED: Final = "_paparan_ditolak"
_ROUND: Final = "_paparan_unggah"


def show_take(view: View, deck: Deck) -> None:
    """The buttons for PowerPoint and for the deck itself."""
    content = write_deck(deck)
    year = deck.tahun if deck.tahun in view.data.years else view.selection.tahun
    asked = Request("pptx", year, dt.date.today().isoformat(), deck.area, deck.bahasa, susunan=content.decode())
    report_button.offer(asked, _("Buat PowerPoint"), ":material/co_present:", "paparan_pptx")
    st.download_button(
        _("Simpan susunan"),
        content,
        file_name=f"{_stem(view, deck)}.{ENDING}",
        mime="application/json",
        icon=":material/save:",
        on_click="ignore",
        key="paparan_simpan",
        help=_("Berkas kecil berisi susunan dan kata-kata Anda; angkanya dibaca lagi dari data terbaru saat dibuka."),
    )


def _stem(view: View, deck: Deck) -> str:
    parts = [_("paparan"), area_title(view.data, deck.area), str(deck.tahun)]
    if deck.jenis == "program" and deck.program:
        parts.insert(1, deck.program)
    if any(filled(view.data, deck, slide).contoh for slide in deck.slides):
        parts.append("contoh")
    return slug(" ".join(parts))


def show_open() -> None:
    """Open a deck from a file; what is wrong with one that cannot be opened is said, and the present deck stays."""
    key = f"paparan_berkas_{st.session_state.get(_ROUND, 0)}"
    limits = _("Berkas JSON, paling besar {besar} kB").format(besar=MAX_BYTES // 1024)
    markup.show("paparan_unggah.html", pilih=_("Pilih berkas susunan"), format=limits)
    with st.container(key="paparan_buka"):
        st.file_uploader(
            _("Buka susunan dari berkas"),
            type=["json"],
            key=key,
            max_upload_size=1,
            on_change=lambda: _open(key),
            help=_("Berkas .paparan.json yang pernah disimpan dari halaman ini."),
        )
    refused = st.session_state.pop(_REFUSED, "")
    if refused:
        st.error(plain_text.escaped(refused), icon=":material/error:")


def _open(key: str) -> None:
    file = st.session_state.get(key)
    if file is None:
        return
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    view = state.current()
    try:
        present_state.open_deck(read_deck(file.getvalue(), view.known))
    except DeckError as error:
        st.session_state[_REFUSED] = str(error)
