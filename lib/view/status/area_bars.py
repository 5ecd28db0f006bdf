"""The areas inside the selected one as bars: what part of their desa has which status, the greatest share of Mandiri first."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.analysis.status.distribution import share_of
from lib.domain.indeks import indeks_of_year
from lib.domain.language import format_number, format_percent
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_classes
from lib.view.frame.charts import Axis, ChartDescription, Series
from lib.view.frame.places import area_title, level_noun
from lib.view.frame.provenance import illustrative, source_line
from lib.view.frame.selection import Selection, default_level
from lib.view.frame.sentences import leaders
from lib.view.frame.tables import Column, TableDescription, slug


def area_table(data: Figures, selection: Selection) -> TableDescription:
    """Every area inside the selected one, in the order of the bars: desa per status, desa assessed, share, mean score.

    Areas of which no desa is assessed come last, with nothing where others have numbers.
    """
    level = default_level(selection.area)
    counts, means = data.counts(selection.tahun, level), data.means(selection.tahun, level)["nilai"]
    if selection.area:
        counts = counts[counts.index.str.startswith(selection.area + ".")]
    frame = pd.DataFrame(index=pd.Index(counts.index.to_list(), dtype=object))
    assessed = counts["dinilai"].to_numpy() > 0
    frame["kode"] = frame.index
    frame["nama"] = [data.name(str(kode)) for kode in frame.index]
    for status in reversed(STATUS):
        frame[status] = counts[status].where(assessed).to_numpy(dtype=float)
    frame["dinilai"] = counts["dinilai"].to_numpy()
    frame["bagian"] = share_of(counts, "mandiri").to_numpy()
    frame["nilai"] = means.reindex(counts.index).to_numpy()
    frame = frame.sort_values(["bagian", "nilai"], ascending=False, kind="stable", na_position="last")
    index, noun, place = (
        indeks_of_year(selection.tahun),
        level_noun(data, level, selection.area),
        area_title(data, selection.area),
    )
    contoh = illustrative(data, replace(selection, indikator="status"))
    labels = status_classes()
    return TableDescription(
        judul=_("Semua {satuan} di {wilayah}, {tahun}").format(satuan=noun, wilayah=place, tahun=selection.tahun),
        penjelasan=_("Jumlah desa menurut status; persentase dari desa yang dinilai."),
        kolom=(
            Column("kode", _("Kode"), "teks", _("Kode wilayah Kementerian Dalam Negeri")),
            Column("nama", _("Nama"), "teks", noun.capitalize()),
            *(Column(status, labels[status].label, "jumlah", _("Jumlah desa")) for status in reversed(STATUS)),
            Column("dinilai", _("Desa dinilai"), "jumlah", _("Jumlah desa yang mempunyai status")),
            Column("bagian", _("Persentase Mandiri"), "bagian", _("Desa Mandiri dibagi desa dinilai")),
            Column("nilai", _("Rata-rata nilai"), "angka", _("Rata-rata sederhana desa yang dinilai"), index.desimal),
        ),
        frame=frame,
        sumber=source_line(data, replace(selection, indikator="status")),
        contoh=contoh,
        nama_berkas=slug(" ".join(["komposisi", noun, place, str(selection.tahun), *(["contoh"] if contoh else [])])),
    )


def area_bars(data: Figures, selection: Selection) -> ChartDescription:
    """The shares of the statuses in every area inside the selected one that has an assessed desa."""
    table = area_table(data, selection)
    rows = table.frame[table.frame["dinilai"] > 0]
    classes = status_classes()
    names = _labels(rows)
    series = []
    for status in reversed(STATUS):
        entry, numbers = classes[status], rows[status]
        if not numbers.sum():
            continue
        series.append(
            Series(
                id=status,
                label=entry.label,
                warna=entry.warna,
                warna_teks=entry.warna_teks,
                x=names,
                y=tuple(float(part) if part else None for part in numbers / rows["dinilai"]),
                teks=tuple(
                    f"{name} – {entry.label}: {format_number(number)} ({format_percent(number / whole)})"
                    for name, number, whole in zip(names, numbers, rows["dinilai"], strict=True)
                ),
                kode=tuple(str(kode) for kode in rows.index),
            )
        )
    finding = leaders(data, table.frame["bagian"])
    level = default_level(selection.area)
    return ChartDescription(
        id="komposisi_wilayah",
        bentuk="batang_tumpuk",
        judul=finding,
        subjudul=_("Desa menurut status per {satuan}, persen dari desa yang dinilai, {wilayah}, {tahun}.").format(
            satuan=level_noun(data, level, selection.area), wilayah=area_title(data, selection.area), tahun=selection.tahun
        ),
        alt=_("Grafik batang bertumpuk per wilayah. {temuan}.").format(temuan=finding),
        sumber=table.sumber,
        contoh=table.contoh,
        kategori=Axis("", "kategori"),
        nilai=Axis("", "bagian", 0, 0.0, 1.0),
        seri=tuple(series),
        tabel=table,
        mendatar=True,
    )


def only_areas(series: Series, kept: set[str]) -> Series:
    """A series of the bars with some of the areas only, by code."""
    places = [place for place, kode in enumerate(series.kode) if kode in kept]
    return replace(
        series,
        x=tuple(series.x[place] for place in places),
        y=tuple(series.y[place] for place in places),
        teks=tuple(series.teks[place] for place in places),
        kode=tuple(series.kode[place] for place in places),
    )


def _labels(rows: pd.DataFrame) -> tuple[str, ...]:
    """The names; with the code where two areas share one."""
    names = rows["nama"].to_list()
    return tuple(f"{name} {kode}" if names.count(name) > 1 else name for name, kode in zip(names, rows["kode"], strict=True))
