"""Who moved: flows between classes with the desa behind each, the largest movers, and areas ranked by improvement."""

from __future__ import annotations

import streamlit as st

from lib.analysis.change import Urutan
from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.wilayah import is_desa
from lib.ui import choice, plain, state
from lib.ui.chart import show_chart
from lib.ui.heading import area_link, profile_link, show_source
from lib.ui.progress_choices import choose_year_before, chosen, parameter_link, year_before
from lib.ui.state import View, bound_parameter
from lib.ui.table import show_table
from lib.view import flows, movers, two_ranks
from lib.view.sentences import no_comparison


def _say(text: str) -> None:
    st.info(plain.escaped(text), icon=":material/info:")


def show_flows(view: View) -> None:
    """The flow between two years, its twin, and the desa of the flow that is chosen."""
    before = year_before(view)
    if before is None:
        _say(no_comparison(view.data, view.selection.tahun))
        return
    choose_year_before(view, before)
    table = flows.flow_table(view.data, view.selection, before)
    if table is None or not table.to_numpy().any():
        _say(
            _("Tidak ada desa yang dinilai pada {sebelum} dan {tahun} sekaligus.").format(
                sebelum=before, tahun=view.selection.tahun
            )
        )
        return
    description = flows.describe_flows(view.data, view.selection, before, table)
    names = {flow_id: f"{flows.flow_name(flow_id)} · {format_number(number)}" for flow_id, number in flows.flow_sizes(table)}
    ids = list(names)
    flow_id = chosen("arus", ids)
    # A band leads to its desa below, and so does a row of the twin.
    show_chart(description, lambda flow_id: parameter_link(view, arus=flow_id), chosen=flow_id)
    choice.selectbox(
        _("Tampilkan desa pada perpindahan"),
        ids,
        format_func=names.__getitem__,
        **bound_parameter("p_arus", "arus", flow_id, ids[0]),
    )
    members = flows.flow_members(view.data, view.selection, before, flow_id)
    show_table(members, lambda kode: profile_link(view, kode), key="arus_desa")
    show_source(members.sumber)


def show_movers(view: View) -> None:
    """The largest rises and falls, and the two ranks of the areas inside the selected one."""
    before = year_before(view)
    if before is None:
        _say(no_comparison(view.data, view.selection.tahun))
        return
    choose_year_before(view, before)
    ranks = two_ranks.two_ranks(view.data, view.selection, before)
    plain.subheader(two_ranks.improvement_finding(view.data, view.selection, ranks))
    plain.caption(ranks.penjelasan)
    show_table(ranks, lambda kode: (profile_link if is_desa(kode) else area_link)(view, kode), key="dua_peringkat")
    show_source(ranks.sumber)
    order: Urutan = "kelas" if chosen("urut", movers.URUTAN) == "kelas" else "nilai"
    names = {"nilai": _("Perubahan nilai"), "kelas": _("Perpindahan kelas")}
    st.segmented_control(
        _("Desa teratas menurut"),
        list(names),
        format_func=names.__getitem__,
        required=True,
        **bound_parameter("p_urut", "urut", order, movers.URUTAN[0]),
    )
    show_chart(
        movers.movers_chart(view.data, view.selection, before, order),
        lambda kode: profile_link(view, kode),
        on_click=lambda kode: state.go(view.selection.at_area(kode)),
    )
