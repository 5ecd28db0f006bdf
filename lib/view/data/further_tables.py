"""The published tables beside the scores: programme coverage, awards, and the list of areas."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.domain.language import localized
from lib.domain.program import Program
from lib.view.data.columns import column, columns
from lib.view.data.table_content import IDENTITY, Content, inside, sifat_label, with_names
from lib.view.frame.selection import Selection
from lib.view.frame.tables import Column
from lib.view.indicator.indicator import selected_program

AWARD_COLUMNS: Final = (*IDENTITY, "tahun", "ajang", "tingkat", "hasil", "sumber", "sifat")
COVERAGE_COLUMNS: Final = (*IDENTITY, "tahun", "program", "tanggal", "penyebut", "bagian")
AREA_COLUMNS: Final = {
    "kabupaten": ("kode", "nama", "jenis", "sebutan", "kode_bps", "luas_km2", "penduduk", "lintang", "bujur"),
    "kecamatan": ("kode", "nama", "kode_kabupaten", "kabupaten", "lintang", "bujur"),
    "desa": (
        *("kode", "nama", "jenis", "sebutan", "kode_kecamatan", "kecamatan", "kode_kabupaten", "kabupaten"),
        *("lintang", "bujur", "berlaku_dari", "berlaku_sampai"),
    ),
}


def coverage(data: Figures, selection: Selection, _all_years: bool) -> Content:
    """One row per area of the selected level: units per stage of the selected programme, what they are a share of."""
    program, level = selected_program(selection), selection.tingkat
    if program is None:
        return Content(columns(*IDENTITY), with_names(data, pd.DataFrame({"kode": []})), ())
    reach = data.coverage(program.id, selection.tahun, level)
    frame = reach.rename(columns={stage.id: stage_column_id(stage.id) for stage in program.tahap})
    frame = frame.assign(kode=reach.index, tahun=selection.tahun, program=program.label).reset_index(drop=True)
    frame = with_names(data, frame[inside(frame["kode"], selection)])
    left_out = {"kabupaten": ("kecamatan", "kabupaten"), "kecamatan": ("kecamatan",)}.get(level, ())
    before = columns(*(name for name in COVERAGE_COLUMNS[:-2] if name not in left_out))
    kolom = (*before, *stage_columns(program), *columns(*COVERAGE_COLUMNS[-2:]))
    sources = data.sources("program", program=program.id)
    if not data.is_illustrative_program(program.id, selection.tahun):
        # Illustrative snapshots of other years are not behind this view.
        sources = tuple(entry for entry in sources if entry.sifat != "contoh")
    return Content(kolom, frame, sources, (program.label,), level, nama_berkas=(program.id,))


def stage_column_id(stage: str) -> str:
    """Column id of a programme's stage: some stages are called like other columns."""
    return f"tahap_{stage}"


def stage_columns(program: Program) -> tuple[Column, ...]:
    """One column of counts per stage of a programme, in its units."""
    return tuple(
        replace(
            column("jumlah"),
            id=stage_column_id(stage.id),
            label=stage.label,
            penjelasan=localized(stage.definisi),
            satuan=program.unit,
        )
        for stage in program.tahap
    )


def awards(data: Figures, selection: Selection, all_years: bool) -> Content:
    """One row per award of a desa or kelurahan, with the source of each."""
    rows = data.prestasi.rename(columns={"kode_wilayah": "kode"})
    if not all_years:
        rows = rows[rows["tahun"] == selection.tahun]
    rows = rows[inside(rows["kode"], selection)]
    rows = rows.assign(sifat=rows["sifat"].astype(object).map(sifat_label))
    return Content(columns(*AWARD_COLUMNS), with_names(data, rows), data.sources("prestasi"))


def areas(data: Figures, selection: Selection, _all_years: bool) -> Content:
    """One row per area of the selected level: code, name, kind, point, and the days between which its code is valid."""
    level = selection.tingkat
    rows = data.wilayah[(data.wilayah["tingkat"] == level).to_numpy()]
    rows = rows.assign(kode=rows.index, kode_kecamatan=rows["kec"], kode_kabupaten=rows["kab"]).reset_index(drop=True)
    rows = with_names(data, rows[inside(rows["kode"], selection)])
    return Content(columns(*AREA_COLUMNS[level]), rows, data.sources("wilayah"), tingkat=level)
