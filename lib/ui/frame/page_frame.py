"""The frame round every page: language, navigation, filters, notices, and the footer with versions."""

from __future__ import annotations

import inspect
import logging
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.errors import StreamlitInvalidLayoutContextError
from streamlit.navigation.page import Page

from lib.domain.data_file import ROOT
from lib.domain.errors import DasborError
from lib.domain.language import format_date
from lib.domain.language import gettext as _
from lib.domain.version import VERSION
from lib.published import borders, source
from lib.ui.frame import error_text, filters, national, plain_text, state
from lib.view.frame.selection import PARAMETERS, View
from lib.web import markup
from lib.web.assets import own_asset
from lib.web.metrics import runs
from lib.web.pages import PAGES, PageEntry

MANAGING: Final = "kelola"
_SEEN: Final = "_pernah_digambar"
# A new tab gets the menu this much before the page. Streamlit loads the part that shows HTML when the first piece of it comes,
# and draws the whole page anew for every piece that was waiting meanwhile: alone, the menu costs one drawing instead of fifteen,
# a tenth of a first visit.
LEARNING_SECONDS: Final = 0.03
# The key by which dahulu.js knows what need not be there before the map.
BELOW: Final = "di_bawah_layar"
LOGGER: Final = logging.getLogger("dasbor")


def run() -> None:
    """One run of the whole script. A change on the page or of a filter runs the fragment of ``page`` alone."""
    state.start_language()
    st.set_page_config(
        page_title=_("Dasbor Desa Lampung"),
        # A named icon would be fetched from outside this origin.
        page_icon=str(ROOT / "static" / "ikon.svg"),
        layout="wide",
        initial_sidebar_state="auto",
        menu_items={"Get help": None, "Report a bug": None, "About": None},
    )
    # The style sheet and script are fetched once and cached; inlined they would be sent again with every run.
    st.html(f'<style>@import url("{own_asset("dasbor.css")}");</style>')
    pages = {
        entry: st.Page(entry.path, title=_(entry.nama), url_path=entry.alamat or None, default=not entry.alamat)
        for entry in PAGES
    }
    chosen = st.navigation(list(pages.values()), position="hidden")
    with st.sidebar:
        menu(_entry_of(chosen, pages))
    if not st.session_state.get(_SEEN):
        st.session_state[_SEEN] = True
        time.sleep(LEARNING_SECONDS)
    with _always_followed_by(_language):
        chosen.run()
    st.html(f'<script src="{own_asset("tautan.js")}"></script>', unsafe_allow_javascript=True)


def page(draw: Callable[[View], None]) -> Callable[[], None]:
    """What a file of ``pages/`` calls to show its page: ``draw`` with notices, shared filters, footer and errors round it.

    All of it is one fragment: a change on the page or of a filter draws this anew and nothing else. What stands outside, the
    menu and the scripts, the browser leaves alone, and drawing is the greater part of what a reader waits for.
    """

    # Streamlit runs a page under the name __main__: its file tells which it is.
    name = Path(inspect.getfile(draw)).stem

    @wraps(draw)
    def whole() -> None:
        with runs.measured(name):
            _show(name, draw, _place_beside())

    # Streamlit knows a fragment by this name. All pages draw with a function called draw: a page left before it was drawn could
    # still register its own under that name after the page that followed, and be drawn at the next choice made there.
    whole.__qualname__ = f"{whole.__qualname__}.{name}"
    return st.fragment(whole)


def below_the_screen() -> DeltaGenerator:
    """A container for what a reader sees only after turning the page: on a first visit it comes once the map is there."""
    return st.container(key=BELOW)


def _place_beside() -> DeltaGenerator:
    """The place of the shared filters in the sidebar, taken before anything is drawn, so that a run broken off leaves it there.

    A whole run gives back the places of all fragments when it begins. One that is broken off before this (by a lost connection,
    by another whole run) leaves the fragment of the run before without a place: then everything is drawn anew, with what the
    reader has just chosen there.
    """
    try:
        return st.sidebar.container()
    except StreamlitInvalidLayoutContextError:
        st.rerun()


