"""A chart on the page: finding, what is measured, the drawing, its source; its table twin and pictures when asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from lib.domain.language import gettext as _
from lib.ui.frame import plain_text
from lib.ui.frame.heading import show_source
from lib.ui.frame.picture_download import show_chart_pictures
from lib.ui.frame.plotly_figure import CONFIG, chart_figure
from lib.ui.frame.table import show_table
from lib.ui.status.flow import show_flow
from lib.view.frame.charts import ChartDescription, FlowDescription

# Words of a chart as dark or light as the page's: Streamlit's own are too pale for a projector.
INK: Final = {"light": "#14181f", "dark": "#eef1f5"}


def show_chart(
    chart: ChartDescription | FlowDescription,
    link: Callable[[str], str],
    *,
    on_click: Callable[[str], None] | None = None,
    chosen: str = "",
) -> None:
    """Draw a chart with its words and twin. ``link`` makes the address of an area (of a flow: of its desa) for the table's
    names and for the bands of a flow, of which the one with the id ``chosen`` is told apart.

    ``on_click`` gets the ``kode`` of the point that was clicked, before the next run.
    """
    plain_text.subheader(chart.judul)
    plain_text.caption(chart.subjudul)
    if chart.empty:
        st.info(_("Belum ada data untuk grafik ini."), icon=":material/info:")
        return
    key = f"grafik_{chart.id}"
    ink = INK[st.context.theme.type or "light"]
    if isinstance(chart, FlowDescription):
        show_flow(chart, link, chosen)
    elif on_click is None:
        st.plotly_chart(chart_figure(chart, ink), key=key, config=CONFIG, alt=chart.alt)
    else:
        st.plotly_chart(
            chart_figure(chart, ink),
            key=key,
            config=CONFIG,
            alt=chart.alt,
            on_select=lambda: _clicked(key, on_click),
            selection_mode="points",
        )
    show_source(chart.sumber, chart.catatan)
    show_twin(chart, link)


def show_twin(chart: ChartDescription | FlowDescription, link: Callable[[str], str]) -> None:
    """The table twin with its downloads, drawn only when opened."""
    twin = st.expander(_("Tabel dan unduhan"), icon=":material/table:", key=f"tabel_{chart.id}", on_change="rerun")
    if twin.open:
        with twin:
            show_chart_pictures(chart)
            show_table(chart.tabel, link, key=f"tabel_{chart.id}_isi")


def _clicked(key: str, on_click: Callable[[str], None]) -> None:
    points = st.session_state[key]["selection"]["points"]
    kode = points[0].get("customdata") if points else None
    if isinstance(kode, list):
        kode = kode[0] if kode else None
    if isinstance(kode, str):
        on_click(kode)
