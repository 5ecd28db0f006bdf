"""Perkembangan Status: what moved, and one section at a time of how, who, where, how far and where to."""

from lib.ui import progress, state

view = state.current()
section = progress.chosen_section(view)

progress.show_headline(view, section)
progress.show_section(view, section)
