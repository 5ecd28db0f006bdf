"""A slide filled from the published data: title (the finding), sentence, body, source, badge and speaker notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from lib.analysis.frame.figures import Figures
from lib.domain.indeks import indeks_of_year
from lib.domain.language import gettext as _
from lib.view.deck import charts, closing, page_charts, program, status, targets
from lib.view.deck.body import Asked, Body, Made, PolygonsOf
from lib.view.deck.deck import Deck, Slide, slide_selection
from lib.view.frame.places import area_title
from lib.view.frame.provenance import illustrative_note
from lib.view.frame.selection import Selection

_MAKERS: Final[dict[str, Callable[[Asked], Made]]] = {
    "judul": closing.cover,
    "ringkasan": status.overview,
    "komposisi": status.composition_by_year,
    "peta": charts.area_map,
    "penggerak": status.largest_moves,
    "perpindahan": charts.class_flows,
    "peringkat": charts.area_ranking,
    "perbandingan": charts.against_province,
    "program_target": targets.against_targets,
    "program_tahap": program.stages,
    "tren_program": program.over_time,
    "daftar": program.missed_list,
    "prioritas": program.priority_list,
    "grafik": page_charts.page_chart,
    "langkah": closing.next_steps,
    "metode": closing.method_and_sources,
}

_PROGRAM_KINDS: Final = ("program_target", "program_tahap", "tren_program")


@dataclass(frozen=True, eq=False)
class SlideContent:
    """A slide ready to be drawn. ``konteks`` is its filter badge (area, year, index); ``kosong`` True: there is no body.

    ``dibuat`` is True for the words that were made from the data, so that an editor can offer to go back to them.
    """

    id: str
    jenis: str
    judul: str
    kalimat: str
    isi: Body
    konteks: str
    sumber: str
    contoh: bool
    catatan: str
    alt: str
    judul_dibuat: bool
    kalimat_dibuat: bool
    catatan_dibuat: bool

    @property
    def kosong(self) -> bool:
        """True when nothing can be drawn: the sentence says why."""
        return self.isi is None


def content(data: Figures, slide: Slide, deck: Deck, polygons: PolygonsOf) -> SlideContent:
    """The content of one slide in the active language. The user's own words stand in place of those made from the data."""
    selection = slide_selection(deck, slide)
    made = _MAKERS[slide.jenis](Asked(data, deck, slide, selection, polygons))
    place = area_title(data, selection.desa or selection.area)
    about = [place, str(selection.tahun)]
    if not _about_program(slide, selection):
        about.append(indeks_of_year(selection.tahun).singkatan)
    return SlideContent(
        id=slide.id,
        jenis=slide.jenis,
        judul=slide.judul or made.judul,
        kalimat=made.kalimat if slide.kalimat is None else slide.kalimat,
        isi=made.isi,
        konteks=" · ".join(about),
        sumber=made.sumber,
        contoh=made.contoh,
        catatan=_notes(data, made, selection) if slide.catatan is None else slide.catatan,
        alt=made.alt,
        judul_dibuat=not slide.judul,
        kalimat_dibuat=slide.kalimat is None,
        catatan_dibuat=slide.catatan is None,
    )


def _about_program(slide: Slide, selection: Selection) -> bool:
    """True for a slide that no index has measured."""
    alone = selection.indikator == "cakupan" and "ukuran" not in slide.parameter
    return slide.jenis in _PROGRAM_KINDS or (slide.jenis in ("peta", "peringkat") and alone)


def deck_title(data: Figures, deck: Deck) -> str:
    """The title of a deck: the user's, or what it is about."""
    return deck.judul or closing.cover_title(data, deck)


def _notes(data: Figures, made: Made, selection: Selection) -> str:
    warning: tuple[str, ...] = ()
    if made.contoh:
        # The scores of an official year are not what is illustrative: the coverage is.
        view = selection if data.is_illustrative(selection.tahun) else replace(selection, indikator="cakupan")
        warning = (_("Data contoh: angka rekaan, jangan dikutip sebagai data resmi."), illustrative_note(data, view))
    lines = (made.judul, made.kalimat, *made.keterangan, *warning, made.sumber)
    return "\n".join(dict.fromkeys(line.strip() for line in lines if line and line.strip()))
