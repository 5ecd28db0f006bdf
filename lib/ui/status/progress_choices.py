"""What is chosen on the progress page, read from the address and checked: anything unknown falls back quietly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from lib.domain.language import gettext as _
from lib.ui.frame import choice, state
from lib.ui.frame.state import View, bound_parameter
from lib.view.frame.tables import WORDS, TableDescription
from lib.view.status.progress import earlier_years
from lib.web import markup


def chosen(name: str, allowed: Sequence[str], default: str | None = None) -> str:
    """The value of a parameter of the page if it is one of ``allowed``, else ``default`` (None: the first allowed)."""
    value = state.page_parameter(name)
    return value if value in allowed else (default if default is not None else allowed[0])


def year_before(view: View) -> int | None:
    """The earlier year to compare with: the one chosen, else the newest that may be compared; None where there is none."""
    years = earlier_years(view.data, view.selection.tahun)
    if not years:
        return None
    return int(chosen("sebelum", [str(year) for year in years]))


def choose_year_before(view: View, before: int) -> None:
    """The choice of the earlier year, where there is more than one."""
    years = [str(year) for year in earlier_years(view.data, view.selection.tahun)]
    if len(years) > 1:
        choice.selectbox(_("Dibandingkan dengan"), years, **bound_parameter("p_sebelum", "sebelum", str(before), years[0]))


def year_link(view: View, tahun: str) -> str:
    """The address of the same page in another year; empty for a year without rows."""
    if not tahun.isdigit() or int(tahun) not in view.data.years:
        return ""
    return "?" + urlencode(state.link(replace(view.selection, tahun=int(tahun))) | state.page_parameters())


def parameter_link(view: View, **parameters: str) -> str:
    """The address of the same view with other parameters of the page."""
    return "?" + urlencode(state.link(view.selection) | state.page_parameters() | parameters)


def show_plain_table(table: TableDescription, link: Callable[[str], str]) -> None:
    """A short table whole, in its own order, without controls; its first column heads the rows."""
    rows = [
        {
            "tautan": link(str(key)),
            "sel": [
                {"teks": entry.text(value), "angka": entry.jenis not in WORDS}
                for entry, value in zip(table.kolom, row, strict=True)
            ],
        }
        for key, row in zip(table.frame.index, table.frame.itertuples(index=False, name=None), strict=True)
    ]
    columns = [
        {"label": entry.label, "angka": entry.jenis not in WORDS, "penjelasan": entry.penjelasan, "urut": ""}
        for entry in table.kolom
    ]
    markup.show("tabel.html", judul=table.judul, kolom=columns, isi=rows, kepala=1)
