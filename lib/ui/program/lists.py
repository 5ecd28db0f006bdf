"""The lists of the coverage page: who is not reached, who is behind as well, and early against not yet reached."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st

from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.program import Program, programs
from lib.ui.frame import choice, plain_text, state
from lib.ui.frame.chart import show_chart
from lib.ui.frame.heading import profile_link
from lib.ui.frame.state import bound_parameter, bound_widget, page_parameter
from lib.ui.frame.table import show_table
from lib.ui.program.page import page_link
from lib.view.frame.selection import View
from lib.view.program import association, gap
from lib.view.program import coverage as words
from lib.view.program.gap import Wanted
from lib.web import markup

REACHED_KEY: Final = "f_sudah"
MISSED_KEY: Final = "f_belum"


def _wanted(view: View, program: Program) -> Wanted:
    offered = words.known(view.data, view.selection.tahun)
    return gap.read_wanted(page_parameter("sudah"), page_parameter("belum"), offered, program)


def _write(sudah: tuple[str, ...], belum: tuple[str, ...]) -> None:
    # Both at once: what is not in the address would else be taken for its default.
    for name, value in gap.parameters(Wanted(sudah, belum)).items():
        state.set_page_parameter(name, value)


def _choose_programs(view: View, wanted: Wanted) -> None:
    offered = words.known(view.data, view.selection.tahun)
    missed_column, reached_column = st.columns(2)
    with missed_column:
        _multiselect(_("Belum terjangkau"), MISSED_KEY, [key for key in offered if key not in wanted.sudah], wanted.belum)
    with reached_column:
        _multiselect(_("Sudah terjangkau"), REACHED_KEY, [key for key in offered if key not in wanted.belum], wanted.sudah)


def _multiselect(label: str, key: str, options: list[str], chosen: tuple[str, ...]) -> None:
    choice.multiselect(
        label,
        options,
        format_func=lambda name: programs()[name].label,
        placeholder=_("Pilih program"),
        **bound_widget(
            key,
            list(chosen),
            lambda _chosen: _write(tuple(st.session_state[REACHED_KEY]), tuple(st.session_state[MISSED_KEY])),
        ),
    )


def _nothing_known(view: View) -> bool:
    if words.known(view.data, view.selection.tahun):
        return False
    st.info(_("Belum ada data program apa pun sampai akhir {tahun}.").format(tahun=view.selection.tahun), icon=":material/info:")
    return True


def show_gaps(view: View, program: Program) -> None:
    """The desa by any combination of programmes: how many, which combinations there are, and the list."""
    if _nothing_known(view):
        return
    wanted = _wanted(view, program)
    offered = words.known(view.data, view.selection.tahun)
    codes = gap.gap_codes(view.data, view.selection, wanted)
    title = gap.gap_finding(view.data, view.selection, wanted, codes)
    plain_text.subheader(title)
    presets = [
        {
            "label": label,
            "tautan": page_link(view, **gap.parameters(preset)),
            "dipilih": preset == wanted,
            "jumlah": "",
        }
        for label, preset in gap.presets(offered, program)
    ]
    markup.show("pilihan.html", judul=_("Daftar siap pakai:"), isi=presets)
    _choose_programs(view, wanted)
    if note := words.unknown_note(view.data, view.selection.tahun):
        plain_text.caption(note)
    _show_combinations(view, wanted)
    _show_desa(view, codes, title, "celah-program", _("Tidak ada desa yang memenuhi pilihan itu."))


def _show_combinations(view: View, wanted: Wanted) -> None:
    counted, rows = gap.combination_rows(view.data, view.selection)
    if not rows:
        return
    labels = [programs()[key].label for key in counted]
    yes, no = _("sudah"), _("belum")
    markup.show(
        "kombinasi.html",
        judul=_("Kombinasi yang ada, terbanyak dulu; jumlahnya membuka daftarnya"),
        kolom=labels,
        jumlah=_("Jumlah"),
        kata=(yes, no),
        isi=[
            {
                "sudah": row.sudah,
                "jumlah": row.jumlah,
                "pilihan": row.wanted == wanted,
                "tautan": page_link(view, **gap.parameters(row.wanted)),
                "sebutan": f"{row.jumlah} – "
                + ", ".join(f"{label}: {yes if has else no}" for label, has in zip(labels, row.sudah, strict=True)),
            }
            for row in rows
        ],
    )


def _show_desa(view: View, codes: pd.Index, title: str, what: str, empty: str, sorted_by: str | None = None) -> None:
    if codes.empty:
        st.info(plain_text.escaped(empty), icon=":material/info:")
        return
    table = gap.desa_table(view.data, view.selection, codes, title, what)
    show_table(table, lambda kode: profile_link(view, kode), key=f"daftar_{what}", sorted_by=sorted_by)
    plain_text.caption(table.sumber)


def show_priority(view: View, program: Program) -> None:
    """Desa that are behind and not reached; the rule stands above the list and in the address."""
    if _nothing_known(view):
        return
    asked = page_parameter("batas")
    limit = asked if asked in gap.LIMITS else gap.DEFAULT_LIMIT
    offered = words.known(view.data, view.selection.tahun)
    # What a gap list asks to be reached has no part in this rule.
    missed = gap.read_wanted("", page_parameter("belum"), offered, program).belum
    lists = gap.priority(view.data, view.selection, missed)
    title = gap.priority_finding(view.data, view.selection, limit, missed, lists[limit])
    plain_text.subheader(title)
    plain_text.caption(gap.rule(view.selection, limit, missed))
    limit_column, missed_column = st.columns(2)
    with limit_column:
        choice.selectbox(
            _("Status paling tinggi"),
            list(gap.LIMITS),
            format_func=lambda key: f"{gap.limit_name(key)} ({format_number(len(lists[key]))})",
            **bound_parameter("f_batas", "batas", limit, gap.DEFAULT_LIMIT),
        )
    with missed_column:
        choice.multiselect(
            _("Belum terjangkau"),
            list(offered),
            format_func=lambda name: programs()[name].label,
            placeholder=_("Pilih program"),
            **bound_widget("f_belum_prioritas", list(missed), lambda chosen: state.set_page_parameter("belum", ",".join(chosen))),
        )
    if note := words.unknown_note(view.data, view.selection.tahun):
        plain_text.caption(note)
    if not view.data.area_counts(view.selection.tahun, view.selection.area)["dinilai"]:
        st.info(_("Belum ada desa yang dinilai di wilayah ini pada {tahun}.").format(tahun=view.selection.tahun))
        return
    empty = _("Tidak ada desa yang memenuhi kedua syarat. Naikkan batas status atau pilih program lain.")
    _show_desa(view, lists[limit], title, "prioritas-program", empty, sorted_by="nilai")


def show_association(view: View, program: Program) -> None:
    """Change of score of desa reached early beside those not yet reached, or why it is not shown."""
    reason = association.why_hidden(view.data, view.selection, program)
    found = association.association_of(view.data, view.selection, program)
    if reason or found is None:
        plain_text.subheader(_("Keterkaitan cakupan dan perubahan nilai tidak ditampilkan"))
        st.info(plain_text.escaped(reason), icon=":material/info:")
        return
    if warning := association.illustrative_warning(view.data, view.selection, program):
        st.warning(plain_text.escaped(warning), icon=":material/warning:")
    chart = association.association_chart(view.data, view.selection, program, found)
    show_chart(chart, lambda _kode: "")
    markup.show("catatan.html", judul=_("Cara membaca"), isi=association.cautions(view.selection, found))
