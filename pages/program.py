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
        if section == "matriks":
            program.show_matrix(view, chosen)
        elif section == "satu":
            program.show_one(view, chosen)
        elif section == "peta":
            program_maps.show_coverage_map(view, chosen)
        elif section == "silang":
            program_maps.show_cross_map(view, chosen)
        elif section == "celah":
            program_lists.show_gaps(view, chosen)
        elif section == "prioritas":
            program_lists.show_priority(view, chosen)
        elif section == "prestasi":
            program.show_awards(view)
        else:
            program_lists.show_association(view, chosen)


draw()
