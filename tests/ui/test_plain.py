"""Text from data is shown as it is: Markdown in an imported title neither restyles nor links."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from lib.ui.frame.plain_text import WORD_JOINER, escaped

MARKDOWN = MarkdownIt("commonmark")


def shown(text: str) -> str:
    """The text that a reader of the rendered Markdown sees, formatting dropped."""
    tokens = MARKDOWN.parse(escaped(text))
    words = "".join(child.content for token in tokens for child in token.children or () if child.type == "text")
    return words.replace(WORD_JOINER, "")


def kinds(text: str) -> set[str]:
    """What the rendered Markdown consists of."""
    return {child.type for token in MARKDOWN.parse(escaped(text)) for child in token.children or ()}


@pytest.mark.parametrize(
    "title",
    [
        "[klik](http://contoh.invalid)",
        "**tebal**",
        "_miring_",
        "`kode`",
        "![x](y)",
        "a * b * c",
        "Rp$5 dan $6",
        "~~coret~~",
        "C:\\data",
    ],
)
def test_a_title_with_markdown_is_read_as_it_was_written(title):
    assert shown(title) == title
    assert kinds(title) <= {"text"}


@pytest.mark.parametrize("title", ["# Judul", "> kutipan", "- butir", "+ butir"])
def test_a_line_that_would_start_a_block_stays_a_line(title):
    assert shown(title) == title


@given(st.text(alphabet="ab *_`[]()$~\\!", max_size=30).map(str.strip).filter(lambda text: "  " not in text))
def test_no_text_becomes_anything_but_text(text):
    assert kinds(text) <= {"text"}


# As Streamlit's Markdown finds addresses in what is left once the escapes are read.
BARE_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)


@pytest.mark.parametrize(
    "text", ["http://jahat.example", "Desa HTTPS://x", "www.jahat.example", "(http://a)http://b", "_http://a_"]
)
def test_a_bare_address_is_no_link(text):
    tokens = MARKDOWN.parse(escaped(text))
    words = "".join(child.content for token in tokens for child in token.children or ())
    assert not BARE_ADDRESS.search(words)
    assert shown(text) == text
