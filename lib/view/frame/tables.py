"""A table as raw numbers with columns that explain themselves: the twin of every map and chart.

The screen and every export format the same frame, so a sorted column and a downloaded one hold the same values.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Final, Literal

import pandas as pd

from lib.domain.language import format_date, format_number, format_percent, format_signed
from lib.domain.language import gettext as _

Kind = Literal["teks", "jumlah", "bagian", "angka", "selisih", "tahun", "tanggal"]
# Kinds that are read as words: left-aligned, never added up.
WORDS: Final = ("teks", "tanggal")
ABSENT: Final = "–"


def absent(value: Any) -> bool:
    """True for every way in which a frame says that there is no value: None, NaN, NaT, NA."""
    return value is None or value is pd.NA or bool(value != value)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: id in the frame, heading, what it holds, how it is formatted (``desimal`` for angka and selisih).

    ``satuan`` is its unit and ``sumber`` where its values come from, where the table says so per column. ``kutipan``: its values
    are in the words of their source or of a file, Indonesian in every language.
    """

    id: str
    label: str
    jenis: Kind
    penjelasan: str
    desimal: int = 0
    satuan: str = ""
    sumber: str = ""
    kutipan: bool = False

    @property
    def long_explanation(self) -> str:
        """The explanation with unit and source, where the column has them."""
        parts = [self.penjelasan]
        if self.satuan:
            parts.append(_("Satuan: {satuan}.").format(satuan=self.satuan))
        if self.sumber:
            parts.append(_("Sumber: {sumber}.").format(sumber=self.sumber))
        return " ".join(parts)

    def text(self, value: Any) -> str:
        """A cell as the reader sees it."""
        if absent(value):
            return ABSENT
        if self.jenis == "jumlah":
            return format_number(value)
        if self.jenis == "bagian":
            return format_percent(value)
        if self.jenis == "angka":
            return format_number(value, self.desimal)
        if self.jenis == "selisih":
            return format_signed(value, self.desimal)
        if self.jenis == "tahun":
            # A year is a name: no thousands separator.
            return str(int(value))
        if self.jenis == "tanggal":
            return format_date(pd.Timestamp(value).date())
        return str(value)


@dataclass(frozen=True, eq=False)
class TableDescription:
    """A table: title, columns, a frame of raw values indexed by kode (columns: the ids of ``kolom``), source and badge."""

    judul: str
    penjelasan: str
    kolom: tuple[Column, ...]
    frame: pd.DataFrame
    sumber: str
    contoh: bool
    nama_berkas: str

    def sorted_by(self, column: str, descending: bool) -> pd.DataFrame:
        """The frame sorted by one column, missing values last, equal values in code order."""
        # By place: the index may be named like a column, which pandas takes for a question of its own.
        values = self.frame[column].reset_index(drop=True)
        return self.frame.iloc[values.sort_values(ascending=not descending, na_position="last", kind="stable").index]


def slug(text: str) -> str:
    """Letters a-z, digits and single hyphens: safe as a file name on every system, whatever the data says."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:120].rstrip("-") or "tabel"
