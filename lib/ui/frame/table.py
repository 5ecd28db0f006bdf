"""A table on the page: semantic, sorted and paged by the server, with downloads of the whole of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import streamlit as st

from lib.domain.language import current_language, format_number, set_language
from lib.domain.language import gettext as _
from lib.export.tables.sheet import to_csv, to_xlsx
from lib.ui.frame import choice
from lib.view.frame.tables import WORDS, TableDescription
from lib.web import markup

ROWS_PER_PAGE: Final = 50
# A column with a longer text than this is read as prose: it wraps.
LONG_TEXT: Final = 60
CSV_MIME: Final = "text/csv"
XLSX_MIME: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Download:
    """One form in which a table can be had: its name on the button, file ending, media type, and how it is made."""

    label: str
    ending: str
    mime: str
    make: Callable[[TableDescription], bytes]


STANDARD_DOWNLOADS: Final = (Download("CSV", "csv", CSV_MIME, to_csv), Download("XLSX", "xlsx", XLSX_MIME, to_xlsx))


def show_table(
    table: TableDescription,
    link: Callable[[str], str],
    *,
    key: str,
    sorted_by: str | None = None,
    descending: bool = False,
    downloads: tuple[Download, ...] = STANDARD_DOWNLOADS,
) -> None:
    """Sort and page controls, the rows (each name a link to its area), and the downloads; ``descending`` at first."""
    labels = {column.id: column.label for column in table.kolom}
    # More than two forms need a row of their own for their names to be read.
    beside = len(downloads) <= len(STANDARD_DOWNLOADS)
    widths = [3, 3, *[1] * len(downloads)] if beside else [3, 5]
    sort_column, direction_column, *download_places = st.columns(widths, vertical_alignment="bottom")
    with sort_column:
        start = list(labels).index(sorted_by) if sorted_by else 0
        column = choice.selectbox(
            _("Urutkan menurut"), list(labels), index=start, format_func=labels.__getitem__, key=f"{key}_urut"
        )
    with direction_column:
        names = {"naik": _("Naik"), "turun": _("Turun")}
        start_direction: str = "turun" if descending else "naik"
        direction = st.segmented_control(
            _("Arah"), list(names), default=start_direction, required=True, format_func=names.__getitem__, key=f"{key}_arah"
        )
    if not beside:
        download_places = [st.container(horizontal=True)] * len(downloads)
    for place, download in zip(download_places, downloads, strict=True):
        with place:
            _download(table, download, key, "stretch" if beside else "content")
    frame = table.sorted_by(column, descending=direction == "turun")
    pages = max(1, -(-len(frame) // ROWS_PER_PAGE))
    page = 1
    if pages > 1:
        page = st.pagination(pages, key=f"{key}_halaman_{pages}")
    shown = frame.iloc[(page - 1) * ROWS_PER_PAGE : page * ROWS_PER_PAGE]
    texts = [
        [entry.text(value) for entry, value in zip(table.kolom, row, strict=True)]
        for row in shown.itertuples(index=False, name=None)
    ]
    long = [any(len(row[place]) > LONG_TEXT for row in texts) for place in range(len(table.kolom))]
    rows = [
        {
            "tautan": link(str(kode)),
            "sel": [
                {"teks": text, "angka": entry.jenis not in WORDS, "panjang": wraps, "kutipan": entry.kutipan}
                for entry, text, wraps in zip(table.kolom, row, long, strict=True)
            ],
        }
        for kode, row in zip(shown.index, texts, strict=True)
    ]
    sorting = "descending" if direction == "turun" else "ascending"
    columns = [
        {
            "label": entry.label,
            "angka": entry.jenis not in WORDS,
            "penjelasan": entry.penjelasan,
            "urut": sorting if entry.id == column else "",
        }
        for entry in table.kolom
    ]
    first, last = (page - 1) * ROWS_PER_PAGE + 1, min(page * ROWS_PER_PAGE, len(frame))
    title = _("{judul}: baris {dari}–{sampai} dari {jumlah}").format(
        judul=table.judul, dari=format_number(min(first, last)), sampai=format_number(last), jumlah=format_number(len(frame))
    )
    # A row is headed by its name; without one by what comes first.
    ids = [entry.id for entry in table.kolom]
    head = ids.index("nama") + 1 if "nama" in ids else 1
    markup.show("tabel.html", judul=title, kolom=columns, isi=rows, kepala=head)


def _download(table: TableDescription, download: Download, key: str, width: Literal["stretch", "content"]) -> None:
    language = current_language()

    def content() -> bytes:
        # Made when asked for, in a context of its own that does not know the reader's language.
        set_language(language)
        return download.make(table)

    st.download_button(
        download.label,
        content,
        file_name=f"{table.nama_berkas}.{download.ending}",
        mime=download.mime,
        icon=":material/download:",
        on_click="ignore",
        help=_("Unduh seluruh tabel ini sebagai {jenis}").format(jenis=download.label),
        key=f"{key}_unduh_{download.ending}",
        width=width,
    )
