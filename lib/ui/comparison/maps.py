"""Small maps of the compared areas on one scale, with one legend, and their table."""

from __future__ import annotations

from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.published import borders
from lib.ui.comparison.sections import Link, show_download
from lib.ui.frame import plain_text
from lib.ui.frame.heading import show_source
from lib.ui.frame.picture_download import show_small_map_pictures
from lib.ui.frame.symbols import SYMBOLS
from lib.view.comparison import maps
from lib.view.comparison.areas import Comparison
from lib.view.frame.selection import View
from lib.web import map_picture, markup


def show_maps(view: View, comparison: Comparison, link: Link) -> None:
    """The desa of each compared area by status."""
    data, tahun = view.data, view.selection.tahun
    plain_text.subheader(maps.finding(data, comparison))
    parent = None if comparison.level == "kabupaten" else comparison.induk
    plain_text.caption(
        _("Status tiap desa pada {tahun}; semua peta berskala sama, lebarnya {lebar} km.").format(
            tahun=tahun, lebar=format_number(map_picture.width_km(parent, comparison.level))
        )
    )
    rows = []
    for entry in maps.small_maps(data, comparison):
        colour, shape = comparison.style(entry.kode)
        rows.append(
            {
                "nama": entry.nama,
                "tautan": link(entry.kode),
                "warna": colour,
                "simbol": SYMBOLS[shape],
                "kalimat": entry.kalimat,
                "gambar": map_picture.address(view, entry.kode) if map_picture.has_boundary(entry.kode) else "",
                "alt": entry.alt,
            }
        )
    markup.show("peta_kecil.html", judul=_("Peta wilayah yang disandingkan"), isi=rows, kosong=_("Belum ada batas wilayah."))
    classes = maps.legend(data, comparison)
    total = sum(entry.jumlah for entry in classes) or 1
    markup.show(
        "legenda.html",
        judul=_("Jumlah desa per status, semua peta"),
        isi=[
            {
                "label": entry.label,
                "selang": "",
                "warna": entry.warna,
                "pola": entry.pola,
                "jumlah": entry.jumlah,
                "teks": format_number(entry.jumlah),
                "bagian": round(entry.jumlah / total, 4),
            }
            for entry in classes
        ],
        histogram=None,
        datar=True,
        catatan=[],
    )
    table = maps.maps_table(data, comparison)
    show_source(table.sumber, borders.boundary_note())
    drawn = [row.kode for row in maps.small_maps(data, comparison) if map_picture.has_boundary(row.kode)]
    show_download(
        lambda: table,
        link,
        "tabel_peta_banding",
        lambda: show_small_map_pictures(data, view.selection, drawn, "peta_banding"),
    )
