"""Presentasi: choose a ready deck, arrange and word its slides, show it, take it away, keep it."""

from lib.ui import frame, present, present_edit, present_file, present_kept
from lib.ui.state import View


@frame.page
def draw(view: View) -> None:
    deck = present.show_choice(view)
    if deck is not None:
        present.show_title(view, deck)
        present.show_start(view, deck)
        present_edit.show_slides(view, deck)
    present_kept.show_kept(view, deck)
    present_file.show_open()


draw()
