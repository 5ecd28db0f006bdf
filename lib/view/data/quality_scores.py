"""How complete each year is, one number per dataset with the rule it follows, and the report in one sentence."""

from __future__ import annotations

import math

import pandas as pd

from lib.analysis.data import quality_areas, quality_score, quality_totals
from lib.analysis.data.quality_score import DatasetScore
from lib.analysis.frame.figures import Figures
from lib.domain.indeks import indeks_of_year
from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.program import all_programs
from lib.view.data.columns import column
from lib.view.data.quality import findings, report_source
from lib.view.data.quality_checks import Situation, checks, published_totals, remembered
from lib.view.data.sources import KINDS
from lib.view.data.table_content import IDENTITY, sifat_label
from lib.view.frame.places import area_title
from lib.view.frame.tables import Column, TableDescription


def completeness_table(at: Situation) -> TableDescription:
    """Share of desa with a status: a row per kabupaten, a column per year; a dash where nothing is to be assessed."""
    data = at.data
    found = data.derived(quality_totals.completeness)
    wide = found.pivot(index="kode", columns="tahun", values="bagian")
    kab = at.selection.kab
    wide = wide.loc[[kab]] if kab else wide
    frame = pd.DataFrame({"kode": wide.index, "nama": [data.name(kode) for kode in wide.index]}, index=list(wide.index))
    for year in data.years:
        frame[str(year)] = wide[year].to_numpy()
    kolom = (
        *(column(name) for name in IDENTITY[:2]),
        *(
            Column(str(year), f"{year} · {indeks_of_year(year).singkatan}", "bagian", _("Desa berstatus dibagi desa yang ada."))
            for year in data.years
        ),
    )
    contoh = any(map(data.is_illustrative, data.years))
    return TableDescription(
        judul=_("Kelengkapan status per kabupaten dan tahun"),
        penjelasan=_("Desa yang mempunyai status dibagi desa yang ada pada 31 Desember; kota hanya berisi kelurahan."),
        kolom=kolom,
        frame=frame,
        sumber=report_source(at),
        contoh=contoh,
        nama_berkas="mutu-kelengkapan-contoh" if contoh else "mutu-kelengkapan",
    )


def dataset_scores(at: Situation) -> tuple[DatasetScore, ...]:
    """The score of every dataset: years newest first, then programmes, areas, boundaries, awards."""
    return remembered(at, "skor", lambda: _dataset_scores(at))


def _dataset_scores(at: Situation) -> tuple[DatasetScore, ...]:
    data = at.data
    return (
        *data.derived(index_scores),
        *quality_score.program_scores(data.cakupan, data.wilayah, all_programs().values(), at.tanggal),
        *quality_score.area_scores(data.wilayah, at.polygons("desa"), at.tanggal),
        quality_score.award_score(data.prestasi, data.wilayah),
    )


def index_scores(nilai: pd.DataFrame, wilayah: pd.DataFrame) -> tuple[DatasetScore, ...]:
    """``quality_score.index_scores`` against every published total."""
    return quality_score.index_scores(nilai, wilayah, published_totals())


def printed_score(skor: float) -> float:
    """A score with one decimal, rounded down: 100 is only what has nothing wrong with it."""
    return math.floor(skor * 10 + 1e-9) / 10 if skor == skor else skor


def scores_table(at: Situation) -> TableDescription:
    """One row per dataset: what it is, official or not, what was looked at, what is wrong, and its score."""
    rows = [
        (
            *(_dataset_name(entry), _kinds(at, entry), entry.seharusnya, entry.bermasalah),
            *(None if entry.tanggal is None else pd.Timestamp(entry.tanggal), printed_score(entry.skor)),
        )
        for entry in dataset_scores(at)
    ]
    kolom = (
        Column("kumpulan", _("Kumpulan data"), "teks", _("Kumpulan data yang dinilai mutunya.")),
        Column("sifat", _("Sifat data"), "teks", _("Resmi, turunan, atau contoh.")),
        Column("diperiksa", _("Diperiksa"), "jumlah", _("Desa, baris, atau wilayah yang diperiksa.")),
        Column("bermasalah", _("Bermasalah"), "jumlah", _("Yang mengurangi nilai mutu.")),
        Column("tanggal", _("Catatan terbaru"), "tanggal", _("Tanggal catatan terbaru tahap utama program.")),
        Column("skor", _("Nilai mutu"), "angka", _("0 sampai 100, dibulatkan ke bawah; aturannya di atas tabel."), 1),
    )
    frame = pd.DataFrame(rows, columns=[part.id for part in kolom])
    frame["tanggal"] = pd.to_datetime(frame["tanggal"])
    frame.index = pd.Index(frame["kumpulan"].to_numpy(dtype=object), dtype=object)
    return TableDescription(
        judul=_("Nilai mutu per kumpulan data"),
        penjelasan=_("Seberapa lengkap dan sesuai datanya, bukan benar atau tidaknya."),
        kolom=kolom,
        frame=frame,
        sumber=report_source(at),
        contoh=False,
        nama_berkas="mutu-nilai",
    )


