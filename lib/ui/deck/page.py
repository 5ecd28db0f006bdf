"""The head of Presentasi: which ready deck, its title, and the way to its slideshow."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from lib.domain.language import gettext as _
from lib.domain.language import ngettext
from lib.domain.program import programs
from lib.ui.deck import file
from lib.ui.deck import state as present_state
from lib.ui.frame import choice, plain_text, report_button, state
from lib.ui.frame.heading import show_heading
from lib.ui.frame.state import bound
from lib.view.deck.content import deck_title
from lib.view.deck.deck import Deck
from lib.view.deck.kinds import deck_name
from lib.view.frame.selection import Selection, View
from lib.web import show
from lib.web.show_slides import filled

WIDTH_PX: Final = 420


def show_choice(view: View) -> Deck | None:
    """The ready decks, or the way back to them; the deck of this run."""
    held = present_state.own()
    if held is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            plain_text.caption(_("Susunan Anda sendiri. Tahun, wilayah, dan bahasa mengikuti saringan di samping."))
            st.button(
                _("Buang dan kembali ke paparan siap pakai"),
                icon=":material/restart_alt:",
                key="paparan_ulang",
                type="tertiary",
                on_click=present_state.forget,
            )
        return present_state.deck(view)
    kind = present_state.ready_kind(view)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            _("Paparan siap pakai"),
            present_state.READY,
            format_func=deck_name,
            required=True,
            **state.bound_parameter("f_paparan", present_state.PARAMETER, kind, present_state.default_kind(view)),
        )
        if kind == "program":
            _choose_program(view)
    deck = present_state.deck(view)
    if deck is None:
        show_heading(_("Rapat kabupaten"), _("Pilih satu kabupaten atau kota untuk menyusun paparannya."))
        choice.selectbox(
            _("Kabupaten/kota untuk rapat"),
            ["", *view.data.codes_at("kabupaten")],
            format_func=lambda kode: view.data.name(kode) if kode else _("Pilih …"),
            width=WIDTH_PX,
            **bound("f_kab_paparan", view.selection.kab or "", lambda now, kode: now.at_area(kode or None)),
        )
    return deck


def _choose_program(view: View) -> None:
    names = programs()
    deck = present_state.deck(view)
    choice.selectbox(
        _("Program"),
        list(names),
        format_func=lambda key: names[key].label,
        width=WIDTH_PX,
        **bound("f_program_paparan", (deck.program if deck else None) or next(iter(names)), _with_program),
    )


def _with_program(now: Selection, key: str) -> Selection:
    return replace(now, program=key)


def show_title(view: View, deck: Deck) -> None:
    """What the deck is about, how many slides it has, and whether illustrative rows are behind it."""
    illustrative = any(filled(view.data, deck, slide).contoh for slide in deck.slides)
    count = ngettext("{jumlah} slide", "{jumlah} slide", len(deck.slides)).format(jumlah=len(deck.slides))
    show_heading(
        deck_title(view.data, deck),
        f"{deck_name(deck.jenis)} · {count}",
        contoh=illustrative,
        keterangan=_("Slide yang memuat data contoh berlencana, juga di berkas PowerPoint."),
    )
    if deck.tahun not in view.data.years:
        st.info(
            _("Paparan ini dibuat untuk {tahun}, tahun yang belum ada datanya; slide mengatakannya.").format(tahun=deck.tahun),
            icon=":material/info:",
        )


def show_start(view: View, deck: Deck) -> None:
    """The link that opens the slideshow in a window of its own, and the deck as files."""
    if not deck.slides:
        return
    refused = report_button.refusals()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.link_button(_("Mulai tayangan"), show.keep(deck), type="primary", icon=":material/slideshow:")
        file.show_take(view, deck)
    report_button.show_asked(refused)
    plain_text.caption(
        _("Tayangan terbuka di jendela baru dan tetap jalan tanpa jaringan. F layar penuh, P jendela penyaji, ? semua tombol.")
    )
