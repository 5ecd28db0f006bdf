"""What was: composition by year with what is officially known, and the spread of scores."""

from __future__ import annotations

import streamlit as st

from lib.analysis.status.change import Urutan
from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_classes
from lib.domain.wilayah import is_desa
from lib.published import borders
from lib.ui.deck import add
from lib.ui.frame import choice, plain_text, state
from lib.ui.frame.chart import show_chart
from lib.ui.frame.heading import area_link, profile_link, show_source
from lib.ui.frame.picture_download import show_small_map_pictures
from lib.ui.frame.state import bound_parameter
from lib.ui.frame.table import show_table
from lib.ui.status.progress_choices import choose_year_before, chosen, parameter_link, show_plain_table, year_before, year_link
from lib.view.frame.selection import View
from lib.view.frame.sentences import no_comparison
from lib.view.status import composition, distance, flows, movers, outlook, small_multiples, spread, two_ranks
from lib.view.status import outlook as outlook_method
from lib.view.status.distance import Kelompok
from lib.view.status.progress import below, break_note
from lib.view.status.year_bars import known_table
from lib.web import map_picture, markup


def show_composition(view: View) -> None:
    """Stacked bars in counts or per cent, and the published figures of years whose rows are not official."""
    unit = chosen("satuan", composition.SATUAN, "bagian")
    names = {"jumlah": _("Jumlah desa"), "bagian": _("Persen")}
    st.segmented_control(
        _("Satuan"),
        list(names),
        format_func=names.__getitem__,
        required=True,
        **bound_parameter("p_satuan", "satuan", unit, "bagian"),
    )
    chart = composition.composition(view.data, view.selection, "jumlah" if unit == "jumlah" else "bagian")
    show_chart(chart, lambda tahun: year_link(view, tahun))
    known = known_table(view.data, view.selection)
    if known is not None:
        plain_text.subheader(known.judul)
        plain_text.caption(known.penjelasan)
        show_plain_table(known, lambda tahun: year_link(view, tahun))
        show_source(known.sumber)


def show_spread(view: View) -> None:
    """One box chart per index."""
    for chart in spread.spread_charts(view.data, view.selection):
        show_chart(chart, lambda tahun: year_link(view, tahun))


# Who moved: flows between classes with the desa behind each, the largest movers, and areas ranked by improvement.


def _say(text: str) -> None:
    st.info(plain_text.escaped(text), icon=":material/info:")


def show_flows(view: View) -> None:
    """The flow between two years, its twin, and the desa of the flow that is chosen."""
    before = year_before(view)
    if before is None:
        _say(no_comparison(view.data, view.selection.tahun))
        return
    choose_year_before(view, before)
    table = flows.flow_table(view.data, view.selection, before)
    if table is None or not table.to_numpy().any():
        _say(
            _("Tidak ada desa yang dinilai pada {sebelum} dan {tahun} sekaligus.").format(
                sebelum=before, tahun=view.selection.tahun
            )
        )
        return
    description = flows.describe_flows(view.data, view.selection, before, table)
    names = {flow_id: f"{flows.flow_name(flow_id)} · {format_number(number)}" for flow_id, number in flows.flow_sizes(table)}
    ids = list(names)
    flow_id = chosen("arus", ids)
    # A band leads to its desa below, and so does a row of the twin.
    show_chart(description, lambda flow_id: parameter_link(view, arus=flow_id), chosen=flow_id)
    choice.selectbox(
        _("Tampilkan desa pada perpindahan"),
        ids,
        format_func=names.__getitem__,
        **bound_parameter("p_arus", "arus", flow_id, ids[0]),
    )
    members = flows.flow_members(view.data, view.selection, before, flow_id)
    show_table(members, lambda kode: profile_link(view, kode), key="arus_desa")
    show_source(members.sumber)


def show_movers(view: View) -> None:
    """The largest rises and falls, and the two ranks of the areas inside the selected one."""
    before = year_before(view)
    if before is None:
        _say(no_comparison(view.data, view.selection.tahun))
        return
    choose_year_before(view, before)
    ranks = two_ranks.two_ranks(view.data, view.selection, before)
    plain_text.subheader(two_ranks.improvement_finding(view.data, view.selection, ranks))
    plain_text.caption(ranks.penjelasan)
    show_table(ranks, lambda kode: (profile_link if is_desa(kode) else area_link)(view, kode), key="dua_peringkat")
    show_source(ranks.sumber)
    order: Urutan = "kelas" if chosen("urut", movers.URUTAN) == "kelas" else "nilai"
    names = {"nilai": _("Perubahan nilai"), "kelas": _("Perpindahan kelas")}
    st.segmented_control(
        _("Desa teratas menurut"),
        list(names),
        format_func=names.__getitem__,
        required=True,
        **bound_parameter("p_urut", "urut", order, movers.URUTAN[0]),
    )
    show_chart(
        movers.movers_chart(view.data, view.selection, before, order),
        lambda kode: profile_link(view, kode),
        on_click=lambda kode: state.go(view.selection.at_area(kode)),
    )


