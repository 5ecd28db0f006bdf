"""The beeswarm of the comparison page; a click on a dot selects its desa."""

from __future__ import annotations

from typing import Final

import streamlit as st

from lib.domain.language import gettext as _
from lib.ui.comparison.sections import Link
from lib.ui.frame import plain_text, state
from lib.ui.frame.chart import show_chart
from lib.view.comparison.areas import MAX_COMPARED, Comparison, written
from lib.view.comparison.swarm import SCOPES, swarm_chart
from lib.view.frame.places import area_title, level_noun
from lib.view.frame.selection import View
from lib.view.frame.sentences import chosen_desa
from lib.web.pages import PAGES

# The address of the page that a selected desa leads to.
PROFILE: Final = "desa"


def show_swarm(view: View, comparison: Comparison, link: Link) -> None:
    """The scores of all desa as dots; a click selects the desa."""
    data = view.data
    names = {
        "semua": _("Semua {satuan}").format(satuan=level_noun(data, comparison.level)),
        "banding": _("Yang disandingkan"),
    }
    asked = state.page_parameter("lingkup")
    scope = next((entry for entry in SCOPES if entry == asked), SCOPES[0])
    st.segmented_control(
        _("Wilayah"),
        list(SCOPES),
        format_func=names.__getitem__,
        required=True,
        **state.bound_parameter("b_lingkup", "lingkup", scope, SCOPES[0]),
    )
    if view.selection.desa:
        st.write(plain_text.escaped(chosen_desa(data, view.selection)))
        st.page_link(
            next(entry.path for entry in PAGES if entry.alamat == PROFILE),
            label=plain_text.escaped(_("Buka profil {desa}").format(desa=area_title(data, view.selection.desa))),
            icon=":material/home_pin:",
            query_params=state.link(view.selection),
        )
    show_chart(swarm_chart(data, comparison, scope), link, on_click=lambda kode: _select_desa(comparison, kode))


def _select_desa(comparison: Comparison, kode: str) -> None:
    """The clicked desa becomes the selected one; the areas stay, as far as its own area leaves room."""
    view = state.current()
    if kode not in view.data.codes:
        return
    selection = view.selection.at_area(kode)
    main = selection.kec if comparison.level == "kecamatan" else selection.kab
    others = [area for area in comparison.kode if area != main][: MAX_COMPARED - 1]
    state.set_page_parameter("banding", written(others))
    state.set_page_parameter("kelompok", comparison.level)
    state.go(selection)
