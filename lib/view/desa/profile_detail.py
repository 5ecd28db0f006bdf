"""The rest of a desa's profile: its dimensions among its peers, its programmes, its awards, and who is near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from lib.analysis.desa.profile import dimensions_among_peers, nearest_desa, program_stages
from lib.analysis.frame.figures import Figures
from lib.domain.indeks import indeks_of_year
from lib.domain.language import format_date, format_number
from lib.domain.language import gettext as _
from lib.domain.program import all_programs, programs
from lib.domain.status import BELUM_DINILAI, status_label
from lib.domain.wilayah import at_tingkat, is_kelurahan
from lib.view.desa.profile import score_row
from lib.view.frame.charts import Axis, ChartDescription, Series
from lib.view.frame.places import area_title
from lib.view.frame.provenance import source_line
from lib.view.frame.selection import Selection
from lib.view.frame.tables import Column, TableDescription, slug
from lib.view.indicator.classes import NOT_REACHED, REACHED

NEIGHBOURS_SHOWN: Final = 6
MEDIAN_KABUPATEN_COLOUR: Final = "#8a94a3"
MEDIAN_PROVINCE_COLOUR: Final = "#d3d8de"


@dataclass(frozen=True, slots=True)
class StageState:
    """One stage of a programme in this desa: reached or not, since when it is recorded, and the date of what is known."""

    program: str
    tahap: str
    keadaan: str
    sejak: str
    per: str
    warna: str
    contoh: bool


def dimension_chart(data: Figures, selection: Selection) -> ChartDescription | None:
    """Each dimension of the desa as a share of its maximum, beside the medians of its kabupaten and the province."""
    kode = selection.desa
    if kode is None or score_row(data, selection) is None:
        return None
    frame = dimensions_among_peers(data.desa_rows(selection.tahun), kode, selection.tahun)
    indeks = indeks_of_year(selection.tahun)
    names = tuple(entry.label for entry in indeks.dimensi)
    kabupaten = area_title(data, at_tingkat(kode, "kabupaten"))
    parts = (
        ("median_provinsi", _("Median provinsi"), MEDIAN_PROVINCE_COLOUR),
        ("median_kabupaten", _("Median {wilayah}").format(wilayah=kabupaten), MEDIAN_KABUPATEN_COLOUR),
        ("nilai", data.name(kode), REACHED),
    )
    series = tuple(
        Series(
            id=column,
            label=label,
            warna=colour,
            x=names,
            y=tuple(None if pd.isna(value) else float(value) for value in frame[column] / frame["maks"]),
            teks=tuple(
                f"{label}, {name}: {format_number(value, decimals)}"
                for name, value, decimals in zip(names, frame[column], _decimals(selection.tahun), strict=True)
            ),
        )
        for column, label, colour in parts
    )
    title = dimension_finding(selection, frame)
    table = frame.assign(dimensi=list(names))
    decimals = 4 if indeks.skala_maks <= 1 else 1
    return ChartDescription(
        id="dimensi_desa",
        bentuk="titik",
        judul=title,
        subjudul=_("Nilai tiap dimensi dibagi nilai tertingginya, dibanding median desa lain."),
        alt=_("Grafik titik: {judul}").format(judul=title),
        sumber=source_line(data, selection),
        contoh=data.is_illustrative(selection.tahun),
        kategori=Axis("", "kategori"),
        nilai=Axis(_("bagian dari nilai tertinggi"), "bagian", 0, 0.0, 1.02),
        seri=series,
        mendatar=True,
        tabel=TableDescription(
            judul=title,
            penjelasan=_("Nilai dimensi dan mediannya."),
            kolom=(
                Column("dimensi", _("Dimensi"), "teks", _("Dimensi {indeks}").format(indeks=indeks.label)),
                Column("nilai", data.name(kode), "angka", _("Nilai desa ini"), decimals),
                Column("median_kabupaten", _("Median kabupaten"), "angka", kabupaten, decimals),
                Column("median_provinsi", _("Median provinsi"), "angka", _("Semua desa yang dinilai"), decimals),
                Column("maks", _("Nilai tertinggi"), "angka", _("Batas atas dimensi"), 0),
            ),
            frame=table[["dimensi", "nilai", "median_kabupaten", "median_provinsi", "maks"]],
            sumber=source_line(data, selection),
            contoh=data.is_illustrative(selection.tahun),
            nama_berkas=file_stem(data, selection, "dimensi"),
        ),
    )


def _decimals(tahun: int) -> tuple[int, ...]:
    return tuple(entry.desimal for entry in indeks_of_year(tahun).dimensi)


def dimension_finding(selection: Selection, frame: pd.DataFrame) -> str:
    """Which dimension lies furthest behind the kabupaten's median, relative to its maximum."""
    gap = ((frame["nilai"] - frame["median_kabupaten"]) / frame["maks"]).dropna().round(9)
    if gap.empty:
        return _("Dimensi belum ada datanya")
    if gap.min() >= 0:
        return _("Tidak ada dimensi di bawah median kabupaten")
    labels = {entry.id: entry.label for entry in indeks_of_year(selection.tahun).dimensi}
    return _("{dimensi} paling tertinggal dari median kabupaten").format(dimensi=labels[str(gap.idxmin())])


