"""Kelola Data: import, compare, publish, roll back, boundaries and the trail, for whoever is signed in."""

from lib.ui.frame import page_frame, sign_in
from lib.ui.manage import import_steps, page, trail, versions
from lib.view.frame.selection import View


@page_frame.page
def draw(view: View) -> None:
    page.show_title()
    pelaku = sign_in.show()
    if pelaku is not None:
        sign_in.show_signed_in(pelaku)
        show = {
            "impor": import_steps.show_import,
            "versi": versions.show_versions,
            "jejak": trail.show_trail,
        }
        show[page.choose_section(pelaku)](view, pelaku)


draw()
