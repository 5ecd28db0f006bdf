"""What was: composition by year with what is officially known, and the spread of scores."""

from __future__ import annotations

import streamlit as st

from lib.domain.language import gettext as _
from lib.ui import plain
from lib.ui.chart import show_chart
from lib.ui.heading import show_source
from lib.ui.progress_choices import chosen, show_plain_table, year_link
from lib.ui.state import View, bound_parameter
from lib.view import composition, spread
from lib.view.year_bars import known_table


def show_composition(view: View) -> None:
    """Stacked bars in counts or per cent, and the published figures of years whose rows are not official."""
    unit = chosen("satuan", composition.SATUAN, "bagian")
    names = {"jumlah": _("Jumlah desa"), "bagian": _("Persen")}
    st.segmented_control(
        _("Satuan"),
        list(names),
        format_func=names.__getitem__,
        required=True,
        **bound_parameter("p_satuan", "satuan", unit, "bagian"),
    )
    chart = composition.composition(view.data, view.selection, "jumlah" if unit == "jumlah" else "bagian")
    show_chart(chart, lambda tahun: year_link(view, tahun))
    known = known_table(view.data, view.selection)
    if known is not None:
        plain.subheader(known.judul)
        plain.caption(known.penjelasan)
        show_plain_table(known, lambda tahun: year_link(view, tahun))
        show_source(known.sumber)


def show_spread(view: View) -> None:
    """One box chart per index."""
    for chart in spread.spread_charts(view.data, view.selection):
        show_chart(chart, lambda tahun: year_link(view, tahun))
