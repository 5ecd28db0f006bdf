"""The slides of the deck: the list, what may be done with the chosen one, its words, and what it looks like."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

import streamlit as st

from lib.domain.language import gettext as _
from lib.domain.program import programs
from lib.ui.deck import state
from lib.ui.frame import choice, plain_text
from lib.view.deck.content import SlideContent
from lib.view.deck.deck import (
    MAX_NOTES,
    MAX_SENTENCE,
    MAX_SLIDES,
    MAX_TITLE,
    Deck,
    Slide,
    moved,
    new_slide,
    slide_selection,
    with_changed,
    with_slide,
    without_slide,
)
from lib.view.deck.kinds import KINDS
from lib.view.frame.places import level_noun
from lib.view.frame.selection import MAP_LEVELS, View
from lib.view.indicator.cross import MEASURES
from lib.view.indicator.indicator import indicators, offered
from lib.web import show
from lib.web.show_slides import filled

# A chart of a page is added where it is drawn: here nobody could tell which it is.
ADDED_ELSEWHERE: Final = ("grafik",)


def show_slides(view: View, deck: Deck) -> None:
    """The list on the left, the chosen slide on the right."""
    slide = state.chosen(deck)
    left, right = st.columns([5, 8], gap="medium")
    with left:
        if slide is None:
            st.info(_("Paparan ini belum berisi slide. Tambahkan satu di bawah."), icon=":material/info:")
        else:
            _show_list(view, deck, slide)
        _show_add(deck)
    with right:
        if slide is not None:
            content = filled(view.data, deck, slide)
            _show_preview(deck, slide, content)
            _show_acts(deck, slide)
            _show_parameters(view, deck, slide)
            _show_words(slide, content)


def _show_list(view: View, deck: Deck, slide: Slide) -> None:
    number = {entry.id: place for place, entry in enumerate(deck.slides, start=1)}
    titles = {entry.id: filled(view.data, deck, entry) for entry in deck.slides}

    def label(slide_id: str) -> str:
        found = titles.get(slide_id)
        if found is None:
            return slide_id
        empty = " (" + _("tanpa data") + ")" if found.kosong else ""
        return plain_text.escaped(f"{number[slide_id]}. {found.judul}{empty}")

    key = "paparan_daftar"
    st.session_state[key] = slide.id
    st.radio(
        _("Slide"),
        list(number),
        format_func=label,
        captions=[KINDS[entry.jenis].label for entry in deck.slides],
        key=key,
        on_change=lambda: st.session_state.__setitem__(state.CHOSEN, st.session_state[key]),
    )


def _show_add(deck: Deck) -> None:
    full = len(deck.slides) >= MAX_SLIDES
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = choice.selectbox(
            _("Tambah slide"),
            [key for key in KINDS if key not in ADDED_ELSEWHERE],
            format_func=lambda key: KINDS[key].label,
            key="paparan_jenis",
        )
        st.button(_("Tambah"), icon=":material/add:", key="paparan_tambah", disabled=full, on_click=lambda: add(str(kind), {}))
    plain_text.caption(
        _("Paling banyak {jumlah} slide.").format(jumlah=MAX_SLIDES)
        if full
        else _("{penjelasan} Ditaruh setelah slide yang dipilih.").format(penjelasan=KINDS[str(kind)].explanation)
    )


def add(kind: str, parameter: dict[str, str]) -> None:
    """Add a slide of a kind after the chosen one and choose it."""

    def how(deck: Deck) -> Deck:
        slide = new_slide(deck, kind, parameter)
        after = state.chosen(deck)
        place = deck.slides.index(after) + 1 if after is not None else None
        st.session_state[state.CHOSEN] = slide.id
        return with_slide(deck, slide, place)

    state.change(how)


def _show_preview(deck: Deck, slide: Slide, content: SlideContent) -> None:
    with st.container(key="pratinjau_slide"):
        st.iframe(
            show.preview(deck, slide),
            height=360,
            tab_index=-1,
            alt=_("Pratinjau: {judul}").format(judul=content.judul),
        )


def _show_acts(deck: Deck, slide: Slide) -> None:
    place = deck.slides.index(slide)

    def act(label: str, icon: str, key: str, how: Callable[[Deck], Deck], *, disabled: bool = False) -> None:
        st.button(label, icon=icon, key=key, disabled=disabled, on_click=lambda: _act(slide, how))

    with st.container(horizontal=True):
        act(_("Naikkan"), ":material/arrow_upward:", "paparan_naik", lambda now: moved(now, slide.id, -1), disabled=place == 0)
        last = place == len(deck.slides) - 1
        act(_("Turunkan"), ":material/arrow_downward:", "paparan_turun", lambda now: moved(now, slide.id, 1), disabled=last)
        act(_("Hapus slide ini"), ":material/delete:", "paparan_hapus", lambda now: without_slide(now, slide.id))


def _act(slide: Slide, how: Callable[[Deck], Deck]) -> None:
    def changed(deck: Deck) -> Deck:
        place = deck.slides.index(slide) if slide in deck.slides else 0
        after = how(deck)
        if all(entry.id != slide.id for entry in after.slides) and after.slides:
            st.session_state[state.CHOSEN] = after.slides[min(place, len(after.slides) - 1)].id
        else:
            st.session_state[state.CHOSEN] = slide.id
        return after

    state.change(changed)


def _show_parameters(view: View, deck: Deck, slide: Slide) -> None:
    """What a map, a ranking or a slide about a programme shows."""
    allowed = KINDS[slide.jenis].parameter
    selection = slide_selection(deck, slide)
    with st.container(horizontal=True):
        if slide.jenis in ("peta", "peringkat"):
            names = indicators()
            _choice(
                slide,
                "indikator",
                _("Indikator"),
                list(offered(selection)),
                selection.indikator,
                lambda key: names[key].label(selection),
            )
        if "tingkat" in allowed:
            _choice(
                slide,
                "tingkat",
                _("Tingkat"),
                [level for level in MAP_LEVELS if level in indicators()[selection.indikator].levels],
                selection.tingkat,
                lambda key: level_noun(view.data, next(level for level in MAP_LEVELS if level == key), selection.area),
            )
        if slide.jenis == "peta" and selection.indikator == "cakupan":
            _choice(
                slide,
                "ukuran",
                _("Ukuran status"),
                ["", *MEASURES],
                slide.parameter.get("ukuran", ""),
                lambda key: indicators()[key].label(selection) if key else _("Tanpa ukuran kedua"),
            )
        about_program = slide.jenis in ("program_tahap", "tren_program", "daftar") or selection.indikator == "cakupan"
        if "program" in allowed and about_program:
            known = programs()
            _choice(
                slide, "program", _("Program"), list(known), selection.program or next(iter(known)), lambda key: known[key].label
            )


def with_parameter(parameter: Mapping[str, str], name: str, value: str) -> dict[str, str]:
    """The parameters of a slide with one of them changed, or taken away where nothing is chosen."""
    kept = {key: held for key, held in parameter.items() if key != name}
    return kept | ({name: value} if value else {})


def _choice(slide: Slide, name: str, label: str, options: list[str], value: str, say: Callable[[str], str]) -> None:
    key = f"paparan_{name}_{slide.id}"
    if value not in options:
        options = [value, *options]
    st.session_state[key] = value

    def change() -> None:
        chosen = st.session_state[key]

        def how(deck: Deck) -> Deck:
            return replace(
                deck,
                slides=tuple(
                    replace(entry, parameter=with_parameter(entry.parameter, name, chosen)) if entry.id == slide.id else entry
                    for entry in deck.slides
                ),
            )

        st.session_state[state.CHOSEN] = slide.id
        state.change(how)

    choice.selectbox(label, options, format_func=say, key=key, on_change=change)


def _show_words(slide: Slide, content: SlideContent) -> None:
    """Title, sentence and notes: made from the data until somebody writes others."""
    _field(slide, "judul", _("Judul"), content.judul, MAX_TITLE, content.judul_dibuat, lines=1)
    _field(slide, "kalimat", _("Kalimat"), content.kalimat, MAX_SENTENCE, content.kalimat_dibuat, lines=2)
    _field(slide, "catatan", _("Catatan pembicara"), content.catatan, MAX_NOTES, content.catatan_dibuat, lines=6)
    if not (content.judul_dibuat and content.kalimat_dibuat and content.catatan_dibuat):
        with st.container(horizontal=True, vertical_alignment="center"):
            plain_text.caption(_("Kata-kata Anda sendiri tidak ikut berubah bila data atau saringan berubah."))
            st.button(
                _("Kembali ke teks dari data"),
                icon=":material/undo:",
                key="paparan_teks",
                on_click=lambda: _act(slide, lambda now: with_changed(now, slide.id, judul=None, kalimat=None, catatan=None)),
            )


def _field(slide: Slide, name: str, label: str, text: str, most: int, made: bool, *, lines: int) -> None:
    key = f"paparan_{name}"
    st.session_state[key] = text

    def change() -> None:
        written = str(st.session_state[key])
        if written != text:
            state.change(lambda now: with_changed(now, slide.id, **{name: written}))

    help_text = _("Dari data. Tulis kata lain untuk menggantinya.") if made else _("Ditulis sendiri.")
    if lines == 1:
        st.text_input(label, key=key, max_chars=max(most, len(text)), on_change=change, help=help_text)
    else:
        st.text_area(label, key=key, max_chars=max(most, len(text)), on_change=change, help=help_text, height=34 + 24 * lines)
