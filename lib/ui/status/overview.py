"""The parts of the overview page, drawn from their descriptions."""

from __future__ import annotations

import streamlit as st

from lib.domain.language import gettext as _
from lib.published import selected
from lib.ui.frame import plain_text
from lib.ui.frame.heading import area_link, show_breadcrumb, show_heading, show_source
from lib.ui.frame.picture_download import show_chart_pictures, show_map_pictures
from lib.ui.frame.table import show_table
from lib.ui.indicator import leaflet_map, legend
from lib.ui.status.ranked import show_ranked
from lib.view.frame import sentences
from lib.view.frame.provenance import illustrative, illustrative_note, source_line
from lib.view.frame.selection import View
from lib.view.status import cards, overview
from lib.view.status.area_bars import area_bars
from lib.web import markup


def show_headline(view: View) -> None:
    """Breadcrumb, the sentence, the comparison with the year before, and the badge."""
    show_breadcrumb(view)
    show_heading(
        view.data.remember(sentences.headline, view.selection),
        view.data.remember(sentences.comparison_note, view.selection),
        contoh=illustrative(view.data, view.selection),
        keterangan=illustrative_note(view.data, view.selection),
    )


def show_cards(view: View) -> None:
    """The key figures."""
    markup.show("kartu.html", isi=view.data.remember(cards.cards, view.selection))


def show_area_map(view: View) -> None:
    """The choropleth of the selected area's children with its legend; a click goes into the area."""
    description = selected.map_of(view.data, view.selection)
    leaflet_map.show_map(description, key="peta_ringkasan", on_click=lambda: leaflet_map.go_into_clicked("peta_ringkasan"))
    legend.show_legend(description, flat=True)


def show_ranking(view: View) -> None:
    """Composition of each area below the selected one, ranked by share of Mandiri."""
    title = sentences.leaders(view.data, view.data.remember(overview.ranking_shares, view.selection))
    plain_text.subheader(title)
    areas = view.data.remember(overview.ranking, view.selection)
    show_ranked(areas, title, _("Wilayah"), lambda kode: area_link(view, kode))
    show_source(source_line(view.data, view.selection))
    _show_downloads(view)


def _show_downloads(view: View) -> None:
    """The map and the ranking as pictures and as slides, and the table behind both, made only when opened."""
    twin = st.expander(_("Tabel dan unduhan"), icon=":material/table:", key="tabel_ringkasan", on_change="rerun")
    if twin.open:
        with twin:
            plain_text.caption(_("Peta"))
            show_map_pictures(view.data, selected.map_of(view.data, view.selection), "peta_ringkasan")
            bars = area_bars(view.data, view.selection)
            if not bars.empty:
                plain_text.caption(_("Peringkat wilayah"))
                show_chart_pictures(bars)
            show_table(bars.tabel, lambda kode: area_link(view, kode), key="tabel_ringkasan_isi")


def show_changes(view: View) -> None:
    """What changed most since the year before, or why nothing is said of it."""
    plain_text.subheader(_("Perubahan terbesar"))
    changed = view.data.remember(overview.biggest_changes, view.selection)
    if not changed:
        before = view.data.year_before(view.selection.tahun)
        st.write(
            _("Tidak ada wilayah yang persentase desa Mandirinya naik.")
            if before
            else sentences.no_comparison(view.data, view.selection.tahun)
        )
        return
    rows = [
        {
            "nama": area.nama,
            "tautan": area_link(view, area.kode),
            "selisih": area.selisih,
            "uraian": _("Desa Mandiri dari {dari} menjadi {ke}; {naik} desa naik kelas, {turun} turun.").format(
                dari=area.dari, ke=area.ke, naik=area.naik, turun=area.turun
            ),
        }
        for area in changed
    ]
    markup.show("perubahan.html", isi=rows)


def show_data_state(view: View) -> None:
    """Which years there are, on which instrument, official or illustrative, and how complete."""
    plain_text.subheader(_("Keadaan data"))
    rows = [
        {
            "tahun": year.tahun,
            "indeks": year.indeks,
            "contoh": year.contoh,
            "sifat": _("contoh") if year.contoh else year.penerbit,
            "dinilai": year.dinilai,
            "tanpa_data": year.tanpa_data,
            "pilihan": year.pilihan,
        }
        for year in view.data.remember(overview.data_state, view.selection)
    ]
    columns = (_("Tahun"), _("Indeks"), _("Sumber"), _("Dinilai"), _("Tanpa data"))
    markup.show("keadaan.html", judul=_("Keadaan data per tahun"), kolom=columns, isi=rows)
