"""The small maps of a comparison: which areas, what is said of each, and the one legend that counts them together."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.analysis.status.distribution import only_kelurahan
from lib.domain.language import format_number, format_percent
from lib.domain.language import gettext as _
from lib.domain.status import BELUM_DINILAI, STATUS, TANPA_DATA, status_classes
from lib.view.comparison.areas import Comparison
from lib.view.comparison.dots import file_stem
from lib.view.comparison.sentences import names
from lib.view.frame.places import area_title, level_noun
from lib.view.frame.provenance import source_line
from lib.view.frame.sentences import behind
from lib.view.frame.tables import Column, TableDescription
from lib.view.indicator.classes import MapClass

LEGEND = (*STATUS, BELUM_DINILAI, TANPA_DATA)


@dataclass(frozen=True, slots=True)
class SmallMap:
    """One area's map: its name, what is said of it, and what a reader who does not see it is told."""

    kode: str
    nama: str
    kalimat: str
    alt: str


def _counts(data: Figures, comparison: Comparison) -> pd.DataFrame:
    return data.counts(comparison.selection.tahun, comparison.level).loc[list(comparison.kode)]


def small_maps(data: Figures, comparison: Comparison) -> tuple[SmallMap, ...]:
    """The compared areas in their order."""
    tahun = comparison.selection.tahun
    out = []
    for kode, row in _counts(data, comparison).iterrows():
        sentence = _("{mandiri} dari {dinilai} desa Mandiri ({bagian}); {tertinggal} Tertinggal atau Sangat Tertinggal")
        if not behind(row):
            sentence = _("{mandiri} dari {dinilai} desa Mandiri ({bagian}); tidak ada yang Tertinggal")
        sentence = sentence.format(
            mandiri=format_number(row["mandiri"]),
            dinilai=format_number(row["dinilai"]),
            bagian=format_percent(row["mandiri"] / row["dinilai"] if row["dinilai"] else None),
            tertinggal=format_number(behind(row)),
        )
        if not row["dinilai"]:
            sentence = _("hanya kelurahan: tidak dinilai") if only_kelurahan(row) else _("belum ada data")
        alt = _("Peta status desa {wilayah} {tahun}: {kalimat}").format(
            wilayah=area_title(data, str(kode)), tahun=tahun, kalimat=sentence
        )
        out.append(SmallMap(str(kode), data.name(str(kode)), sentence, alt))
    return tuple(out)


def legend(data: Figures, comparison: Comparison) -> tuple[MapClass, ...]:
    """Every class with its desa in all compared areas together, empty ones too."""
    total = _counts(data, comparison).sum()
    classes = status_classes()
    return tuple(MapClass(key, classes[key].label, classes[key].warna, classes[key].pola, int(total[key])) for key in LEGEND)


def finding(data: Figures, comparison: Comparison) -> str:
    """Where the desa that are behind lie, or that there are none."""
    tahun = comparison.selection.tahun
    counts = _counts(data, comparison)
    counts = counts[counts["dinilai"] > 0]
    if counts.empty:
        return _("Status desa {tahun}: belum ada data").format(tahun=tahun)
    late = counts["sangat_tertinggal"] + counts["tertinggal"]
    fields = {"tahun": tahun, "jumlah": format_number(late.sum()), "dinilai": format_number(counts["dinilai"].sum())}
    if not late.sum():
        return _("Dari {dinilai} desa di wilayah yang disandingkan tidak ada yang Tertinggal pada {tahun}").format(**fields)
    return _("{jumlah} dari {dinilai} desa Tertinggal atau Sangat Tertinggal pada {tahun}, terbanyak di {wilayah}").format(
        **fields, wilayah=names(data, late.index[late == late.max()])
    )


def maps_table(data: Figures, comparison: Comparison) -> TableDescription:
    """Desa per status of each compared area: what the maps show, in numbers."""
    tahun = comparison.selection.tahun
    classes = status_classes()
    counts = _counts(data, comparison).rename_axis(None)
    frame = counts[[*reversed(STATUS), BELUM_DINILAI, TANPA_DATA]].assign(
        kode=counts.index, nama=[data.name(str(kode)) for kode in counts.index]
    )
    columns = (
        Column("kode", _("Kode"), "teks", _("Kode wilayah Kementerian Dalam Negeri")),
        Column("nama", _("Wilayah"), "teks", level_noun(data, comparison.level).capitalize()),
        *(Column(key, classes[key].label, "jumlah", _("Jumlah desa")) for key in (*reversed(STATUS), BELUM_DINILAI, TANPA_DATA)),
    )
    contoh = data.is_illustrative(tahun)
    return TableDescription(
        judul=finding(data, comparison),
        penjelasan=_("Jumlah desa menurut status."),
        kolom=columns,
        frame=frame[[column.id for column in columns]],
        sumber=source_line(data, comparison.at_level),
        contoh=contoh,
        nama_berkas=file_stem(data, comparison, "status-desa", contoh),
    )
