"""The page of a report on what changed: composition by year, flows between the classes, and the desa that moved most."""

from __future__ import annotations

from typing import Final

from lib.analysis.frame.figures import Figures
from lib.analysis.status.change import Urutan
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_classes
from lib.export.pdf.document import Block, Cell, Head, Heading, Side, Table, Text
from lib.report.pictures import chart_block
from lib.report.sections import assessed
from lib.view.frame.charts import ChartDescription
from lib.view.frame.selection import Selection, default_level
from lib.view.frame.sentences import headline, no_comparison
from lib.view.indicator.classes import readable_ink
from lib.view.status.composition import composition
from lib.view.status.flows import describe_flows, flow_table
from lib.view.status.movers import movers_chart

BY: Final[Urutan] = "nilai"
# Heights as shares of the width: both charts and the two lists fill one page; without lists the charts have it alone.
LOW: Final = 0.235
HIGH: Final = 0.4


def development(data: Figures, selection: Selection) -> list[Block]:
    """Composition by year, flows between the classes, and the desa that moved most; or why nothing is compared."""
    if not assessed(data, selection):
        return [Heading(_("Perkembangan status")), Text(headline(data, selection))]
    # A kecamatan has one map only, and its page has room left.
    out: list[Block] = [Heading(_("Perkembangan status"), halaman_baru=default_level(selection.area) != "desa")]
    official = not data.is_illustrative(selection.tahun)
    before = data.year_before(selection.tahun)
    by_year = composition(data, selection, "jumlah", resmi=official)
    out.append(chart_block(by_year, tinggi=LOW if before is not None else HIGH))
    if before is None:
        return [*out, Text(no_comparison(data, selection.tahun))]
    flows = flow_table(data, selection, before)
    if flows is not None and flows.to_numpy().sum():
        out.append(chart_block(describe_flows(data, selection, before, flows), tinggi=LOW))
    moved = movers_chart(data, selection, before, BY)
    return out if moved.empty else [*out, *_both_lists(moved)]


def _both_lists(moved: ChartDescription) -> list[Block]:
    """Who rose most and who fell most, side by side: each desa with its kecamatan, its status now, and its change."""
    words = " ".join(filter(None, (_("Data contoh.") if moved.contoh else "", moved.subjudul, moved.sumber)))
    left, right = (_one_list(moved, index) for index in ("naik", "turun"))
    return [Heading(moved.judul, 2), Side(((left,), (right,)), (1.0, 1.0)), Text(words, "catatan")]


def _one_list(moved: ChartDescription, arah: str) -> Block:
    series = next((entry for entry in moved.seri if entry.id == arah), None)
    if series is None:
        return Text(_("Tidak ada yang naik.") if arah == "naik" else _("Tidak ada yang turun."))
    frame, columns = moved.tabel.frame, {column.id: column for column in moved.tabel.kolom}
    colours = {status_classes()[status].label: status_classes()[status].warna for status in STATUS}
    rows = []
    for kode in series.kode:
        row = frame.loc[kode]
        status = columns["status"].text(row["status"])
        colour = colours.get(status, "")
        ink = readable_ink(colour) if colour else ""
        rows.append(
            (Cell(row["nama"], kecil=row["kecamatan"]), Cell(status, colour, ink), Cell(columns["selisih"].text(row["selisih"])))
        )
    heads = (
        Head(series.label, lebar=2.9),
        Head(columns["status"].label, lebar=1.15),
        Head(columns["selisih"].label, True, 0.95),
    )
    return Table("", heads, tuple(rows))
