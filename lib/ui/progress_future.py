"""What may come: desa near a bound between two statuses, and the outlook, marked as an estimate."""

from __future__ import annotations

import streamlit as st

from lib.domain.language import gettext as _
from lib.ui import markup, plain
from lib.ui.chart import show_chart
from lib.ui.heading import area_link, profile_link, show_source
from lib.ui.progress_choices import chosen
from lib.ui.state import View, bound_parameter
from lib.ui.table import show_table
from lib.view import distance, outlook, outlook_method
from lib.view.distance import Kelompok


def show_distance(view: View) -> None:
    """How many desa stand just below or just above a bound, and the list of either group."""
    width = chosen("jarak", distance.JARAK, distance.JARAK_UTAMA)
    st.segmented_control(
        _("Jarak terjauh dari batas"),
        list(distance.JARAK),
        format_func=lambda key: distance.points_text(key, view.selection.tahun),
        required=True,
        **bound_parameter("p_jarak", "jarak", width, distance.JARAK_UTAMA),
    )
    show_chart(distance.distance_chart(view.data, view.selection, width), lambda _status: "")
    group: Kelompok = "turun" if chosen("kelompok", distance.KELOMPOK) == "turun" else "naik"
    names = {"naik": _("Hampir naik"), "turun": _("Rawan turun")}
    st.segmented_control(
        _("Daftar desa"),
        list(names),
        format_func=names.__getitem__,
        required=True,
        **bound_parameter("p_kelompok", "kelompok", group, distance.KELOMPOK[0]),
    )
    table = distance.distance_table(view.data, view.selection, width, group)
    plain.subheader(table.judul)
    plain.caption(table.penjelasan)
    if table.frame.empty:
        st.info(_("Tidak ada desa sedekat itu dengan batas."), icon=":material/info:")
        return
    show_table(table, lambda kode: profile_link(view, kode), key="jarak_desa", sorted_by="jarak")
    show_source(table.sumber)


def show_outlook(view: View) -> None:
    """The estimate with its interval, how it is made, and the same for every area inside; or why there is none."""
    found = outlook.outlook_of(view.data, view.selection)
    if found is None:
        st.info(plain.escaped(outlook_method.refusal(view.data, view.selection)), icon=":material/block:")
        return
    markup.show("perkiraan.html", lencana=_("Perkiraan"), keterangan=outlook_method.mark_note(found))
    show_chart(outlook.outlook_chart(view.data, view.selection, found), lambda _row: "")
    inside = outlook.outlook_by_area(view.data, view.selection)
    if inside is not None:
        plain.subheader(inside.judul)
        show_table(inside, lambda kode: area_link(view, kode), key="perkiraan_wilayah")
        show_source(inside.sumber, inside.penjelasan)
    plain.subheader(_("Cara menghitung"))
    markup.show("butir.html", isi=outlook_method.method(found))
    heads, rows = outlook_method.transition_rows(found)
    plain.caption(
        _("Bagian perpindahan per tahun: dari desa berstatus di baris, berapa yang setahun kemudian berstatus di kolom.")
    )
    markup.show("daftar.html", judul=_("Bagian perpindahan per tahun"), kolom=heads, isi=rows)
