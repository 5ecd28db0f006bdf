"""*Profil Desa*: one desa on one page."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final

from lib.analysis.frame.figures import Figures
from lib.domain.language import gettext as _
from lib.export.pdf.document import Block, Cell, Document, Head, Heading, Side, Table, Text, table_of
from lib.export.pdf.typeset import typeset
from lib.published import borders, selected
from lib.report.area import titled
from lib.report.pictures import chart_block, map_block
from lib.report.sections import columns_of, figures_of
from lib.view.data.method import method_break
from lib.view.desa import profile, profile_detail
from lib.view.frame.places import area_title
from lib.view.frame.provenance import source_line
from lib.view.frame.selection import Selection

# Neighbours, years of history and awards: what is left away, one after the other, until all fits on one page.
SHORTER: Final = ((6, 8, 4), (6, 8, 2), (5, 7, 2), (5, 6, 1), (4, 5, 1), (3, 4, 1), (2, 3, 0))


def desa_pdf(data: Figures, selection: Selection, today: dt.date | None = None) -> bytes:
    """The profile of the selected desa as PDF, on one page: lists are cut where they would need a second one."""
    place, dimensions = _place(data, selection), _dimensions(data, selection)
    pdf = b""
    for lengths in SHORTER:
        pdf, pages = typeset(_document(data, selection, today, place, dimensions, lengths))
        if pages == 1:
            break
    return pdf


def _document(
    data: Figures,
    selection: Selection,
    today: dt.date | None,
    place: list[Block],
    dimensions: list[Block],
    lengths: tuple[int, int, int],
) -> Document:
    neighbours, years, awards = lengths
    kode = selection.desa or ""
    blocks: list[Block] = [Text(profile.sentence(data, selection), "utama"), Text(profile.place(data, kode), "catatan")]
    found = profile.cards(data, selection)
    if found:
        blocks.append(figures_of(found, columns_of(found)))
    blocks.append(Side((tuple(place), (*dimensions, *_history(data, selection, years))), (1.0, 1.15)))
    blocks += _programs(data, selection)
    blocks += _awards(data, kode, awards)
    blocks += _neighbours(data, selection, neighbours)
    blocks.append(Text(f"{source_line(data, selection)} {borders.boundary_note()}", "catatan"))
    return titled(data, selection, _("Profil Desa"), area_title(data, kode), blocks, today, satu_halaman=True)


def _dimensions(data: Figures, selection: Selection) -> list[Block]:
    chart = profile_detail.dimension_chart(data, selection)
    return [chart_block(chart, tinggi=0.28, sempit=True)] if chart else []


def _place(data: Figures, selection: Selection) -> list[Block]:
    """The desa of its kecamatan by status."""
    inside = selected.map_of(data, replace(selection, tingkat="desa", indikator="status"))
    picture = map_block(
        data,
        inside,
        _("Status desa di {wilayah}").format(wilayah=area_title(data, selection.kec)),
        tinggi=0.72,
        pilihan=selection.desa,
        sempit=True,
    )
    return [picture]


def _history(data: Figures, selection: Selection, most: int) -> list[Block]:
    found = profile.history_years(data, selection.desa or "")[-most:]
    if not found:
        return []
    heads = (
        Head(_("Tahun"), lebar=0.8),
        Head(_("Indeks"), lebar=0.8),
        Head(_("Status"), lebar=1.6),
        Head(_("Nilai"), True, 1.0),
        Head(_("Sifat data"), lebar=1.1),
    )
    rows = tuple(
        (
            Cell(str(year.tahun)),
            Cell(year.indeks),
            Cell(year.status, year.warna, year.warna_teks),
            Cell(year.nilai),
            Cell(_("contoh") if year.contoh else _("resmi")),
        )
        for year in found
    )
    broken = any(year.putus for year in found)
    return [Table(_("Riwayat status"), heads, rows, method_break() if broken else "")]


def _programs(data: Figures, selection: Selection) -> list[Block]:
    states = profile_detail.stage_states(data, selection)
    if not states:
        return [Heading(_("Program")), Text(_("Belum ada data program untuk desa ini."), "catatan")]
    heads = tuple(
        Head(label, lebar=width)
        for label, width in (
            (_("Program"), 1.5),
            (_("Tahap"), 1.8),
            (_("Keadaan"), 1.0),
            (_("Tercatat sejak"), 1.3),
            (_("Data per"), 1.3),
            (_("Sifat data"), 0.8),
        )
    )
    rows = tuple(
        tuple(
            Cell(text)
            for text in (
                state.program,
                state.tahap,
                state.keadaan,
                state.sejak,
                state.per,
                _("contoh") if state.contoh else _("resmi"),
            )
        )
        for state in states
    )
    return [Table(_("Program di desa ini"), heads, rows)]


def _awards(data: Figures, kode: str, most: int) -> list[Block]:
    found = profile_detail.awards(data, kode)
    if not found or not most:
        return []
    heads = (Head(_("Tahun")), Head(_("Ajang"), lebar=2.0), Head(_("Hasil"), lebar=1.0))
    rows = tuple((Cell(year), Cell(contest), Cell(result)) for year, contest, result, _who in found[:most])
    return [Table(_("Prestasi"), heads, rows)]


def _neighbours(data: Figures, selection: Selection, most: int) -> list[Block]:
    table = profile_detail.neighbours_table(data, selection)
    if table.frame.empty:
        return []
    columns = ("nama", "kecamatan", "status", "nilai", "jarak_km")
    widths = {"nama": 1.6, "kecamatan": 1.6, "status": 1.4, "nilai": 0.9, "jarak_km": 0.9}
    return [table_of(table, columns, widths=widths, rows=most)]
