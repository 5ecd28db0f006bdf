"""The ready decks as LibreOffice draws them: every slide a page, every word in its box, the fonts embedded, no page blank."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pptx import Presentation

from lib.analysis.frame.figures import Figures
from lib.export.pptx.template import BODY_BOTTOM_IN, HEIGHT_IN, WIDTH_IN
from lib.report.decks import ready_deck
from lib.report.slides import pptx_bytes
from tests import office, poppler

# LibreOffice rounds to hundredths of a millimetre.
ROUNDING_IN = 0.06
# Poppler's box of a word is the font's highest and deepest letters, which no line has room for: a part of it is air.
AIR = 0.12


class Drawn(NamedTuple):
    """A deck opened again, its pages as words, and the PDF."""

    presentation: Any
    words: list[list[office.Word]]
    pdf: bytes


@pytest.fixture(
    scope="module", params=[("provinsi", None, None, "id"), ("kabupaten", "18.04", None, "en"), ("program", "18.13", "kpb", "id")]
)
def drawn(request: pytest.FixtureRequest, figures: Figures, tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    office.require()
    poppler.require()
    jenis, kab, program, bahasa = request.param
    content = pptx_bytes(figures, ready_deck(figures, jenis, tahun=2024, kab=kab, program=program, bahasa=bahasa))
    pdf = office.to_pdf(content, tmp_path_factory.mktemp(jenis))
    return Drawn(Presentation(io.BytesIO(content)), office.words(pdf), pdf)


def test_every_slide_is_one_page_of_its_size(drawn: Drawn) -> None:
    facts = poppler.facts(drawn.pdf)
    assert int(facts["Pages"]) == len(drawn.presentation.slides) == len(drawn.words)
    width, _times, height = facts["Page size"].split()[:3]
    assert (float(width) / 72, float(height) / 72) == pytest.approx((WIDTH_IN, HEIGHT_IN), abs=0.01)


def test_every_word_lies_within_the_page(drawn: Drawn) -> None:
    for page in drawn.words:
        for word in page:
            assert word.left >= 0.3, word
            assert word.right <= WIDTH_IN - 0.3, word
            assert word.bottom <= HEIGHT_IN - 0.02, word


def found(words: list[office.Word], text: str) -> list[office.Word] | None:
    """The words of ``text`` where they stand one after another."""
    letters = "".join(text.split())
    for start in range(len(words)):
        run, taken = "", []
        for word in words[start:]:
            run += word.text
            taken.append(word)
            if run == letters:
                return taken
            if not letters.startswith(run):
                break
    return None


def test_titles_sentences_and_sources_stay_in_their_boxes(drawn: Drawn) -> None:
    seen = 0
    for slide, page in zip(drawn.presentation.slides, drawn.words, strict=True):
        for shape in slide.placeholders:
            if not shape.has_text_frame or shape.placeholder_format.idx == 16:
                continue
            left, top = shape.left / 914400, shape.top / 914400
            right, bottom = left + shape.width / 914400, top + shape.height / 914400
            for line in shape.text_frame.paragraphs:
                words = found(page, line.text)
                assert words is not None, line.text
                for word in words:
                    assert word.left >= left - ROUNDING_IN, (line.text, word)
                    assert word.right <= right + ROUNDING_IN, (line.text, word)
                    air = AIR * (word.bottom - word.top) + ROUNDING_IN
                    assert word.top >= top - air, (line.text, word)
                    assert word.bottom <= bottom + air, (line.text, word)
                seen += 1
    assert seen >= 3 * len(drawn.presentation.slides)


def test_no_table_grows_over_what_stands_below_it(drawn: Drawn) -> None:
    for slide, page in zip(drawn.presentation.slides, drawn.words, strict=True):
        for shape in slide.shapes:
            if not shape.has_table:
                continue
            bottom = (shape.top + shape.height) / 914400
            last = [cell.text for cell in shape.table.rows[len(shape.table.rows) - 1].cells if cell.text][:1]
            for text in last:
                words = found([word for word in page if word.top > shape.top / 914400], text)
                assert words, text
                assert max(word.bottom for word in words) <= min(bottom, BODY_BOTTOM_IN) + ROUNDING_IN, text


def test_every_name_of_a_bar_is_drawn(drawn: Drawn) -> None:
    for slide, page in zip(drawn.presentation.slides, drawn.words, strict=True):
        letters = "".join(word.text for word in page)
        for shape in slide.shapes:
            if shape.has_chart and shape.chart.plots[0].categories:
                for name in shape.chart.plots[0].categories:
                    assert "".join(str(name).split()) in letters, name


def test_fonts_are_embedded_and_of_the_widths_that_were_measured(drawn: Drawn) -> None:
    fonts = poppler.fonts(drawn.pdf)
    assert fonts
    for row in fonts:
        assert "LiberationSans" in row[0] or "Arial" in row[0], row
        assert row[-5] == "yes", row


def test_no_page_is_blank(drawn: Drawn, tmp_path: Path) -> None:
    for picture in poppler.pictures(drawn.pdf, tmp_path, dpi=30):
        assert (picture < 200).mean() > 0.01
