"""Words are measured as the font sets them: nothing that is said to fit is wider than its place, and what is cut says so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.export.pptx.text import ELLIPSIS, clean, fit, lines_needed, width

ANY = st.text(max_size=120)
PLAIN = st.text("abcdefghij KLMNO-12.3%", max_size=120)


@pytest.mark.parametrize(
    ("text", "expected"), [("", 0.0), ("i", 0.222), ("W", 0.944), ("Mandiri", 3.278), ("–", 0.556), ("𝓐", 1.3)]
)
def test_widths_are_those_of_the_font(text: str, expected: float) -> None:
    assert width(text, 1.0) == pytest.approx(expected, abs=0.001)


@given(text=PLAIN, size=st.floats(8, 40), box=st.floats(60, 900))
def test_lines_hold_no_more_than_their_width(text: str, size: float, box: float) -> None:
    lines = lines_needed(text, size, box)
    assert lines >= 1
    assert lines * box >= width(text.replace(" ", ""), size) - 1e-6
    # Broken between words, a line is at worst half empty, and a word alone in a line is at most that line.
    assert lines <= 2 * width(text, size) / box + len(text.split()) + 1


@given(text=ANY, box=st.floats(100, 900), lines=st.integers(1, 4))
def test_what_is_fitted_fits_or_is_cut_with_a_sign(text: str, box: float, lines: int) -> None:
    fitted = fit(text, (28, 24, 18), box, lines)
    assert fitted.size in (28, 24, 18)
    assert fitted.lines == lines_needed(fitted.text, fitted.size, box) <= lines
    assert fitted.text == clean(text) or (fitted.text.endswith(ELLIPSIS) and fitted.size == 18)


@given(text=ANY)
def test_cleaned_text_can_stand_in_a_file(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == clean(cleaned)
    assert all(ord(character) >= 32 and character != "\x7f" for character in cleaned)
    cleaned.encode()
