"""The level above a province: what pages show in the national view before a province is chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import cast
from urllib.parse import urlencode

import streamlit as st

from lib.analysis.frame.figures import Figures
from lib.analysis.indicator.national import CountryFigures
from lib.domain.language import gettext as _
from lib.published import borders, source
from lib.ui.frame import choice, plain_text, state
from lib.ui.frame.heading import show_heading, show_source
from lib.ui.frame.state import bound
from lib.ui.frame.table import show_table
from lib.ui.indicator import legend
from lib.ui.status.ranked import show_ranked
from lib.view.frame import national
from lib.view.frame.provenance import source_line
from lib.view.frame.selection import Selection, View
from lib.view.indicator.indicator import indicators
from lib.view.indicator.map_table import describe_table
from lib.view.indicator.maps import MapDescription
from lib.view.status import overview

EVERY_PROVINCE = ""
MAP_KEY = "peta_indonesia"


def is_shown(view: View) -> bool:
    """True in the national view as long as no province is chosen."""
    return bool(view.known.provinsi) and view.selection.prov is None


def show_filter(view: View) -> None:
    """The choice of a province; nothing where the installation shows one."""
    if view.known.provinsi:
        names = {kode: source.province_name(kode) for kode in view.known.provinsi}
        choice.selectbox(
            _("Provinsi"),
            [EVERY_PROVINCE, *view.known.provinsi],
            format_func=lambda kode: names[kode] if kode else _("Seluruh Indonesia"),
            **bound(
                "f_prov", view.selection.prov or EVERY_PROVINCE, lambda now, kode: replace(now.at_area(None), prov=kode or None)
            ),
        )


def draw(view: View) -> None:
    """The sentence, the classes, the provinces by share of Mandiri with a link into each, and the table."""
    # Only now: the frame of the map makes itself known to the server that runs when it is imported, and this module is
    # imported before there is one.
    from lib.ui.indicator import leaflet_map

    data = cast(CountryFigures, view.data)
    selection = national.at_country(view.selection)
    show_heading(
        national.headline(data, selection),
        national.coverage_note(data, selection),
        contoh=data.is_illustrative(selection.tahun),
        keterangan=_("Sebagian provinsi memakai data contoh."),
    )
    choice.selectbox(
        _("Indikator"),
        list(national.INDICATORS),
        format_func=lambda name: indicators()[name].label(selection),
        **bound("f_indikator_indonesia", selection.indikator, lambda now, name: replace(now, indikator=name)),
    )
    description = data.remember(_describe, selection)
    leaflet_map.show_map(description, key=MAP_KEY, on_click=lambda: leaflet_map.go_into_clicked(MAP_KEY))
    legend.show_legend(description, flat=True)
    title = _("Provinsi menurut bagian desa Mandiri")
    plain_text.subheader(title)
    plain_text.caption(_("Pilih provinsi untuk melihat kabupaten, kecamatan, dan desanya."))
    areas = data.remember(_ranking, selection)
    show_ranked(areas, title, _("Provinsi"), lambda kode: link(view, kode))
    twin = st.expander(_("Tabel dan unduhan"), icon=":material/table:", key="tabel_indonesia", on_change="rerun")
    if twin.open:
        with twin:
            show_table(describe_table(data, description), lambda kode: link(view, kode), key="tabel_indonesia_isi")
    show_source(source_line(data, selection), _("Garis besar provinsi perkiraan, bukan batas resmi."))


def _describe(data: Figures, selection: Selection) -> MapDescription:
    return national.country_map(cast(CountryFigures, data), selection, borders.polygons)


def link(view: View, kode: str) -> str:
    """The address of the same page about a province."""
    return "?" + urlencode(state.link(replace(view.selection.at_area(None), prov=kode)))


def _ranking(data: Figures, selection: Selection) -> tuple[overview.RankedArea, ...]:
    return overview.ranking(data, selection, national.LEVEL)