def _show(name: str, draw: Callable[[View], None], beside: DeltaGenerator) -> None:
    try:
        state.start_language()
        view, notices = state.begin()
        # In a container of its own, so that the page below keeps its place when a notice comes or goes.
        with st.container():
            for notice in notices:
                st.info(plain_text.escaped(notice), icon=":material/info:")
            if source.out_of_reach():
                st.warning(error_text.stale(), icon=":material/cloud_off:")
        # The page before the filters that stand beside it: whoever changes one waits for the map.
        with _always_followed_by(lambda: _filters(view, beside)):
            # Until a province is chosen, every page shows the country, but that for managing data.
            (national.draw if national.is_shown(view) and name != MANAGING else draw)(view)
        footer(view)
    except DasborError as error:
        st.error(plain_text.escaped(error_text.words(error)), icon=":material/error:")


def _filters(view: View, beside: DeltaGenerator) -> None:
    with beside:
        filters.show(view)


def _language() -> None:
    with st.sidebar:
        filters.show_language()


@contextmanager
def _always_followed_by(draw: Callable[[], None]) -> Iterator[None]:
    """``draw`` after the page, even after one that failed: another year or area may be the way out."""
    try:
        yield
    except Exception:
        draw()
        raise
    draw()


def _entry_of(page: Page, pages: dict[PageEntry, Page]) -> PageEntry | None:
    return next((entry for entry, target in pages.items() if target.url_path == page.url_path), None)


def menu(now: PageEntry | None) -> None:
    """The links to all pages; ``now`` is the page that the reader is on."""
    entries = [
        {
            "nama": _(entry.nama),
            "ikon": entry.ikon,
            "kini": entry == now,
            # Relative to the page, so that the application may live below any address.
            "tautan": entry.alamat or "./",
        }
        for entry in PAGES
    ]
    # Links of Streamlit's are nine parts, drawn anew with every change. This one stays as it is: the browser adds what
    # the view has of the shared parameters when a link is about to be used (tautan.js).
    markup.show("menu.html", merek=_("Dasbor Desa Lampung"), label=_("Menu halaman"), bersama=" ".join(PARAMETERS), isi=entries)


def footer(view: View) -> None:
    """Which versions the page was drawn from."""
    data = view.data
    official = sorted(
        {entry.tahun for entry in data.provenance if entry.jenis == "indeks" and entry.sifat != "contoh" and entry.tahun}
    )
    newest = max((entry.tanggal for entry in data.provenance if entry.tanggal), default=None)
    lines = [
        _("Tahun dengan data resmi per desa: {tahun}.").format(tahun=", ".join(map(str, official)))
        if official
        else _("Belum ada data resmi per desa yang diimpor; yang ditampilkan per desa adalah data contoh."),
        _("Versi data {sidik}, sumber termuda {tanggal}. Aplikasi versi {versi}.").format(
            sidik=data.short_fingerprint, tanggal=format_date(newest), versi=VERSION
        ),
        _("Batas wilayah perkiraan, bukan batas resmi. Garis pantai: © kontributor OpenStreetMap, ODbL.")
        if borders.boundary_version() is None
        else borders.boundary_note(),
    ]
    markup.show("kaki.html", isi=lines)


def show_unexpected_error(error: Exception) -> bool:
    """Tell the reader that something of ours failed, with a number that finds the traceback in the log; never the traceback."""
    number = secrets.token_hex(3)
    runs.failed()
    LOGGER.exception("unexpected error %s", number, exc_info=error)
    st.error(
        _("Halaman ini tidak dapat ditampilkan karena kesalahan pada aplikasi (nomor {nomor}).").format(nomor=number)
        + " "
        + _("Muat ulang halaman; bila terulang, kirimkan nomor itu kepada pengelola."),
        icon=":material/error:",
    )
    return True
