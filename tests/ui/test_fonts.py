"""The small fonts hold every symbol and letter that a page can show, under names that change with their content."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from lib.domain.data_file import ROOT
from lib.ui.streamlit_inside import fonts
from lib.ui.streamlit_inside.bundle import asset, is_served
from lib.web.pages import PAGES


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with fonts made for this test."""
    folder = tmp_path_factory.mktemp("huruf")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fonts, "folder", lambda: folder)
        fonts.make()
    return folder


@pytest.fixture
def here(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "folder", lambda: made)


def opened(made: Path, name: str) -> TTFont:
    (path,) = (made / "media").glob(f"{name}.*")
    return TTFont(io.BytesIO(path.read_bytes()))


def test_every_symbol_that_our_code_or_streamlits_names_is_in_the_small_font(made: Path) -> None:
    (whole,) = (fonts.FOLDER / "media").glob(f"{fonts.SYMBOLS}.*")
    drawable = fonts._signs(TTFont(whole))
    kept = fonts._signs(opened(made, fonts.SYMBOLS))
    assert {entry.ikon for entry in PAGES} <= fonts.own_symbols()
    assert fonts.own_symbols() <= set(kept), "a symbol that the font does not have"
    assert fonts.streamlit_symbols() & set(drawable) <= set(kept)
    assert len(kept) < len(drawable) / 10


def test_every_letter_of_a_name_and_of_the_catalogues_is_in_the_small_fonts(made: Path) -> None:
    texts = [(ROOT / "data" / "wilayah" / "wilayah.csv").read_text("utf-8")]
    texts += [path.read_text("utf-8") for path in (ROOT / "locale").rglob("*.po")]
    needed = {ord(letter) for text in texts for letter in text}
    for name in fonts.LETTERS:
        (whole,) = (fonts.FOLDER / "media").glob(f"{name}.*")
        font = opened(made, name)
        assert needed & set(TTFont(whole).getBestCmap()) <= set(font.getBestCmap())
        assert "fvar" in font


@pytest.mark.usefixtures("here")
def test_the_page_asks_for_the_small_fonts_and_the_style_sheet_that_names_them() -> None:
    page = (fonts.FOLDER.parent / "index.html").read_bytes()
    told = fonts.with_small_fonts(page).decode()
    style = asset("/static/" + next(new for old, new in fonts.replacements().items() if old.endswith(".css")))
    assert style is not None
    for old, new in fonts.replacements().items():
        assert is_served(f"/static/{new}")
        assert old not in told
        assert not old.endswith("woff2") or f"../{new})".encode() in style.content
    assert sum(f"./static/{new}" in told for new in fonts.replacements().values()) == 2


def test_before_the_small_fonts_are_made_the_page_is_streamlits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "folder", lambda: tmp_path)
    page = (fonts.FOLDER.parent / "index.html").read_bytes()
    assert fonts.with_small_fonts(page) == page
    assert not any(is_served(f"/static/{new}") for new in fonts.replacements().values())


def test_another_symbol_in_the_code_makes_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    before = set(fonts.replacements().values())
    monkeypatch.setattr(fonts, "own_symbols", lambda: frozenset({"home"}))
    assert before.isdisjoint(fonts.replacements.__wrapped__().values())
