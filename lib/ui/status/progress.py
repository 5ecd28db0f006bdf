"""The progress page: headline, the choice of a section, and the one section that is drawn in a run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from lib.domain.language import gettext as _
from lib.ui.frame.heading import show_breadcrumb, show_heading
from lib.ui.frame.state import bound_parameter
from lib.ui.status import progress_sections
from lib.ui.status.progress_choices import chosen, year_before
from lib.view.frame.selection import View
from lib.view.status import progress

SECTIONS: Final[dict[str, Callable[[View], None]]] = {
    "komposisi": progress_sections.show_composition,
    "sebaran": progress_sections.show_spread,
    "perpindahan": progress_sections.show_flows,
    "penggerak": progress_sections.show_movers,
    "wilayah": progress_sections.show_areas,
    "jarak": progress_sections.show_distance,
    "perkiraan": progress_sections.show_outlook,
}


def chosen_section(_view: View) -> str:
    """The section that the address names, the first where it names none of ours."""
    return chosen("bagian", progress.BAGIAN)


def show_headline(view: View, section: str) -> None:
    """Breadcrumb, what moved since the year before, and the badge for every year behind the section."""
    years = progress.years_behind(view.data, view.selection, section, year_before(view))
    show_breadcrumb(view)
    title, note = progress.progress_headline(view.data, view.selection)
    show_heading(
        title,
        note,
        contoh=progress.any_illustrative(view.data, years),
        keterangan=progress.illustrative_years_note(view.data, view.selection, years),
    )


def show_section(view: View, section: str) -> None:
    """The choice of a section and that section; where no desa has a status, only why."""
    names = progress.section_names(view.data, view.selection)
    st.segmented_control(
        _("Bagian halaman"),
        list(names),
        format_func=names.__getitem__,
        required=True,
        label_visibility="collapsed",
        **bound_parameter("p_bagian", "bagian", section, progress.BAGIAN[0]),
    )
    # The sections of many years may hold what the selected year lacks; a kota holds nothing in any.
    if not progress.anything_to_show(view.data, view.selection, section):
        st.info(_("Tidak ada status desa untuk digambar di sini; pilih wilayah atau tahun lain."), icon=":material/info:")
        return
    SECTIONS[section](view)
