"""Several tables as one workbook: a sheet each, safe to open, one sheet that says what they are and where they are from."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Any, Final

import xlsxwriter

from lib.domain.language import gettext as _
from lib.export.tables.sheet import MAX_SHEET_NAME, OPTIONS, source_rows, write_rows, write_table
from lib.view.frame.charts import ChartDescription
from lib.view.frame.tables import TableDescription

# What Excel refuses in the name of a sheet.
_REFUSED: Final = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, eq=False)
class Tab:
    """One sheet: its name, its table, and the stacked bars that are drawn beside it where that helps."""

    nama: str
    tabel: TableDescription
    grafik: ChartDescription | None = None


def to_workbook(tabs: tuple[Tab, ...]) -> bytes:
    """The workbook of the tables; sheets of one name are numbered."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as workbook:
        for tab, name in zip(tabs, _names([tab.nama for tab in tabs]), strict=True):
            sheet = write_table(workbook, name, tab.tabel)
            if tab.grafik is not None and not tab.tabel.frame.empty:
                _add_chart(workbook, sheet, name, tab.tabel, tab.grafik)
        rows = [row for tab in tabs for row in (*source_rows(tab.tabel), ("", ""))]
        write_rows(workbook, _names([*(tab.nama for tab in tabs), _("Sumber")])[-1], rows)
    return out.getvalue()


def _names(wanted: list[str]) -> list[str]:
    out: list[str] = []
    for name in wanted:
        plain = _REFUSED.sub(" ", name).strip()[: MAX_SHEET_NAME - 3] or _("Data")
        taken = {other.casefold() for other in out}
        number = next(n for n in range(1, len(wanted) + 2) if (plain if n == 1 else f"{plain} {n}").casefold() not in taken)
        out.append(plain if number == 1 else f"{plain} {number}")
    return out


def _add_chart(
    workbook: xlsxwriter.Workbook, sheet: Any, name: str, table: TableDescription, description: ChartDescription
) -> None:
    """Native stacked columns of the table's own cells: the columns that the chart's series are named after."""
    ids = [column.id for column in table.kolom]
    chart = workbook.add_chart({"type": "column", "subtype": "stacked"})
    last = len(table.frame)
    for series in description.seri:
        if series.id in ids:
            place = ids.index(series.id)
            chart.add_series(
                {
                    "name": [name, 0, place],
                    "categories": [name, 1, 0, last, 0],
                    "values": [name, 1, place, last, place],
                    "fill": {"color": series.warna},
                    "gap": 40,
                }
            )
    chart.set_title({"name": description.judul, "name_font": {"size": 11}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 760, "height": 380})
    sheet.insert_chart(last + 2, 0, chart, {"description": description.alt})
