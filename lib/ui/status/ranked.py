"""A list of areas, ranked, each with its desa by status as a bar."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_label
from lib.view.status.overview import RankedArea
from lib.web import markup


def show_ranked(areas: Iterable[RankedArea], judul: str, nama: str, link: Callable[[str], str]) -> None:
    """``nama`` heads the column of names, ``link`` makes the address of an area."""
    rows = [
        {
            "peringkat": area.peringkat,
            "nama": area.nama,
            "tautan": link(area.kode),
            "bagian": area.bagian,
            "nilai": area.nilai,
            "keterangan": area.keterangan,
            "segmen": [
                {
                    "label": part.label,
                    "jumlah": part.jumlah,
                    "teks": format_number(part.jumlah),
                    "warna": part.warna,
                    "warna_teks": part.warna_teks,
                }
                for part in area.segmen
            ],
        }
        for area in areas
    ]
    columns = {
        "peringkat": _("No."),
        "nama": nama,
        "komposisi": _("Desa menurut status, dari Mandiri ke Sangat Tertinggal"),
        "bagian": status_label(STATUS[-1]),
        "nilai": _("Rata-rata nilai"),
    }
    markup.show("peringkat.html", judul=judul, kolom=columns, isi=rows)
