"""The rows behind a comparison as tables: largest changes, each list of rows, and the published figures beside the file's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import streamlit as st

from lib.domain.indeks import indices
from lib.domain.language import N_, format_date, format_number
from lib.domain.language import gettext as _
from lib.domain.program import all_programs
from lib.domain.status import STATUS, status_label
from lib.importing.checks.findings import shown
from lib.importing.comparing.comparison import Comparison
from lib.importing.report.outcome import ImportReport
from lib.importing.report.text import total_label
from lib.ui.frame import plain_text
from lib.ui.frame.table import show_table
from lib.view.data.manage_tables import manage_table
from lib.view.frame.selection import View
from lib.view.frame.tables import Column, Kind, TableDescription

LISTS: Final = {
    "berubah": N_("Berubah"),
    "baru": N_("Baru"),
    "hilang": N_("Tidak ada lagi"),
    "tetap": N_("Tetap"),
}


def count_meaning(name: str) -> str:
    """What a row of a list of ``LISTS`` has been through."""
    return {
        "berubah": _("ada di keduanya, isinya lain"),
        "baru": _("hanya ada di yang baru"),
        "hilang": _("hanya ada di yang lama"),
        "tetap": _("sama di keduanya"),
    }[name]


def show_largest(view: View, comparison: Comparison, indeks: str, key: str, stem: str) -> None:
    """The largest rises and falls of the score; nothing where no score moved."""
    changes = [*comparison.naik, *comparison.turun]
    if not changes:
        return
    decimals = indices()[indeks].desimal
    kolom = (
        *_place_columns(),
        Column("sebelum", _("Sebelum"), "angka", _("Skor sebelumnya."), decimals),
        Column("sesudah", _("Sesudah"), "angka", _("Skor di berkas ini."), decimals),
        Column("selisih", _("Selisih"), "selisih", _("Sesudah dikurangi sebelum, dalam poin indeks."), decimals),
        Column("status_sebelum", _("Status sebelum"), "teks", _("Status sebelumnya.")),
        Column("status_sesudah", _("Status sesudah"), "teks", _("Status di berkas ini.")),
    )
    rows = [
        (*_place(view, it.kode), it.sebelum, it.sesudah, it.selisih, _status(it.status_sebelum), _status(it.status_sesudah))
        for it in changes
    ]
    table = manage_table(
        _("Perubahan nilai terbesar"),
        _("Kenaikan dan penurunan terbesar."),
        kolom,
        rows,
        nama_berkas=f"perubahan-{stem}",
        sumber=_("Sumber: {sumber}.").format(sumber=stem),
    )
    with st.expander(
        _("Perubahan nilai terbesar: {naik} naik, {turun} turun").format(naik=len(comparison.naik), turun=len(comparison.turun)),
        key=f"{key}_terbesar",
    ):
        show_table(table, lambda _key: "", key=f"{key}_terbesar_tabel", sorted_by="selisih")


def _place_columns() -> tuple[Column, ...]:
    return (
        Column("kode", _("Kode"), "teks", _("Kode wilayah Kemendagri.")),
        Column("nama", _("Nama"), "teks", _("Nama resmi.")),
        Column("kecamatan", _("Kecamatan"), "teks", _("Kecamatannya.")),
        Column("kabupaten", _("Kabupaten/kota"), "teks", _("Kabupaten atau kotanya.")),
    )


def _place(view: View, kode: str) -> tuple[str, ...]:
    parts = kode.split(".")
    name: Callable[[str], str] = view.data.name
    return (
        kode,
        name(kode),
        name(".".join(parts[:3])) if len(parts) > 3 else "–",
        name(".".join(parts[:2])) if len(parts) > 1 else "–",
    )


def _status(status: str | None) -> str | None:
    return status_label(status) if status in STATUS else None


def rows_table(view: View, comparison: Comparison, name: str, indeks: str, stem: str) -> TableDescription:
    """The rows of one of ``LISTS``: place, and what they held before and hold now."""
    keys = getattr(comparison, name)
    kolom: tuple[Column, ...]
    if indeks:
        decimals = indices()[indeks].desimal
        kolom = (
            *_place_columns(),
            Column("sebelum", _("Sebelum"), "angka", _("Skor sebelumnya."), decimals),
            Column("sesudah", _("Sesudah"), "angka", _("Skor di berkas ini."), decimals),
            Column("status_sebelum", _("Status sebelum"), "teks", _("Status sebelumnya.")),
            Column("status_sesudah", _("Status sesudah"), "teks", _("Status di berkas ini.")),
        )
        empty = (None, None)
        rows = [
            (*_place(view, kode), old[0], new[0], _status(old[1]), _status(new[1]))
            for kode in keys
            for old, new in [(comparison.lama.get(kode, empty), comparison.kini.get(kode, empty))]
        ]
    else:
        coverage = bool(keys) and len(keys[0]) == 3
        kind: Kind = "jumlah" if coverage else "teks"
        kolom = (
            *_place_columns(),
            Column("perihal", _("Perihal"), "teks", _("Tahap dan tanggal, atau tahun dan ajang.")),
            Column("sebelum", _("Sebelum"), kind, _("Isi sebelumnya.")),
            Column("sesudah", _("Sesudah"), kind, _("Isi di berkas ini.")),
        )
        rows = [(*_place(view, it[0]), _subject(it), comparison.lama.get(it), comparison.kini.get(it)) for it in keys]
    return manage_table(
        _(LISTS[name]),
        count_meaning(name),
        kolom,
        rows,
        nama_berkas=f"{name}-{stem}",
        sumber=_("Sumber: {sumber}.").format(sumber=stem),
        contoh="contoh" in comparison.sifat,
    )


def _subject(key: tuple[Any, ...]) -> str:
    if len(key) == 3:
        stages = {tahap.id: tahap.label for program in all_programs().values() for tahap in program.tahap}
        return f"{stages.get(key[2], key[2])}, {format_date(key[1])}"
    return ", ".join(shown(part) for part in key[1:])


def show_facts(view: View, part: ImportReport) -> None:
    """The published totals beside the file's, area by area."""
    same = sum(fact.cocok for fact in part.changes.fakta)
    title = _("Angka yang diterbitkan: {cocok} dari {jumlah} sama dengan berkas ini").format(
        cocok=format_number(same), jumlah=format_number(len(part.changes.fakta))
    )
    plain_text.subheader(title)
    kolom = (
        Column("kode", _("Kode"), "teks", _("Kode wilayah Kemendagri.")),
        Column("nama", _("Nama"), "teks", _("Nama resmi.")),
        Column("hal", _("Yang dihitung"), "teks", _("Status, atau tahap program dan tanggalnya.")),
        Column("terbit", _("Diterbitkan"), "jumlah", _("Menurut sumber yang diterbitkan.")),
        Column("berkas", _("Berkas ini"), "jumlah", _("Dihitung dari berkas ini.")),
        Column("selisih", _("Selisih"), "selisih", _("Berkas ini dikurangi yang diterbitkan.")),
    )
    rows = [
        (fact.kode, view.data.name(fact.kode), total_label(part, fact.kunci), fact.terbit, fact.berkas, fact.berkas - fact.terbit)
        for fact in part.changes.fakta
    ]
    table = manage_table(
        title,
        _("Satu baris per wilayah dan hal yang dihitung."),
        kolom,
        rows,
        nama_berkas=f"angka-terbitan-{part.source.berkas}",
        sumber=_("Sumber: {sumber}.").format(sumber=part.source.berkas),
    )
    twin = st.expander(_("Angka per wilayah"), icon=":material/table:", key="kelola_fakta", on_change="rerun")
    if twin.open:
        with twin:
            show_table(table, lambda _key: "", key="kelola_fakta_tabel", sorted_by="kode")
