"""Profil Desa: one desa, or the kecamatan or kabupaten that is selected, on one printable page."""

from lib.ui.desa import profile
from lib.ui.frame import page_frame, report_button
from lib.ui.indicator import explorer
from lib.view.frame.selection import View


@page_frame.page
def draw(view: View) -> None:
    if view.selection.desa:
        explorer.show_search(view)
        profile.show_desa(view)
        report_button.show_reports(view)
    elif view.selection.area:
        explorer.show_search(view)
        profile.show_area(view)
        report_button.show_reports(view)
    else:
        profile.show_start(view)


draw()
