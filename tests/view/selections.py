"""Selections that an address can ask for, and other states of the published data to look at them in."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from hypothesis import settings
from hypothesis import strategies as st

from lib.analysis.frame.figures import Figures
from lib.view.frame.selection import CLASSIFICATIONS, MAP_LEVELS, Known, Selection, default_level

views = settings(max_examples=40)
KOTA = ("18.71", "18.72")


def areas(known: Known) -> st.SearchStrategy[str | None]:
    """The province, or any kabupaten, kota, kecamatan or desa: each level as likely as the next."""
    by_level = [sorted(kode for kode in known.kode if kode.count(".") == dots) for dots in (1, 2, 3)]
    return st.none() | st.one_of(*(st.sampled_from(codes) for codes in by_level)) | st.sampled_from(KOTA)


@st.composite
def selections(draw: st.DrawFn, known: Known) -> Selection:
    """Any selection that ``read_selection`` can give."""
    chosen = Selection(
        tahun=draw(st.sampled_from(known.tahun)),
        indikator=draw(st.sampled_from(known.indikator)),
        program=draw(st.sampled_from((None, *known.program))),
        klasifikasi=draw(st.sampled_from(CLASSIFICATIONS)),
    ).at_area(draw(areas(known)))
    first = MAP_LEVELS.index(default_level(chosen.area))
    return replace(chosen, tingkat=draw(st.sampled_from(MAP_LEVELS[first:])))


def with_rows(data: Figures, **columns: object) -> Figures:
    """The figures with one more score row, a copy of the first with ``columns`` changed."""
    row = data.nilai.iloc[[0]].assign(**columns)
    rows = pd.concat([data.nilai.astype({"kode_desa": object}), row.astype({"kode_desa": object})], ignore_index=True)
    return replace(
        data, nilai=rows.astype({"kode_desa": "category"} | {key: data.nilai[key].dtype for key in ("tahun", "status")})
    )


def official(data: Figures, *years: int) -> Figures:
    """The figures as they are once official rows for ``years`` have been published."""
    nilai = data.nilai.copy()
    nilai.loc[nilai["tahun"].isin(years), "sifat"] = "resmi"
    provenance = tuple(
        replace(entry, sifat="resmi", judul=f"Status IDM {entry.tahun}", penerbit="Kementerian Desa")
        if entry.jenis == "indeks" and entry.tahun in years
        else entry
        for entry in data.provenance
    )
    return replace(data, nilai=nilai, provenance=provenance)


def official_program(data: Figures, *programs: str) -> Figures:
    """The figures as they are once official coverage of ``programs`` has been published."""
    cakupan = data.cakupan.copy()
    cakupan.loc[cakupan["program"].isin(programs), "sifat"] = "resmi"
    return replace(data, cakupan=cakupan)
