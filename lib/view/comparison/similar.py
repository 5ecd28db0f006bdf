"""The areas most like one: their distance, and the features that it was worked out from."""

from __future__ import annotations

from typing import Final

import pandas as pd

from lib.analysis.comparison.similar import most_similar, standardised
from lib.analysis.frame.figures import Figures
from lib.domain.indeks import indeks_of_year
from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.view.comparison.areas import SIMILAR_SHOWN, Comparison, features
from lib.view.comparison.dots import file_stem
from lib.view.comparison.sentences import names
from lib.view.frame.places import area_title, level_noun
from lib.view.frame.provenance import source_line
from lib.view.frame.tables import Column, TableDescription

DISTANCE_DECIMALS: Final = 2


def anchor(comparison: Comparison) -> str | None:
    """Whose likeness is looked at: the selected area, else the first compared one."""
    return comparison.utama or next(iter(comparison.kode), None)


def similar_table(data: Figures, comparison: Comparison) -> TableDescription | None:
    """Every area by its distance from the anchor, with its features; None when the anchor or everybody else has no status.

    The anchor itself is the first row, at distance 0.
    """
    kode = anchor(comparison)
    tahun = comparison.selection.tahun
    found = features(data, tahun, comparison.level, comparison.induk)
    near = most_similar(found, kode) if kode else found.iloc[:0]
    if kode is None or near.empty:
        return None
    used = list(standardised(found).columns)
    order = [kode, *map(str, near.index)]
    frame = pd.DataFrame(
        {
            "kode": order,
            "nama": [data.name(code) for code in order],
            "urutan": [None, *near["urutan"]],
            "jarak": [0.0, *near["jarak"]],
        },
        index=order,
    ).join(found[used])
    frame["urutan"] = frame["urutan"].astype(pd.Int64Dtype())
    title = finding(data, kode, near)
    return TableDescription(
        judul=title,
        penjelasan=method(data, comparison, used),
        kolom=(
            Column("kode", _("Kode"), "teks", _("Kode wilayah Kementerian Dalam Negeri")),
            Column("nama", _("Wilayah"), "teks", level_noun(data, comparison.level).capitalize()),
            Column("urutan", _("Urutan kemiripan"), "jumlah", _("1 adalah yang paling serupa; jarak yang sama berbagi urutan")),
            Column("jarak", _("Jarak"), "angka", _("Jarak Euklides antara ciri yang dibakukan"), DISTANCE_DECIMALS),
            *(column for column in feature_columns(tahun) if column.id in used),
        ),
        frame=frame,
        sumber=source_line(data, comparison.at_level),
        contoh=data.is_illustrative(tahun),
        nama_berkas=file_stem(data, comparison, f"serupa-{data.name(kode)}", data.is_illustrative(tahun)),
    )


def feature_columns(tahun: int) -> tuple[Column, ...]:
    """The features as columns, in the order of ``similar.area_features``."""
    indeks = indeks_of_year(tahun)
    mean = _("Rata-rata sederhana desa yang dinilai")
    return (
        Column("desa", _("Desa dinilai"), "jumlah", _("Jumlah desa yang mempunyai status")),
        *(
            Column(entry.id, f"{entry.singkatan} · {entry.label}", "angka", mean, indeks.desimal if entry.desimal else 1)
            for entry in indeks.dimensi
        ),
        Column("tertinggal", _("Tertinggal atau Sangat Tertinggal"), "bagian", _("Persentase dari desa yang dinilai")),
        Column("penduduk", _("Penduduk"), "jumlah", _("Jumlah penduduk menurut daftar wilayah")),
        Column("luas_km2", _("Luas (km²)"), "jumlah", _("Luas menurut daftar wilayah")),
    )


def finding(data: Figures, kode: str, near: pd.DataFrame) -> str:
    """Who is most like the anchor, and how near."""
    nearest = near.index[near["urutan"] == 1]
    return _("Paling serupa dengan {wilayah}: {serupa} (jarak {jarak})").format(
        wilayah=area_title(data, kode),
        serupa=names(data, nearest),
        jarak=format_number(float(near["jarak"].iloc[0]), DISTANCE_DECIMALS),
    )


def method(data: Figures, comparison: Comparison, used: list[str]) -> str:
    """How the distance was worked out, in two sentences."""
    labels = ", ".join(column.label for column in feature_columns(comparison.selection.tahun) if column.id in used)
    return _(
        "Ciri yang dipakai: {ciri}. Tiap ciri dibakukan (selisih dari rata-rata dibagi simpangan baku semua {satuan} yang "
        "dinilai), lalu dihitung jarak Euklides; {jumlah} yang terdekat dipakai sebagai pembanding."
    ).format(ciri=labels, satuan=level_noun(data, comparison.level), jumlah=format_number(SIMILAR_SHOWN))
