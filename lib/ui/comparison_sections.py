"""The figures side by side, the dot chart, the slope and the similar areas, each drawn from its description."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from lib.domain.language import gettext as _
from lib.domain.program import programs
from lib.ui import choice, markup, plain
from lib.ui.chart import show_chart
from lib.ui.comparison_parts import Link, go_to_area, show_download, show_no_pair
from lib.ui.heading import show_source
from lib.ui.state import View, bound
from lib.ui.symbols import SYMBOLS
from lib.ui.table import show_table
from lib.view import comparison_similar, comparison_table
from lib.view.area_names import area_title, level_noun
from lib.view.comparison import Comparison
from lib.view.comparison_charts import chosen_indicator, dot_chart, dot_indicators
from lib.view.comparison_measures import measures
from lib.view.comparison_slope import slope_chart, slope_indicators
from lib.view.indicator import indicators, selected_program
from lib.view.provenance import illustrative_note
from lib.view.sentences import no_comparison


def mark_names() -> dict[str, str]:
    """Best and worst in words: colour is never all that tells them."""
    return {"terbaik": _("▲ terbaik"), "terlemah": _("▼ terlemah")}


def show_table_and_dots(view: View, comparison: Comparison, link: Link) -> None:
    """Every figure side by side, then one of them as a dot chart."""
    data, tahun = view.data, view.selection.tahun
    found = measures(data, comparison)
    title = _("Perbandingan {satuan}, {tahun}").format(satuan=level_noun(data, comparison.level), tahun=tahun)
    names = mark_names()
    groups = [
        {
            "judul": group.judul,
            "baris": [
                {
                    "label": row.label,
                    "penjelasan": row.penjelasan,
                    "contoh": _("contoh") if row.contoh and not data.is_illustrative(tahun) else "",
                    "sel": [
                        {"teks": cell.teks, "tanda": cell.tanda, "tanda_teks": names.get(cell.tanda or "", "")}
                        for cell in row.sel
                    ],
                }
                for row in group.baris
            ],
        }
        for group in comparison_table.groups(comparison, found)
    ]
    heads = [
        {
            "nama": head.nama,
            "tautan": link(head.kode) if head.kode else "",
            "warna": head.warna,
            "simbol": SYMBOLS[head.penanda] if head.penanda else "",
            "penjelasan": head.penjelasan,
        }
        for head in comparison_table.heads(data, comparison, found)
    ]
    markup.show("banding.html", judul=title, ukuran=_("Ukuran"), kepala=heads, isi=groups)
    notes = (
        comparison_table.target_note(comparison, found),
        comparison_table.unknown_programs_note(found, tahun),
        "" if data.year_before(tahun) else no_comparison(data, tahun),
    )
    show_source(comparison_table.source_of(data, comparison, found), *filter(None, notes))
    show_download(lambda: comparison_table.table(data, comparison, found, title), link, "banding_tabel")
    _show_indicator_choice(view, dot_indicators(view.selection))
    chart = dot_chart(data, comparison)
    if chart.empty and chosen_indicator(view.selection, dot_indicators(view.selection)).kind == "selisih":
        st.info(no_comparison(data, tahun), icon=":material/info:")
        return
    if chart.contoh and not data.is_illustrative(tahun):
        shown = replace(comparison.at_level, indikator="cakupan")
        markup.show("lencana.html", lencana=_("Data contoh"), keterangan=illustrative_note(data, shown))
    show_chart(chart, link, on_click=go_to_area)


def _show_indicator_choice(view: View, allowed: tuple[str, ...]) -> None:
    """Which indicator a chart shows, and of which programme."""
    selection = view.selection
    indicator = chosen_indicator(selection, allowed)
    left, right = st.columns([5, 4], vertical_alignment="bottom")
    with left:
        choice.selectbox(
            _("Indikator"),
            list(allowed),
            format_func=lambda key: _("Cakupan program") if key == "cakupan" else indicators()[key].label(selection),
            **bound("b_indikator", indicator.id, lambda now, key: replace(now, indikator=key)),
        )
    if indicator.id == "cakupan":
        program = selected_program(selection)
        with right:
            choice.selectbox(
                _("Program"),
                list(programs()),
                format_func=lambda key: programs()[key].label,
                **bound("b_program", program.id if program else None, lambda now, key: replace(now, program=key)),
            )


def show_slope(view: View, comparison: Comparison, link: Link) -> None:
    """Two comparable years as a slope, or why there are none and where to find some."""
    chart = slope_chart(view.data, comparison)
    if chart is None:
        show_no_pair(view)
        return
    _show_indicator_choice(view, slope_indicators(view.selection))
    show_chart(chart, link, on_click=go_to_area)


def show_similar(view: View, comparison: Comparison, link: Link) -> None:
    """Who is most alike, and the features that say so."""
    table = comparison_similar.similar_table(view.data, comparison)
    kode = comparison_similar.anchor(comparison)
    if table is None:
        st.info(
            plain.escaped(
                _(
                    "Kemiripan tidak dapat dihitung untuk {wilayah}: tidak ada desa yang dinilai, atau tidak ada pembandingnya."
                ).format(wilayah=area_title(view.data, kode))
            ),
            icon=":material/info:",
        )
        return
    plain.subheader(table.judul)
    plain.caption(table.penjelasan)
    if not comparison.utama:
        plain.caption(_("Klik nama wilayah lain untuk melihat siapa yang serupa dengannya."))
    show_table(table, link, key="serupa", sorted_by="jarak")
    show_source(table.sumber)
