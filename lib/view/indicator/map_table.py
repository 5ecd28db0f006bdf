"""The table twin of a map: the same areas and values, with the figures behind the class of each."""

from __future__ import annotations

import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.domain.indeks import indeks_of_year
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_classes
from lib.view.frame.places import area_title, level_noun
from lib.view.frame.tables import Column, Kind, TableDescription, slug
from lib.view.indicator.indicator import indicators, selected_program
from lib.view.indicator.maps import MapDescription


def describe_table(data: Figures, description: MapDescription) -> TableDescription:
    """The table of what a map shows."""
    selection, frame = description.selection, description.frame
    # A nameless index: pandas refuses to sort by a column that shares its name with the index.
    table = pd.DataFrame(index=frame.index.rename(None))
    columns = [
        Column("kode", _("Kode"), "teks", _("Kode wilayah Kementerian Dalam Negeri")),
        Column("nama", _("Nama"), "teks", level_noun(data, description.tingkat, selection.area).capitalize()),
    ]
    table["kode"] = table.index
    table["nama"] = data.wilayah["nama"].reindex(table.index)
    for level, key, label in (("kecamatan", "kec", _("Kecamatan")), ("kabupaten", "kab", _("Kabupaten/kota"))):
        if description.tingkat == "desa" or (description.tingkat == "kecamatan" and level == "kabupaten"):
            parents = data.wilayah[key].reindex(table.index)
            table[level] = data.wilayah["nama"].reindex(parents.to_numpy()).to_numpy()
            columns.append(Column(level, label, "teks", label))
    classes = [entry.label for entry in description.kelas_legenda]
    table["kelas"] = [classes[number] for number in frame["kelas"]]
    if description.indicator.kind == "status":
        columns.append(Column("kelas", _("Status"), "teks", description.subjudul))
        _add_scores(data, description, table, columns)
    else:
        kind: Kind = description.indicator.kind if description.indicator.kind != "status" else "teks"
        decimals = description.indicator.decimals(selection.tahun)
        table["nilai"] = frame["nilai"].astype(float)
        columns.append(Column("nilai", description.indicator.label(selection), kind, description.subjudul, decimals))
        if description.silang:
            second = indicators()[description.silang.ukuran]
            second_kind: Kind = second.kind if second.kind != "status" else "teks"
            table["ukuran"] = frame["ukuran"].astype(float)
            columns.append(
                Column(
                    "ukuran",
                    second.label(selection),
                    second_kind,
                    second.explanation(selection),
                    second.decimals(selection.tahun),
                )
            )
        columns.append(Column("kelas", _("Kelas"), "teks", description.aturan_selang))
    if description.indicator.id == "cakupan":
        _add_coverage(data, description, table, columns)
    elif description.tingkat != "desa":
        _add_counts(data, description, table, columns)
    return TableDescription(
        judul=description.judul,
        penjelasan=description.subjudul,
        kolom=tuple(columns),
        frame=table[[column.id for column in columns]],
        sumber=description.sumber,
        contoh=description.contoh,
        nama_berkas=file_stem(data, description),
    )


def _add_scores(data: Figures, description: MapDescription, table: pd.DataFrame, columns: list[Column]) -> None:
    tahun = description.selection.tahun
    indeks = indeks_of_year(tahun)
    source = data.desa_rows(tahun) if description.tingkat == "desa" else data.means(tahun, description.tingkat)
    for key, label, decimals in (
        ("nilai", _("Nilai {indeks}").format(indeks=indeks.singkatan), indeks.desimal),
        *((entry.id, entry.singkatan, indeks.desimal if entry.desimal else 1) for entry in indeks.dimensi),
    ):
        table[key] = source[key].reindex(table.index)
        columns.append(Column(key, label, "angka", _("Rata-rata sederhana desa yang dinilai"), decimals))


def _add_counts(data: Figures, description: MapDescription, table: pd.DataFrame, columns: list[Column]) -> None:
    counts = data.counts(description.selection.tahun, description.tingkat).reindex(table.index)
    for status in reversed(STATUS):
        table[status] = counts[status]
        columns.append(Column(status, status_classes()[status].label, "jumlah", _("Jumlah desa")))
    table["dinilai"] = counts["dinilai"]
    columns.append(Column("dinilai", _("Desa dinilai"), "jumlah", _("Jumlah desa yang mempunyai status")))


def _add_coverage(data: Figures, description: MapDescription, table: pd.DataFrame, columns: list[Column]) -> None:
    program = selected_program(description.selection)
    if program is None:
        return
    reach = data.coverage(program.id, description.selection.tahun, description.tingkat).reindex(table.index)
    for stage in program.tahap:
        table[f"tahap_{stage.id}"] = reach[stage.id]
        columns.append(Column(f"tahap_{stage.id}", f"{stage.label} ({program.unit})", "jumlah", stage.label))
    table["penyebut"] = reach["penyebut"]
    columns.append(
        Column("penyebut", _("Pembagi ({satuan})").format(satuan=program.unit), "jumlah", _("Jumlah yang menjadi pembagi"))
    )


def file_stem(data: Figures, description: MapDescription) -> str:
    """A file name that says indicator, level, area, year, and *contoh* when illustrative: ``nilai-desa-lampung-barat-2024``."""
    selection = description.selection
    parts = [selection.indikator, description.tingkat, area_title(data, selection.area), str(selection.tahun)]
    program = selected_program(selection) if selection.indikator == "cakupan" else None
    if program:
        parts.insert(1, program.id)
    if description.silang:
        parts.insert(2, description.silang.ukuran)
    if description.contoh:
        parts.append("contoh")
    return slug(" ".join(parts))
