"""Presentasi: choose a ready deck, arrange and word its slides, show it, take it away."""

from lib.ui import present, present_edit, present_file, state

view = state.current()
deck = present.show_choice(view)
if deck is not None:
    present.show_title(view, deck)
    present.show_start(view, deck)
    present_edit.show_slides(view, deck)
present_file.show_open()
