"""Key figures on the stage of the slideshow: how high a card is, and how many stand on one page."""

from __future__ import annotations

from typing import Final

from lib.export.pptx.text import lines_needed
from lib.export.show.stage import LETTER, ROOM
from lib.view.status.cards import Card

COLUMNS: Final = 3
GAP: Final = 12
# Stripe and the space beside the words.
INSET: Final = 42
VALUE: Final = 50
TIGHT: Final = 1.08
PAD: Final = 8


def card_height(card: Card, wide: float) -> float:
    """How high a card so wide must be for its words."""
    box = wide - INSET
    note = f"{card.keterangan} ({card.contoh})" if card.contoh else card.keterangan
    lines = lines_needed(card.label, LETTER, box, True) + lines_needed(note, LETTER, box)
    lines += lines_needed(card.selisih, LETTER, box, True) if card.selisih else 0
    return lines * LETTER * TIGHT + VALUE * 1.1 + PAD


def rows_high(cards: tuple[Card, ...]) -> float:
    """How high the cards are in rows of three, all rows as high as the highest card."""
    columns = min(len(cards), COLUMNS)
    wide = (ROOM - GAP * (columns - 1)) / columns
    rows = -(-len(cards) // COLUMNS)
    return rows * max(card_height(card, wide) for card in cards) + GAP * (rows - 1) + PAD


def card_pages(cards: tuple[Card, ...], high: float) -> tuple[tuple[Card, ...], ...]:
    """All cards on one page where they fit; else three to a page."""
    if len(cards) <= COLUMNS or rows_high(cards) <= high:
        return (cards,)
    return tuple(cards[first : first + COLUMNS] for first in range(0, len(cards), COLUMNS))
