"""Cakupan Program: the sentence, the choice of programme and section, and the section that is chosen."""

from lib.ui import frame, program, program_lists, program_maps
from lib.ui.state import View


@frame.page
def draw(view: View) -> None:
    chosen = program.current_program(view)

    if chosen is None:
        program.show_nothing()
    else:
        section = program.current_section()
        program.show_notices()
        program.show_headline(view, chosen)
        program.show_controls(chosen, section)
        show = {
            "matriks": program.show_matrix,
            "satu": program.show_one,
            "peta": program_maps.show_coverage_map,
            "silang": program_maps.show_cross_map,
            "celah": program_lists.show_gaps,
            "prioritas": program_lists.show_priority,
            "prestasi": program.show_awards,
            "kaitan": program_lists.show_association,
        }
        show[section](view, chosen)


draw()
