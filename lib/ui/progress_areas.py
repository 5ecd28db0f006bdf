"""The areas inside the selected one, side by side: composition by year and a map each, all on one scale."""

from __future__ import annotations

import streamlit as st

from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_classes
from lib.published import borders
from lib.ui import map_picture, markup, plain, present_add
from lib.ui.heading import area_link, profile_link, show_source
from lib.ui.picture_download import show_small_map_pictures
from lib.ui.state import View
from lib.ui.table import show_table
from lib.view import small_multiples
from lib.view.progress import below, break_note


def show_areas(view: View) -> None:
    """Cards with a small composition chart and a small map, a legend for all, and the table of their numbers."""
    level = below(view.selection)
    areas = small_multiples.small_areas(view.data, view.selection)
    plain.subheader(small_multiples.small_finding(view.data, view.selection))
    if level == "desa":
        plain.caption(_("Tiap kartu: status pada tiap tahun."))
    else:
        plain.caption(
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
            present_add.offer_page_chart("komposisi_wilayah")
            if level != "desa":
                drawn = [area.kode for area in areas if map_picture.has_boundary(area.kode)]
                show_small_map_pictures(view.data, view.selection, drawn, "peta_kecil")
            show_table(table, lambda key: link(view, key.partition("|")[0]), key="tabel_wilayah_isi")
