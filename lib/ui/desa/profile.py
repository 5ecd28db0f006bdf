"""The parts of the profile page, for a desa or for the area above it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from lib.domain.language import gettext as _
from lib.importing.layouts.kemendes_answers import IndicatorAnswer, newest_answer
from lib.published import selected, source
from lib.ui.frame import plain_text
from lib.ui.frame.chart import show_chart
from lib.ui.frame.heading import area_link, show_breadcrumb, show_heading, show_source
from lib.ui.frame.picture_download import show_map_pictures
from lib.ui.frame.table import show_table
from lib.ui.indicator import explorer, leaflet_map, legend
from lib.ui.status import overview
from lib.view.desa import profile, profile_detail
from lib.view.frame.places import local_word
from lib.view.frame.provenance import illustrative, illustrative_note, source_line
from lib.view.frame.selection import View
from lib.view.indicator.map_table import describe_table
from lib.web import markup

WEAKEST_SHOWN: Final = 8
MAP_KEY: Final = "peta_profil"


def show_desa(view: View) -> None:
    """One desa: sentence, cards, place, history, dimensions, programmes, awards, neighbours, indicators, sources."""
    selection = view.selection
    show_breadcrumb(view)
    show_heading(
        profile.sentence(view.data, selection),
        profile.place(view.data, selection.desa or ""),
        contoh=illustrative(view.data, selection),
        keterangan=illustrative_note(view.data, selection),
    )
    map_column, cards_column = st.columns([1, 1], gap="medium")
    with map_column:
        _show_place(view)
    with cards_column:
        found = profile.cards(view.data, selection)
        if found:
            markup.show("kartu.html", isi=found)
    _show_history(view)
    chart = profile_detail.dimension_chart(view.data, selection)
    if chart:
        show_chart(chart, lambda _kode: "")
    _show_programs(view)
    _show_awards(view, selection.desa or "")
    _show_neighbours(view)
    _show_indicators(view)
    show_source(source_line(view.data, selection))


def _show_place(view: View) -> None:
    description = selected.map_of(view.data, replace(view.selection, indikator="status"))
    leaflet_map.show_map(description, key=MAP_KEY, on_click=lambda: leaflet_map.go_into_clicked(MAP_KEY))
    legend.show_legend(description, flat=True)
    twin = st.expander(_("Unduh peta"), icon=":material/image:", key="unduh_peta_desa", on_change="rerun")
    if twin.open:
        with twin:
            show_map_pictures(view.data, description, "peta_desa")


def _show_history(view: View) -> None:
    years = profile.history_years(view.data, view.selection.desa or "")
    if not years:
        return
    plain_text.subheader(_("Riwayat status"))
    markup.show(
        "riwayat.html",
        judul=_("Riwayat status"),
        isi=years,
        putus=_("alat ukur berganti: tidak dibandingkan"),
        contoh=_("contoh"),
    )


def _show_programs(view: View) -> None:
    plain_text.subheader(_("Program"))
    rows = [
        (state.program, state.tahap, state.keadaan, state.sejak, state.per, _("contoh") if state.contoh else _("resmi"))
        for state in profile_detail.stage_states(view.data, view.selection)
    ]
    if not rows:
        plain_text.caption(_("Belum ada data program untuk desa ini."))
        return
    columns = (_("Program"), _("Tahap"), _("Keadaan"), _("Tercatat sejak"), _("Data per"), _("Sifat data"))
    markup.show("daftar.html", judul=_("Program di desa ini"), kolom=columns, isi=rows)


def _show_awards(view: View, kode: str) -> None:
    plain_text.subheader(_("Prestasi"))
    rows = profile_detail.awards(view.data, kode)
    if not rows:
        plain_text.caption(_("Belum ada prestasi yang tercatat."))
        return
    columns = (_("Tahun"), _("Ajang"), _("Hasil"), _("Penerima"))
    # Contest and result stand in the words of their source.
    markup.show("daftar.html", judul=_("Prestasi"), kolom=columns, isi=rows, kutipan=(1, 2))


def _show_neighbours(view: View) -> None:
    table = profile_detail.neighbours_table(view.data, view.selection)
    plain_text.subheader(table.judul)
    if table.frame.empty:
        plain_text.caption(_("Desa ini belum mempunyai titik lokasi, jadi tetangganya tidak diketahui."))
        return
    plain_text.caption(table.penjelasan)
    show_table(table, lambda kode: area_link(view, kode), key="tetangga", sorted_by="jarak_km")


def _show_indicators(view: View) -> None:
    answer = newest_answer(source.answers_dir(), view.selection.desa or "")
    if answer is None:
        return
    plain_text.subheader(_("Indikator terlemah menurut jawaban IDM {tahun}").format(tahun=answer.tahun))
    rows = [
        (entry.nama, f"{entry.skor}/5", entry.keadaan, entry.kegiatan or "–", _actors(entry))
        for entry in answer.weakest(WEAKEST_SHOWN)
    ]
    if not rows:
        plain_text.caption(_("Semua indikator bernilai penuh."))
        return
    columns = (_("Indikator"), _("Skor"), _("Keadaan"), _("Kegiatan yang dianjurkan"), _("Pelaksana"))
    markup.show("daftar.html", judul=_("Indikator terlemah"), kolom=columns, isi=rows)
    show_source(_("Sumber: jawaban antarmuka IDM Kementerian Desa yang direkam."))


def _actors(entry: IndicatorAnswer) -> str:
    names = {
        "PUSAT": _("pusat"),
        "PROV": _("provinsi"),
        "KAB": _("kabupaten"),
        "DESA": _("desa"),
        "CSR": _("swasta (CSR)"),
        "LAINNYA": _("lainnya"),
    }
    return "; ".join(f"{names[field]}: {who}" for field, who in entry.pelaksana) or "–"


def show_area(view: View) -> None:
    """A kecamatan or kabupaten: headline, map, cards, ranking of what lies inside, awards, and the whole list."""
    overview.show_headline(view)
    map_column, figures_column = st.columns([1, 1], gap="medium")
    with map_column:
        _show_place(view)
    with figures_column:
        overview.show_cards(view)
    overview.show_ranking(view)
    _show_awards(view, view.selection.area or "")
    word = local_word(view.data, view.selection.area)
    twin = st.expander(_("Daftar semua {desa}").format(desa=word), key="daftar_desa", on_change="rerun")
    if twin.open:
        with twin:
            inside = selected.map_of(view.data, replace(view.selection.at_area(view.selection.area, "desa"), indikator="status"))
            # Lowest score first: who is still behind stands at the top.
            show_table(
                describe_table(view.data, inside), lambda kode: area_link(view, kode), key="daftar_desa_isi", sorted_by="nilai"
            )


def show_start(view: View) -> None:
    """Nothing is selected yet: how to find a desa, and the kabupaten to start from."""
    show_heading(_("Profil desa, kecamatan, dan kabupaten"), _("Cari sebuah desa, atau pilih kabupaten di bilah sisi."))
    explorer.show_search(view)
    overview.show_ranking(view)
