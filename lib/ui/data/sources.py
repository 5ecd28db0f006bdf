"""Sources and licences on the data page, and the addresses of the open data."""

from __future__ import annotations

from typing import Final

import streamlit as st

from lib.domain.language import format_date
from lib.domain.language import gettext as _
from lib.ui.frame.heading import show_heading
from lib.ui.frame.published_versions import published_origins
from lib.ui.frame.table import show_table
from lib.view.data import sources
from lib.view.data.open_links import open_address, spoken_choices
from lib.view.data.open_query import FORMATS, OPEN_LEVELS
from lib.view.data.openapi import BASE, SIFAT_HEADER
from lib.view.data.table_content import sifat_label
from lib.view.frame.places import LEVEL_NAMES, area_title
from lib.view.frame.selection import View
from lib.web import markup

DESCRIPTION: Final = f"{BASE}/openapi.json"


def show_sources(view: View) -> None:
    """Every published version, then every file that ships with its provenance twin."""
    show_heading(
        _("Dari mana datanya, dan boleh dipakai bagaimana"),
        _("Setiap versi yang terbit dan setiap berkas di folder data, dengan penerbit, lisensi, tanggal, dan sidik jarinya."),
    )
    st.subheader(_("Versi data yang terbit"), anchor=False)
    table = sources.versions_table(view.data, published_origins())
    st.caption(table.penjelasan)
    show_table(table, lambda _key: "", key="sumber_versi")
    st.subheader(_("Berkas di folder data"), anchor=False)
    st.caption(_("Judul dan keterangan dikutip dari berkas sumbernya."))
    markup.show("berkas.html", isi=[_shipped(entry) for entry in sources.shipped_files()], label_alamat=_("Alamat"))
    st.caption(
        _(
            "Batas wilayah: Open Database License (ODbL) 1.0, garis pantai © kontributor OpenStreetMap; sebut "
            "keduanya bila dipakai."
        )
    )
    twin = st.expander(_("Tabel dan unduhan"), icon=":material/table:", key="tabel_berkas", on_change="rerun")
    if twin.open:
        with twin:
            show_table(sources.files_table(), lambda _key: "", key="sumber_berkas")


def _shipped(entry: sources.ShippedFile) -> dict[str, object]:
    told = entry.sumber
    lines = [
        (_("Penerbit"), told.penerbit, True),
        (_("Lisensi"), told.lisensi, True),
        (_("Tanggal"), format_date(told.tanggal), False),
        (_("Cara dibuat"), told.cara, True),
        (_("Sidik jari (SHA-256)"), told.sha256, False),
    ]
    return {
        "nama": f"data/{entry.berkas}",
        "judul": told.judul,
        "sifat": sifat_label(told.sifat),
        "contoh": told.sifat == "contoh",
        "url": sources.http_url(told.url),
        "uraian": [line for line in lines if line[1]],
    }


def show_open_data(view: View) -> None:
    """The addresses that answer for what is selected, the parameters, and how answers are cached."""
    area = area_title(view.data, view.selection.desa or view.selection.area)
    show_heading(
        _("Data terbuka: {wilayah}, {tahun}").format(wilayah=area, tahun=view.selection.tahun),
        _("Alamat untuk program dan lembar kerja: hanya membaca, hanya data yang terbit, tanpa kata sandi."),
    )
    rows = [
        {"nama": _(LEVEL_NAMES[level]), "alamat": [open_address(view.selection, view.known, level, form) for form in FORMATS]}
        for level in OPEN_LEVELS
    ]
    markup.show("alamat.html", judul=_("Alamat untuk pilihan ini"), isi=rows)
    st.subheader(_("Parameter"), anchor=False)
    markup.show(
        "daftar.html",
        judul=_("Parameter"),
        kolom=(_("Nama"), _("Arti"), _("Pilihan")),
        isi=spoken_choices(view.known),
        kutipan=(0,),
    )
    st.markdown(
        _(
            "Setiap baris menyebut sifatnya, dan kepala jawaban {sifat} berisi {contoh} bila ada baris rekaan. Kepala {etag} "
            "hanya berubah bila yang terbit berubah: kirim kembali sebagai {syarat}, dan jawabannya 304 tanpa isi. Parameter "
            "yang tidak dikenal dijawab 400 dengan pesan dalam bahasa yang diminta."
        ).format(sifat=f"`{SIFAT_HEADER}`", contoh="`contoh`", etag="`ETag`", syarat="`If-None-Match`")
    )
    st.markdown(_("Uraian lengkap untuk mesin: [{alamat}]({alamat}) (OpenAPI 3.1).").format(alamat=DESCRIPTION))
