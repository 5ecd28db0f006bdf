"""The tables behind a report as sheets of one workbook."""

from __future__ import annotations

from dataclasses import replace

from lib.analysis.frame.figures import Figures
from lib.domain.language import gettext as _
from lib.domain.program import programs
from lib.export.tables.workbook import Tab
from lib.published import selected
from lib.view.frame.places import level_noun
from lib.view.frame.selection import Selection, default_level
from lib.view.indicator.map_table import describe_table
from lib.view.program.matrix import describe_matrix
from lib.view.status.area_bars import area_table
from lib.view.status.composition import composition
from lib.view.status.movers import movers_chart


def report_tabs(data: Figures, selection: Selection) -> tuple[Tab, ...]:
    """Areas inside, every desa, composition by year, programmes, and the desa that moved most where years may be compared."""
    noun = level_noun(data, default_level(selection.area), selection.area)
    desa = selected.map_of(data, replace(selection, tingkat="desa", indikator="status"))
    history = composition(data, selection, "jumlah")
    tabs = [
        Tab(noun.capitalize(), area_table(data, selection)),
        Tab(_("Desa"), describe_table(data, desa)),
        Tab(_("Komposisi"), history.tabel, history),
        Tab(_("Program"), describe_matrix(data, selection, next(iter(programs().values())), "kode").tabel),
    ]
    before = data.year_before(selection.tahun)
    if before is not None:
        tabs.append(Tab(_("Penggerak"), movers_chart(data, selection, before, "nilai").tabel))
    return tuple(tabs)