# The areas inside the selected one, side by side: composition by year and a map each, all on one scale.


def show_areas(view: View) -> None:
    """Cards with a small composition chart and a small map, a legend for all, and the table of their numbers."""
    level = below(view.selection)
    areas = small_multiples.small_areas(view.data, view.selection)
    plain_text.subheader(small_multiples.small_finding(view.data, view.selection))
    if level == "desa":
        plain_text.caption(_("Tiap kartu: status pada tiap tahun."))
    else:
        plain_text.caption(
            _(
                "Tiap kartu: persen desa menurut status tiap tahun (0–100%), dan status tiap desa pada {tahun}; semua peta "
                "berskala sama, lebarnya {lebar} km."
            ).format(tahun=view.selection.tahun, lebar=format_number(map_picture.width_km(view.selection.area, level)))
        )
    classes = status_classes()
    parts = [{"label": classes[key].label, "warna": classes[key].warna, "pola": classes[key].pola} for key in STATUS]
    markup.show("kunci.html", judul=_("Warna status"), isi=parts)
    link = profile_link if level == "desa" else area_link
    rows = [
        {
            "nama": area.nama,
            "tautan": link(view, area.kode),
            "kalimat": area.kalimat,
            "berdesa": area.berdesa,
            "batang": area.batang,
            "alt": area.alt,
            "peta": map_picture.address(view, area.kode) if level != "desa" and map_picture.has_boundary(area.kode) else "",
            "peta_alt": _("Peta status desa {nama}, {tahun}").format(nama=area.nama, tahun=view.selection.tahun),
        }
        for area in areas
    ]
    markup.show("kecil.html", judul=_("Wilayah satu per satu"), isi=rows, pilihan=view.selection.tahun)
    table = small_multiples.small_table(view.data, view.selection)
    show_source(table.sumber, break_note(view.data.years), borders.boundary_note() if level != "desa" else "")
    twin = st.expander(_("Tabel dan unduhan"), icon=":material/table:", key="tabel_wilayah", on_change="rerun")
    if twin.open:
        with twin:
            add.offer_page_chart("komposisi_wilayah")
            if level != "desa":
                drawn = [area.kode for area in areas if map_picture.has_boundary(area.kode)]
                show_small_map_pictures(view.data, view.selection, drawn, "peta_kecil")
            show_table(table, lambda key: link(view, key.partition("|")[0]), key="tabel_wilayah_isi")


# What may come: desa near a bound between two statuses, and the outlook, marked as an estimate.


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
    plain_text.subheader(table.judul)
    plain_text.caption(table.penjelasan)
    if table.frame.empty:
        st.info(_("Tidak ada desa sedekat itu dengan batas."), icon=":material/info:")
        return
    show_table(table, lambda kode: profile_link(view, kode), key="jarak_desa", sorted_by="jarak")
    show_source(table.sumber)


def show_outlook(view: View) -> None:
    """The estimate with its interval, how it is made, and the same for every area inside; or why there is none."""
    found = outlook.outlook_of(view.data, view.selection)
    if found is None:
        st.info(plain_text.escaped(outlook_method.refusal(view.data, view.selection)), icon=":material/block:")
        return
    markup.show("perkiraan.html", lencana=_("Perkiraan"), keterangan=outlook_method.mark_note(found))
    show_chart(outlook.outlook_chart(view.data, view.selection, found), lambda _row: "")
    inside = outlook.outlook_by_area(view.data, view.selection)
    if inside is not None:
        plain_text.subheader(inside.judul)
        show_table(inside, lambda kode: area_link(view, kode), key="perkiraan_wilayah")
        show_source(inside.sumber, inside.penjelasan)
    plain_text.subheader(_("Cara menghitung"))
    markup.show("butir.html", isi=outlook_method.method(found))
    heads, rows = outlook_method.transition_rows(found)
    plain_text.caption(
        _("Bagian perpindahan per tahun: dari desa berstatus di baris, berapa yang setahun kemudian berstatus di kolom.")
    )
    markup.show("daftar.html", judul=_("Bagian perpindahan per tahun"), kolom=heads, isi=rows)
