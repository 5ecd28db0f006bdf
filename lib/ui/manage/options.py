"""What the user says about a file beyond the file itself: kind of data, year, area, date; and which roles may say what."""

from __future__ import annotations

import datetime as dt
from typing import Final

import streamlit as st

from lib.domain import shown_area
from lib.domain.language import N_
from lib.domain.language import gettext as _
from lib.domain.roles import Pelaku
from lib.importing.options import Options
from lib.ui.manage.upload import Held, take
from lib.view.frame.selection import View

KINDS: Final = {
    "": N_("Dikenali dari isinya"),
    "indeks": N_("Nilai dan status indeks"),
    "program": N_("Cakupan program"),
    "prestasi": N_("Prestasi"),
    "batas": N_("Batas wilayah"),
}
FIRST_YEAR: Final = 2015
"""The first year with an index of desa."""


def own_area(pelaku: Pelaku) -> str | None:
    """The kabupaten of an operator: every file is cut down to it. None for a province manager."""
    return pelaku.kabupaten if pelaku.peran == "operator" else None


def show_options(view: View, pelaku: Pelaku, file: Held, *, opened: bool = False) -> None:
    """How the file is to be read; examined again when the user changes it."""
    with st.expander(_("Cara membaca berkas"), icon=":material/tune:", expanded=opened), st.form(key="kelola_pilihan"):
        first, second, third, fourth = st.columns(4)
        kinds = [key for key in KINDS if key != "batas" or pelaku.may("batas", shown_area.province() or "")]
        now = file.options
        with first:
            jenis = st.selectbox(
                _("Jenis data"),
                kinds,
                index=kinds.index(file.jenis or ""),
                format_func=lambda key: _(KINDS[key]),
                key="kelola_jenis",
            )
        years = [0, *range(dt.date.today().year + 1, FIRST_YEAR - 1, -1)]
        with second:
            tahun = st.selectbox(
                _("Tahun data"),
                years,
                index=years.index(now.tahun or 0),
                format_func=lambda year: str(year) if year else _("Menurut berkas"),
                key="kelola_tahun",
            )
        own = own_area(pelaku)
        areas = [own] if own else ["", *view.data.codes_at("provinsi"), *view.data.codes_at("kabupaten")]
        with third:
            wilayah = st.selectbox(
                _("Wilayah"),
                areas,
                index=areas.index(now.wilayah or "") if (now.wilayah or "") in areas else 0,
                format_func=lambda kode: view.data.name(kode) if kode else _("Menurut berkas"),
                help=_("Hanya baris di wilayah ini yang dibaca. Untuk cakupan dan prestasi: wilayah yang diwakili berkas ini."),
                key="kelola_wilayah",
            )
        with fourth:
            tanggal = st.date_input(
                _("Tanggal keadaan"),
                value=now.tanggal,
                format="YYYY-MM-DD",
                min_value=dt.date(FIRST_YEAR, 1, 1),
                help=_("Untuk cakupan program yang tidak menyebut tanggalnya."),
                key="kelola_tanggal",
            )
        if st.form_submit_button(_("Periksa lagi"), icon=":material/refresh:", key="kelola_periksa_lagi"):
            date = tanggal if isinstance(tanggal, dt.date) else None
            file.jenis = jenis or None
            file.options = Options(tahun=tahun or None, wilayah=wilayah or None, tanggal=date)
            take(file)
            st.rerun()
