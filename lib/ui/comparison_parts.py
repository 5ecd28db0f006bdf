"""What several sections of the comparison page share: the table behind a view, and what stands where nothing is compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from lib.domain.language import gettext as _
from lib.ui import state
from lib.ui.state import View
from lib.ui.table import show_table
from lib.view.comparison_charts import dot_indicators
from lib.view.sentences import no_comparison
from lib.view.tables import TableDescription

Link = Callable[[str], str]


def show_download(make: Callable[[], TableDescription], link: Link, key: str, pictures: Callable[[], None] | None = None) -> None:
    """The table twin with its downloads, made only when opened; ``pictures`` shows those of what stands above it."""
    twin = st.expander(_("Tabel dan unduhan"), icon=":material/table:", key=key, on_change="rerun")
    if twin.open:
        with twin:
            if pictures is not None:
                pictures()
            show_table(make(), link, key=f"{key}_isi")


def show_no_pair(view: View) -> None:
    """Why nothing is compared with the year before, and the newest year that can be."""
    data = view.data
    st.info(no_comparison(data, view.selection.tahun), icon=":material/info:")
    other = next((year for year in reversed(data.years) if data.year_before(year) is not None), None)
    if other is not None:
        st.button(
            _("Lihat {sebelum}–{tahun}").format(sebelum=data.year_before(other), tahun=other),
            icon=":material/trending_up:",
            key="b_tahun_sebanding",
            on_click=_go_to_year,
            args=(other,),
        )


def _go_to_year(tahun: int) -> None:
    now = state.current().selection
    known = now.indikator in dot_indicators(replace(now, tahun=tahun)) or now.indikator == "status"
    state.go(replace(now, tahun=tahun, indikator=now.indikator if known else "nilai"))


def go_to_area(kode: str) -> None:
    """Callback of a click on a point that names an area: it becomes the selected one."""
    view = state.current()
    if kode in view.data.codes and "." in kode:
        state.go(view.selection.at_area(kode))
