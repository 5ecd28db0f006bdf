"""The bridge between the address and the widgets: the address owns the state, widgets show it and write it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import streamlit as st

from lib.domain import shown_area
from lib.domain.language import LANGUAGES, set_language
from lib.published import selected, source
from lib.ui.frame import address
from lib.view.frame.selection import Selection, View, read_selection, write_selection

_KEY = "_tampilan"
_SHOWN = "_pernah_tampil"
# A reader who presses Back several times in a row is at most this many runs ahead of what the page shows.
REMEMBERED_VALUES: Final = 4
# Parameters of single pages; they stay in the address while the page's other filters change, and other pages ignore them.
PAGE_PARAMETERS: Final = (
    "bagian",
    "arus",
    "satuan",
    "banding",
    "sebelum",
    "jarak",
    "kelompok",
    "urut",
    "lingkup",
    "sudah",
    "belum",
    "batas",
    "ukuran",
    "tabel",
    "rentang",
    "temuan",
    "versi",
    "dengan",
)
MAX_PAGE_PARAMETER_LENGTH: Final = 120


def start_language() -> None:
    """Take the language from the address before anything can fail, so that even errors speak it."""
    address.catch_up()
    asked = address.now().get("bahasa", "")
    set_language(asked if asked in LANGUAGES else "id")


def begin() -> tuple[View, tuple[str, ...]]:
    """Read the address of this run; the notices name parameters that fell back to their default."""
    if shown_area.is_national():
        shown_area.choose(source.known_province(address.now()))
    data = source.figures()
    known = selected.known(data)
    selection, notices = read_selection(address.now(), known)
    set_language(selection.bahasa)
    view = View(data, selection, known)
    st.session_state[_KEY] = view
    address.arrived()
    return view, notices


def current() -> View:
    """The view of this run, for pages and for callbacks."""
    return st.session_state[_KEY]


def go(selection: Selection) -> None:
    """Make ``selection`` the address; the run that follows draws it. One step in the browser's history."""
    address.catch_up()
    _write(write_selection(selection, current().known) | page_parameters())


def page_parameters() -> dict[str, str]:
    """The parameters of single pages that the address has: a link within the page keeps them."""
    # Read as a whole: asking for each by name is most of the time of a page with many links.
    asked = address.now()
    return {name: value for name in PAGE_PARAMETERS if (value := _taken(asked.get(name, "")))}


def page_parameter(name: str) -> str:
    """A parameter of one page as the address has it, unchecked; empty when absent or too long to be one of ours."""
    return _taken(address.now().get(name, ""))


def _taken(value: str) -> str:
    return str(value) if len(value) <= MAX_PAGE_PARAMETER_LENGTH else ""


def set_page_parameter(name: str, value: str) -> None:
    """Write a parameter of one page to the address; an empty value takes it out."""
    address.catch_up()
    others = {kept: had for kept, had in address.now().items() if kept != name}
    _write(others | ({name: value} if value else {}))


def _write(parameters: dict[str, str]) -> None:
    address.write(parameters)
    # Another choice that came with this one starts from here. There is no view yet where the data could not be opened.
    view: View | None = st.session_state.get(_KEY)
    if view is not None:
        st.session_state[_KEY] = replace(view, selection=read_selection(parameters, view.known)[0])


def bound_parameter(key: str, name: str, value: str, default: str = "") -> dict[str, Any]:
    """Arguments that bind a widget of text values to a parameter of one page, as ``bound`` does to the selection.

    ``value`` is what the address says, checked; a widget set to ``default`` takes the parameter out of the address.
    """

    def write(chosen: str | None) -> None:
        set_page_parameter(name, "" if (chosen or default) == default else str(chosen))

    return bound_widget(key, value, write)


def bound_widget(key: str, value: Any, write: Callable[[Any], None]) -> dict[str, Any]:
    """Arguments that bind a widget to what ``write`` puts into the address; ``value`` is what the address says, checked."""
    _show(key, value)

    def changed() -> None:
        if not _is_left_over(key):
            write(st.session_state[key])

    return {"key": key, "on_change": changed}


def link(selection: Selection) -> dict[str, str]:
    """The parameters of a link to another page with this selection."""
    return write_selection(selection, current().known)


def bound(key: str, value: Any, change: Callable[[Selection, Any], Selection]) -> dict[str, Any]:
    """Arguments that bind a widget to the address: its value comes from there on every run, a change is written there.

    ``change`` makes the new selection from the present one and the widget's value.
    """
    return bound_widget(key, value, lambda chosen: go(change(current().selection, chosen)))


def _show(key: str, value: Any) -> None:
    shown_area = st.session_state.setdefault(_SHOWN, {})
    shown_area[key] = (*shown_area.get(key, ()), value)[-REMEMBERED_VALUES:]
    st.session_state[key] = value


def _is_left_over(key: str) -> bool:
    """True when nobody changed the widget: it still says what an earlier view said.

    Back pressed twice brings a new address before the page has drawn the one between; its widgets then come with values
    older than what this session last set, which Streamlit takes for a change by the reader.
    """
    return address.is_led() and st.session_state[key] in st.session_state[_SHOWN][key]


def set_field(**fields: Any) -> Selection:
    """The current selection with some fields replaced."""
    return replace(current().selection, **fields)
