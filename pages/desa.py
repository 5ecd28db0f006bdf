"""Profil Desa: one desa, or the kecamatan or kabupaten that is selected, on one printable page."""

from lib.ui import explorer, profile, report_button, state

view = state.current()

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
