"""The published figures that came without rows per desa (``data/fakta``) as tables: every figure with its own source."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pandas as pd

from lib.analysis.frame.figures import Figures, Provenance
from lib.domain import fact_rows
from lib.domain.data_file import data_dir, read_sumber
from lib.domain.indeks import indices
from lib.domain.language import gettext as _
from lib.domain.program import all_programs
from lib.domain.status import STATUS, status_label
from lib.domain.wilayah import PROVINSI_LAMPUNG
from lib.view.data.columns import FAKTA, column
from lib.view.data.table_content import Content, inside, with_names
from lib.view.frame.selection import Selection
from lib.view.frame.tables import Column

_SOURCE: Final = ("sumber_judul", "sumber_url", "keyakinan")
MEANS: Final = {"nilai": "rerata_nilai", "iks": "rerata_iks", "ike": "rerata_ike", "ikl": "rerata_ikl"}
KABUPATEN_COLUMNS: Final = ("kode", "nama", "tahun", "jumlah_desa", *reversed(STATUS), *MEANS, *_SOURCE)
PROVINCE_COLUMNS: Final = ("kode", "nama", "tahun", "indeks", "status", "jumlah", "jumlah_desa", *_SOURCE)
PROGRAM_COLUMNS: Final = ("kode", "nama", "program", "tahap", "tanggal", "jumlah", "satuan", "definisi", *_SOURCE, "catatan")


def by_kabupaten(data: Figures, selection: Selection, all_years: bool) -> Content:
    """Desa per status and mean scores per kabupaten and year, as published; an empty cell is not known."""
    rows = _rows(data, fact_rows.KABUPATEN, selection, all_years)
    rows = rows.rename(columns={there: here for here, there in MEANS.items()})
    rows[_SOURCE[0]] = rows.pop("sumber")
    numbers = [*STATUS, "jumlah_desa", *MEANS]
    rows[numbers] = rows[numbers].apply(pd.to_numeric)
    kolom = tuple(column(name, sumber=_(FAKTA)) if name in numbers else column(name) for name in KABUPATEN_COLUMNS)
    return _content(data, rows, kolom, fact_rows.KABUPATEN)


def by_province(data: Figures, selection: Selection, all_years: bool) -> Content:
    """Desa per status of the province by year, as published: one row per figure."""
    rows = _rows(data, fact_rows.PROVINSI, selection, all_years)
    rows = rows.assign(
        status=[status_label(status) for status in rows["status"]],
        indeks=[indices()[name].singkatan for name in rows["indeks"]],
        jumlah=rows["jumlah"].astype("int64"),
        jumlah_desa=rows["jumlah_desa"].astype("int64"),
    )
    changed = {
        "jumlah": column("jumlah", penjelasan=column("mandiri").penjelasan, satuan=column("dinilai").satuan, sumber=_(FAKTA)),
        "jumlah_desa": column("jumlah_desa", sumber=_(FAKTA)),
        "status": column("status", sumber=_(FAKTA)),
    }
    kolom = tuple(changed.get(name) or column(name) for name in PROVINCE_COLUMNS)
    return replace(_content(data, rows, kolom, fact_rows.PROVINSI), seluruh_provinsi=True)


def of_programs(data: Figures, selection: Selection, all_years: bool) -> Content:
    """Published programme figures, each with the date, the definition it counts by, and its source."""
    rows = _rows(data, fact_rows.PROGRAM, selection, all_years)
    programs = all_programs()
    stages = {(program.id, stage.id): stage.label for program in programs.values() for stage in program.tahap}
    rows = rows.assign(
        tahap=[stages[key] for key in zip(rows["program"], rows["tahap"], strict=True)],
        program=[programs[name].label for name in rows["program"]],
        tanggal=pd.to_datetime(rows["tanggal"]),
        jumlah=rows["jumlah"].astype("int64"),
    )
    kolom = tuple(column(name, sumber=_(FAKTA)) if name in ("jumlah", "tanggal") else column(name) for name in PROGRAM_COLUMNS)
    return _content(data, rows, kolom, fact_rows.PROGRAM)


def _rows(data: Figures, name: str, selection: Selection, all_years: bool) -> pd.DataFrame:
    """The rows of a facts file within the province shown, the selected area and year, empty cells as missing."""
    rows = pd.DataFrame(list(fact_rows.fact_rows(name)), dtype=object).replace("", None)
    rows = rows.rename(columns={"kode_wilayah": "kode"})
    year = rows["tahun"] if "tahun" in rows else rows["tanggal"].str.slice(0, 4)
    rows = rows.assign(tahun=year.astype("int64"))
    rows = rows if "kode" in rows else rows.assign(kode=PROVINSI_LAMPUNG)
    rows = rows[rows["kode"].isin(data.codes)]
    if name != fact_rows.PROVINSI:
        rows = rows[inside(rows["kode"], selection)]
    return rows if all_years else rows[rows["tahun"] == selection.tahun]


def _content(data: Figures, rows: pd.DataFrame, kolom: tuple[Column, ...], name: str) -> Content:
    twin = read_sumber(data_dir() / "fakta" / name)
    source = Provenance("fakta", None, PROVINSI_LAMPUNG, twin.sifat, twin.penerbit, twin.judul, twin.url, twin.tanggal)
    return Content(kolom, with_names(data, rows), (source,))
