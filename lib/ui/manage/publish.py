"""Step four of an import: what publishing replaces, the note, and the act itself; or a draft, or letting the file go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import streamlit as st

from lib.domain.errors import DasborError
from lib.domain.language import format_number, ngettext
from lib.domain.language import gettext as _
from lib.domain.roles import Pelaku
from lib.importing.checks.findings import Severity
from lib.importing.publication import draft_file, publish_file
from lib.importing.report.outcome import FileReport
from lib.published import source
from lib.store.versions import list_versions
from lib.ui.frame import plain_text, state
from lib.ui.manage import upload
from lib.ui.manage.page import show_error
from lib.ui.manage.upload import DONE, KEY, Done, Held
from lib.ui.manage.version_actions import version_title
from lib.view.frame.selection import View
from lib.web import markup

MAX_NOTE: Final = 500
_REFUSED: Final = "kelola_gagal_terbit"


def show_publish(view: View, pelaku: Pelaku, file: Held, report: FileReport) -> None:
    """The last look, and the buttons that this person has."""
    plain_text.subheader(_("Terbitkan"))
    if not report.publishable:
        _show_blocked(report)
    else:
        _show_consequences(view, report)
        if file.draf:
            st.info(replaced_drafts(file.draf, done=False), icon=":material/draft:")
        _show_form(pelaku, file, report)
    st.button(
        _("Buang berkas ini"),
        icon=":material/delete:",
        key="kelola_buang",
        help=_("Tidak ada yang disimpan, jadi tidak ada yang perlu dibatalkan."),
        on_click=upload.let_go,
    )


def _show_blocked(report: FileReport) -> None:
    blocking = report.by_severity[Severity.BLOCKS]
    if blocking:
        text = ngettext(
            "{jumlah} temuan menolak berkas ini. Perbaiki di berkasnya, lalu unggah lagi.",
            "{jumlah} temuan menolak berkas ini. Perbaiki di berkasnya, lalu unggah lagi.",
            blocking,
        ).format(jumlah=format_number(blocking))
    else:
        text = _("Tidak ada baris yang dapat disimpan.")
    st.error(f"{text} {_('Tidak ada yang disimpan.')}", icon=":material/block:")


def _show_consequences(view: View, report: FileReport) -> None:
    known = {entry.id: entry for entry in list_versions(source.engine())}
    warned = report.by_severity[Severity.WARNS]
    if warned:
        st.warning(
            ngettext(
                "{jumlah} temuan memperingatkan: lihat dulu di langkah 2.",
                "{jumlah} temuan memperingatkan: lihat dulu di langkah 2.",
                warned,
            ).format(jumlah=format_number(warned)),
            icon=":material/warning:",
        )
    markup.show(
        "kelola_akibat.html",
        judul=_("Yang akan terjadi"),
        isi=[
            {
                "judul": part.dataset.judul,
                "baris": _("{jumlah} baris disimpan untuk {wilayah}").format(
                    jumlah=format_number(part.counts.accepted), wilayah=part.dataset.wilayah_nama
                ),
                "sebagian": _("Hanya data di {wilayah} yang diganti.").format(wilayah=part.dataset.wilayah_nama)
                if "." in part.dataset.wilayah
                else "",
                "ganti": [version_title(view.data, known[versi]) for versi, _order in part.changes.basis if versi in known],
                "kosong": _("Belum ada yang terbit untuk wilayah dan tahun ini."),
                "kata": _("Menggantikan:") if "." not in part.dataset.wilayah else _("Menggantikan sebagian atau seluruh:"),
            }
            for part in report.bagian
        ],
    )


def replaced_drafts(ids: tuple[int, ...], *, done: bool) -> str:
    """Which drafts of the same file are or were discarded with the new version."""
    listed = ", ".join(map(str, ids))
    if done:
        return _("Draf {versi} dari berkas yang sama digantikan.").format(versi=listed)
    return _("Draf {versi} dari berkas yang sama digantikan: dibuang begitu berkas ini disimpan.").format(versi=listed)


def _show_form(pelaku: Pelaku, file: Held, report: FileReport) -> None:
    may_publish = all(pelaku.may("terbitkan", part.dataset.wilayah) for part in report.bagian)
    may_draft = all(pelaku.may("impor", part.dataset.wilayah) for part in report.bagian)
    if any(part.dataset.jenis == "batas" for part in report.bagian):
        may_publish = may_publish and pelaku.may("batas", report.bagian[0].dataset.wilayah)
        may_draft = may_draft and may_publish
    if not may_draft:
        st.error(
            plain_text.escaped(
                _("Akun {nama} hanya dapat menyimpan draf untuk kabupatennya sendiri. Tidak ada yang disimpan.").format(
                    nama=pelaku.nama
                )
            ),
            icon=":material/lock:",
        )
        return
    refused = st.session_state.pop(_REFUSED, None)
    if refused is not None:
        show_error(refused)
        st.button(
            _("Bandingkan lagi"), type="primary", icon=":material/compare_arrows:", key="kelola_banding_lagi", on_click=_again
        )
        return
    with st.form(key="kelola_terbitkan"):
        catatan = st.text_area(
            _("Catatan"),
            max_chars=MAX_NOTE,
            key="kelola_catatan",
            help=_("Mengapa data ini diterbitkan; disimpan bersama versinya dan di jejak."),
        )
        with st.container(horizontal=True):
            publish = may_publish and st.form_submit_button(
                _("Terbitkan"), type="primary", icon=":material/publish:", key="kelola_kirim_terbit"
            )
            draft = st.form_submit_button(
                _("Simpan sebagai draf"),
                type="secondary" if may_publish else "primary",
                icon=":material/draft:",
                key="kelola_kirim_draf",
            )
    if not may_publish:
        plain_text.caption(_("Draf belum tampil bagi pembaca: pengelola provinsi melihat dan menerbitkannya."))
    if publish:
        _store(publish_file, pelaku, file, report, catatan, terbit=True)
    elif draft:
        _store(draft_file, pelaku, file, report, catatan, terbit=False)


def _store(
    act: Callable[..., tuple[int, ...]], pelaku: Pelaku, file: Held, report: FileReport, catatan: str, *, terbit: bool
) -> None:
    """One transaction; what is told afterwards is what the store answered."""
    with st.spinner(_("Menyimpan …")):
        try:
            ids = act(source.engine(), report, pelaku=pelaku, catatan=catatan.strip(), menggantikan=file.draf)
        except DasborError as error:
            st.session_state[_REFUSED] = error
        else:
            told = tuple(
                (versi, part.dataset.judul, part.counts.accepted) for versi, part in zip(ids, report.bagian, strict=True)
            )
            years = [part.dataset.tahun for part in report.bagian if isinstance(part.dataset.tahun, int)]
            st.session_state[DONE] = Done(report.berkas, told, terbit, max(years, default=None), file.draf)
            st.session_state.pop(KEY, None)
            source.look_again()
    st.rerun()


def _again() -> None:
    st.session_state[upload.AGAIN] = True


# After an import was stored: which versions, whether readers see them, and where to look.


OVERVIEW: Final = "pages/ringkasan.py"
MAP: Final = "pages/peta.py"


def show_done(view: View, done: Done) -> None:
    """What was stored, as the store answered, and the way on."""
    lines = [
        _("Versi {versi}: {judul}, {jumlah} baris").format(versi=versi, judul=judul, jumlah=format_number(rows))
        for versi, judul, rows in done.versi
    ]
    if done.terbit:
        st.success(
            plain_text.escaped(_("{berkas} sudah terbit. Pembaca melihatnya sekarang.").format(berkas=done.berkas)),
            icon=":material/check_circle:",
        )
    else:
        st.success(
            plain_text.escaped(_("{berkas} disimpan sebagai draf. Pembaca belum melihatnya.").format(berkas=done.berkas)),
            icon=":material/draft:",
        )
    if done.draf:
        lines.append(replaced_drafts(done.draf, done=True))
    markup.show("catatan.html", judul=_("Yang disimpan"), isi=lines)
    if done.terbit:
        selection = view.selection
        if done.tahun in view.known.tahun:
            selection = replace(selection, tahun=done.tahun)
        # Within the session: whoever follows them stays signed in.
        with st.container(horizontal=True):
            for page, label in ((OVERVIEW, _("Lihat ringkasan")), (MAP, _("Lihat peta"))):
                st.page_link(page, label=label, icon=":material/arrow_forward:", query_params=state.link(selection))
    st.button(_("Impor berkas lain"), key="kelola_lagi", type="primary", icon=":material/upload_file:", on_click=upload.let_go)