def _dataset_name(entry: DatasetScore) -> str:
    detail = all_programs()[entry.kunci].label if entry.dataset == "program" else entry.kunci
    return " · ".join(filter(None, (_(KINDS[entry.dataset]), detail)))


def _kinds(at: Situation, entry: DatasetScore) -> str:
    kinds = remembered(at, f"sifat/{entry.dataset}/{entry.kunci}", lambda: _kinds_of_rows(at.data, entry))
    return ", ".join(map(sifat_label, kinds))


def _kinds_of_rows(data: Figures, entry: DatasetScore) -> tuple[str, ...]:
    if entry.dataset == "indeks":
        kinds = data.nilai.loc[data.nilai["tahun"] == int(entry.kunci), "sifat"].unique()
    elif entry.dataset == "program":
        kinds = data.cakupan.loc[data.cakupan["program"] == entry.kunci, "sifat"].unique()
    elif entry.dataset == "prestasi":
        kinds = data.prestasi["sifat"].unique()
    else:
        # What ships is computed or compiled from lists of others.
        return ("turunan",)
    return tuple(sorted(map(str, kinds)))


def score_rules() -> tuple[tuple[str, str], ...]:
    """The rule of each kind of score: (dataset, rule)."""
    return (
        (
            _(KINDS["indeks"]),
            _(
                "100 × (1 − bermasalah ÷ desa yang ada). Sebuah desa dihitung sekali: tanpa status, nilainya dibawa, statusnya "
                "tidak sesuai nilai, nilainya tidak sesuai rumus, atau melonjak. Ditambah baris tanpa desa, dan desa yang harus "
                "pindah kelas supaya jumlah per kabupaten sama dengan angka terbitan."
            ),
        ),
        (
            _(KINDS["program"]),
            _(
                "100 × bagian baris yang dihitung di suatu desa × kesegaran. Kesegaran 1 sampai {segar} hari, lalu turun lurus "
                "menjadi 0 pada {usang} hari."
            ).format(segar=format_number(quality_areas.STALE_DAYS), usang=format_number(quality_score.WORTHLESS_DAYS)),
        ),
        (_(KINDS["wilayah"]), _("100 × bagian desa dan kelurahan yang titiknya diketahui.")),
        (_(KINDS["batas"]), _("100 × desa dan kelurahan berpoligon ÷ (yang ada + poligon tanpa wilayah).")),
        (_(KINDS["prestasi"]), _("100 × bagian penghargaan yang desanya ada di daftar wilayah.")),
    )


def report_sentence(at: Situation) -> str:
    """What the report says in one sentence about the selected year and area."""
    score = next((entry for entry in at.data.derived(index_scores) if entry.kunci == str(at.selection.tahun)), None)
    found = {entry.id: len(findings(at, entry)) for entry in checks().values()}
    with_findings = sum(count > 0 for count in found.values())
    area = area_title(at.data, at.selection.desa or at.selection.area)
    start = (
        _("Nilai mutu {indeks} {tahun}: {skor} dari 100").format(
            indeks=indeks_of_year(at.selection.tahun).singkatan,
            tahun=at.selection.tahun,
            skor=format_number(printed_score(score.skor), 1),
        )
        if score
        else _("Belum ada data indeks {tahun}").format(tahun=at.selection.tahun)
    )
    return _("{mutu}; {jenis} dari {semua} pemeriksaan menemukan sesuatu di {wilayah}").format(
        mutu=start, jenis=with_findings, semua=len(found), wilayah=area
    )
