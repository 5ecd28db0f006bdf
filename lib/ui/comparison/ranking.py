"""Both rankings of the comparison page, side by side."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from lib.domain.language import gettext as _
from lib.ui.comparison.sections import Link, show_download, show_no_pair
from lib.ui.frame import plain_text
from lib.ui.frame.heading import show_source
from lib.ui.frame.state import bound
from lib.ui.frame.symbols import SYMBOLS
from lib.view.comparison import rank
from lib.view.comparison.areas import Comparison
from lib.view.frame.selection import View
from lib.view.indicator.indicator import indicators
from lib.web import markup


def show_ranking(view: View, comparison: Comparison, link: Link) -> None:
    """By level and by improvement, side by side."""
    data = view.data
    st.segmented_control(
        _("Peringkat menurut"),
        list(rank.RANKED),
        format_func=lambda key: indicators()[key].label(view.selection),
        required=True,
        **bound(
            "b_peringkat",
            rank.ranked_indicator(view.selection),
            lambda now, key: replace(now, indikator=key or now.indikator),
        ),
    )
    found = rank.ranking(data, comparison)
    plain_text.subheader(rank.finding(data, found))
    if found.empty:
        st.info(_("Belum ada data untuk diurutkan"), icon=":material/info:")
        return
    level_column, gain_column = st.columns(2, gap="medium")
    label = found.indikator.label(comparison.at_level)
    with level_column:
        _show_lines(
            _("Menurut tingkat {tahun}").format(tahun=view.selection.tahun),
            label,
            "" if found.sebelum is None else _("No. perbaikan"),
            rank.by_level(data, found),
            comparison,
            link,
        )
    with gain_column:
        if found.sebelum is None:
            show_no_pair(view)
        else:
            _show_lines(
                _("Menurut perbaikan sejak {tahun}").format(tahun=found.sebelum),
                _("Perubahan (poin persen)") if found.satuan else _("Perubahan"),
                _("No. tingkat"),
                rank.by_improvement(data, found),
                comparison,
                link,
            )
    source, _contoh = rank.ranking_source(data, found)
    show_source(
        source,
        _("Angka yang sama berbagi peringkat.")
        if found.sebelum is None
        else _("Angka yang sama berbagi peringkat; kolom terakhir adalah peringkat di daftar sebelah.")
        + " "
        + rank.gain_explanation(found),
    )
    show_download(lambda: rank.rank_table(data, found), link, "peringkat_tabel")


def _show_lines(
    title: str,
    figure: str,
    other: str,
    lines: tuple[rank.Ranked, ...],
    comparison: Comparison,
    link: Link,
) -> None:
    rows = []
    for line in lines:
        colour, shape = comparison.style(line.kode) if line.dibandingkan else ("", None)
        rows.append(
            {
                "peringkat": line.peringkat,
                "nama": line.nama,
                "tautan": link(line.kode),
                "angka": line.angka,
                "bagian": round(line.bagian, 4),
                "turun": line.turun,
                "lain": line.lain,
                "rincian": line.rincian,
                "dibandingkan": line.dibandingkan,
                "warna": colour,
                "simbol": SYMBOLS[shape] if shape else "",
            }
        )
    columns = {"peringkat": _("No."), "nama": _("Wilayah"), "batang": _("Panjang batang"), "angka": figure, "lain": other}
    markup.show("urutan.html", judul=title, kolom=columns, isi=rows)
