"""The quality report on the data page: what was found, the lists, the scores with their rules, and completeness."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

import streamlit as st

from lib.domain.language import format_date, format_number
from lib.domain.language import gettext as _
from lib.published import borders
from lib.ui import choice, markup, plain, state
from lib.ui.data_page import area_or_nothing
from lib.ui.heading import show_breadcrumb, show_heading, show_source
from lib.ui.state import View
from lib.ui.table import show_table
from lib.view import quality, quality_scores
from lib.view.quality_checks import Situation, checks
from lib.view.tables import TableDescription


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
    plain.subheader(_("Temuan per pemeriksaan"))
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
    plain.caption(table.penjelasan)
    if table.frame.empty:
        st.success(_("Tidak ada temuan di wilayah ini."), icon=":material/check_circle:")
    else:
        show_table(table, lambda kode: area_or_nothing(view, kode), key=f"temuan_{chosen}")
    show_source(table.sumber)


def _show_scores(at: Situation) -> None:
    table = quality_scores.scores_table(at)
    plain.subheader(table.judul)
    plain.caption(table.penjelasan)
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
    plain.subheader(table.judul)
    plain.caption(table.penjelasan)
    show_table(table, lambda kode: area_or_nothing(view, kode), key="mutu_kelengkapan")
    show_source(table.sumber)
