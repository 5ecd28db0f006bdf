"""The maps of the coverage page: how far a programme reaches, and that against how far the desa are."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from lib.domain.language import gettext as _
from lib.domain.program import Program
from lib.published import borders
from lib.ui.frame import choice, plain_text
from lib.ui.frame.heading import show_source
from lib.ui.frame.picture_download import show_map_pictures
from lib.ui.frame.state import bound, bound_parameter, page_parameter
from lib.ui.frame.table import show_table
from lib.ui.indicator import explorer, leaflet_map, legend
from lib.ui.program.page import desa_or_area_link
from lib.view.frame.places import level_noun
from lib.view.frame.selection import Selection, View, map_levels
from lib.view.indicator import cross
from lib.view.indicator.indicator import indicators
from lib.view.indicator.map_table import describe_table
from lib.view.indicator.maps import MapDescription, describe_map
from lib.view.program.coverage import coverage_view
from lib.view.program.matrix import finding

# One map for both: changing from one to the other repaints it in place.
MAP_KEY: Final = "peta_program"


def show_coverage_map(view: View, program: Program) -> None:
    """The choropleth of the programme's coverage at a level that can be chosen."""
    selection = coverage_view(view.selection, program)
    level_column, method_column, _rest = st.columns([2, 1, 1], vertical_alignment="bottom")
    with level_column:
        _choose_level(view, selection)
    with method_column:
        names = explorer.classification_names()
        _choose_method(list(names), names, selection.klasifikasi)
    description = describe_map(view.data, selection, borders.polygons)
    plain_text.subheader(finding(view.data, selection, program, description.frame["nilai"].astype(float)))
    plain_text.caption(description.subjudul)
    _show_map(view, description)


def show_cross_map(view: View, program: Program) -> None:
    """Coverage and status on one map, with the table of classes as its legend."""
    selection = coverage_view(view.selection, program)
    if selection.klasifikasi not in ("resmi", "kuantil"):
        selection = replace(selection, klasifikasi="resmi")
    asked = page_parameter("ukuran")
    measure = cross.measure_at(selection.tingkat, asked or cross.MEASURES[0])
    level_column, measure_column, method_column = st.columns([2, 1, 1], vertical_alignment="bottom")
    with level_column:
        _choose_level(view, selection)
    with measure_column:
        choice.selectbox(
            _("Ukuran status"),
            [key for key in cross.MEASURES if selection.tingkat in indicators()[key].levels],
            format_func=lambda key: indicators()[key].label(selection),
            **bound_parameter("f_ukuran", "ukuran", measure, cross.MEASURES[0]),
        )
    with method_column:
        names = {"resmi": _("Batas tetap"), "kuantil": _("Sepertiga wilayah")}
        _choose_method(list(names), names, selection.klasifikasi)
    description = cross.describe_cross(view.data, selection, borders.polygons, measure)
    plain_text.subheader(cross.cross_finding(view.data, description))
    plain_text.caption(description.subjudul)
    _show_map(view, description)


def _choose_level(view: View, selection: Selection) -> None:
    st.segmented_control(
        _("Tingkat"),
        list(map_levels(selection, view.known)),
        format_func=lambda level: level_noun(view.data, level, selection.area).capitalize(),
        required=True,
        **bound("f_tingkat_program", selection.tingkat, lambda now, level: replace(now, tingkat=level or now.tingkat)),
    )
    explorer.show_missing_level(view)


def _choose_method(methods: list[str], names: dict[str, str], chosen: str) -> None:
    choice.selectbox(
        _("Klasifikasi"),
        methods,
        format_func=names.__getitem__,
        **bound("f_klasifikasi_program", chosen, lambda now, key: replace(now, klasifikasi=key)),
    )


def _show_map(view: View, description: MapDescription) -> None:
    map_column, legend_column = st.columns([3, 2] if description.silang else [7, 3], gap="medium")
    with map_column:
        leaflet_map.show_map(description, key=MAP_KEY, on_click=lambda: leaflet_map.go_into_clicked(MAP_KEY))
    with legend_column:
        if description.silang:
            legend.show_cross_legend(description)
        else:
            legend.show_legend(description)
    show_source(description.sumber, borders.boundary_note())
    twin = st.expander(_("Tabel dan unduhan"), icon=":material/table:", key="tabel_peta_program", on_change="rerun")
    if twin.open:
        with twin:
            show_map_pictures(view.data, description)
            show_table(
                describe_table(view.data, description), lambda kode: desa_or_area_link(view, kode), key="tabel_peta_program_isi"
            )
