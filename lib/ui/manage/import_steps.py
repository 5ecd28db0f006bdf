"""The import on the page: a file is taken, examined, looked at step by step, and published or let go."""

from __future__ import annotations

from typing import Final

import streamlit as st

from lib.domain.language import N_, format_number, ngettext
from lib.domain.language import gettext as _
from lib.domain.roles import Pelaku
from lib.importing.checks.findings import Severity
from lib.importing.options import Options
from lib.importing.report.outcome import FileReport
from lib.importing.sheets import MAX_BOUNDARY_BYTES, MAX_FILE_BYTES
from lib.ui.frame import plain_text
from lib.ui.manage import upload
from lib.ui.manage.comparison import show_comparison
from lib.ui.manage.content import show_content
from lib.ui.manage.findings import show_findings
from lib.ui.manage.mapping import show_mapping
from lib.ui.manage.options import own_area, show_options
from lib.ui.manage.page import show_error
from lib.ui.manage.publish import show_done, show_publish
from lib.ui.manage.upload import Held
from lib.view.frame.selection import View
from lib.web import markup

STEPS: Final = {
    "isi": N_("Isi berkas"),
    "temuan": N_("Temuan di berkas"),
    "banding": N_("Perbandingan"),
    "terbit": N_("Terbitkan"),
}
FIRST_STEP: Final = "isi"
ENDINGS: Final = "CSV, XLSX, XLS, ODS, JSON, ZIP, GeoJSON, GeoPackage"


def show_import(view: View, pelaku: Pelaku) -> None:
    """The whole import, at the step where this session is."""
    file = upload.held()
    if file is not None and st.session_state.pop(upload.AGAIN, False):
        upload.take(file)
        st.session_state[upload.STEP] = "banding"
        st.rerun()
    if upload.DONE in st.session_state:
        show_done(view, st.session_state[upload.DONE])
    elif file is None:
        _show_upload(pelaku)
    else:
        _show_file(file)
        if file.report is not None:
            _show_steps(view, pelaku, file, file.report)
        else:
            if file.error is not None:
                show_error(file.error, warning=file.unknown)
            plain_text.caption(_("Tidak ada yang disimpan."))
            if file.opened:  # a file that cannot even be opened is not read better in another way
                show_options(view, pelaku, file, opened=not file.unknown)
            if file.unknown:
                show_mapping(pelaku, file)


def _show_upload(pelaku: Pelaku) -> None:
    own = own_area(pelaku)
    plain_text.subheader(_("Impor"))
    limits = _("{format}. Paling besar {batas} MB; berkas batas wilayah sampai {batas_wilayah} MB dari terminal.").format(
        format=ENDINGS, batas=MAX_FILE_BYTES // 1024**2, batas_wilayah=MAX_BOUNDARY_BYTES // 1024**2
    )
    markup.show("kelola_unggah.html", pilih=_("Pilih berkas"), format=limits)
    uploaded = st.file_uploader(_("Berkas yang akan diimpor"), key="kelola_unggah")
    if uploaded is not None:
        upload.take(Held(uploaded.name, uploaded.getvalue(), options=Options(wilayah=own)))
        st.rerun()
    steps = [_(STEPS[key]) for key in STEPS]
    markup.show(
        "kelola_langkah.html",
        judul=_("Langkah impor"),
        isi=list(
            zip(
                steps,
                (
                    _("Susunan kolom, tahun, dan wilayah dikenali dari berkasnya; yang tidak dikenali ditanyakan."),
                    _("Setiap hal yang keliru disebut lembar, baris, kolom, dan cara memperbaikinya."),
                    _("Apa yang berubah dibanding yang sedang terbit dan dibanding tahun sebelumnya."),
                    _("Simpan sebagai draf untuk kabupaten sendiri; pengelola provinsi yang menerbitkan.")
                    if own
                    else _("Seluruhnya atau tidak sama sekali, dengan catatan. Versi lama dapat dikembalikan."),
                ),
                strict=True,
            )
        ),
    )


def _show_file(file: Held) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="kelola_kepala"):
        size = format_number(len(file.data) / 1024, 1)
        report = file.report
        told = _("{berkas} · {ukuran} kB").format(berkas=report.berkas if report else file.nama[:80], ukuran=size)
        markup.show("kelola_berkas.html", nama=told, uraian=_summary(file))
        st.button(_("Berkas lain"), key="kelola_ganti", icon=":material/close:", on_click=upload.let_go)


def _summary(file: Held) -> str:
    """One sentence: what was read, and whether it can be published."""
    report = file.report
    if report is None:
        return _("Kolomnya belum dikenal.") if file.unknown else _("Berkas ini ditolak.")
    counts = report.by_severity
    rows = _("Dibaca {dibaca} = diterima {diterima} + ditolak {ditolak}.").format(
        dibaca=format_number(report.counts.read),
        diterima=format_number(report.counts.accepted),
        ditolak=format_number(report.counts.refused),
    )
    if report.publishable:
        return rows + " " + _("Dapat diterbitkan. Belum ada yang disimpan.")
    blocking = ngettext("{jumlah} temuan menolak", "{jumlah} temuan menolak", counts[Severity.BLOCKS]).format(
        jumlah=format_number(counts[Severity.BLOCKS])
    )
    return (
        rows
        + " "
        + _("Belum dapat diterbitkan: {sebab}. Belum ada yang disimpan.").format(
            sebab=blocking if counts[Severity.BLOCKS] else _("tidak ada baris yang diterima")
        )
    )


def _show_steps(view: View, pelaku: Pelaku, file: Held, report: FileReport) -> None:
    order = list(STEPS)
    found = len(report.findings)
    names = {
        key: f"{place} · {_(name)}" + (f" ({format_number(found)})" if key == "temuan" else "")
        for place, (key, name) in enumerate(STEPS.items(), start=1)
    }
    if st.session_state.get(upload.STEP) not in STEPS:
        st.session_state[upload.STEP] = FIRST_STEP
    step = st.segmented_control(
        _("Langkah impor"),
        order,
        format_func=names.__getitem__,
        required=True,
        key=upload.STEP,
        label_visibility="collapsed",
    )
    step = step or FIRST_STEP
    part = upload.choose_part(report) if step != "terbit" else report.bagian[0]
    if step == "isi":
        show_content(view, part)
        show_options(view, pelaku, file)
    elif step == "temuan":
        show_findings(file, report, part)
    elif step == "banding":
        show_comparison(view, part)
    else:
        show_publish(view, pelaku, file, report)
    if step != order[-1]:
        following = order[order.index(step) + 1]
        st.button(
            _("Lanjut: {langkah}").format(langkah=_(STEPS[following])),
            type="primary",
            icon=":material/arrow_forward:",
            key="kelola_lanjut",
            on_click=_go_to,
            args=(following,),
        )


def _go_to(step: str) -> None:
    st.session_state[upload.STEP] = step
