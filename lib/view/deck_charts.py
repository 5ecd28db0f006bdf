"""Slides that are a chart: flows between classes, a ranking, a kabupaten beside the province, and any chart of the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import pandas as pd

from lib.analysis.change import Urutan
from lib.analysis.figures import Figures
from lib.domain.language import format_number, format_percent
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_classes
from lib.view import sentences_comparison
from lib.view.area_names import area_title
from lib.view.charts import Axis, ChartDescription, Series
from lib.view.comparison import choose
from lib.view.comparison_charts import dot_chart
from lib.view.comparison_slope import slope_chart
from lib.view.comparison_swarm import swarm_chart
from lib.view.deck_body import Asked, Made
from lib.view.deck_ranking import ranking_chart
from lib.view.distance import JARAK, JARAK_UTAMA, distance_chart
from lib.view.flows import describe_flows, flow_table
from lib.view.indicator import selected_program
from lib.view.movers import movers_chart
from lib.view.outlook import outlook_chart, outlook_of
from lib.view.outlook_method import refusal
from lib.view.palette import REACHED
from lib.view.profile_detail import dimension_chart
from lib.view.program_association import association_chart, association_of, why_hidden
from lib.view.program_awards import awards_chart
from lib.view.progress import earlier_years
from lib.view.provenance import illustrative, source_line
from lib.view.sentences import headline, no_comparison
from lib.view.spread import spread_charts
from lib.view.tables import Column, TableDescription, slug

GREY: Final = "#7a8594"


def _no_chart(asked: Asked, judul: str, why: str) -> Made:
    selection = replace(asked.selection, indikator="status")
    return Made(judul, why, None, source_line(asked.data, selection), illustrative(asked.data, selection))


def _earlier_year(asked: Asked) -> int | None:
    wanted = asked.slide.parameter.get("sebelum", "")
    earlier = earlier_years(asked.data, asked.selection.tahun)
    return next((year for year in earlier if str(year) == wanted), asked.data.year_before(asked.selection.tahun))


def class_flows(asked: Asked) -> Made:
    """Where the desa of each earlier status are now: a bar for each status, parted by the status of the selected year."""
    data, selection = asked.data, asked.selection
    title, before = _("Perpindahan status"), _earlier_year(asked)
    if before is None:
        return _no_chart(asked, title, no_comparison(data, selection.tahun))
    flows = flow_table(data, selection, before)
    if flows is None or not flows.to_numpy().sum():
        why = _("Tidak ada desa yang dinilai pada {sebelum} dan {tahun} sekaligus.").format(sebelum=before, tahun=selection.tahun)
        return _no_chart(asked, title, why)
    found = describe_flows(data, selection, before, flows)
    classes = status_classes()
    rows = [status for status in reversed(STATUS) if flows.loc[status].sum()]
    labels = tuple(
        _("{status} {tahun}: {jumlah}").format(
            status=classes[status].label, tahun=before, jumlah=format_number(flows.loc[status].sum())
        )
        for status in rows
    )
    chart = ChartDescription(
        id=found.id,
        bentuk="batang_tumpuk",
        judul=found.judul,
        subjudul=_("Tiap batang: desa berstatus itu pada {sebelum}; warna: statusnya pada {tahun}.").format(
            sebelum=before, tahun=selection.tahun
        ),
        alt=found.alt,
        sumber=found.sumber,
        contoh=found.contoh,
        kategori=Axis("", "kategori"),
        nilai=Axis(_("Desa"), "angka", 0, 0.0),
        seri=tuple(
            Series(
                id=status,
                label=f"{classes[status].label} {selection.tahun}",
                warna=classes[status].warna,
                warna_teks=classes[status].warna_teks,
                x=labels,
                y=tuple(float(flows.at[row, status]) if flows.at[row, status] else None for row in rows),
            )
            for status in STATUS
            if flows[status].sum()
        ),
        tabel=found.tabel,
        mendatar=True,
        catatan=found.catatan,
    )
    return _made(chart, kalimat=chart.subjudul)


def area_ranking(asked: Asked) -> Made:
    """The areas below the selected one by one indicator, with the area itself for comparison."""
    chart, title, note = ranking_chart(asked.data, asked.selection)
    if chart is None:
        return _no_chart(asked, title, note)
    return _made(chart, kalimat=note)


def against_province(asked: Asked) -> Made:
    """The shares of the statuses in a kabupaten beside those in the province."""
    data, selection = asked.data, asked.selection
    if selection.kab is None:
        return _no_chart(asked, _("Dibandingkan provinsi"), _("Pilih satu kabupaten untuk dibandingkan dengan provinsi."))
    view = replace(selection, indikator="status").at_area(selection.kab)
    comparison, _refused = choose(data, view, "", "")
    finding = sentences_comparison.headline(data, comparison)
    top = data.codes_at("provinsi")[0]
    counts = {kode: data.area_counts(selection.tahun, kode) for kode in (selection.kab, top)}
    if not counts[selection.kab]["dinilai"]:
        return _no_chart(asked, _("Dibandingkan provinsi"), finding)
    classes = status_classes()
    shares = {kode: {key: float(row[key] / row["dinilai"]) for key in STATUS} for kode, row in counts.items()}
    order = tuple(reversed(STATUS))
    frame = pd.DataFrame(
        {"status": [classes[key].label for key in order]}
        | {f"jumlah_{place}": [int(counts[kode][key]) for key in order] for place, kode in enumerate(counts)}
        | {f"bagian_{place}": [shares[kode][key] for key in order] for place, kode in enumerate(counts)},
        index=pd.Index(order, dtype=object),
    )
    names = [area_title(data, kode) for kode in counts]
    columns = [Column("status", _("Status"), "teks", _("Status {tahun}").format(tahun=selection.tahun))]
    for place, name in enumerate(names):
        columns += [
            Column(f"jumlah_{place}", name, "jumlah", _("Desa dengan status itu")),
            Column(f"bagian_{place}", f"{name} (%)", "bagian", _("Dibagi desa yang dinilai")),
        ]
    source, contoh = source_line(data, view), illustrative(data, view)
    start, _semicolon, rest = finding.partition("; ")
    assessed = [format_number(row["dinilai"]) for row in counts.values()]
    chart = ChartDescription(
        id="banding_status",
        bentuk="batang",
        judul=start.rstrip("."),
        subjudul=_("Persentase desa menurut status {tahun}; pembagi: {satu} desa di {wilayah}, {semua} di {induk}.").format(
            tahun=selection.tahun, satu=assessed[0], wilayah=names[0], semua=assessed[1], induk=names[1]
        ),
        alt=_("Grafik batang: {judul}.").format(judul=finding.rstrip(".")),
        sumber=source,
        contoh=contoh,
        kategori=Axis("", "kategori"),
        nilai=Axis("", "bagian", 1, 0.0),
        seri=tuple(
            Series(
                id=kode,
                label=name,
                warna=colour,
                x=tuple(classes[key].label for key in order),
                y=tuple(shares[kode][key] for key in order),
                sebut=tuple(format_percent(shares[kode][key]) for key in order),
            )
            for kode, name, colour in zip(counts, names, (REACHED, GREY), strict=True)
        ),
        tabel=TableDescription(
            judul=finding,
            penjelasan=_("Desa menurut status di kedua wilayah."),
            kolom=tuple(columns),
            frame=frame[[column.id for column in columns]],
            sumber=source,
            contoh=contoh,
            nama_berkas=slug(f"banding-status {names[0]} {selection.tahun} {'contoh' if contoh else ''}"),
        ),
    )
    return _made(chart, kalimat=f"{rest[:1].upper()}{rest[1:]}" if rest else chart.subjudul)


def page_chart(asked: Asked) -> Made:
    """Any chart of the pages by its id (``PAGE_CHARTS``); why there is none where the page shows none either."""
    make = PAGE_CHARTS[asked.slide.parameter["grafik"]]
    chart = make(asked)
    if isinstance(chart, str):
        return _no_chart(asked, _("Grafik"), chart)
    if chart.empty:
        return _no_chart(asked, chart.judul, _("Belum ada data untuk digambar."))
    return _made(chart, kalimat=chart.subjudul)


def _made(chart: ChartDescription, kalimat: str) -> Made:
    return Made(
        judul=chart.judul.rstrip("."),
        kalimat=kalimat,
        isi=chart,
        sumber=chart.sumber,
        contoh=chart.contoh,
        keterangan=(chart.subjudul, chart.catatan),
        alt=chart.alt,
    )


def _spread(asked: Asked) -> ChartDescription | str:
    found = spread_charts(asked.data, asked.selection)
    return found[0] if found else headline(asked.data, asked.selection)


def _movers(asked: Asked) -> ChartDescription | str:
    before = _earlier_year(asked)
    if before is None:
        return no_comparison(asked.data, asked.selection.tahun)
    order: Urutan = "kelas" if asked.slide.parameter.get("menurut") == "kelas" else "nilai"
    return movers_chart(asked.data, asked.selection, before, order)


def _distance(asked: Asked) -> ChartDescription | str:
    chosen = asked.slide.parameter.get("jarak", "")
    return distance_chart(asked.data, asked.selection, chosen if chosen in JARAK else JARAK_UTAMA)


def _outlook(asked: Asked) -> ChartDescription | str:
    found = outlook_of(asked.data, asked.selection)
    return refusal(asked.data, asked.selection) if found is None else outlook_chart(asked.data, asked.selection, found)


def _compared(make: Callable[..., ChartDescription | None]) -> Callable[[Asked], ChartDescription | str]:
    def chart(asked: Asked) -> ChartDescription | str:
        given = asked.slide.parameter
        comparison, _refused = choose(asked.data, asked.selection, given.get("banding", ""), given.get("kelompok", ""))
        return make(asked.data, comparison) or no_comparison(asked.data, asked.selection.tahun)

    return chart


def _swarm(data: Figures, comparison: object) -> ChartDescription:
    return swarm_chart(data, comparison, "semua")  # type: ignore[arg-type]


def _dimensions(asked: Asked) -> ChartDescription | str:
    if asked.selection.desa is None:
        return _("Pilih satu desa untuk melihat dimensinya.")
    return dimension_chart(asked.data, asked.selection) or headline(asked.data, asked.selection)


def _association(asked: Asked) -> ChartDescription | str:
    program = selected_program(asked.selection)
    if program is None:
        return _("Belum ada program.")
    reason = why_hidden(asked.data, asked.selection, program)
    found = association_of(asked.data, asked.selection, program)
    return reason if reason or found is None else association_chart(asked.data, asked.selection, program, found)


PAGE_CHARTS: Final[dict[str, Callable[[Asked], ChartDescription | str]]] = {
    "sebaran": _spread,
    "penggerak": _movers,
    "jarak": _distance,
    "perkiraan": _outlook,
    "banding_titik": _compared(dot_chart),
    "banding_lereng": _compared(slope_chart),
    "banding_sebaran": _compared(_swarm),
    "dimensi_desa": _dimensions,
    "keterkaitan_program": _association,
    "prestasi": lambda asked: awards_chart(asked.data, asked.selection),
}