def file_stem(data: Figures, selection: Selection, what: str) -> str:
    """File name of a download about the desa: what, which desa, year, *contoh*."""
    kode = selection.desa or ""
    parts = [what, data.name(kode), kode, str(selection.tahun)]
    if data.is_illustrative(selection.tahun):
        parts.append("contoh")
    return slug(" ".join(parts))


def stage_states(data: Figures, selection: Selection) -> tuple[StageState, ...]:
    """Every stage of every programme that has a snapshot by the end of the year."""
    kode = selection.desa or ""
    out = []
    for program in programs().values():
        if is_kelurahan(kode) and not program.termasuk_kelurahan:
            continue
        for stage_id, row in program_stages(data.cakupan, program, kode, selection.tahun).iterrows():
            if pd.isna(row["tanggal"]):
                continue
            stage = next(entry for entry in program.tahap if entry.id == stage_id)
            reached = bool(row["jumlah"])
            counted = _counted(program.penyebut) and reached
            state = _("{jumlah} {satuan}").format(jumlah=format_number(row["jumlah"]), satuan=program.unit) if counted else ""
            out.append(
                StageState(
                    program=program.label,
                    tahap=stage.label,
                    keadaan=state or (_("sudah") if reached else _("belum")),
                    sejak=format_date(row["pertama"].date()) if reached and not pd.isna(row["pertama"]) else "–",
                    per=format_date(row["tanggal"].date()),
                    warna=REACHED if reached else NOT_REACHED,
                    contoh=data.is_illustrative_program(program.id),
                )
            )
    return tuple(out)


def _counted(penyebut: str) -> bool:
    """True where a desa holds many units (farmers), so that the number says more than yes or no."""
    return penyebut != "desa" and all_programs()[penyebut].satuan["id"] == "petani"


def awards(data: Figures, kode: str) -> tuple[tuple[str, str, str, str], ...]:
    """Awards of the desa or of any desa inside the area, newest first: year, contest and level, result, who."""
    rows = data.prestasi
    inside = rows[(rows["kode_wilayah"] == kode) | rows["kode_wilayah"].str.startswith(kode + ".")]
    inside = inside.sort_values("tahun", ascending=False, kind="stable")
    return tuple(
        (str(row.tahun), f"{row.ajang} · {row.tingkat}", str(row.hasil), area_title(data, str(row.kode_wilayah)))
        for row in inside.itertuples(index=False)
    )


def neighbours_table(data: Figures, selection: Selection) -> TableDescription:
    """The nearest desa and kelurahan by the distance of their points, with their status and score."""
    kode = selection.desa or ""
    near = nearest_desa(data.wilayah, kode, NEIGHBOURS_SHOWN)
    rows = data.desa_rows(selection.tahun).reindex(near.index)
    indeks = indeks_of_year(selection.tahun)
    not_assessed = status_label(BELUM_DINILAI)
    frame = pd.DataFrame(
        {
            "kode": list(near.index),
            "nama": list(data.wilayah["nama"].reindex(near.index)),
            "kecamatan": [data.name(at_tingkat(code, "kecamatan")) for code in near.index],
            "status": [
                status_label(status) if isinstance(status, str) else not_assessed if is_kelurahan(code) else None
                for code, status in zip(near.index, rows["status"], strict=True)
            ],
            "nilai": rows["nilai"].to_numpy(),
            "jarak_km": near.to_numpy(),
        },
        index=near.index,
    )
    return TableDescription(
        judul=_("Desa terdekat"),
        penjelasan=_("Menurut jarak lurus antara titik tengah desa."),
        kolom=(
            Column("kode", _("Kode"), "teks", _("Kode wilayah Kementerian Dalam Negeri")),
            Column("nama", _("Nama"), "teks", _("Desa atau kelurahan")),
            Column("kecamatan", _("Kecamatan"), "teks", _("Kecamatan")),
            Column("status", _("Status"), "teks", _("Status {tahun}").format(tahun=selection.tahun)),
            Column("nilai", _("Nilai {indeks}").format(indeks=indeks.singkatan), "angka", indeks.label, indeks.desimal),
            Column("jarak_km", _("Jarak (km)"), "angka", _("Jarak lurus"), 1),
        ),
        frame=frame,
        sumber=source_line(data, selection),
        contoh=data.is_illustrative(selection.tahun),
        nama_berkas=file_stem(data, selection, "desa-terdekat"),
    )
