"""Answers of the open data: a table whose cells are codes and numbers rather than words, the same in every language.

Only titles, explanations and messages follow ``bahasa``. Every row says its ``sifat``; an area's is the weakest of its rows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import pandas as pd

from lib.analysis.frame.figures import Figures, Provenance
from lib.analysis.status.distribution import modal_status, share_at_least, share_of, status_of_desa
from lib.domain.indeks import indeks_of_year, indices
from lib.domain.language import N_
from lib.domain.language import gettext as _
from lib.domain.program import Program, programs
from lib.domain.status import STATUS
from lib.domain.wilayah import Tingkat
from lib.view.data.columns import column
from lib.view.data.further_tables import stage_column_id, stage_columns
from lib.view.data.open_query import ALL_YEARS, COVERAGE, Query, QueryRefused
from lib.view.data.score_tables import behind
from lib.view.data.table_content import inside
from lib.view.data.tables import origin_line
from lib.view.frame.places import area_title
from lib.view.frame.sentences import no_comparison
from lib.view.frame.tables import Column, TableDescription, slug
from lib.view.indicator.indicator import indicators

_PARENTS: Final = ("kode_kecamatan", "kecamatan", "kode_kabupaten", "kabupaten")
IDENTITY: Final[dict[Tingkat, tuple[str, ...]]] = {
    "desa": ("kode", "nama", "jenis", "sebutan", *_PARENTS, "lintang", "bujur"),
    "kecamatan": ("kode", "nama", *_PARENTS[2:], "lintang", "bujur"),
    "kabupaten": ("kode", "nama", "jenis", "lintang", "bujur"),
}
YEAR: Final = ("tahun", "indeks")
FIGURES: Final[dict[str, tuple[str, ...]]] = {
    "desa": ("nilai", "status", "status_hitung", "dibawa_dari_tahun"),
    "wilayah": (
        *("jumlah_desa", *STATUS, "dinilai", "tanpa_data", "belum_dinilai"),
        *("bagian_mandiri", "bagian_maju_mandiri", "status_terbanyak", "nilai"),
    ),
}
_PREFIX: Final[dict[Tingkat, int]] = {"kabupaten": 5, "kecamatan": 8, "desa": 13}
# From strongest to weakest: an area is worth what its weakest row is worth.
_STRENGTH: Final = ("resmi", "turunan", "contoh")


def answer(data: Figures, query: Query) -> TableDescription:
    """The table that answers ``query``, indexed by code; QueryRefused when an indicator has no values there."""
    parts = [_of_year(data, query, year) for year in query.tahun]
    frame = pd.concat(parts, ignore_index=True)
    frame = frame[inside(frame["kode"], query.selection)]
    kolom = answer_columns(query)
    contoh = any((frame[name] == "contoh").any() for name in ("sifat", "sifat_program") if name in frame)
    period = ALL_YEARS if query.semua_tahun else str(query.tahun[0])
    area = area_title(data, query.area)
    stem = (query.tingkat, query.indikator or "", query.program or "", area, period, "contoh" if contoh else "")
    frame = frame.set_axis(pd.Index(frame["kode"].to_numpy(dtype=object), dtype=object))
    return TableDescription(
        judul=" · ".join(filter(None, (_("Data terbuka"), query.tingkat, area, period, query.indikator, query.program))),
        penjelasan=_("Satu baris per wilayah dan tahun; kode dan angka, tanpa kata terjemahan."),
        kolom=kolom,
        frame=frame[[part.id for part in kolom]],
        sumber=origin_line(sources(data, query)),
        contoh=contoh,
        nama_berkas=slug(" ".join(filter(None, stem))),
    )


def sources(data: Figures, query: Query) -> tuple[Provenance, ...]:
    """The published versions behind an answer, each once."""
    found = () if query.indikator == COVERAGE else behind(data, query.tahun)
    if query.indikator == "perubahan":
        found = (*found, *behind(data, tuple(year for year in map(data.year_before, query.tahun) if year)))
    if query.program:
        found = (*found, *data.sources("program", program=query.program))
    return tuple(dict.fromkeys(found))


def answer_columns(query: Query) -> tuple[Column, ...]:
    """The columns of an answer: they depend on the question alone, never on the rows."""
    names = [*IDENTITY[query.tingkat], *YEAR]
    added = program_columns(programs()[query.program]) if query.program else ()
    if query.indikator:
        entry = indicators()[query.indikator]
        name = column("program", id="indikator", label=_("Indikator"), penjelasan=_("Indikator yang ditanyakan."), sumber="")
        value = column(
            "status" if entry.kind == "status" else "nilai",
            label=entry.label(query.selection),
            penjelasan=entry.explanation(query.selection),
            satuan=column("bagian").satuan if entry.kind == "bagian" else "",
            sumber=column("program").sumber if query.indikator == COVERAGE else column("nilai").sumber,
        )
        of_program = added[:1] if query.indikator == COVERAGE else added
        return (*map(column, names), name, value, column("sifat"), *of_program)
    level = "desa" if query.tingkat == "desa" else "wilayah"
    used = {indeks_of_year(year).id for year in query.tahun}
    dimensions = [part.id for entry in indices().values() if entry.id in used for part in entry.dimensi]
    return (*map(column, (*names, *FIGURES[level], *dimensions, "sifat")), *added)


def program_columns(program: Program) -> tuple[Column, ...]:
    """The columns that ``program=`` adds: what it is, its date, its stages, its denominator and share, and how official."""
    sifat = replace(column("sifat"), id="sifat_program", sumber=column("program").sumber)
    return (column("program"), column("tanggal"), *stage_columns(program), column("penyebut"), column("bagian"), sifat)


def _of_year(data: Figures, query: Query, year: int) -> pd.DataFrame:
    frame = _areas_of_year(data, year, query.tingkat)
    if query.indikator:
        frame = _with_indicator(data, query, year, frame)
    elif query.tingkat == "desa":
        frame = frame.join(_desa_figures(data, year, frame.index))
    else:
        frame = frame.join(_area_figures(data, year, query.tingkat))
    if query.program and query.indikator != COVERAGE:
        frame = frame.join(_program_figures(data, programs()[query.program], year, query.tingkat))
    return frame


def _areas_of_year(data: Figures, year: int, level: Tingkat) -> pd.DataFrame:
    """The areas of a level that exist in ``year``, with names of their parents, year, index and sifat."""
    if level == "desa":
        classes = data.derived(status_of_desa, year)
        codes = classes.index[classes.notna()]
    else:
        counts = data.counts(year, level)
        codes = counts.index[counts["jumlah"] > 0]
    rows = data.wilayah.loc[codes]
    names = data.wilayah["nama"]
    frame = rows[["nama", "jenis", "sebutan", "lintang", "bujur"]].assign(
        kode=codes,
        kode_kecamatan=rows["kec"],
        kecamatan=names.reindex(rows["kec"].to_numpy(dtype=object)).to_numpy(dtype=object),
        kode_kabupaten=rows["kab"],
        kabupaten=names.reindex(rows["kab"].to_numpy(dtype=object)).to_numpy(dtype=object),
        tahun=year,
        indeks=indeks_of_year(year).id,
    )
    return frame.assign(sifat=_weakest(data, year, level).reindex(codes).to_numpy(dtype=object))


def _weakest(data: Figures, year: int, level: Tingkat) -> pd.Series:
    return data.derived(weakest_sifat, year, level)


def weakest_sifat(nilai: pd.DataFrame, _wilayah: pd.DataFrame, year: int, level: Tingkat) -> pd.Series:
    """The weakest ``sifat`` of an area's rows in a year, by code: contoh before turunan before resmi."""
    rows = nilai[nilai["tahun"] == year]
    strength = rows["sifat"].astype(object).map({name: place for place, name in enumerate(_STRENGTH)}).astype(int)
    codes = rows["kode_desa"].astype(object).str.slice(0, _PREFIX[level])
    return strength.groupby(codes.to_numpy(dtype=object)).max().map(dict(enumerate(_STRENGTH)))


