"""The level above a province: what pages show in the national view before a province is chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import cast
from urllib.parse import urlencode

import streamlit as st

from lib.analysis.country import CountryFigures
from lib.analysis.figures import Figures
from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_label
from lib.published import source
from lib.ui import choice, legend, markup, plain, state
from lib.ui.heading import show_heading, show_source
from lib.ui.state import View, bound
from lib.ui.table import show_table
from lib.view import country, overview
from lib.view.indicator import indicators
from lib.view.map_table import describe_table
from lib.view.maps import MapDescription
from lib.view.provenance import source_line
from lib.view.selection import Selection

EVERY_PROVINCE = ""


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
    data = cast(CountryFigures, view.data)
    selection = country.at_country(view.selection)
    show_heading(
        country.headline(data, selection),
        country.coverage_note(data, selection),
        contoh=data.is_illustrative(selection.tahun),
        keterangan=_("Sebagian provinsi memakai data contoh."),
    )
    choice.selectbox(
        _("Indikator"),
        list(country.INDICATORS),
        format_func=lambda name: indicators()[name].label(selection),
        **bound("f_indikator_indonesia", selection.indikator, lambda now, name: replace(now, indikator=name)),
    )
    description = data.remember(_describe, selection)
    plain.caption(_("Belum ada peta seluruh Indonesia; peta tersedia setelah provinsi dipilih."))
    legend.show_legend(description, flat=True)
    plain.subheader(_("Provinsi menurut bagian desa Mandiri"))
    plain.caption(_("Pilih provinsi untuk melihat kabupaten, kecamatan, dan desanya."))
    _show_ranking(view, data, selection)
    twin = st.expander(_("Tabel dan unduhan"), icon=":material/table:", key="tabel_indonesia", on_change="rerun")
    if twin.open:
        with twin:
            show_table(describe_table(data, description), lambda kode: link(view, kode), key="tabel_indonesia_isi")
    show_source(source_line(data, selection))


def _describe(data: Figures, selection: Selection) -> MapDescription:
    return country.country_map(cast(CountryFigures, data), selection, source.polygons)


def link(view: View, kode: str) -> str:
    """The address of the same page about a province."""
    return "?" + urlencode(state.link(replace(view.selection.at_area(None), prov=kode)))


def _show_ranking(view: View, data: CountryFigures, selection: Selection) -> None:
    rows = [
        {
            "peringkat": area.peringkat,
            "nama": area.nama,
            "tautan": link(view, area.kode),
            "bagian": area.bagian,
            "nilai": area.nilai,
            "segmen": [
                {
                    "label": part.label,
                    "jumlah": part.jumlah,
                    "teks": format_number(part.jumlah),
                    "bagian": part.bagian,
                    "warna": part.warna,
                    "warna_teks": part.warna_teks,
                }
                for part in area.segmen
            ],
        }
        for area in data.remember(_ranking, selection)
    ]
    columns = {
        "peringkat": _("No."),
        "nama": _("Provinsi"),
        "komposisi": _("Desa menurut status, dari Mandiri ke Sangat Tertinggal"),
        "bagian": status_label(STATUS[-1]),
        "nilai": _("Rata-rata nilai"),
    }
    title = _("Provinsi menurut bagian desa Mandiri")
    markup.show("peringkat.html", judul=title, kolom=columns, isi=rows, kosong=_("belum ada data"))


def _ranking(data: Figures, selection: Selection) -> tuple[overview.RankedArea, ...]:
    return overview.ranking(data, selection, country.LEVEL)
