"""The versions on the page: the list, one of them in full, any two compared, and the acts: publish, discard, roll back."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from lib.domain.errors import DasborError
from lib.domain.indeks import indeks_of_year
from lib.domain.language import format_date, format_number
from lib.domain.language import gettext as _
from lib.domain.program import all_programs
from lib.domain.roles import Pelaku
from lib.domain.status import STATUS, status_label
from lib.importing.comparing.versions import COMPARED, Compared, compare_versions
from lib.importing.options import Options
from lib.importing.reading.originals import original
from lib.published import source
from lib.store.tables import DRAF
from lib.store.versions import VersionInfo, list_versions
from lib.ui.frame import choice, plain_text, state
from lib.ui.frame.table import show_table
from lib.ui.manage import upload
from lib.ui.manage.comparison import show_one, show_totals
from lib.ui.manage.findings import show_kept_findings
from lib.ui.manage.options import own_area
from lib.ui.manage.page import download, show_error
from lib.ui.manage.upload import Held
from lib.ui.manage.version_actions import STATES, TOLD, moment, show_acts, sortable_moment, version_subject, version_title
from lib.view.data.manage_tables import manage_table
from lib.view.data.table_content import sifat_label
from lib.view.frame.selection import View
from lib.view.frame.tables import Column, TableDescription, slug
from lib.web import markup

IN_FORCE: Final = "terbit"
NOTHING: Final = "tidak"


def show_versions(view: View, pelaku: Pelaku) -> None:
    """The list of versions, then the one that the address names."""
    pelaku.require("lihat_versi")
    entries = list_versions(source.engine())
    told = st.session_state.pop(TOLD, None)
    if told is not None:
        st.success(plain_text.escaped(told), icon=":material/check_circle:")
    plain_text.subheader(_("Versi data"))
    states = st.segmented_control(
        _("Keadaan"),
        list(STATES),
        selection_mode="multi",
        format_func=lambda key: f"{_(STATES[key])} ({format_number(sum(entry.keadaan == key for entry in entries))})",
        key="kelola_versi_keadaan",
        help=_("Tanpa pilihan: semua."),
    )
    shown = [entry for entry in entries if not states or entry.keadaan in states]
    if not shown:
        st.info(_("Tidak ada versi dengan keadaan itu."), icon=":material/info:")
        return
    show_table(_table(view, shown), lambda _key: "", key="kelola_versi", descending=True)
    _show_chosen(view, pelaku, entries, shown)


def _table(view: View, entries: list[VersionInfo]) -> TableDescription:
    kolom = (
        Column("versi", _("Versi"), "jumlah", _("Nomor versi di basis data.")),
        Column("keadaan", _("Keadaan"), "teks", _("Draf, terbit, diganti, atau dibuang.")),
        Column("perihal", _("Perihal"), "teks", _("Jenis data, tahun atau program, dan wilayahnya.")),
        Column("sifat", _("Sifat data"), "teks", _("Resmi, turunan, atau contoh.")),
        Column("baris", _("Jumlah baris"), "jumlah", _("Jumlah baris versi itu.")),
        Column("oleh", _("Diimpor oleh"), "teks", _("Akun yang mengimpor; cli: dari terminal.")),
        Column("diimpor", _("Diimpor (WIB)"), "teks", _("Kapan diimpor, menurut waktu Indonesia Barat.")),
        Column("terbit", _("Terbit (WIB)"), "teks", _("Kapan terakhir diterbitkan, menurut waktu Indonesia Barat.")),
        Column("berkas", _("Berkas"), "teks", _("Nama berkas asalnya.")),
        Column("sidik", _("Sidik jari"), "teks", _("Awal sidik jari SHA-256 berkas asalnya.")),
        Column("catatan", _("Catatan"), "teks", _("Catatan saat diimpor.")),
    )
    rows = [
        (
            *(it.id, _(STATES[it.keadaan]), version_subject(view.data, it), sifat_label(it.sifat), it.jumlah_baris),
            *(it.diimpor_oleh, sortable_moment(it.diimpor_pada), sortable_moment(it.diterbitkan_pada)),
            *(it.berkas or None, it.sha256[:12] or None, it.catatan or None),
        )
        for it in entries
    ]
    return manage_table(_("Versi data"), _("Satu baris per versi, yang terbaru dahulu."), kolom, rows, nama_berkas="versi-data")


def _show_chosen(view: View, pelaku: Pelaku, entries: list[VersionInfo], shown: list[VersionInfo]) -> None:
    known = {str(entry.id): entry for entry in entries}
    asked = state.page_parameter("versi")
    first = str(shown[0].id)
    offered = [str(entry.id) for entry in shown]
    chosen = asked if asked in offered else first
    choice.selectbox(
        _("Lihat versi"),
        offered,
        format_func=lambda key: version_title(view.data, known[key]),
        **state.bound_parameter("f_versi", "versi", chosen),
    )
    entry = known[chosen]
    plain_text.subheader(_("Versi {versi}: {perihal}").format(versi=entry.id, perihal=version_subject(view.data, entry)))
    markup.show("kelola_isi.html", isi=_lines(entry))
    _show_original(pelaku, entries, entry)
    show_kept_findings(pelaku, entry)
    compared = _show_compared(view, entries, entry)
    show_acts(pelaku, entry, compared)


def _lines(entry: VersionInfo) -> list[tuple[str, str]]:
    told = entry.laporan
    lines = [
        (_("Keadaan"), _(STATES[entry.keadaan])),
        (_("Judul"), entry.judul),
        (_("Sifat data"), sifat_label(entry.sifat)),
        (_("Penerbit"), entry.penerbit),
        (_("Diimpor"), _("{waktu} oleh {siapa}").format(waktu=moment(entry.diimpor_pada), siapa=entry.diimpor_oleh)),
        (_("Terbit"), moment(entry.diterbitkan_pada)),
        (_("Berkas"), entry.berkas),
        (_("Sidik jari (SHA-256)"), entry.sha256),
        (_("Tanggal sumber"), format_date(entry.tanggal) if entry.tanggal else ""),
        (_("Catatan"), entry.catatan),
    ]
    if "dibaca" in told:
        lines.append(
            (
                _("Laporan impor"),
                _("dibaca {dibaca} = diterima {diterima} + ditolak {ditolak}; temuan: {temuan}").format(
                    dibaca=format_number(told["dibaca"]),
                    diterima=format_number(told["diterima"]),
                    ditolak=format_number(told["ditolak"]),
                    temuan=format_number(sum(told.get("temuan", {}).values())),
                ),
            )
        )
    if entry.jenis == "indeks" and isinstance(told.get("status"), dict):
        counts = told["status"]
        lines.append(
            (
                _("Jumlah per status"),
                ", ".join(f"{status_label(key)} {format_number(counts.get(key, 0))}" for key in reversed(STATUS)),
            )
        )
    return [(name, text) for name, text in lines if text and text != "–"]


def _show_original(pelaku: Pelaku, entries: list[VersionInfo], entry: VersionInfo) -> None:
    """The file that the version came from, for those who could have imported it."""
    if not pelaku.may("impor", entry.wilayah):
        return
    data = original(entry.sha256)
    if data is None:
        plain_text.caption(_("Berkas asli versi ini tidak disimpan di sini."))
        return
    with st.container(horizontal=True):
        _show_original_acts(pelaku, entries, entry, data)


def _show_original_acts(pelaku: Pelaku, entries: list[VersionInfo], entry: VersionInfo, data: bytes) -> None:
    stem, _dot, ending = entry.berkas.rpartition(".")
    download(
        _("Unduh berkas asli"),
        lambda: data,
        f"{slug(stem or entry.berkas)}.{slug(ending)}" if stem else slug(entry.berkas),
        "application/octet-stream",
        key="kelola_unduh_asli",
    )
    if st.button(
        _("Periksa lagi berkas aslinya"),
        icon=":material/fact_check:",
        key="kelola_periksa_asli",
        help=_("Membuka laporan dan perbandingannya dengan data yang sekarang terbit. Tidak ada yang disimpan.")
        if entry.keadaan != DRAF
        else _("Membuka laporan dan perbandingannya dengan data yang sekarang terbit. Bila disimpan lagi, draf ini digantikan."),
    ):
        area = own_area(pelaku) or (entry.wilayah if "." in entry.wilayah else None)
        upload.take(Held(entry.berkas, data, options=Options(wilayah=area), draf=_drafts(pelaku, entries, entry)))
        state.set_page_parameter("bagian", "")
        st.rerun()


def _drafts(pelaku: Pelaku, entries: list[VersionInfo], entry: VersionInfo) -> tuple[int, ...]:
    """The drafts that looking at a draft's file again replaces: those that this file made for the same area."""
    if entry.keadaan != DRAF:
        return ()
    same = [it for it in entries if it.keadaan == DRAF and (it.sha256, it.wilayah) == (entry.sha256, entry.wilayah)]
    return tuple(sorted(it.id for it in same if pelaku.may("buang", it.wilayah)))


