"""Decks kept on the account of whoever is signed in: save, open, delete."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from lib.domain.errors import DasborError
from lib.domain.language import format_date
from lib.domain.language import gettext as _
from lib.domain.roles import Pelaku
from lib.published import source
from lib.store.decks import MAX_TITLE, DeckInfo, delete_deck, keep_deck, list_decks, read_kept
from lib.ui.deck import state as present_state
from lib.ui.frame import choice, error_text, plain_text, sign_in, state
from lib.view.deck.content import deck_title
from lib.view.deck.deck import Deck
from lib.view.deck.file import read_deck, write_deck
from lib.view.frame.selection import View

_TOLD: Final = "_paparan_akun"
_REFUSED: Final = "_paparan_akun_ditolak"
_NAME: Final = "paparan_nama"
_CHOSEN: Final = "paparan_tersimpan"
WIDTH_PX: Final = 420


def show_kept(view: View, deck: Deck | None) -> None:
    """The account's own decks and the way to keep this one; nothing for a reader who has not signed in."""
    pelaku = sign_in.current()
    if pelaku is None:
        return
    plain_text.subheader(_("Paparan di akun {nama}").format(nama=pelaku.nama))
    for key, show in ((_TOLD, st.success), (_REFUSED, st.error)):
        words = st.session_state.pop(key, "")
        if words:
            show(plain_text.escaped(words))
    if deck is not None and deck.slides:
        _show_save(view, deck)
    kept = list_decks(source.engine(), pelaku=pelaku)
    if kept:
        _show_list(kept)


def _show_save(view: View, deck: Deck) -> None:
    st.session_state.setdefault(_NAME, deck_title(view.data, deck)[:MAX_TITLE])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            _("Nama paparan"),
            key=_NAME,
            max_chars=MAX_TITLE,
            width=WIDTH_PX,
            help=_("Paparan Anda yang bernama sama diganti."),
        )
        st.button(_("Simpan di akun"), icon=":material/bookmark_add:", key="paparan_simpan_akun", on_click=_act, args=(_save,))


def _show_list(kept: list[DeckInfo]) -> None:
    names = {entry.id: f"{entry.judul} · {format_date(entry.diubah_pada.date())}" for entry in kept}
    if st.session_state.get(_CHOSEN) not in names:
        st.session_state.pop(_CHOSEN, None)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choice.selectbox(
            _("Paparan tersimpan"), list(names), format_func=lambda number: names.get(number, ""), key=_CHOSEN, width=WIDTH_PX
        )
        st.button(_("Buka"), icon=":material/folder_open:", key="paparan_buka_akun", on_click=_act, args=(_open,))
        st.button(_("Hapus"), icon=":material/delete:", key="paparan_hapus_akun", on_click=_act, args=(_delete,))


def _act(how: Callable[[Pelaku], str]) -> None:
    """Ask once more who this is, act, and keep what there is to say for the run that follows."""
    pelaku = sign_in.current()
    if pelaku is None:
        return
    try:
        st.session_state[_TOLD] = how(pelaku)
    except DasborError as error:
        st.session_state[_REFUSED] = error_text.words(error)


def _save(pelaku: Pelaku) -> str:
    deck = present_state.deck(state.current())
    if deck is None:
        return ""
    title = str(st.session_state.get(_NAME, ""))
    st.session_state[_CHOSEN] = keep_deck(source.engine(), title, write_deck(deck).decode(), pelaku=pelaku)
    return _("Paparan “{judul}” disimpan.").format(judul=" ".join(title.split()))


def _open(pelaku: Pelaku) -> str:
    chosen = st.session_state[_CHOSEN]
    content = read_kept(source.engine(), chosen, pelaku=pelaku)
    present_state.open_deck(read_deck(content.encode(), state.current().known))
    st.session_state[_NAME] = next(entry.judul for entry in list_decks(source.engine(), pelaku=pelaku) if entry.id == chosen)
    return ""


def _delete(pelaku: Pelaku) -> str:
    delete_deck(source.engine(), st.session_state[_CHOSEN], pelaku=pelaku)
    return _("Paparan dihapus dari akun.")
