"""Early against not yet reached, in words and as a chart: an association, said as one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.analysis.program.association import CONFIDENCE, LEAST_GROUP, RESAMPLES, Association
from lib.domain.indeks import indeks_of_year
from lib.domain.language import format_number, format_percent, format_signed
from lib.domain.language import gettext as _
from lib.domain.program import Program
from lib.view.frame.charts import Axis, ChartDescription, Mark, Series
from lib.view.frame.places import area_title
from lib.view.frame.selection import Selection
from lib.view.frame.sentences import no_comparison
from lib.view.frame.tables import Column, TableDescription
from lib.view.indicator.classes import NOT_REACHED, REACHED
from lib.view.program.coverage import coverage_view, file_stem, known, not_known, sources_and_badge


def association_of(data: Figures, selection: Selection, program: Program) -> Association | None:
    """The comparison of the selected programme, year and area; None where the year before may not be compared with."""
    return data.association(program.id, selection.tahun, selection.area)


def why_hidden(data: Figures, selection: Selection, program: Program) -> str:
    """Why no comparison is shown; empty when it is."""
    found = association_of(data, selection, program)
    before = data.year_before(selection.tahun)
    if found is None or before is None:
        return no_comparison(data, selection.tahun)
    if program.id not in known(data, before):
        return not_known(program, before)
    if found.enough:
        return ""
    return _(
        "Tidak dibandingkan: {awal} desa sudah terjangkau {program} pada akhir {sebelum} dan {belum} belum terjangkau pada akhir "
        "{tahun}. Tiap kelompok harus berisi paling sedikit {batas} desa yang dinilai pada kedua tahun."
    ).format(
        awal=format_number(found.awal.n),
        belum=format_number(found.belum.n),
        program=program.label,
        sebelum=before,
        tahun=selection.tahun,
        batas=format_number(LEAST_GROUP),
    )


def association_finding(found: Association, selection: Selection, program: Program) -> str:
    """What the two groups did, with the difference and its interval; that nothing can be told where the interval holds 0."""
    fields = _fields(found, selection, program)
    if found.bawah > 0:
        text = _("Perubahan nilai desa yang lebih dulu terjangkau {program} lebih tinggi: selisih {selisih} ({selang})")
    elif found.atas < 0:
        text = _("Perubahan nilai desa yang lebih dulu terjangkau {program} lebih rendah: selisih {selisih} ({selang})")
    else:
        text = _("Perubahan nilai desa yang sudah dan yang belum terjangkau {program} tidak nyata bedanya: {selisih} ({selang})")
    return text.format(**fields)


def _fields(found: Association, selection: Selection, program: Program) -> dict[str, Any]:
    decimals = indeks_of_year(selection.tahun).desimal
    return {
        "program": program.label,
        "selisih": format_signed(found.selisih, decimals),
        "selang": _interval(found.bawah, found.atas, decimals),
    }


def _interval(low: float, high: float, decimals: int) -> str:
    return _("selang {persen}: {bawah} sampai {atas}").format(
        persen=format_percent(CONFIDENCE, 0), bawah=format_signed(low, decimals), atas=format_signed(high, decimals)
    )


def cautions(selection: Selection, found: Association) -> tuple[str, ...]:
    """What the comparison does not say: cause, what the start explains, who is in neither group."""
    indeks = indeks_of_year(selection.tahun)
    return (
        _("Siapa yang lebih dulu terjangkau tidak diundi: hal lain dapat menjadi sebab bedanya."),
        _(
            "Nilai awal: rata-rata {awal} (sudah terjangkau) dan {belum} (belum) pada {sebelum}; beda awal dapat ikut "
            "menjelaskan beda perubahan."
        ).format(
            awal=format_number(found.awal.sebelum, indeks.desimal),
            belum=format_number(found.belum.sebelum, indeks.desimal),
            sebelum=selection.tahun - 1,
        ),
        _(
            "Di luar kedua kelompok: {antara} desa yang baru terjangkau di antara kedua tahun dan {tanpa} tanpa nilai pada kedua "
            "tahun."
        ).format(antara=format_number(found.di_antara), tanpa=format_number(found.tanpa_pasangan)),
        _("Selang dihitung dengan {ulang} pengambilan ulang (bootstrap) dari tiap kelompok, benih tetap.").format(
            ulang=format_number(RESAMPLES)
        ),
    )


def illustrative_warning(data: Figures, selection: Selection, program: Program) -> str:
    """That nothing may be concluded from illustrative rows; empty when none is behind the comparison."""
    if not _sources(data, selection, program)[1]:
        return ""
    return _("Data contoh: hubungan ini rekaan, jadi jangan disimpulkan apa pun darinya.")


def _sources(data: Figures, selection: Selection, program: Program) -> tuple[str, bool]:
    before = replace(selection, tahun=selection.tahun - 1)
    return sources_and_badge(
        data, replace(selection, indikator="perubahan"), coverage_view(before, program), coverage_view(selection, program)
    )


def association_chart(data: Figures, selection: Selection, program: Program, found: Association) -> ChartDescription:
    """The mean change of each group with its interval."""
    indeks = indeks_of_year(selection.tahun)
    decimals = indeks.desimal
    groups = (
        (_("Sudah terjangkau pada akhir {tahun}").format(tahun=selection.tahun - 1), found.awal, REACHED),
        (_("Belum terjangkau pada akhir {tahun}").format(tahun=selection.tahun), found.belum, NOT_REACHED),
    )
    title = association_finding(found, selection, program)
    sumber, contoh = _sources(data, selection, program)
    names = [_("{nama} ({jumlah} desa)").format(nama=name, jumlah=format_number(group.n)) for name, group, _warna in groups]
    texts = [
        f"{name}: {format_signed(group.selisih, decimals)} ({_interval(group.bawah, group.atas, decimals)})"
        for name, (_nama, group, _warna) in zip(names, groups, strict=True)
    ]
    frame = pd.DataFrame(
        [(name, group.n, group.sebelum, group.selisih, group.bawah, group.atas) for name, group, _warna in groups]
        + [(_("Selisih kedua kelompok"), None, None, found.selisih, found.bawah, found.atas)],
        columns=["kelompok", "jumlah", "sebelum", "selisih", "bawah", "atas"],
        index=["awal", "belum", "selisih"],
    ).astype({"jumlah": "Int64", "sebelum": float})
    return ChartDescription(
        id="keterkaitan_program",
        bentuk="titik",
        judul=title,
        subjudul=_(
            "Keterkaitan, bukan sebab-akibat. Rata-rata perubahan nilai {indeks} {sebelum}–{tahun} tiap kelompok di {wilayah}, "
            "dengan selang {persen}."
        ).format(
            indeks=indeks.singkatan,
            sebelum=selection.tahun - 1,
            tahun=selection.tahun,
            wilayah=area_title(data, selection.area),
            persen=format_percent(CONFIDENCE, 0),
        ),
        alt=_("Grafik titik: {judul}").format(judul="; ".join(texts)),
        sumber=sumber,
        contoh=contoh,
        kategori=Axis("", "kategori"),
        nilai=Axis(_("perubahan nilai {indeks}").format(indeks=indeks.singkatan), "angka", decimals),
        seri=tuple(
            Series(
                id=key,
                label=name,
                warna=colour,
                x=(short,),
                y=(group.selisih,),
                teks=(text,),
                bawah=(group.bawah,),
                atas=(group.atas,),
            )
            for key, short, name, text, (_nama, group, colour) in zip(
                ("awal", "belum"), (_("sudah"), _("belum")), names, texts, groups, strict=True
            )
        ),
        mendatar=True,
        tanda=(Mark("acuan", 0.0, _("tidak berubah")),),
        tabel=TableDescription(
            judul=title,
            penjelasan=_("Kedua kelompok dan selisihnya."),
            kolom=(
                Column("kelompok", _("Kelompok"), "teks", _("Desa menurut keadaannya dalam program")),
                Column("jumlah", _("Desa"), "jumlah", _("Desa yang dinilai pada kedua tahun")),
                Column("sebelum", _("Nilai awal"), "angka", _("Rata-rata nilai pada tahun sebelumnya"), decimals),
                Column("selisih", _("Perubahan"), "selisih", _("Rata-rata perubahan nilai"), decimals),
                Column("bawah", _("Batas bawah"), "selisih", _("Batas bawah selang"), decimals),
                Column("atas", _("Batas atas"), "selisih", _("Batas atas selang"), decimals),
            ),
            frame=frame,
            sumber=sumber,
            contoh=contoh,
            nama_berkas=file_stem(data, selection, f"keterkaitan-{program.id}", contoh),
        ),
    )
