"""Presentasi: choose a ready deck, arrange and word its slides, show it, take it away, keep it."""

from lib.ui.deck import edit, file, kept_decks, page
from lib.ui.frame import page_frame
from lib.view.frame.selection import View


@page_frame.page
def draw(view: View) -> None:
    deck = page.show_choice(view)
    if deck is not None:
        page.show_title(view, deck)
        page.show_start(view, deck)
        edit.show_slides(view, deck)
    kept_decks.show_kept(view, deck)
    file.show_open()


draw()
