"""*Laporan Provinsi* and *Laporan Kabupaten*: one area on four to six pages, with every area inside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

from lib.analysis.frame.figures import Figures
from lib.domain.indeks import indeks_of_year
from lib.domain.language import current_language, format_date
from lib.domain.language import gettext as _
from lib.domain.wilayah import tingkat
from lib.export.pdf.document import Block, Document
from lib.report import closing, development, sections
from lib.view.frame.places import area_title
from lib.view.frame.selection import Selection
from lib.view.frame.tables import slug

# Codes of kabupaten count from 01, those of kota from 71.
FIRST_KOTA: Final = "71"


def area_document(
    data: Figures, selection: Selection, today: dt.date | None = None, tell: Callable[[float], None] | None = None
) -> Document:
    """The report of the selected kabupaten or kecamatan, or of the province where none is selected.

    ``tell`` is told what part of the work is done (0..1) before each section.
    """
    parts = (
        sections.summary,
        sections.maps,
        development.development,
        sections.coverage,
        sections.gaps,
        sections.every_area,
        closing.method_and_sources,
    )
    blocks: list[Block] = []
    for number, part in enumerate(parts):
        if tell is not None:
            tell(number / len(parts))
        blocks += part(data, selection)
    return titled(data, selection, _kind(selection.area), area_title(data, selection.area), blocks, today)


def _kind(kode: str | None) -> str:
    if kode is None:
        return _("Laporan Provinsi")
    if tingkat(kode) == "kecamatan":
        return _("Laporan Kecamatan")
    return _("Laporan Kota") if kode.split(".")[1] >= FIRST_KOTA else _("Laporan Kabupaten")


def titled(
    data: Figures,
    selection: Selection,
    kind: str,
    title: str,
    blocks: Sequence[Block],
    today: dt.date | None,
    *,
    satu_halaman: bool = False,
) -> Document:
    """A document with the words that stand round every report."""
    day = today or dt.date.today()
    illustrative = closing.what_is_illustrative(data, selection)
    partly = illustrative and not data.is_illustrative(selection.tahun)
    return Document(
        jenis=kind,
        judul=title,
        subjudul=_("Keadaan {tahun} menurut {indeks}. Disusun {tanggal}.").format(
            tahun=selection.tahun, indeks=indeks_of_year(selection.tahun).label, tanggal=format_date(day)
        ),
        bahasa=current_language(),
        penerbit=_("Dasbor Desa Lampung"),
        kaki=_("{aplikasi} · {wilayah} {tahun} · sidik data {sidik}").format(
            aplikasi=_("Dasbor Desa Lampung"), wilayah=title, tahun=selection.tahun, sidik=data.short_fingerprint
        ),
        tanggal=day,
        contoh=illustrative,
        blok=tuple(blocks),
        kata={
            "contoh": _("Sebagian data contoh") if partly else _("Data contoh"),
            "halaman": _("Halaman"),
            "dari": _("dari"),
        },
        satu_halaman=satu_halaman,
    )


def report_stem(data: Figures, selection: Selection, what: str) -> str:
    """File name of a report: what, which area, year, *contoh* when any row behind it is."""
    place = area_title(data, selection.desa or selection.area)
    parts = [what, place, selection.desa or "", str(selection.tahun)]
    if closing.what_is_illustrative(data, selection):
        parts.append("contoh")
    return slug(" ".join(parts))
