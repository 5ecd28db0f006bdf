"""The trail: who did what to what, and when. It can be read and taken home, never changed."""

from __future__ import annotations

import json
from typing import Final

from lib.domain.language import N_
from lib.domain.language import gettext as _
from lib.domain.roles import Pelaku
from lib.published import source
from lib.store.audit import JejakEntry, read_audit
from lib.ui.frame import choice, plain_text
from lib.ui.frame.table import show_table
from lib.ui.manage.version_actions import sortable_moment
from lib.view.data.manage_tables import manage_table
from lib.view.frame.selection import View
from lib.view.frame.tables import Column, TableDescription

# The words in which the store writes the trail, as readers of either language know them.
ACTS: Final = {
    "draf": N_("simpan draf"),
    "terbit": N_("terbitkan"),
    "kembalikan": N_("kembalikan"),
    "buang": N_("buang draf"),
    "petaan": N_("simpan petaan kolom"),
    "masuk": N_("masuk"),
    "program": N_("perbarui program"),
    "akun tambah": N_("tambah akun"),
    "akun sandi": N_("ganti kata sandi"),
    "akun tutup": N_("tutup akun"),
    "paparan simpan": N_("simpan paparan"),
    "paparan hapus": N_("hapus paparan"),
    "pulihkan": N_("pulihkan cadangan"),
}
DETAILS: Final = {
    "judul": N_("judul"),
    "berkas": N_("nama berkas"),
    "sha256": N_("sidik jari"),
    "jenis": N_("jenis data"),
    "jumlah_baris": N_("jumlah baris"),
    "jumlah": N_("jumlah"),
    "sebab": N_("sebab"),
    "urutan": N_("urutan terbit"),
    "menggantikan": N_("menggantikan versi"),
    "diganti_oleh": N_("diganti versi"),
    "catatan": N_("catatan"),
    "peran": N_("peran"),
    "kabupaten": N_("kabupaten"),
    "dibuat": N_("dibuat"),
}


def show_trail(_view: View, pelaku: Pelaku) -> None:
    """The whole trail, newest first."""
    pelaku.require("jejak")
    entries = read_audit(source.engine())
    plain_text.subheader(_("Jejak"))
    plain_text.caption(_("Setiap tindakan yang menyimpan sesuatu, oleh siapa dan kapan. Jejak hanya bertambah."))
    acts = sorted({entry.tindakan for entry in entries})
    chosen = choice.multiselect(
        _("Tindakan"),
        acts,
        key="kelola_jejak_tindakan",
        placeholder=_("Semua tindakan"),
        format_func=_act,
        help=_("Kosongkan untuk semua."),
    )
    shown = [entry for entry in entries if not chosen or entry.tindakan in chosen]
    show_table(_table(shown), lambda _key: "", key="kelola_jejak", descending=True)


def _table(entries: list[JejakEntry]) -> TableDescription:
    kolom = (
        Column("nomor", _("Nomor"), "jumlah", _("Nomor urut; yang terbesar paling baru.")),
        Column("waktu", _("Waktu (WIB)"), "teks", _("Kapan, menurut waktu Indonesia Barat.")),
        Column("pelaku", _("Pelaku"), "teks", _("Akun yang bertindak; cli: dari terminal.")),
        Column("tindakan", _("Tindakan"), "teks", _("Apa yang dilakukan.")),
        Column("objek", _("Objek"), "teks", _("Versi atau akun yang dikenai.")),
        Column("rincian", _("Rincian"), "teks", _("Keterangan yang disimpan bersama tindakan itu.")),
    )
    rows = [(it.id, sortable_moment(it.waktu), it.pelaku, _act(it.tindakan), _object(it.objek), _details(it)) for it in entries]
    return manage_table(_("Jejak"), _("Satu baris per tindakan."), kolom, rows, nama_berkas="jejak")


def _details(entry: JejakEntry) -> str | None:
    told = [
        f"{_(DETAILS[name]) if name in DETAILS else name}: {_plain(value)}"
        for name, value in entry.rincian.items()
        if value not in (None, "", [], {})
    ]
    return "; ".join(told) or None


def _act(tindakan: str) -> str:
    return _(ACTS[tindakan]) if tindakan in ACTS else tindakan


def _object(objek: str) -> str:
    kind, _space, number = objek.partition(" ")
    return _("versi {versi}").format(versi=number) if kind == "versi" and number.isdigit() else objek


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
