"""Slides that are a chart: flows between classes, a ranking, a kabupaten beside the province, and any chart of the pages."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

import pandas as pd

from lib.domain.language import format_number, format_percent
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_classes
from lib.view.comparison import sentences
from lib.view.comparison.areas import choose
from lib.view.deck.body import Asked, Made
from lib.view.deck.ranking import ranking_chart
from lib.view.deck.status import choropleth
from lib.view.frame.charts import Axis, ChartDescription, Series
from lib.view.frame.places import area_title, level_noun
from lib.view.frame.provenance import illustrative, source_line
from lib.view.frame.sentences import no_comparison
from lib.view.frame.tables import Column, TableDescription, slug
from lib.view.indicator.classes import REACHED
from lib.view.indicator.cross import cross_finding, describe_cross
from lib.view.indicator.maps import MapDescription
from lib.view.status.flows import describe_flows, flow_table
from lib.view.status.progress import earlier_years

GREY: Final = "#7a8594"


def no_chart(asked: Asked, judul: str, why: str) -> Made:
    """A slide that says why nothing is drawn."""
    selection = replace(asked.selection, indikator="status")
    return Made(judul, why, None, source_line(asked.data, selection), illustrative(asked.data, selection))


def earlier_year(asked: Asked) -> int | None:
    """The year to compare with: the one asked for where it may be compared with, else the year before; None without one."""
    wanted = asked.slide.parameter.get("sebelum", "")
    earlier = earlier_years(asked.data, asked.selection.tahun)
    return next((year for year in earlier if str(year) == wanted), asked.data.year_before(asked.selection.tahun))


def class_flows(asked: Asked) -> Made:
    """Where the desa of each earlier status are now: a bar for each status, parted by the status of the selected year."""
    data, selection = asked.data, asked.selection
    title, before = _("Perpindahan status"), earlier_year(asked)
    if before is None:
        return no_chart(asked, title, no_comparison(data, selection.tahun))
    flows = flow_table(data, selection, before)
    if flows is None or not flows.to_numpy().sum():
        why = _("Tidak ada desa yang dinilai pada {sebelum} dan {tahun} sekaligus.").format(sebelum=before, tahun=selection.tahun)
        return no_chart(asked, title, why)
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
    return of_chart(chart, kalimat=chart.subjudul)


def area_ranking(asked: Asked) -> Made:
    """The areas below the selected one by one indicator, with the area itself for comparison."""
    chart, title, note = ranking_chart(asked.data, asked.selection)
    if chart is None:
        return no_chart(asked, title, note)
    return of_chart(chart, kalimat=note)


def against_province(asked: Asked) -> Made:
    """The shares of the statuses in a kabupaten beside those in the province."""
    data, selection = asked.data, asked.selection
    if selection.kab is None:
        return no_chart(asked, _("Dibandingkan provinsi"), _("Pilih satu kabupaten untuk dibandingkan dengan provinsi."))
    view = replace(selection, indikator="status").at_area(selection.kab)
    comparison, _refused = choose(data, view, "", "")
    finding = sentences.headline(data, comparison)
    top = data.codes_at("provinsi")[0]
    counts = {kode: data.area_counts(selection.tahun, kode) for kode in (selection.kab, top)}
    if not counts[selection.kab]["dinilai"]:
        return no_chart(asked, _("Dibandingkan provinsi"), finding)
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
    return of_chart(chart, kalimat=f"{rest[:1].upper()}{rest[1:]}" if rest else chart.subjudul)


def of_chart(chart: ChartDescription, kalimat: str) -> Made:
    """A slide of a chart with its own finding, source and notes."""
    return Made(
        judul=chart.judul.rstrip("."),
        kalimat=kalimat,
        isi=chart,
        sumber=chart.sumber,
        contoh=chart.contoh,
        keterangan=(chart.subjudul, chart.catatan),
        alt=chart.alt,
    )


# Slides that are a map: one indicator, or the coverage of a programme against how far the desa are.


_WHOLE: Final = re.compile(r"[.,]0(?=%)")


def area_map(asked: Asked) -> Made:
    """The map of the selection; of two figures where the slide names a second one beside a coverage."""
    measure = asked.slide.parameter.get("ukuran")
    if measure is None or asked.selection.indikator != "cakupan":
        return choropleth(asked)
    description = describe_cross(asked.data, asked.selection, asked.polygons, measure)
    finding = cross_finding(asked.data, description)
    known = {number for row in (description.silang.kelas if description.silang else ()) for number in row}
    shown = bool(description.frame["kelas"].isin(known).any())
    return Made(
        judul=finding,
        kalimat=_scales(description) if shown else description.subjudul,
        isi=description if shown else None,
        sumber=description.sumber,
        contoh=description.contoh,
        keterangan=(*_notes(description), _how_many(asked, description)),
        alt=description.alt,
    )


def _scales(description: MapDescription) -> str:
    """What the rows and the columns of the legend mean, each from low to high."""
    cross = description.silang
    if cross is None:
        return ""
    return _("Ke atas: {baris} {isi_baris}. Ke kanan: {kolom} {isi_kolom}.").format(
        baris=cross.judul_baris,
        isi_baris="; ".join(map(_short, cross.baris)),
        kolom=cross.judul_kolom,
        isi_kolom="; ".join(map(_short, cross.kolom)),
    )


def _short(step: str) -> str:
    """A step of a scale in few words: a name without its bounds, which the notes have; whole per cents without decimals."""
    return _WHOLE.sub("", step.partition(" (")[0])


def _notes(description: MapDescription) -> tuple[str, ...]:
    cross = description.silang
    scales = () if cross is None else (f"{cross.judul_kolom}: {'; '.join(cross.kolom)}.",)
    return (description.judul, description.subjudul, *scales, description.aturan_selang)


def _how_many(asked: Asked, description: MapDescription) -> str:
    noun = level_noun(asked.data, description.tingkat, description.selection.area)
    return _("Angka di kotak legenda: jumlah {satuan}.").format(satuan=noun)
