"""Profil Desa: one desa, or the kecamatan or kabupaten that is selected, on one printable page."""

from lib.ui import explorer, profile, state

view = state.current()

if view.selection.desa:
    explorer.show_search(view)
    profile.show_desa(view)
elif view.selection.area:
    explorer.show_search(view)
    profile.show_area(view)
else:
    profile.show_start(view)
