"""Step one of an import: what the file was taken for, how its rows add up, and which kabupaten it speaks of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import streamlit as st

from lib.domain.indeks import indices
from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.program import all_programs
from lib.domain.wilayah import at_tingkat, is_within
from lib.importing.report.outcome import ImportReport
from lib.ui.frame import plain_text
from lib.ui.frame.table import show_table
from lib.ui.manage.boundaries import show_boundaries
from lib.view.data.manage_tables import manage_table
from lib.view.frame.selection import View
from lib.view.frame.tables import Column, TableDescription
from lib.web import markup


def show_content(view: View, part: ImportReport) -> None:
    """What the dataset is, and its rows by kabupaten; for boundaries the map that they would make."""
    plain_text.subheader(_("Isi berkas"))
    if "." in part.dataset.wilayah:
        st.info(
            plain_text.escaped(
                _("Berkas sebagian: hanya data di {wilayah} yang akan diganti; wilayah lain tetap seperti sekarang.").format(
                    wilayah=part.dataset.wilayah_nama
                )
            ),
            icon=":material/crop:",
        )
    markup.show("kelola_isi.html", isi=list(_lines(part)))
    if part.dataset.jenis == "batas":
        show_boundaries(view, part)
    else:
        show_table(_by_kabupaten(view, part), lambda _key: "", key="kelola_kabupaten", sorted_by="kode")


def _lines(part: ImportReport) -> Iterator[tuple[str, str]]:
    yield _("Tata letak"), _(part.source.layout_nama)
    sheets = ", ".join(nama for nama in part.source.sheets if nama)
    if sheets:
        yield _("Lembar"), sheets
    if part.dataset.jenis == "indeks" and part.dataset.indeks in indices():
        yield _("Indeks"), indices()[part.dataset.indeks].label
    if part.dataset.program in all_programs():
        yield _("Program"), all_programs()[part.dataset.program].label
    if part.dataset.tahun:
        yield _("Tahun"), str(part.dataset.tahun)
    yield _("Wilayah"), f"{part.dataset.wilayah_nama} ({part.dataset.wilayah})" if part.dataset.wilayah else "–"
    yield (
        _("Baris di berkas"),
        _("{berkas} = dibaca {dibaca} + wilayah atau tahun lain {lain} + dilewati {dilewati}").format(
            berkas=format_number(part.counts.in_file),
            dibaca=format_number(part.counts.read),
            lain=format_number(part.counts.left_out),
            dilewati=format_number(part.counts.skipped),
        ),
    )
    yield (
        _("Baris dibaca"),
        _("{dibaca} = diterima {diterima} + ditolak {ditolak}").format(
            dibaca=format_number(part.counts.read),
            diterima=format_number(part.counts.accepted),
            ditolak=format_number(part.counts.refused),
        ),
    )
    yield _("Sidik jari (SHA-256)"), part.source.sha256


def _codes(part: ImportReport) -> Iterator[str]:
    for row in (*part.content.rows.nilai, *part.content.rows.prestasi):
        yield str(row[0])
    for row in part.content.rows.cakupan:
        yield str(row[1])


def _by_kabupaten(view: View, part: ImportReport) -> TableDescription:
    rows = Counter(at_tingkat(kode, "kabupaten") if kode.count(".") else kode for kode in _codes(part))
    areas = sorted(
        rows.keys()
        | {kode for kode in view.data.codes_at("kabupaten") if part.dataset.wilayah and is_within(kode, part.dataset.wilayah)}
    )
    kolom = [
        Column("kode", _("Kode"), "teks", _("Kode wilayah Kemendagri.")),
        Column("nama", _("Kabupaten/kota"), "teks", _("Nama resmi.")),
        Column("baris", _("Baris diterima"), "jumlah", _("Baris berkas ini yang akan disimpan.")),
    ]
    listed = part.content.register if part.dataset.jenis == "indeks" else None
    if listed is not None and part.dataset.tahun is not None:
        kolom += [
            Column("desa", _("Desa terdaftar"), "jumlah", _("Desa pada tahun itu menurut daftar resmi.")),
            Column("kurang", _("Tidak ada di berkas"), "jumlah", _("Desa terdaftar tanpa baris yang diterima.")),
        ]
    present = set(_codes(part))
    content = []
    for kode in areas:
        row: list[object] = [kode, view.data.name(kode), rows[kode]]
        if listed is not None and part.dataset.tahun is not None:
            expected = listed.expected(part.dataset.tahun, kode)
            row += [len(expected), len(expected - present)]
        content.append(row)
    return manage_table(
        _("Baris per kabupaten/kota"),
        _("Satu baris per kabupaten/kota di wilayah berkas ini."),
        kolom,
        content,
        nama_berkas=f"isi-{part.source.berkas}",
        sumber=_("Sumber: {sumber}.").format(sumber=part.source.berkas),
    )
