"""A report of what is selected, from every page where it fits: asked for, watched, cancelled, taken away.

Nothing is made before somebody asks, and then by a process of its own: the page only looks how far it is.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

import streamlit as st

from lib.domain.language import gettext as _
from lib.domain.language import set_language
from lib.report import jobs
from lib.report.jobs import Job
from lib.report.request import ReportError, Request, with_reports
from lib.ui.frame import plain_text
from lib.view.frame.places import area_title
from lib.view.frame.selection import View
from lib.web.rate_limits import RateLimited, allowances, visitor

POLL_SECONDS: Final = 1.0
_ASKED: Final = "_laporan"
_REFUSED: Final = "_laporan_ditolak"


def show_reports(view: View) -> None:
    """The report of the selected desa or area as PDF; for the province the reports of every kabupaten too."""
    selection = view.selection
    kode = selection.desa or selection.area
    place = area_title(view.data, kode)
    # Before the buttons: one whose report was cancelled or failed can be pressed again.
    refused = refusals()
    asked = Request("pdf", selection.tahun, dt.date.today().isoformat(), kode, selection.bahasa)
    plain_text.subheader(_("Laporan"))
    with st.container(horizontal=True):
        title = _("Profil PDF: {wilayah}") if selection.desa else _("Laporan PDF: {wilayah}")
        _button(asked, title.format(wilayah=place), ":material/picture_as_pdf:")
        if kode is None:
            every = Request("pdf", selection.tahun, asked.hari, None, selection.bahasa, semua=True)
            count = len(with_reports(view.data))
            _button(every, _("Laporan PDF semua kabupaten ({jumlah})").format(jumlah=count), ":material/folder_zip:")
    show_asked(refused)


def refusals() -> list[str]:
    """Why reports that were asked for are not to be had; ask before the buttons are drawn, and once in a run."""
    return [*_put_away(), st.session_state.pop(_REFUSED, "")]


def offer(request: Request, label: str, icon: str, key: str) -> None:
    """A button that asks for a report."""
    st.button(plain_text.escaped(label), icon=icon, key=key, on_click=_ask, args=(request,), disabled=request in _jobs())


def show_asked(refused: list[str]) -> None:
    """What this session has asked for: how far it is, the file to be taken, or why there is none."""
    for words in filter(None, refused):
        st.error(plain_text.escaped(words), icon=":material/error:")
    for request in list(_jobs()):
        _show_job(request)


def _jobs() -> dict[Request, Job]:
    """What this session has asked for and not yet put away."""
    return st.session_state.setdefault(_ASKED, {})


def _put_away() -> list[str]:
    """Forget what was cancelled or failed; the words of what failed."""
    words = []
    for request, job in list(_jobs().items()):
        state = job.progress().keadaan
        if state not in ("batal", "gagal"):
            continue
        del _jobs()[request]
        if state == "gagal":
            try:
                job.result(0)
            except ReportError as error:
                words.append(str(error))
    return words


def _button(request: Request, label: str, icon: str) -> None:
    key = f"laporan_{request.kode or 'provinsi'}{'_semua' if request.semua else ''}"
    offer(request, label, icon, key)


def _ask(request: Request) -> None:
    try:
        allowances.spend("laporan", visitor())
        job = _jobs()[request] = jobs.start(request)
    except (ReportError, RateLimited) as error:
        st.session_state[_REFUSED] = str(error)
    else:
        if job.ended.is_set():  # it was made before
            allowances.give_back("laporan", visitor())


def _show_job(request: Request) -> None:
    job = _jobs()[request]
    if job.progress().keadaan != "selesai":
        _watch(request)
        return
    name, mime = job.file()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            _("Simpan {berkas}").format(berkas=plain_text.escaped(name)),
            # Read when it is asked for: an archive is megabytes, and the page runs often.
            lambda: job.result(0).isi,
            file_name=name,
            mime=mime,
            icon=":material/download:",
            type="primary",
            on_click="ignore",
            key=f"laporan_hasil_{hash(request) & 0xFFFFFF:06x}",
        )


@st.fragment(run_every=POLL_SECONDS)
def _watch(request: Request) -> None:
    """How far it is, once a second and without the rest of the page; the whole page runs again when it has ended."""
    set_language(request.bahasa)
    job = _jobs().get(request)
    if job is None or job.ended.is_set():
        st.rerun()
        return
    progress = job.progress()
    bar, cancel = st.columns([5, 1], vertical_alignment="center")
    with bar:
        st.progress(min(max(progress.bagian, 0.0), 1.0), text=plain_text.escaped(progress.teks))
    with cancel:
        st.button(_("Batalkan"), icon=":material/close:", on_click=job.cancel, key=f"batal_{hash(request) & 0xFFFFFF:06x}")
