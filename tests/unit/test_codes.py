"""Wilayah codes: every spelling of a code is the same code, and nothing else is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.errors import KodeError
from lib.domain.wilayah import at_tingkat, digits, induk, is_desa, is_kelurahan, is_kode, is_within, parse_kode, tingkat

two = st.integers(1, 99).map("{:02d}".format)


@st.composite
def codes(draw: st.DrawFn) -> str:
    """A canonical code of any level."""
    parts = [str(draw(st.integers(11, 99)))]
    parts += [draw(two) for _ in range(draw(st.integers(0, 2)))]
    if len(parts) == 3 and draw(st.booleans()):
        parts.append(f"{draw(st.sampled_from('12'))}{draw(st.integers(1, 999)):03d}")
    return ".".join(parts)


SPELLINGS = (
    lambda kode: kode,
    digits,
    lambda kode: int(digits(kode)),
    lambda kode: float(digits(kode)),
    lambda kode: f"{digits(kode)}.0",
    lambda kode: f"  {kode}\u00a0",
    lambda kode: kode.replace(".", " "),
    lambda kode: kode.replace(".", "-"),
    lambda kode: f"'{digits(kode)}",
    lambda kode: f"\ufeff{digits(kode)}\u200e",
)


@given(codes(), st.sampled_from(SPELLINGS))
def test_every_spelling_gives_the_same_code(kode, spelling):
    assert parse_kode(spelling(kode)) == kode


@given(st.text(max_size=20) | st.integers() | st.floats(allow_nan=True, allow_infinity=True) | st.none())
def test_anything_else_is_refused_in_words_and_never_raises_otherwise(text):
    try:
        kode = parse_kode(text)
    except KodeError as error:
        kode, words = None, str(error)
    assert words if kode is None else is_kode(kode)


@pytest.mark.parametrize(
    "text", ["18010420", "180104200", "18010420011", "0801042001", "１８０１", "18.1", "abc", "", "18.01.04.2001.1"]
)
def test_a_code_of_the_wrong_length_or_script_is_refused(text):
    with pytest.raises(KodeError):
        parse_kode(text)


@given(codes())
def test_a_code_lies_within_each_of_its_ancestors(kode):
    parent = induk(kode)
    while parent:
        assert is_within(kode, parent)
        assert at_tingkat(kode, tingkat(parent)) == parent
        assert not is_within(parent, kode)
        parent = induk(parent)


def test_a_code_is_not_within_one_that_only_begins_alike():
    assert not is_within("18.010", "18.01")
    assert not is_within("18.11", "18.1")


def test_the_fourth_part_tells_desa_from_kelurahan():
    assert is_desa("18.04.15.2004")
    assert is_kelurahan("18.72.01.1001")
    assert not is_desa("18.72.01.1001")
    assert not is_desa("18.04.15")


def test_a_level_below_the_code_cannot_be_asked_for():
    with pytest.raises(ValueError, match="above"):
        at_tingkat("18.04", "desa")
