"""After an import was stored: which versions, whether readers see them, and where to look."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.ui import manage_held, markup, plain, state
from lib.ui.manage_held import Done
from lib.ui.manage_publish import replaced_drafts
from lib.ui.state import View

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
            plain.escaped(_("{berkas} sudah terbit. Pembaca melihatnya sekarang.").format(berkas=done.berkas)),
            icon=":material/check_circle:",
        )
    else:
        st.success(
            plain.escaped(_("{berkas} disimpan sebagai draf. Pembaca belum melihatnya.").format(berkas=done.berkas)),
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
    st.button(
        _("Impor berkas lain"), key="kelola_lagi", type="primary", icon=":material/upload_file:", on_click=manage_held.let_go
    )
