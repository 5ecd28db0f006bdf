"""The table of a comparison: measures down, areas across, as the screen shows it, and its twin for downloads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.domain.language import gettext as _
from lib.domain.language import ngettext
from lib.domain.program import programs
from lib.view.comparison.areas import Comparison
from lib.view.comparison.dots import file_stem
from lib.view.comparison.measures import INDUK, SERUPA, Mark, Measure, target_text
from lib.view.frame.charts import Marker
from lib.view.frame.places import area_title, level_noun
from lib.view.frame.provenance import source_line
from lib.view.frame.tables import ABSENT, Column, TableDescription

TARGET = "sasaran"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of one column: an area (``kode``, its colour and shape) or what it is compared with."""

    nama: str
    kode: str = ""
    warna: str = ""
    penanda: Marker | None = None
    penjelasan: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure as it is printed, and whether it is the best or the worst of the compared areas."""

    teks: str
    tanda: Mark | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One measure across the columns. ``contoh`` marks illustrative rows under a head that is official."""

    label: str
    penjelasan: str
    contoh: bool
    sel: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Measures of one kind under a common heading."""

    judul: str
    baris: tuple[Row, ...]


def heads(data: Figures, comparison: Comparison, found: tuple[Measure, ...]) -> tuple[Head, ...]:
    """The columns: compared areas, those like the selected one together, the area above, the target where one exists."""
    columns = [
        Head(data.name(kode), kode, *comparison.style(kode), penjelasan=area_title(data, kode)) for kode in comparison.kode
    ]
    if comparison.serupa:
        number = len(comparison.serupa)
        title = ngettext("{jumlah} wilayah serupa", "{jumlah} wilayah serupa", number).format(jumlah=number)
        columns.append(Head(title, penjelasan=", ".join(data.name(kode) for kode in comparison.serupa)))
    columns.append(Head(area_title(data, comparison.induk), comparison.induk))
    if any(entry.sasaran for entry in found):
        columns.append(Head(_("Target"), penjelasan=_("Sasaran terbitan dan tahun tercapainya")))
    return tuple(columns)


def groups(comparison: Comparison, found: tuple[Measure, ...]) -> tuple[Group, ...]:
    """The measures with their figures in the order of ``heads``."""
    keys = [*comparison.kode, *([SERUPA] if comparison.serupa else []), INDUK]
    targets = any(entry.sasaran for entry in found)
    out = []
    for title, members in groupby(found, key=lambda entry: entry.kelompok):
        rows = []
        for entry in members:
            marks = entry.marks(comparison.kode)
            cells = [Cell(entry.text(key), marks.get(key)) for key in keys]
            if targets:
                cells.append(Cell(target_text(entry) or ABSENT))
            rows.append(Row(entry.label, entry.penjelasan, entry.contoh, tuple(cells)))
        out.append(Group(title, tuple(rows)))
    return tuple(out)


def target_note(comparison: Comparison, found: tuple[Measure, ...]) -> str:
    """What was published as a target, and that there is none for the rest."""
    known = [entry for entry in found if entry.sasaran]
    if not known:
        return _("Target: tidak ada yang diterbitkan untuk angka di tabel ini.")
    parts = "; ".join(
        f"{entry.label} {target_text(entry)}"
        + ("" if entry.sasaran and entry.sasaran.dari == comparison.induk else " " + _("(target provinsi untuk semua unit)"))
        for entry in known
    )
    return _("Target: {target}. Untuk status, nilai, dan program lain tidak ada target yang diterbitkan.").format(target=parts)


def unknown_programs_note(found: tuple[Measure, ...], tahun: int) -> str:
    """The programmes of which nothing is known by the end of the year; empty when there is none."""
    shown = {entry.id for entry in found}
    left = [program.label for key, program in programs().items() if key not in shown]
    if not left:
        return ""
    return _("Belum ada data sampai akhir {tahun}: {program}.").format(tahun=tahun, program=", ".join(left))


def source_of(data: Figures, comparison: Comparison, found: tuple[Measure, ...]) -> str:
    """The source line of every measure in the table."""
    selection = comparison.at_level
    change = replace(selection, indikator="perubahan")
    covered = [replace(selection, indikator="cakupan", program=entry.id) for entry in found if entry.id in programs()]
    return source_line(data, change, *covered)


def illustrative_table(data: Figures, comparison: Comparison, found: tuple[Measure, ...]) -> bool:
    """True when any figure of the table is illustrative."""
    return data.is_illustrative(comparison.selection.tahun) or any(entry.contoh for entry in found)


def table(data: Figures, comparison: Comparison, found: tuple[Measure, ...], title: str) -> TableDescription:
    """The same figures with one row per area, for sorting and downloads; the targets are the last row."""
    codes = [*comparison.kode, *([SERUPA] if comparison.serupa else []), INDUK]
    names = {kode: data.name(kode) for kode in comparison.kode} | {
        SERUPA: _("Wilayah serupa: {wilayah}").format(wilayah=", ".join(data.name(kode) for kode in comparison.serupa)),
        INDUK: area_title(data, comparison.induk),
    }
    shown = {key: key if key in comparison.kode else comparison.induk if key == INDUK else "" for key in codes}
    rows = [{"kode": shown[key], "nama": names[key], **{entry.id: entry.nilai[key] for entry in found}} for key in codes]
    index = [shown[key] or key for key in codes]
    if any(entry.sasaran for entry in found):
        rows.append({"kode": "", "nama": _("Target"), **{entry.id: entry.bagian_sasaran for entry in found if entry.sasaran}})
        index.append(TARGET)
    columns = (
        Column("kode", _("Kode"), "teks", _("Kode wilayah Kementerian Dalam Negeri")),
        Column("nama", _("Wilayah"), "teks", level_noun(data, comparison.level).capitalize()),
        *(entry.column for entry in found),
    )
    contoh = illustrative_table(data, comparison, found)
    return TableDescription(
        judul=title,
        penjelasan=target_note(comparison, found),
        kolom=columns,
        frame=pd.DataFrame(rows, index=index, columns=[column.id for column in columns]),
        sumber=source_of(data, comparison, found),
        contoh=contoh,
        nama_berkas=file_stem(data, comparison, "perbandingan", contoh),
    )
