"""The deck of this session: a ready one follows the filters until somebody changes it, an own one keeps its slides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import streamlit as st

from lib.analysis.frame.figures import Figures
from lib.domain.wilayah import induk, tingkat
from lib.report.decks import ready_deck
from lib.ui.frame import state
from lib.view.deck.deck import Deck, Slide
from lib.view.frame.selection import Selection, View

_KEY: Final = "_paparan"
CHOSEN: Final = "_paparan_slide"
READY: Final = ("provinsi", "kabupaten", "program")
PARAMETER: Final = "bagian"


@dataclass(frozen=True, slots=True)
class Own:
    """A deck that somebody has changed or opened; ``saringan`` is the selection that it was last fitted to."""

    deck: Deck
    saringan: Selection


def ready_kind(view: View) -> str:
    """Which ready deck the address asks for; else the one of the selected area."""
    asked = state.page_parameter(PARAMETER)
    return asked if asked in READY else default_kind(view)


def default_kind(view: View) -> str:
    """The ready deck of the selected area."""
    return "kabupaten" if view.selection.kab else "provinsi"


def own() -> Own | None:
    """The deck that this session has changed or opened."""
    return st.session_state.get(_KEY)


def deck(view: View) -> Deck | None:
    """The deck of this run; None while a meeting of a kabupaten has no kabupaten yet.

    When a filter has changed since, an own deck takes the new year, area, programme and language for its own.
    """
    held = own()
    if held is None:
        return _ready(view)
    now = view.selection
    if now != held.saringan:
        changed = {
            name: value
            for name, value in _of_deck(now).items()
            if _of_deck(held.saringan)[name] != value and (name != "program" or value)
        }
        held = Own(replace(held.deck, **changed), now)  # type: ignore[arg-type]
        st.session_state[_KEY] = held
    return held.deck


def _ready(view: View) -> Deck | None:
    now, kind = view.selection, ready_kind(view)
    if kind == "kabupaten" and now.kab is None:
        return None
    return view.data.remember(_make, (kind, now.tahun, now.kab, now.program, now.bahasa))


def _make(data: Figures, wanted: tuple[str, int, str | None, str | None, str]) -> Deck:
    kind, tahun, kab, program, bahasa = wanted
    return ready_deck(data, kind, tahun=tahun, kab=kab, program=program, bahasa=bahasa)


def _of_deck(selection: Selection) -> dict[str, object]:
    return {
        "tahun": selection.tahun,
        "area": selection.area,
        "program": selection.program,
        "bahasa": selection.bahasa,
    }


def change(how: Callable[[Deck], Deck]) -> None:
    """Change the deck of this session: from here on it is the user's own."""
    view = state.current()
    now = deck(view)
    if now is not None:
        put(how(now), view.selection)


def put(changed: Deck, selection: Selection) -> None:
    """Make a deck the one of this session."""
    st.session_state[_KEY] = Own(changed, selection)


def forget() -> None:
    """Back to the ready decks."""
    st.session_state.pop(_KEY, None)
    st.session_state.pop(CHOSEN, None)


def open_deck(opened: Deck) -> None:
    """Make an opened deck the one of this session, and its year, area, programme and language those of the address."""
    view = state.current()
    at = Selection(opened.tahun if opened.tahun in view.data.years else view.data.main_year, bahasa=opened.bahasa)
    at = replace(at.at_area(opened.area), program=opened.program)
    put(opened, at)
    st.session_state.pop(CHOSEN, None)
    state.go(at)


def chosen(now: Deck) -> Slide | None:
    """The slide that is being worked on; None in a deck without slides."""
    wanted = st.session_state.get(CHOSEN)
    return next((slide for slide in now.slides if slide.id == wanted), now.slides[0] if now.slides else None)


def area_parameter(kode: str | None) -> dict[str, str]:
    """The parameter of a slide that pins it to an area; none for the province."""
    if kode is None or tingkat(kode) == "provinsi":
        return {}
    level = tingkat(kode)
    return {"kab": kode} if level == "kabupaten" else {"kec" if level == "kecamatan" else "desa": kode} if induk(kode) else {}
