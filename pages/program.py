"""Cakupan Program: the sentence, the choice of programme and section, and the section that is chosen."""

from lib.ui.frame import page_frame
from lib.ui.program import lists, maps, page
from lib.view.frame.selection import View


@page_frame.page
def draw(view: View) -> None:
    chosen = page.current_program(view)

    if chosen is None:
        page.show_nothing()
    else:
        section = page.current_section()
        page.show_notices()
        page.show_headline(view, chosen)
        page.show_controls(chosen, section)
        show = {
            "matriks": page.show_matrix,
            "satu": page.show_one,
            "peta": maps.show_coverage_map,
            "silang": maps.show_cross_map,
            "celah": lists.show_gaps,
            "prioritas": lists.show_priority,
            "prestasi": page.show_awards,
            "kaitan": lists.show_association,
        }
        show[section](view, chosen)


draw()