def _desa_figures(data: Figures, year: int, codes: pd.Index) -> pd.DataFrame:
    rows = data.nilai[data.nilai["tahun"] == year]
    rows = rows.set_axis(pd.Index(rows["kode_desa"].astype(object).to_numpy(dtype=object)))
    dimensions = [part.id for part in indeks_of_year(year).dimensi]
    figures = rows[["nilai", "status_hitung", "dibawa_dari_tahun", *dimensions]].reindex(codes)
    # Kelurahan are "belum_dinilai" and desa without a row "tanpa_data": a missing status is never silent.
    classes = data.derived(status_of_desa, year).reindex(codes)
    return figures.assign(status=classes.to_numpy(dtype=object), status_hitung=figures["status_hitung"].astype(object))


def _area_figures(data: Figures, year: int, level: Tingkat) -> pd.DataFrame:
    counts = data.counts(year, level)
    return counts.join(data.means(year, level).drop(columns="n")).assign(
        jumlah_desa=counts["dinilai"] + counts["tanpa_data"],
        bagian_mandiri=share_of(counts, "mandiri"),
        bagian_maju_mandiri=share_at_least(counts, "maju"),
        status_terbanyak=modal_status(counts)["status"].astype(object),
    )


def _program_figures(data: Figures, program: Program, year: int, level: Tingkat) -> pd.DataFrame:
    reach = data.coverage(program.id, year, level)
    stages = {stage.id: stage_column_id(stage.id) for stage in program.tahap}
    known = reach["tanggal"].notna()
    reach = reach.rename(columns=stages)
    # Without a snapshot nothing is known: not zero.
    for name in stages.values():
        reach[name] = reach[name].astype(pd.Int64Dtype()).where(known)
    kind = "contoh" if data.is_illustrative_program(program.id, year) else _weakest_source(data, program)
    return reach.assign(program=program.id, sifat_program=known.map({True: kind, False: None}))


def _weakest_source(data: Figures, program: Program) -> str:
    kinds = [entry.sifat for entry in data.sources("program", program=program.id) if entry.sifat != "contoh"]
    return max(kinds, key=_STRENGTH.index, default=_STRENGTH[0])


def _with_indicator(data: Figures, query: Query, year: int, frame: pd.DataFrame) -> pd.DataFrame:
    entry = indicators()[query.indikator or ""]
    selection = replace(query.selection, tahun=year)
    values = entry.values(data, selection)
    if values is None and not query.semua_tahun:
        raise QueryRefused(
            "tidak_ada_di_tahun",
            "indikator",
            N_("Indikator {indikator} tidak dapat dihitung untuk {tahun}. {sebab}"),
            indikator=entry.id,
            tahun=year,
            sebab=no_comparison(data, year) if entry.kind == "selisih" else "",
        )
    column_name = "status" if entry.kind == "status" else "nilai"
    found: Any = None if values is None else values.reindex(frame.index).to_numpy(dtype=object)
    changed = frame.assign(**{column_name: found, "indikator": entry.id})
    if entry.id == COVERAGE:
        program = programs()[query.program or ""]
        kind = "contoh" if data.is_illustrative_program(program.id, year) else _weakest_source(data, program)
        changed = changed.assign(sifat=kind, program=program.id)
    elif query.tingkat == "desa" and entry.kind == "status":
        changed = changed.assign(status=data.derived(status_of_desa, year).reindex(frame.index).to_numpy(dtype=object))
    return changed
