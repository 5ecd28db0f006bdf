"""The published tables that can be looked at and taken away: which there are, and each as a description of a selection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from lib.analysis.frame.figures import Figures, Provenance
from lib.analysis.frame.per_frame import kept
from lib.domain.language import N_, current_language
from lib.domain.language import gettext as _
from lib.domain.wilayah import Tingkat
from lib.view.data import fact_tables, further_tables, score_tables
from lib.view.data.table_content import Content
from lib.view.frame.places import area_title
from lib.view.frame.selection import Selection
from lib.view.frame.tables import TableDescription, slug


@dataclass(frozen=True, slots=True)
class TableEntry:
    """One published table: its id in addresses, name, what a row is, the choices it takes, and how it is made.

    ``kolom`` are its columns in the data dictionary; those of an index's dimensions and of a programme's stages come from
    the data. ``rentang`` is the period it opens with: ``tahun`` (the selected year), ``semua``, or empty when it knows no years.
    """

    id: str
    nama: str
    uraian: str
    kolom: tuple[str, ...]
    content: Callable[[Figures, Selection, bool], Content]
    rentang: str = "tahun"
    tingkat: tuple[Tingkat, ...] = ()
    per_program: bool = False
    memilih_tahun: bool = True


LEVELS: Final[tuple[Tingkat, ...]] = ("kabupaten", "kecamatan", "desa")


@cache
def tables() -> dict[str, TableEntry]:
    """All published tables by id, in the order of the menu."""
    entries = (
        TableEntry(
            "nilai",
            N_("Nilai dan status desa"),
            N_("Satu baris per desa dan tahun, seperti yang diterbitkan."),
            (*score_tables.SCORE_COLUMNS, "sifat"),
            score_tables.scores,
        ),
        TableEntry(
            "jumlah",
            N_("Jumlah desa per status"),
            N_("Satu baris per kabupaten atau kecamatan dan tahun, dihitung dari baris desa."),
            (*further_tables.IDENTITY, *score_tables.COUNT_COLUMNS),
            score_tables.counts,
            tingkat=LEVELS[:2],
        ),
        TableEntry(
            "cakupan",
            N_("Cakupan program"),
            N_("Satu baris per wilayah: satuan yang tercapai per tahap pada akhir tahun, dan pembaginya."),
            further_tables.COVERAGE_COLUMNS,
            further_tables.coverage,
            tingkat=LEVELS,
            per_program=True,
            memilih_tahun=False,
        ),
        TableEntry(
            "prestasi",
            N_("Prestasi"),
            N_("Satu baris per penghargaan desa atau kelurahan; bukan daftar lengkap."),
            further_tables.AWARD_COLUMNS,
            further_tables.awards,
            rentang="semua",
        ),
        TableEntry(
            "wilayah",
            N_("Daftar wilayah"),
            N_("Satu baris per wilayah dengan kode Kementerian Dalam Negeri."),
            tuple(dict.fromkeys(name for names in further_tables.AREA_COLUMNS.values() for name in names)),
            further_tables.areas,
            rentang="",
            tingkat=LEVELS,
            memilih_tahun=False,
        ),
        TableEntry(
            "angka-kabupaten",
            N_("Angka terbitan per kabupaten"),
            N_("Jumlah desa per status dan rerata nilai yang diterbitkan sumbernya; sel kosong berarti tidak diketahui."),
            fact_tables.KABUPATEN_COLUMNS,
            fact_tables.by_kabupaten,
            rentang="semua",
        ),
        TableEntry(
            "angka-provinsi",
            N_("Angka terbitan provinsi"),
            N_("Satu baris per status dan tahun; status tanpa baris berarti tidak diketahui."),
            fact_tables.PROVINCE_COLUMNS,
            fact_tables.by_province,
            rentang="semua",
        ),
        TableEntry(
            "angka-program",
            N_("Angka terbitan program"),
            N_("Satu baris per angka yang diterbitkan, dengan tanggal, definisi, dan sumbernya."),
            fact_tables.PROGRAM_COLUMNS,
            fact_tables.of_programs,
            rentang="semua",
        ),
    )
    return {entry.id: entry for entry in entries}


# A reader who sorts and pages asks for the same table again and again; a few readers at once ask for a few.
KEPT_TABLES: Final = 16


@kept
def _described(_data: Figures) -> dict[tuple[object, ...], TableDescription]:
    return {}


def describe(data: Figures, selection: Selection, table: str, all_years: bool) -> TableDescription:
    """The description of a published table within the selected area; KeyError for an unknown ``table``.

    Kept for as long as the figures are, the last few asked for; shared, so read-only.
    """
    made = _described(data)
    # The indicator and the class bounds of a map change nothing here.
    key = (table, all_years, replace(selection, indikator="status", klasifikasi="resmi"), current_language())
    found = made.get(key)
    if found is None:
        found = _describe(data, selection, table, all_years)
        # Other sessions do this at the same time: nothing here may count on what was there a moment ago.
        for oldest in list(made)[: max(0, len(made) - KEPT_TABLES + 1)]:
            made.pop(oldest, None)
        made[key] = found
    return found


def _describe(data: Figures, selection: Selection, table: str, all_years: bool) -> TableDescription:
    entry = tables()[table]
    content = entry.content(data, selection, all_years)
    contoh = any(source.sifat == "contoh" for source in content.sumber)
    area = area_title(data, None if content.seluruh_provinsi else selection.desa or selection.area)
    period = "" if not entry.rentang else _("semua tahun") if all_years and entry.memilih_tahun else str(selection.tahun)
    stem = [entry.id, *content.nama_berkas, content.tingkat or "", area, period, "contoh" if contoh else ""]
    return TableDescription(
        judul=" · ".join(filter(None, (_(entry.nama), *content.perihal, area, period))),
        penjelasan=_(entry.uraian),
        kolom=content.kolom,
        frame=content.frame[[column.id for column in content.kolom]],
        sumber=origin_line(content.sumber),
        contoh=contoh,
        nama_berkas=slug(" ".join(filter(None, stem))),
    )


def origin_line(sources: tuple[Provenance, ...]) -> str:
    """``Sumber: …`` with publisher and title of each, once; what was made by this product is said in the reader's language."""
    parts = dict.fromkeys(
        _("data contoh buatan dasbor ini") if entry.sifat == "contoh" else ", ".join(filter(None, (entry.penerbit, entry.judul)))
        for entry in sources
    )
    return _("Sumber: {sumber}.").format(sumber="; ".join(parts) or "–")
