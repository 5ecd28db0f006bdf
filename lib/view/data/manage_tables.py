"""The tables of Kelola Data: columns that explain themselves round rows that the page gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from lib.domain.language import gettext as _
from lib.view.frame.tables import Column, TableDescription, slug


def manage_table(
    judul: str,
    penjelasan: str,
    kolom: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    *,
    nama_berkas: str,
    sumber: str = "",
    contoh: bool = False,
) -> TableDescription:
    """A table of ``rows`` (one value per column, in order); the index is the row's number from 0.

    ``nama_berkas`` becomes the stem of the file name, made safe.
    """
    frame = pd.DataFrame(list(rows), columns=[column.id for column in kolom], dtype=object)
    for column in kolom:
        if column.jenis == "tanggal":
            frame[column.id] = pd.to_datetime(frame[column.id])
        elif column.jenis != "teks":
            frame[column.id] = pd.to_numeric(frame[column.id])
    source = sumber or _("Sumber: {sumber}.").format(sumber=_("dasbor ini"))
    return TableDescription(judul, penjelasan, tuple(kolom), frame, source, contoh, slug(nama_berkas))
