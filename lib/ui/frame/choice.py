"""One choice or several from a list, safe against the labels of the language that the reader has just left.

The browser names an option by its label. Whoever changes the language and at once something else still sends labels of the
former language; Streamlit then hands over the label itself, as if it were an option.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import streamlit as st

T = TypeVar("T")


def selectbox(
    label: str, options: Sequence[T], *, key: str, index: int = 0, on_change: Callable[[], None] | None = None, **rest: Any
) -> T:
    """``st.selectbox`` whose answer is one of ``options``; anything else is no change, and answered with the first choice."""
    offered = list(options)
    chosen = st.selectbox(label, offered, index=index, key=key, on_change=_if_known(key, offered, on_change), **rest)
    return chosen if chosen in offered or not offered else offered[index]


def multiselect(
    label: str, options: Sequence[T], *, key: str, on_change: Callable[[], None] | None = None, **rest: Any
) -> list[T]:
    """``st.multiselect`` whose answers are all of ``options``; anything else is no change, and left out."""
    offered = list(options)
    chosen = st.multiselect(label, offered, key=key, on_change=_if_known(key, offered, on_change), **rest)
    return [one for one in chosen if one in offered]


def _if_known(key: str, offered: list[Any], changed: Callable[[], None] | None) -> Callable[[], None] | None:
    def only_if_known() -> None:
        value = st.session_state[key]
        if changed is not None and all(one in offered for one in (value if isinstance(value, list) else [value])):
            changed()

    return only_if_known if changed is not None else None
