"""Kelola Data: import, compare, publish, roll back, boundaries and the trail, for whoever is signed in."""

from lib.ui import frame, manage, manage_import, manage_trail, manage_versions, sign_in
from lib.ui.state import View


@frame.page
def draw(view: View) -> None:
    manage.show_title()
    pelaku = sign_in.show()
    if pelaku is not None:
        sign_in.show_signed_in(pelaku)
        show = {
            "impor": manage_import.show_import,
            "versi": manage_versions.show_versions,
            "jejak": manage_trail.show_trail,
        }
        show[manage.choose_section(pelaku)](view, pelaku)


draw()
