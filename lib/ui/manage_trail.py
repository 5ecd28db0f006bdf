"""The trail: who did what to what, and when. It can be read and taken home, never changed."""

from __future__ import annotations

import json

import streamlit as st

from lib.domain.language import gettext as _
from lib.domain.roles import Pelaku
from lib.published import source
from lib.store.audit import JejakEntry, read_audit
from lib.ui import plain
from lib.ui.manage_names import sortable_moment
from lib.ui.state import View
from lib.ui.table import show_table
from lib.view.manage_tables import manage_table
from lib.view.tables import Column, TableDescription


def show_trail(_view: View, pelaku: Pelaku) -> None:
    """The whole trail, newest first."""
    pelaku.require("jejak")
    entries = read_audit(source.engine())
    plain.subheader(_("Jejak"))
    plain.caption(_("Setiap tindakan yang menyimpan sesuatu, oleh siapa dan kapan. Jejak hanya bertambah."))
    acts = sorted({entry.tindakan for entry in entries})
    chosen = st.multiselect(
        _("Tindakan"), acts, key="kelola_jejak_tindakan", placeholder=_("Semua tindakan"), help=_("Kosongkan untuk semua.")
    )
    shown = [entry for entry in entries if not chosen or entry.tindakan in chosen]
    show_table(_table(shown), lambda _key: "", key="kelola_jejak", descending=True)


def _table(entries: list[JejakEntry]) -> TableDescription:
    kolom = (
        Column("nomor", _("Nomor"), "jumlah", _("Nomor urut; yang terbesar paling baru.")),
        Column("waktu", _("Waktu (WIB)"), "teks", _("Kapan, menurut waktu Lampung.")),
        Column("pelaku", _("Pelaku"), "teks", _("Akun yang bertindak; cli: dari terminal.")),
        Column("tindakan", _("Tindakan"), "teks", _("Apa yang dilakukan.")),
        Column("objek", _("Objek"), "teks", _("Versi atau akun yang dikenai.")),
        Column("rincian", _("Rincian"), "teks", _("Keterangan yang disimpan bersama tindakan itu.")),
    )
    rows = [
        (entry.id, sortable_moment(entry.waktu), entry.pelaku, entry.tindakan, entry.objek, _details(entry)) for entry in entries
    ]
    return manage_table(_("Jejak"), _("Satu baris per tindakan."), kolom, rows, nama_berkas="jejak")


def _details(entry: JejakEntry) -> str | None:
    told = [f"{name}: {_plain(value)}" for name, value in entry.rincian.items() if value not in (None, "", [], {})]
    return "; ".join(told) or None


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
