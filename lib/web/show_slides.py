"""Slides of the slideshow as HTML: filled from the published data, laid out for the stage, every word escaped."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from lib.analysis.frame.figures import Figures
from lib.domain.language import format_date, set_language
from lib.domain.language import gettext as _
from lib.domain.wilayah import Tingkat, tingkat
from lib.export.pictures.chart import ChartOptions, chart_inline
from lib.export.pictures.pen import DESIGN_WIDTH
from lib.export.pictures.scales import LABEL
from lib.export.pictures.svg import Svg
from lib.export.pptx.text import lines_needed
from lib.export.show.cards import card_pages, rows_high
from lib.export.show.map import Path, draw_map, listed_classes, outline_paths
from lib.export.show.pages import chart_pages
from lib.export.show.stage import LETTER, LINE, ROOM, TITLE_SIZES, fit_words
from lib.export.show.table import point_pages, table_pages
from lib.published import borders, selected, source
from lib.report.pictures import outlines
from lib.view.deck.body import Cards, Cover, Excerpt, Points
from lib.view.deck.content import SlideContent, content
from lib.view.deck.deck import Deck, Slide, slide_selection
from lib.view.deck.file import read_deck, write_deck
from lib.view.deck.kinds import KINDS
from lib.view.frame.charts import ChartDescription
from lib.view.indicator.maps import MapDescription
from lib.web import markup

KEPT_SLIDES: Final = 400
LEGEND_WIDTH: Final = 390
LIST_WIDTH: Final = 390
VALUE_WIDTH: Final = 114
MAP_GAP: Final = 16
# The legend of a map of two figures: a row with what is between rows, and what is round the table.
CROSS_ROW: Final = 48
CROSS_FRAME: Final = 24
# The least height of the plot of a picture, as a share of its width.
LEAST_PLOT: Final = 0.2
# What a slide may be asked anew for during the talk.
LIVE: Final = ("kab", "tahun")


@dataclass(frozen=True, eq=False)
class Shown:
    """One page of a slide as the template takes it; ``bentuk`` says what ``badan`` is."""

    id: str
    kunci: str
    jenis: str
    judul: str
    judul_px: int
    kalimat: str
    konteks: str
    tanggal: str
    contoh: bool
    sumber: str
    catatan: str
    bentuk: str
    badan: Any
    lebar: int = 0
    tinggi: int = 0
    halaman: str = ""
    samping: bool = False
    saring: bool = False
    kab: str = ""
    tahun: str = ""


def filled(data: Figures, deck: Deck, slide: Slide) -> SlideContent:
    """The content of a slide in the deck's language, kept as long as what is published stays the same."""
    one = write_deck(replace(deck, slides=(slide,)))
    today = dt.date.today().isoformat()
    return _filled(data.fingerprint, borders.geometry()["desa"].name, today, one)


@lru_cache(maxsize=KEPT_SLIDES)
def _filled(_fingerprint: str, _boundaries: str, _day: str, one: bytes) -> SlideContent:
    data = source.figures()
    deck = read_deck(one, selected.known(data))
    set_language(deck.bahasa)
    return content(data, deck.slides[0], deck, borders.polygons)


def slides_html(data: Figures, deck: Deck, slides: tuple[Slide, ...]) -> markup.Html:
    """Slides of a deck, each in as many pages as it takes. The active language is the deck's from here on."""
    set_language(deck.bahasa)
    return markup.render("tayang_slide.html", isi=[page for slide in slides for page in _pages(data, deck, slide)], kata=_words())


def filtered(slide: Slide, data: Figures, kab: str, tahun: str) -> Slide:
    """The slide of another kabupaten or year, as asked for during the talk; what does not exist is not heeded.

    Words that somebody wrote speak of the slide as it was: they stay behind.
    """
    asked = {}
    if kab in data.codes and tingkat(kab) == "kabupaten":
        asked["kab"] = kab
    if tahun.isascii() and tahun.isdigit() and int(tahun) in data.years:
        asked["tahun"] = tahun
    if not asked or not is_live(slide):
        return slide
    kept = {name: value for name, value in slide.parameter.items() if name not in ("kec", "desa") or "kab" not in asked}
    return replace(slide, parameter=kept | asked, judul=None, kalimat=None, catatan=None)


def is_live(slide: Slide) -> bool:
    """True for a slide that may be asked for anew with another kabupaten and year."""
    return all(name in KINDS[slide.jenis].parameter for name in LIVE) and slide.jenis != "langkah"


def _words() -> dict[str, str]:
    return {
        "contoh": _("Data contoh"),
        "kosong": _("Tidak ada yang dapat digambar di sini."),
        "daftar": _("Wilayah pada peta"),
        "utara": _("U"),
        "ke_slide": _("Ke slide:"),
    }


