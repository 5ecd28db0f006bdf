"""The last section of every report: how the figures are made and where they are from."""

from __future__ import annotations

from dataclasses import replace

from lib.analysis.frame.figures import Figures
from lib.domain.indeks import indeks_of_year, indices
from lib.domain.language import format_date
from lib.domain.language import gettext as _
from lib.domain.program import programs
from lib.export.pdf.document import Block, Cell, Head, Heading, Points, Side, Table, Text
from lib.published import borders
from lib.view.data.method import boundary_method, formulas, index_methods, interval_rule, method_break
from lib.view.data.table_content import sifat_label
from lib.view.frame.provenance import illustrative, illustrative_note
from lib.view.frame.provenance import sources as sources_of
from lib.view.frame.selection import Selection
from lib.view.program.coverage import coverage_view, known


def method_and_sources(data: Figures, selection: Selection) -> list[Block]:
    """The index of the year with its bounds, the formulas, the break between the instruments, and every source."""
    index = indeks_of_year(selection.tahun)
    method = dict(zip(indices(), index_methods(), strict=True))[index.id]
    bounds = tuple((Cell(status), Cell(interval)) for status, interval in method.batas)
    left: tuple[Block, ...] = (
        Text(f"{method.nama}: {method.rumus} ({method.dasar})."),
        Table(
            _("Batas status {indeks}").format(indeks=index.singkatan),
            (Head(_("Status"), lebar=1.0), Head(_("Nilai"), lebar=1.6)),
            bounds,
        ),
        Text(interval_rule(), "catatan"),
    )
    right: tuple[Block, ...] = (
        Points(tuple(f"{name}: {text}" for name, text in formulas()), kecil=True),
        Text(method_break(), "catatan"),
    )
    out: list[Block] = [Heading(_("Cara hitung dan sumber")), Side((left, right), (1.0, 1.2))]
    if borders.boundary_version() is None:
        out.append(Text(boundary_method(), "catatan"))
    # One column, so that the section is not torn.
    return [Side(((*out, _sources(data, selection)),), (1.0,))]


def _sources(data: Figures, selection: Selection) -> Table:
    status = replace(selection, indikator="status")
    before = data.year_before(selection.tahun)
    views = [status, *([replace(status, tahun=before)] if before is not None else [])]
    views += [coverage_view(selection, programs()[key]) for key in known(data, selection.tahun)]
    found = {entry: None for view in views for entry in sources_of(data, view)}
    own = (_("data contoh buatan dasbor ini"), "–", sifat_label("contoh"), "–")
    lines = {
        own
        if entry.sifat == "contoh"
        else (entry.judul, entry.penerbit or "–", sifat_label(entry.sifat), format_date(entry.tanggal)): None
        for entry in found
    }
    heads = (
        Head(_("Judul"), lebar=2.0),
        Head(_("Penerbit"), lebar=2.4),
        Head(_("Sifat data"), lebar=0.7),
        Head(_("Tanggal"), lebar=1.0),
    )
    # An import without a date of its own says nothing there.
    shown = len(heads) if any(line[-1] != "–" for line in lines) else len(heads) - 1
    rows = tuple(tuple(Cell(text) for text in line[:shown]) for line in lines)
    return Table(_("Sumber data"), heads[:shown], rows)


def what_is_illustrative(data: Figures, selection: Selection) -> str:
    """What of the report is illustrative and what of that is true; empty where nothing is."""
    status = replace(selection, indikator="status")
    coverage = [coverage_view(selection, programs()[key]) for key in known(data, selection.tahun)]
    invented = next((view for view in coverage if illustrative(data, view)), None)
    parts = []
    if illustrative(data, status):
        parts.append(_("Status dan nilai: data contoh. {catatan}").format(catatan=illustrative_note(data, status)))
    elif invented is not None:
        parts.append(_("Status dan nilai: data resmi."))
    if invented is not None:
        parts.append(_("Cakupan program: data contoh. {catatan}").format(catatan=illustrative_note(data, invented)))
    return " ".join(parts)
