"""Key figures as cards on a slide: what, how much, of what, and the change where there may be one."""

from __future__ import annotations

from typing import Any, Final

from lib.domain.language import gettext as _
from lib.export.pptx.template import ACCENT, INK, PANEL, QUIET, Place
from lib.export.pptx.text import LINE_HEIGHT, POINTS_PER_INCH, Fitted, clean, fit
from lib.view.deck.body import Cards
from lib.view.status.cards import Card

COLUMNS: Final = 3
GAP_IN: Final = 0.22
INSET_IN: Final = 0.16
MOST_HEIGHT_IN: Final = 3.1
STRIPE_IN: Final = 0.1
NOTE_SIZES: Final = (18.0, 16.0, 14.0)
RISE, FALL = "1B6E3C", "9A3412"


def add_cards(slide: Any, cards: Cards, place: Place) -> None:
    """Cards in rows of three, from the left and from the top."""
    rows = -(-len(cards.kartu) // COLUMNS)
    columns = min(len(cards.kartu), COLUMNS)
    width = (place.width - GAP_IN * (columns - 1)) / columns
    height = min((place.height - GAP_IN * (rows - 1)) / rows, MOST_HEIGHT_IN)
    for number, card in enumerate(cards.kartu):
        row, column = divmod(number, COLUMNS)
        _add_card(
            slide,
            card,
            Place(place.left + column * (width + GAP_IN), place.top + row * (height + GAP_IN), width, height),
        )


def _add_card(slide: Any, card: Card, place: Place) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Inches, Pt

    box = slide.shapes.add_shape(
        MSO_SHAPE.RECTANGLE, Inches(place.left), Inches(place.top), Inches(place.width), Inches(place.height)
    )
    box.name = _("Kartu: {nama}").format(nama=clean(card.label))
    box.fill.solid()
    box.fill.fore_color.rgb = RGBColor.from_string(PANEL)
    box.line.fill.background()
    without_style(box)
    frame = box.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    frame.margin_left, frame.margin_right = Inches(INSET_IN + STRIPE_IN), Inches(INSET_IN)
    frame.margin_top = frame.margin_bottom = Inches(0.08)
    width = (place.width - 2 * INSET_IN - STRIPE_IN) * POINTS_PER_INCH
    room = (place.height - 0.16) * POINTS_PER_INCH
    label = fit(card.label, (18.0, 16.0), width, 2 if place.height > 2 else 1)
    figure = fit(card.nilai, (40.0, 32.0, 24.0), width, 1, bold=True)
    change = fit(card.selisih, (16.0, 14.0), width, 1) if card.selisih else None
    left = room - label.height - figure.height - (change.height if change else 0)
    note = _note(card.keterangan, width, left)
    texts = [(label, QUIET, False), (figure, INK, True), (note, QUIET, False)]
    if change:
        texts.append((change, {1: RISE, -1: FALL}.get(card.arah or 0, QUIET), True))
    for number, (text, colour, bold) in enumerate(texts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold = text.text, Pt(text.size), bold
        run.font.color.rgb = RGBColor.from_string(colour)
    stripe = slide.shapes.add_shape(
        MSO_SHAPE.RECTANGLE, Inches(place.left), Inches(place.top), Inches(STRIPE_IN), Inches(place.height)
    )
    stripe.name = _("Warna: {nama}").format(nama=clean(card.label))
    stripe.fill.solid()
    stripe.fill.fore_color.rgb = RGBColor.from_string((card.warna or f"#{ACCENT}").lstrip("#").upper())
    stripe.line.fill.background()
    without_style(stripe)


def _note(text: str, width: float, room: float) -> Fitted:
    """The text at the largest size at which it takes no more than the room that is left."""
    for size in NOTE_SIZES:
        note = fit(text, (size,), width, max(int(room / (size * LINE_HEIGHT)), 1))
        if not note.text.endswith("…"):
            return note
    return note


def without_style(shape: Any) -> None:
    """Take the theme's effects (a shadow) off a shape."""
    for style in shape._element.xpath("./p:style"):
        shape._element.remove(style)
