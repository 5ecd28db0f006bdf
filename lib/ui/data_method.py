"""The method and the data dictionary on the data page: words from the data files, nothing computed."""

from __future__ import annotations

from dataclasses import asdict

import streamlit as st

from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_classes
from lib.ui import markup, plain
from lib.ui.heading import show_heading, show_source
from lib.ui.state import View
from lib.ui.table import show_table
from lib.view import dictionary, method
from lib.view.origins import http_url


def show_dictionary(_view: View) -> None:
    """Every column of every published table."""
    table = dictionary.dictionary()
    show_heading(table.judul, table.penjelasan)
    show_table(table, lambda _key: "", key="kamus")
    show_source(table.sumber)


def show_method(_view: View) -> None:
    """Bounds and formulas of both indices, what is computed here, programmes, and how what is not official was made."""
    show_heading(_("Cara angka dibuat"), _("Batas kelas, rumus, definisi program, dan apa yang dibuat dasbor ini sendiri."))
    _show_indices()
    _show_formulas()
    _show_programs()
    plain.subheader(_("Data contoh"))
    st.markdown(method.illustrative_method())
    plain.subheader(_("Batas perkiraan"))
    st.markdown(method.boundary_method())
    show_source(_("Sumber dan lisensi tiap berkas ada di bagian Sumber dan lisensi."))


def _show_indices() -> None:
    plain.subheader(_("Dua indeks, dua alat ukur"))
    st.markdown(method.method_break())
    colours = [status_classes()[status].warna for status in reversed(STATUS)]
    rows = [
        asdict(entry)
        | {
            "batas": [(*pair, colour) for pair, colour in zip(entry.batas, colours, strict=True)],
            "catatan": " ".join((_("Dasar: {dasar}.").format(dasar=entry.dasar), entry.catatan)),
        }
        for entry in method.index_methods()
    ]
    columns = {
        "status": _("Status"),
        "selang": _("Selang nilai"),
        "singkatan": _("Singkatan"),
        "dimensi": _("Dimensi"),
        "maks": _("Maksimum"),
    }
    markup.show("metode_indeks.html", judul_batas=_("Batas kelas"), judul_dimensi=_("Dimensi"), kolom=columns, isi=rows)
    st.markdown(method.interval_rule())


def _show_formulas() -> None:
    plain.subheader(_("Yang dihitung dasbor ini"))
    markup.show(
        "daftar.html", judul=_("Yang dihitung dasbor ini"), kolom=(_("Angka"), _("Cara menghitung")), isi=method.formulas()
    )


def _show_programs() -> None:
    plain.subheader(_("Definisi program"))
    st.markdown(_("Tahap tidak pernah dijumlahkan, sebab tiap tahap menghitung hal yang berbeda. Tahap pertama adalah cakupan."))
    labels = {
        "instansi": _("Instansi"),
        "cakupan": _("Cakupan"),
        "tahap": _("Tahap"),
        "sasaran": _("Sasaran"),
        "sumber": _("Sumber"),
    }
    rows = [
        asdict(entry) | {"sumber": [(name, http_url(url)) for name, url in entry.sumber]} for entry in method.program_methods()
    ]
    markup.show("metode_program.html", label=labels, isi=rows)
