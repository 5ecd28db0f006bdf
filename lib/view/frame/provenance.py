"""The source line and the illustrative badge of a view: where its figures are from, said on every view and export."""

from __future__ import annotations

from lib.analysis.frame.figures import Figures, Provenance
from lib.domain.language import gettext as _
from lib.view.frame.selection import Selection
from lib.view.indicator.indicator import selected_program


def _uses_coverage(selection: Selection) -> bool:
    return selection.indikator == "cakupan"


def illustrative(data: Figures, selection: Selection) -> bool:
    """True when any row behind the view is illustrative."""
    if _uses_coverage(selection):
        program = selected_program(selection)
        return program is not None and data.is_illustrative_program(program.id, selection.tahun)
    if data.is_illustrative(selection.tahun):
        return True
    before = data.year_before(selection.tahun) if selection.indikator == "perubahan" else None
    return before is not None and data.is_illustrative(before)


def sources(data: Figures, selection: Selection) -> tuple[Provenance, ...]:
    """The published versions behind the view, each title once."""
    if _uses_coverage(selection):
        program = selected_program(selection)
        found = data.sources("program", program=program.id) if program else ()
        if not illustrative(data, selection):
            # Illustrative snapshots of other years are not behind this view.
            found = tuple(entry for entry in found if entry.sifat != "contoh")
    else:
        found = data.sources("indeks", selection.tahun)
        before = data.year_before(selection.tahun) if selection.indikator == "perubahan" else None
        if before is not None:
            found = (*found, *data.sources("indeks", before))
    return tuple({entry.judul: entry for entry in found}.values())


def source_line(data: Figures, *selections: Selection) -> str:
    """``Sumber: …`` with publisher and title of each version behind the views, titles in their own language."""
    parts = dict.fromkeys(_quoted(entry) for selection in selections for entry in sources(data, selection))
    return _("Sumber: {sumber}.").format(sumber="; ".join(parts) or "–")


def _quoted(entry: Provenance) -> str:
    if entry.sifat == "contoh":
        # Nothing that was published under a title: said in the reader's own language.
        return _("data contoh buatan dasbor ini")
    return f"{entry.penerbit}, {entry.judul}" if entry.penerbit else entry.judul


def illustrative_note(data: Figures, selection: Selection) -> str:
    """What is true in an illustrative view: the totals that were made to equal published ones."""
    if _uses_coverage(selection):
        return _("Rincian per wilayah rekaan; jumlah provinsi sama dengan angka terbitan.")
    if selection.tahun in data.fakta_kabupaten:
        return _(
            "Rincian per desa dibuat oleh program; jumlah tiap status per kabupaten sama dengan angka resmi {tahun}."
        ).format(tahun=selection.tahun)
    return _("Rincian dibuat oleh program; hanya jumlah provinsi yang diketahui yang sama dengan angka resmi.")