def _pages(data: Figures, deck: Deck, slide: Slide) -> list[Shown]:
    made = filled(data, deck, slide)
    words = fit_words(made.judul, made.kalimat, " (9/9)" if isinstance(made.isi, Excerpt | Points) else "")
    if isinstance(made.isi, Cards) and rows_high(made.isi.kartu) > words.sisa:
        # A smaller title, before the cards go on to a second page.
        words = fit_words(made.judul, made.kalimat, sizes=TITLE_SIZES[-1:])
        if rows_high(made.isi.kartu) > words.sisa:
            words = fit_words(made.judul, made.kalimat, " (9/9)")
    beside = False
    if isinstance(made.isi, MapDescription):
        # A smaller title, before the sentence takes its height from the map.
        for sizes in (TITLE_SIZES, TITLE_SIZES[2:]):
            alone = fit_words(made.judul, "", sizes=sizes)
            if _fits_beside(made, made.isi, alone.sisa):
                words, beside = replace(alone, kalimat=made.kalimat), True
                break
    selection = slide_selection(deck, slide)
    bodies = _bodies(data, made, words.sisa)
    shown = Shown(
        id=slide.id,
        kunci=f"s-{slide.id}",
        jenis=slide.jenis,
        judul=words.judul,
        judul_px=words.judul_px,
        kalimat=words.kalimat,
        konteks=made.konteks,
        tanggal=format_date(dt.date.today()),
        contoh=made.contoh,
        sumber=_source(made),
        catatan=made.catatan,
        bentuk="kosong",
        badan=None,
        samping=beside,
        tinggi=words.sisa,
        saring=is_live(slide),
        kab=selection.kab or "" if "kab" in slide.parameter else "",
        tahun=str(selection.tahun) if "tahun" in slide.parameter else "",
    )
    many = len(bodies) > 1
    return [
        replace(
            shown,
            kunci=f"s-{slide.id}-{number}",
            bentuk=form,
            badan=body,
            lebar=wide,
            halaman=f"{number}/{len(bodies)}" if many else "",
        )
        for number, (form, body, wide) in enumerate(bodies, start=1)
    ]


def _source(made: SlideContent) -> str:
    if isinstance(made.isi, MapDescription):
        return f"{made.sumber} {borders.boundary_note()} {made.isi.aturan_selang}".strip()
    return made.sumber


def _fits_beside(made: SlideContent, description: MapDescription, room: float) -> bool:
    """True when the sentence of a map fits over its legend, beside the map that has the whole height."""
    label = LEGEND_WIDTH - 110
    listed = [description.kelas_legenda[number] for number in listed_classes(description)]
    legend = sum(lines_needed(entry.text, LETTER, label) * LETTER * 1.02 + 2 for entry in listed)
    if description.silang is not None:
        legend += len(description.silang.baris) * CROSS_ROW + CROSS_FRAME
    return legend + lines_needed(made.kalimat, LETTER, LEGEND_WIDTH) * LETTER * LINE + 12 <= room


def _bodies(data: Figures, made: SlideContent, high: int) -> list[tuple[str, Any, int]]:
    """Form, body and width of each page of a slide."""
    body = made.isi
    if isinstance(body, Cover):
        return [("sampul", body.baris, ROOM)]
    if isinstance(body, Cards):
        return [("kartu", cards, ROOM) for cards in card_pages(body.kartu, high)]
    if isinstance(body, Points):
        return [("butir", lines, ROOM) for lines in point_pages(body, high)]
    if isinstance(body, Excerpt):
        return [("tabel", page, ROOM) for page in table_pages(body, high)]
    if isinstance(body, ChartDescription):
        drawn = chart_pages(body, ROOM, high)
        return [("gambar", page.svg(), ROOM) for page in drawn] or [("gambar", _rarer(body, high), ROOM)]
    if isinstance(body, MapDescription):
        numbers = body.indicator.kind != "status"
        wide = ROOM - LEGEND_WIDTH - LIST_WIDTH - 2 * MAP_GAP - (VALUE_WIDTH if numbers else 0)
        paths = _paths(body.tingkat, borders.geometry()[body.tingkat].name)
        return [("peta", draw_map(data, body, paths, wide, high), wide)]
    return [("kosong", None, ROOM)]


def _rarer(chart: ChartDescription, high: int) -> Svg:
    """A chart of a rarer form as its picture, its letters as large as those of the others."""
    share = high / ROOM
    for _try in range(2):
        options = ChartOptions(
            width_px=ROOM,
            title=False,
            source=False,
            besar=LETTER / ROOM * DESIGN_WIDTH / LABEL,
            plot_share=max(share, LEAST_PLOT),
            key=f"{chart.id}-",
        )
        svg, drawn = chart_inline(chart, options, high)
        # The words round the plot take their height from it.
        share -= (drawn - high) / ROOM
    return svg


@lru_cache(maxsize=4)
def _paths(level: Tingkat, _name: str) -> dict[str, Path]:
    return outline_paths(outlines(level))
