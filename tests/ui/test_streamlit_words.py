"""Streamlit's own words have one of ours in Indonesian, stay as they are in English, and are words that it really writes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import streamlit

from lib.domain.language import set_language
from lib.web.streamlit_words import WORDS, words_for_page
from tests.function_words import chrome_words

# Put together from parts in its script, so that it does not stand there whole.
MADE_OF_PARTS = ("Press Enter to apply", "Press Enter to submit form", "Press Ctrl+Enter to apply", "Press ⌘+Enter to apply")


def test_every_word_of_streamlit_s_has_an_indonesian_one() -> None:
    set_language("id")
    words = json.loads(words_for_page())
    assert words.keys() == WORDS.keys()
    assert [ours for ours in words.values() if chrome_words(ours) - {"menu", "enter"}] == []
    assert all(theirs.count("{}") == ours.count("{}") for theirs, ours in words.items())


def test_in_english_nothing_is_put_in_the_place_of_streamlit_s_words() -> None:
    set_language("en")
    try:
        assert json.loads(words_for_page()) == {}
    finally:
        set_language("id")


@pytest.fixture(scope="module")
def scripts() -> str:
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    return "".join(path.read_text("utf-8") for path in folder.glob("*.js"))


@pytest.mark.parametrize("theirs", [word for word in WORDS if word not in MADE_OF_PARTS])
def test_streamlit_still_writes_it(scripts: str, theirs: str) -> None:
    start = re.escape(theirs.removesuffix("{}"))
    ending = r"\$\{" if theirs.endswith("{}") else r"[`\"']"
    assert re.search(rf"[`\"']{start}{ending}", scripts), "a new version of Streamlit says something else"
