"""The figures side by side, the dot chart, the slope and the similar areas, each drawn from its description."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from lib.domain.language import gettext as _
from lib.domain.program import programs
from lib.ui.frame import choice, plain_text, state
from lib.ui.frame.chart import show_chart
from lib.ui.frame.heading import show_source
from lib.ui.frame.state import bound
from lib.ui.frame.symbols import SYMBOLS
from lib.ui.frame.table import show_table
from lib.view.comparison import similar
from lib.view.comparison import table as comparison_table
from lib.view.comparison.areas import Comparison
from lib.view.comparison.dots import chosen_indicator, dot_chart, dot_indicators
from lib.view.comparison.measures import measures
from lib.view.comparison.slope import slope_chart, slope_indicators
from lib.view.frame.places import area_title, level_noun
from lib.view.frame.provenance import illustrative_note
from lib.view.frame.selection import View
from lib.view.frame.sentences import no_comparison
from lib.view.frame.tables import TableDescription
from lib.view.indicator.indicator import indicators, selected_program
from lib.web import markup

Link = Callable[[str], str]


def show_download(make: Callable[[], TableDescription], link: Link, key: str, pictures: Callable[[], None] | None = None) -> None:
    """The table twin with its downloads, made only when opened; ``pictures`` shows those of what stands above it."""
    twin = st.expander(_("Tabel dan unduhan"), icon=":material/table:", key=key, on_change="rerun")
    if twin.open:
        with twin:
            if pictures is not None:
                pictures()
            show_table(make(), link, key=f"{key}_isi")


def show_no_pair(view: View) -> None:
    """Why nothing is compared with the year before, and the newest year that can be."""
    data = view.data
    st.info(no_comparison(data, view.selection.tahun), icon=":material/info:")
    other = next((year for year in reversed(data.years) if data.year_before(year) is not None), None)
    if other is not None:
        st.button(
            _("Lihat {sebelum}–{tahun}").format(sebelum=data.year_before(other), tahun=other),
            icon=":material/trending_up:",
            key="b_tahun_sebanding",
            on_click=_go_to_year,
            args=(other,),
        )


def _go_to_year(tahun: int) -> None:
    now = state.current().selection
    known = now.indikator in dot_indicators(replace(now, tahun=tahun)) or now.indikator == "status"
    state.go(replace(now, tahun=tahun, indikator=now.indikator if known else "nilai"))


def go_to_area(kode: str) -> None:
    """Callback of a click on a point that names an area: it becomes the selected one."""
    view = state.current()
    if kode in view.data.codes and "." in kode:
        state.go(view.selection.at_area(kode))


# The figures side by side, the dot chart, the slope and the similar areas, each drawn from its description.


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
    table = similar.similar_table(view.data, comparison)
    kode = similar.anchor(comparison)
    if table is None:
        st.info(
            plain_text.escaped(
                _(
                    "Kemiripan tidak dapat dihitung untuk {wilayah}: tidak ada desa yang dinilai, atau tidak ada pembandingnya."
                ).format(wilayah=area_title(view.data, kode))
            ),
            icon=":material/info:",
        )
        return
    plain_text.subheader(table.judul)
    plain_text.caption(table.penjelasan)
    if not comparison.utama:
        plain_text.caption(_("Klik nama wilayah lain untuk melihat siapa yang serupa dengannya."))
    show_table(table, link, key="serupa", sorted_by="jarak")
    show_source(table.sumber)