def _show_compared(view: View, entries: list[VersionInfo], entry: VersionInfo) -> Compared | None:
    """The version against another one, or against what is in force; None when nothing is compared."""
    if entry.jenis not in COMPARED:
        return None
    others = {str(it.id): it for it in entries if it.jenis == entry.jenis and it.id != entry.id}
    offered = [NOTHING, IN_FORCE, *others]
    default = IN_FORCE if entry.keadaan == DRAF else NOTHING
    asked = state.page_parameter("dengan")
    chosen = asked if asked in offered else default
    names = {NOTHING: _("tidak dibandingkan"), IN_FORCE: _("yang sekarang berlaku")}
    choice.selectbox(
        _("Bandingkan dengan"),
        offered,
        format_func=lambda key: names.get(key) or version_title(view.data, others[key]),
        **state.bound_parameter(f"f_dengan_{entry.id}", "dengan", chosen, default),
    )
    if chosen == NOTHING:
        return None
    try:
        compared = compare_versions(source.engine(), entry, others.get(chosen))
    except DasborError as error:
        show_error(error)
        return None
    indeks = indeks_of_year(entry.tahun).id if entry.jenis == "indeks" and entry.tahun else ""
    before = _("Sekarang berlaku") if chosen == IN_FORCE else _("Versi {versi}").format(versi=chosen)
    after = _("Versi {versi}").format(versi=entry.id)
    for program, comparison in compared.bagian.items():
        title = _("{sesudah} dibanding {sebelum}").format(sesudah=after, sebelum=before[0].lower() + before[1:])
        if program:
            title = f"{all_programs()[program].label}: {title}"
        rows = [
            (_total_name(entry.jenis, key), comparison.sebelum.get(key, 0), comparison.sesudah.get(key, 0))
            for key in _keys(entry, comparison)
        ]
        show_totals(_("Isi"), before, after, rows, add_up=entry.jenis != "program")
        if comparison.empty:
            plain_text.caption(_("Belum ada data yang berlaku untuk wilayah dan tahun itu: semuanya baru."))
        show_one(view, comparison, title, indeks, key=f"kelola_versi_banding_{program}", stem=f"versi-{entry.id}")
    return compared


def _keys(entry: VersionInfo, comparison: Any) -> list[str]:
    if entry.jenis == "indeks":
        return list(reversed(STATUS))
    return sorted(comparison.sebelum.keys() | comparison.sesudah.keys())


def _total_name(jenis: str, key: str) -> str:
    return status_label(key) if jenis == "indeks" else key
