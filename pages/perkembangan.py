"""Perkembangan Status: what moved, and one section at a time of how, who, where, how far and where to."""

from lib.ui.frame import page_frame
from lib.ui.status import progress
from lib.view.frame.selection import View


@page_frame.page
def draw(view: View) -> None:
    section = progress.chosen_section(view)

    progress.show_headline(view, section)
    progress.show_section(view, section)


draw()
