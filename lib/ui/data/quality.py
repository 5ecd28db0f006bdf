"""The quality report on the data page: what was found, the lists, the scores with their rules, and completeness."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from urllib.parse import urlencode

import streamlit as st

from lib.domain.language import format_date, format_number
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_classes
from lib.published import borders
from lib.ui.data.page import area_or_nothing
from lib.ui.frame import choice, plain_text, state
from lib.ui.frame.heading import show_breadcrumb, show_heading, show_source
from lib.ui.frame.table import show_table
from lib.view.data import dictionary, method, quality, quality_scores
from lib.view.data.quality_checks import Situation, checks
from lib.view.data.sources import http_url
from lib.view.frame.selection import View
from lib.view.frame.tables import TableDescription
from lib.web import markup


def show_quality(view: View) -> None:
    """The whole report for the selected area."""
    at = Situation(view.data, view.selection, borders.polygons, dt.date.today())
    show_breadcrumb(view)
    show_heading(
        quality_scores.report_sentence(at),
        _("Menghitung semua tahun di wilayah terpilih, per {tanggal}. Nilai mutu mengukur kelengkapan, bukan kebenaran.").format(
            tanggal=format_date(at.tanggal)
        ),
        contoh=any(map(view.data.is_illustrative, view.data.years)),
        keterangan=_("Data contoh dapat lengkap dan sesuai tanpa menjadi benar."),
    )
    _show_checks(view, at)
    _show_scores(at)
    _show_completeness(view, at)


def _show_checks(view: View, at: Situation) -> None:
    table = quality.summary_table(at)
    asked = state.page_parameter("temuan")
    chosen = asked if asked in checks() else _first_with_findings(table)
    rows = [
        {
            "nama": row.pemeriksaan,
            "aturan": row.aturan,
            "temuan": format_number(row.temuan),
            "ada": row.temuan > 0,
            "dipilih": key == chosen,
            "tautan": "?" + urlencode(state.link(view.selection) | state.page_parameters() | {"temuan": str(key)}),
        }
        for key, row in zip(table.frame.index, table.frame.itertuples(index=False), strict=True)
    ]
    plain_text.subheader(_("Temuan per pemeriksaan"))
    columns = {column.id: column.label for column in table.kolom}
    names = {"nama": columns["pemeriksaan"], "aturan": columns["aturan"], "temuan": columns["temuan"]}
    markup.show("pemeriksaan.html", judul=table.judul, kolom=names, isi=rows)
    _show_findings(view, at, chosen)


def _first_with_findings(table: TableDescription) -> str:
    counts = table.frame["temuan"]
    return str(counts.index[counts > 0][0] if (counts > 0).any() else counts.index[0])


def _show_findings(view: View, at: Situation, chosen: str) -> None:
    listed = checks()
    choice.selectbox(
        _("Daftar temuan"),
        list(listed),
        format_func=lambda key: listed[key].nama,
        **state.bound_parameter("f_temuan", "temuan", chosen),
    )
    table = quality.findings_table(at, listed[chosen])
    plain_text.caption(table.penjelasan)
    if table.frame.empty:
        st.success(_("Tidak ada temuan di wilayah ini."), icon=":material/check_circle:")
    else:
        show_table(table, lambda kode: area_or_nothing(view, kode), key=f"temuan_{chosen}")
    show_source(table.sumber)


def _show_scores(at: Situation) -> None:
    table = quality_scores.scores_table(at)
    plain_text.subheader(table.judul)
    plain_text.caption(table.penjelasan)
    markup.show(
        "daftar.html",
        judul=_("Aturan nilai mutu"),
        kolom=(_("Kumpulan data"), _("Aturan nilai mutu")),
        isi=quality_scores.score_rules(),
    )
    show_table(table, lambda _key: "", key="mutu_nilai", sorted_by="skor")
    show_source(table.sumber)


def _show_completeness(view: View, at: Situation) -> None:
    table = quality_scores.completeness_table(at)
    plain_text.subheader(table.judul)
    plain_text.caption(table.penjelasan)
    show_table(table, lambda kode: area_or_nothing(view, kode), key="mutu_kelengkapan")
    show_source(table.sumber)


# The method and the data dictionary on the data page: words from the data files, nothing computed.


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
    plain_text.subheader(_("Data contoh"))
    st.markdown(method.illustrative_method())
    plain_text.subheader(_("Batas perkiraan"))
    st.markdown(method.boundary_method())
    show_source(_("Sumber dan lisensi tiap berkas ada di bagian Sumber dan lisensi."))


def _show_indices() -> None:
    plain_text.subheader(_("Dua indeks, dua alat ukur"))
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
    plain_text.subheader(_("Yang dihitung dasbor ini"))
    markup.show(
        "daftar.html", judul=_("Yang dihitung dasbor ini"), kolom=(_("Angka"), _("Cara menghitung")), isi=method.formulas()
    )


def _show_programs() -> None:
    plain_text.subheader(_("Definisi program"))
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
