"""The parts of the map page: search, controls, the map with its legend, and the table twin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import streamlit as st

from lib.domain.language import gettext as _
from lib.domain.program import programs
from lib.published import borders, selected
from lib.ui.frame import choice, plain_text
from lib.ui.frame.heading import area_link, show_breadcrumb, show_heading, show_source
from lib.ui.frame.picture_download import show_map_pictures
from lib.ui.frame.state import bound
from lib.ui.frame.table import show_table
from lib.ui.indicator import leaflet_map, legend
from lib.view.frame.places import level_noun
from lib.view.frame.provenance import illustrative_note
from lib.view.frame.selection import CLASSIFICATIONS, Selection, View, default_level, map_levels
from lib.view.frame.sentences import chosen_desa, map_finding
from lib.view.indicator.indicator import indicators, offered, selected_program
from lib.view.indicator.map_table import describe_table
from lib.view.indicator.maps import MapDescription
from lib.web import markup

RESULTS_SHOWN: Final = 8
SEARCH_WIDTH_PX: Final = 520
CONTROL_WIDTH_PX: Final = 300


def classification_names() -> dict[str, str]:
    """Names of the classification methods in the active language."""
    names = (_("Batas baku"), _("Kuantil"), _("Selang sama"), _("Pemutusan alami"))
    return dict(zip(CLASSIFICATIONS, names, strict=True))


def show_search(view: View) -> None:
    """Find a desa by name or code, typing errors forgiven; every result is told apart by kecamatan and kabupaten."""
    query = st.text_input(
        _("Cari desa atau kelurahan"),
        key="cari",
        placeholder=_("Nama atau kode, misalnya Trimulyo"),
        max_chars=60,
        width=SEARCH_WIDTH_PX,
    )
    if not query.strip():
        return
    found = view.data.desa_index.find(query, limit=RESULTS_SHOWN)
    if found.empty:
        plain_text.caption(_("Tidak ada desa yang namanya mirip dengan itu."))
        return
    rows = [
        {
            "nama": row["nama"],
            "letak": _("Kec. {kecamatan}, {kabupaten} · {kode}").format(
                kecamatan=row["kec_nama"], kabupaten=row["kab_nama"], kode=kode
            ),
            "tautan": area_link(view, str(kode)),
        }
        for kode, row in found.set_index("kode").iterrows()
    ]
    markup.show("hasil_cari.html", judul=_("Hasil pencarian"), isi=rows)


def show_controls(view: View) -> None:
    """Level, indicator, programme and classification; only what makes sense together is offered."""
    selection = view.selection
    indicator = indicators()[selection.indikator]
    # One row that breaks on a phone; columns would be three more parts to send and draw with every change.
    with st.container(horizontal=True, vertical_alignment="bottom"):
        possible = map_levels(selection, view.known)
        levels = [level for level in possible if level in indicator.levels]
        st.segmented_control(
            _("Tingkat"),
            levels or list(possible),
            format_func=lambda level: level_noun(view.data, level, selection.area).capitalize(),
            required=True,
            **bound("f_tingkat", selection.tingkat, lambda now, level: replace(now, tingkat=level or now.tingkat)),
        )
        choice.selectbox(
            _("Indikator"),
            [key for key in offered(selection) if _fits(key, selection)],
            format_func=lambda key: _indicator_name(key, selection),
            width=CONTROL_WIDTH_PX,
            **bound("f_indikator", selection.indikator, _with_indicator),
        )
        if selection.indikator == "cakupan":
            program = selected_program(selection)
            choice.selectbox(
                _("Program"),
                list(programs()),
                format_func=lambda key: programs()[key].label,
                width=CONTROL_WIDTH_PX,
                **bound("f_program", program.id if program else None, lambda now, key: replace(now, program=key)),
            )
        elif indicator.kind != "status":
            names = classification_names()
            choice.selectbox(
                _("Klasifikasi"),
                list(names),
                format_func=names.__getitem__,
                width=CONTROL_WIDTH_PX,
                **bound("f_klasifikasi", selection.klasifikasi, lambda now, key: replace(now, klasifikasi=key)),
            )
    if "desa" in indicator.levels:
        show_missing_level(view)


def show_missing_level(view: View) -> None:
    """Where a map of the whole province cannot show its desa: how to see them."""
    if "desa" not in map_levels(view.selection, view.known):
        plain_text.caption(
            _("Desa seluruh provinsi ini terlalu banyak untuk satu peta. Pilih kabupaten atau kota untuk melihat desanya.")
        )


def _fits(key: str, selection: Selection) -> bool:
    """A share of desa has no meaning inside one kecamatan, where every area is one desa."""
    return default_level(selection.area) in indicators()[key].levels


def _indicator_name(key: str, selection: Selection) -> str:
    return _("Cakupan program") if key == "cakupan" else indicators()[key].label(selection)


def _with_indicator(now: Selection, key: str) -> Selection:
    changed = replace(now, indikator=key)
    levels = indicators()[key].levels
    return changed if changed.tingkat in levels else replace(changed, tingkat=levels[-1])


def describe(view: View) -> MapDescription:
    """The description of the selected map."""
    return selected.map_of(view.data, view.selection)


def show_map_heading(view: View, description: MapDescription) -> None:
    """Breadcrumb, finding, what is measured, badge."""
    show_breadcrumb(view)
    show_heading(
        map_finding(view.data, description),
        chosen_desa(view.data, view.selection) or description.subjudul,
        contoh=description.contoh,
        keterangan=illustrative_note(view.data, view.selection),
    )


def show_map_and_legend(description: MapDescription) -> None:
    """The map with its legend beside it, the source under both."""
    map_column, legend_column = st.columns([7, 3], gap="medium")
    with map_column:
        leaflet_map.show_map(description, key="peta_jelajah", on_click=lambda: leaflet_map.go_into_clicked("peta_jelajah"))
    with legend_column:
        legend.show_legend(description)
    show_source(description.sumber, borders.boundary_note())


def show_table_twin(view: View, description: MapDescription) -> None:
    """The same values as a table, drawn when asked for: a reader without a mouse needs no map."""
    if st.toggle(_("Tampilkan tabel"), key="tabel_peta"):
        show_map_pictures(view.data, description)
        show_table(describe_table(view.data, description), _linker(view), key="tabel")


def _linker(view: View) -> Callable[[str], str]:
    def link(kode: str) -> str:
        return area_link(view, kode)

    return link
