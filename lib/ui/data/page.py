"""The parts of the data page: which section is shown, and the section of tables with their downloads."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.domain.language import N_, format_number
from lib.domain.language import gettext as _
from lib.domain.program import programs
from lib.domain.wilayah import Tingkat
from lib.export.tables.geojson import to_geojson
from lib.export.tables.parquet import to_parquet
from lib.report.shapes import geometry_text
from lib.ui.frame import choice, state
from lib.ui.frame.heading import profile_link, show_breadcrumb, show_heading, show_source
from lib.ui.frame.table import STANDARD_DOWNLOADS, Download, show_table
from lib.view.data import tables
from lib.view.data.tables import TableEntry
from lib.view.frame.places import LEVEL_NAMES
from lib.view.frame.provenance import illustrative_note
from lib.view.frame.selection import Selection, View
from lib.view.frame.tables import TableDescription
from lib.view.indicator.indicator import selected_program
from lib.web import markup

SECTIONS: Final = {
    "tabel": N_("Tabel"),
    "mutu": N_("Mutu data"),
    "kamus": N_("Kamus data"),
    "metode": N_("Metode"),
    "sumber": N_("Sumber dan lisensi"),
    "terbuka": N_("Data terbuka"),
}
FIRST_SECTION: Final = "tabel"
FIRST_TABLE: Final = "nilai"
PERIODS: Final = ("tahun", "semua")

ALL_DOWNLOADS: Final = (
    *STANDARD_DOWNLOADS,
    Download("GeoJSON", "geojson", "application/geo+json", lambda table: to_geojson(table, geometry_text)),
    Download("Parquet", "parquet", "application/vnd.apache.parquet", to_parquet),
)


def choose_section() -> str:
    """The sections as one row of choices; the id of the one that the address asks for."""
    asked = state.page_parameter("bagian")
    section = asked if asked in SECTIONS else FIRST_SECTION
    st.segmented_control(
        _("Bagian halaman"),
        list(SECTIONS),
        format_func=lambda key: _(SECTIONS[key]),
        required=True,
        label_visibility="collapsed",
        **state.bound_parameter("f_bagian_data", "bagian", section, FIRST_SECTION),
    )
    return section


def area_or_nothing(view: View, kode: str) -> str:
    """The address of an area's profile; nothing for the province and for a code that is not listed."""
    return profile_link(view, kode) if kode in view.data.codes and "." in kode else ""


def show_tables(view: View) -> None:
    """The chosen table of the selected area, with its choices, downloads and explanations."""
    show_breadcrumb(view)
    table_column, *further_columns = st.columns([2, 1.4, 1.4], gap="medium")
    with table_column:
        entry = _choose_table()
    selection, all_years = _choose_what_it_holds(view, entry, further_columns)
    table = tables.describe(view.data, selection, entry.id, all_years)
    rows = _("{jumlah} baris. {uraian}").format(jumlah=format_number(len(table.frame)), uraian=table.penjelasan)
    about = replace(selection, indikator="cakupan" if entry.per_program else "status")
    show_heading(table.judul, rows, contoh=table.contoh, keterangan=illustrative_note(view.data, about))
    if table.frame.empty:
        _show_emptiness(entry, all_years)
    else:
        show_table(table, lambda kode: area_or_nothing(view, kode), key=f"data_{entry.id}", downloads=ALL_DOWNLOADS)
    show_source(table.sumber)
    show_columns(table)


def _choose_table() -> TableEntry:
    entries = tables.tables()
    asked = state.page_parameter("tabel")
    chosen = asked if asked in entries else FIRST_TABLE
    choice.selectbox(
        _("Tabel"),
        list(entries),
        format_func=lambda key: _(entries[key].nama),
        **state.bound_parameter("f_tabel", "tabel", chosen, FIRST_TABLE),
    )
    return entries[chosen]


def _choose_what_it_holds(view: View, entry: TableEntry, places: list[DeltaGenerator]) -> tuple[Selection, bool]:
    """Level, programme and period, of those that the table has; the selection and whether all years are wanted."""
    selection, all_years = view.selection, False
    free = iter(places)
    if entry.tingkat:
        with next(free):
            selection = _choose_level(selection, entry)
    if entry.per_program:
        program = selected_program(selection)
        with next(free):
            choice.selectbox(
                _("Program"),
                list(programs()),
                format_func=lambda key: programs()[key].label,
                **state.bound("f_program_data", program.id if program else None, lambda now, key: replace(now, program=key)),
            )
    if entry.memilih_tahun:
        with next(free):
            all_years = _choose_period(entry, selection.tahun) == "semua"
    return selection, all_years


def _choose_level(selection: Selection, entry: TableEntry) -> Selection:
    """The level of the rows; a kecamatan holds no kabupaten, so levels above the selected area are not offered."""
    coarsest: Tingkat = "desa" if selection.kec else "kecamatan" if selection.kab else "kabupaten"
    offered = entry.tingkat[entry.tingkat.index(coarsest) :] if coarsest in entry.tingkat else entry.tingkat[-1:]
    shown = selection.tingkat if selection.tingkat in offered else offered[-1]
    st.segmented_control(
        _("Tingkat"),
        list(offered),
        format_func=lambda level: _(LEVEL_NAMES[level]),
        required=True,
        **state.bound(f"f_tingkat_{entry.id}", shown, lambda now, level: replace(now, tingkat=level or now.tingkat)),
    )
    return replace(selection, tingkat=shown)


def _choose_period(entry: TableEntry, tahun: int) -> str:
    asked = state.page_parameter("rentang")
    period = asked if asked in PERIODS else entry.rentang
    names = {"tahun": _("Tahun {tahun}").format(tahun=tahun), "semua": _("Semua tahun")}
    st.segmented_control(
        _("Rentang"),
        list(names),
        format_func=names.__getitem__,
        required=True,
        **state.bound_parameter(f"f_rentang_{entry.id}", "rentang", period, entry.rentang),
    )
    return period


def _show_emptiness(entry: TableEntry, all_years: bool) -> None:
    st.info(
        _("Tidak ada baris untuk wilayah ini.")
        if all_years or not entry.memilih_tahun
        else _("Tidak ada baris untuk wilayah dan tahun ini; pilih “Semua tahun” atau tahun lain."),
        icon=":material/info:",
    )


def show_columns(table: TableDescription) -> None:
    """What each column of the table means, in which unit, from where; drawn when opened."""
    twin = st.expander(_("Penjelasan kolom"), icon=":material/help:", key="penjelasan_kolom", on_change="rerun")
    if twin.open:
        with twin:
            columns = (_("Judul kolom"), _("Nama di berkas"), _("Arti"), _("Satuan"), _("Sumber"))
            rows = [
                (column.label, column.id, column.penjelasan, column.satuan or "–", column.sumber or "–") for column in table.kolom
            ]
            markup.show("daftar.html", judul=_("Penjelasan kolom"), kolom=columns, isi=rows, kutipan=(1,))
