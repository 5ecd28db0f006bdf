"""Streamlit's text elements for text from data: shown as it is, never read as Markdown.

A title of an imported file with ``*``, ``_`` or ``[…](…)`` would otherwise be restyled, or become a link.
"""

from __future__ import annotations

import re
from typing import Final

import streamlit as st

_MARKDOWN: Final = re.compile(r"([\\`*_\[\]$~])")
# A bare address becomes a link after all escapes are read; a word joiner, which nobody sees, keeps it a text.
_ADDRESS: Final = re.compile(r"(https?:(?=//)|www(?=\.))", re.IGNORECASE)
WORD_JOINER: Final = "\u2060"
# At the start of a line these make headings, lists and quotes.
_START: Final = re.compile(r"^(\s*)([#>+-])(?=\s)", re.MULTILINE)


def escaped(text: str) -> str:
    """``text`` such that Markdown shows exactly it."""
    text = _ADDRESS.sub(rf"\1{WORD_JOINER}", text)
    return _START.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", text))


def caption(text: str) -> None:
    """A line of small print."""
    st.caption(escaped(text))


def subheader(text: str) -> None:
    """The heading of a part of a page, without an anchor: addresses are ours."""
    st.subheader(escaped(text), anchor=False)
