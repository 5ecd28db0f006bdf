"""A deck for a meeting: an ordered list of slides over one year and one area, and the edits that a user makes to it.

A slide says what it shows (a kind and its parameters) and what the user wrote upon it; everything else is derived from the
published data when it is drawn. So a deck that was kept shows the newest figures, and never an old one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from lib.domain.language import DEFAULT_LANGUAGE
from lib.domain.wilayah import at_tingkat
from lib.view.deck.kinds import KINDS
from lib.view.frame.selection import MAP_LEVELS, Selection, default_level

VERSION: Final = 1
MAX_SLIDES: Final = 60
# Longer words do not fit their place on a slide at a legible size.
MAX_TITLE: Final = 160
MAX_SENTENCE: Final = 320
MAX_NOTES: Final = 4000
AREA_PARAMETERS: Final = ("kab", "kec", "desa")


@dataclass(frozen=True)
class Slide:
    """One slide. ``parameter`` holds what differs from the deck, by the names of a page's address (``KINDS`` lists them).

    ``judul``, ``kalimat`` and ``catatan`` are the user's own words; None: made from the data.
    """

    id: str
    jenis: str
    parameter: Mapping[str, str] = field(default_factory=dict)
    judul: str | None = None
    kalimat: str | None = None
    catatan: str | None = None


@dataclass(frozen=True)
class Deck:
    """A deck: its occasion (``jenis``, one of ``DECKS``), year, area (None: the province), programme, language and slides.

    ``program`` is what the slides about one programme speak of unless they name another. ``judul`` None: made from the data.
    """

    jenis: str
    tahun: int
    area: str | None = None
    program: str | None = None
    bahasa: str = DEFAULT_LANGUAGE
    judul: str | None = None
    slides: tuple[Slide, ...] = ()
    versi_format: int = VERSION

    @property
    def selection(self) -> Selection:
        """What the deck is about, as a page would show it."""
        return Selection(self.tahun, program=self.program, bahasa=self.bahasa).at_area(self.area)


def slide_selection(deck: Deck, slide: Slide) -> Selection:
    """What a slide shows: the deck's selection with the slide's own parameters. Values are taken as valid (``read_deck``)."""
    given = slide.parameter
    selection = deck.selection
    if "tahun" in given:
        selection = replace(selection, tahun=int(given["tahun"]))
    area = next((given[name] for name in reversed(AREA_PARAMETERS) if name in given), None)
    if area is not None:
        selection = selection.at_area(area)
    named = {name: given[name] for name in ("indikator", "program", "klasifikasi", "tingkat") if name in given}
    selection = replace(selection, **named)  # type: ignore[arg-type]
    lowest = default_level(selection.area)
    if MAP_LEVELS.index(selection.tingkat) < MAP_LEVELS.index(lowest):
        selection = replace(selection, tingkat=lowest)
    return selection


def new_slide(deck: Deck, jenis: str, parameter: Mapping[str, str] | None = None) -> Slide:
    """A slide of a kind with an id that the deck does not have yet. Raises KeyError for an unknown kind."""
    kind = KINDS[jenis]
    taken = {slide.id for slide in deck.slides}
    number = next(number for number in range(1, len(taken) + 2) if f"{jenis}-{number}" not in taken)
    return Slide(f"{kind.id}-{number}", kind.id, dict(parameter or {}))


def slide_of_view(deck: Deck, jenis: str, selection: Selection, **more: str) -> Slide:
    """A slide that shows what a page shows: the page's selection and its own parameters (``more``), as far as the kind has them.

    What the deck says already is left out, so that the slide follows the deck to another year or area.
    """
    allowed = KINDS[jenis].parameter
    own, given = deck.selection, dict[str, str]()
    area = selection.desa if "desa" in allowed and selection.desa else selection.area
    if area is None and deck.area is not None:
        area = at_tingkat(deck.area, "provinsi")
    if area is not None and area != deck.area:
        # In a deck of a kabupaten the whole province is written as its code.
        given[AREA_PARAMETERS[max(area.count(".") - 1, 0)]] = area
    base = own.at_area(area)
    for name in ("tahun", "tingkat", "indikator", "program", "klasifikasi"):
        value = getattr(selection, name)
        if value is not None and value != getattr(base, name):
            given[name] = str(value)
    given |= more
    return new_slide(deck, jenis, {name: value for name, value in given.items() if name in allowed})


def with_slide(deck: Deck, slide: Slide, place: int | None = None) -> Deck:
    """The deck with a slide added at a place (the end); a full deck stays as it is."""
    if len(deck.slides) >= MAX_SLIDES:
        return deck
    slides = list(deck.slides)
    slides.insert(len(slides) if place is None else place, slide)
    return replace(deck, slides=tuple(slides))


def without_slide(deck: Deck, slide_id: str) -> Deck:
    """The deck without a slide."""
    return replace(deck, slides=tuple(slide for slide in deck.slides if slide.id != slide_id))


def with_changed(deck: Deck, slide_id: str, **words: str | None) -> Deck:
    """The deck with a slide's ``judul``, ``kalimat`` or ``catatan`` written by the user; None or blank: from the data again."""
    kept = {name: text if text and text.strip() else None for name, text in words.items()}
    return replace(
        deck,
        slides=tuple(replace(slide, **kept) if slide.id == slide_id else slide for slide in deck.slides),  # type: ignore[arg-type]
    )


def moved(deck: Deck, slide_id: str, by: int) -> Deck:
    """The deck with a slide moved by so many places, as far as there are places."""
    slides = list(deck.slides)
    place = next((number for number, slide in enumerate(slides) if slide.id == slide_id), None)
    if place is None:
        return deck
    slide = slides.pop(place)
    slides.insert(min(max(place + by, 0), len(slides)), slide)
    return replace(deck, slides=tuple(slides))
