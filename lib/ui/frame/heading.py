"""The head of a view and its foot: finding, what is measured, the illustrative badge, breadcrumb and source line."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from lib.domain.language import gettext as _
from lib.ui.frame import plain_text, state
from lib.view.frame.selection import View, breadcrumb
from lib.web import markup


def show_heading(judul: str, subjudul: str = "", *, contoh: bool = False, keterangan: str = "") -> None:
    """The title states the finding; the badge stands beside it whenever an illustrative row is behind the view."""
    markup.show(
        "judul.html",
        judul=judul,
        subjudul=subjudul,
        lencana=_("Data contoh") if contoh else "",
        keterangan=keterangan if contoh else "",
    )


def show_breadcrumb(view: View) -> None:
    """The way from the province down to the selected area; every step but the last climbs back."""
    steps = [
        {
            "nama": view.data.name(kode),
            "tautan": area_link(view, kode),
        }
        for kode in breadcrumb(view.selection, view.data.codes_at("provinsi")[0])
    ]
    # The container is always there: what stands below keeps its place in the page, so the map is not mounted anew.
    with st.container():
        if len(steps) > 1:
            markup.show("remah.html", judul=_("Letak wilayah"), isi=steps)


def area_link(view: View, kode: str) -> str:
    """The address of the same view of another area, relative to the page; what is chosen on the page stays chosen."""
    target = view.selection.at_area(None if "." not in kode else kode)
    return "?" + urlencode(state.link(target) | state.page_parameters())


def profile_link(view: View, kode: str) -> str:
    """The address of the profile of a desa, seen from any other page."""
    return "desa?" + urlencode(state.link(view.selection.at_area(kode)))


def show_source(sumber: str, *notes: str) -> None:
    """The source line, last under a view."""
    plain_text.caption(" ".join((sumber, *notes)))
