"""The address that a visitor is at. The server changes it when something is chosen; the browser learns of that a moment later.

What is chosen before then still comes with the older address, which Streamlit takes at its word: the choice before it would be
undone, in part (the menu in one language, the page in the other). So a session remembers which addresses it has left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_TRAIL: Final = "_jejak_alamat"
# Whoever chooses faster than the line answers is at most this many choices ahead of what the browser knows.
REMEMBERED: Final = 8


@dataclass(frozen=True, slots=True)
class _Trail:
    """Where this session is, and where it came from by choices on this page; the last left stands last."""

    page: str
    here: dict[str, str]
    left: tuple[dict[str, str], ...] = ()
    # Something other than a choice led here, and nothing was drawn here yet.
    led: bool = True


def now() -> dict[str, str]:
    """The parameters of the address."""
    return st.query_params.to_dict()


def write(parameters: dict[str, str]) -> None:
    """Make these the address; one step in the browser's history."""
    trail = catch_up()
    if parameters == trail.here:
        return
    left = tuple(one for one in (*trail.left, trail.here) if one != parameters)[-REMEMBERED:]
    st.query_params.from_dict(parameters)
    st.session_state[_TRAIL] = replace(trail, here=parameters, left=left)


def arrived() -> None:
    """What is drawn now is drawn for this address."""
    st.session_state[_TRAIL] = replace(catch_up(), led=False)


def is_led() -> bool:
    """True until the first drawing at an address to which Back, a link or a copied address led, and no choice."""
    return catch_up().led


def catch_up() -> _Trail:
    """Put the address right if this run came with one that the session has left.

    Back, forward and links say what they are: they may lead to any address, a left one too. So may the way to another page.
    """
    context = get_script_run_ctx()
    page, asked = context.page_script_hash if context else "", now()
    trail: _Trail | None = st.session_state.get(_TRAIL)
    if trail is not None and page == trail.page:
        if asked == trail.here:
            return trail
        if asked in trail.left and not (context and context.is_history_navigation):
            st.query_params.from_dict(trail.here)
            return trail
    trail = _Trail(page, asked)
    st.session_state[_TRAIL] = trail
    return trail
