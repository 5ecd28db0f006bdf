"""A deck as a PowerPoint file: the published data, the deck's words and the maps put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from lib.analysis.frame.figures import Figures
from lib.domain.language import current_language, set_language
from lib.domain.language import gettext as _
from lib.domain.status import BELUM_DINILAI, TANPA_DATA
from lib.export.pictures.insets import small_parts
from lib.export.pictures.map import PictureOptions, map_picture
from lib.export.pptx.slides import deck_bytes
from lib.published import borders
from lib.report.pictures import outlines
from lib.view.deck.content import SlideContent, content, deck_title
from lib.view.deck.deck import Deck
from lib.view.frame.places import area_title
from lib.view.frame.tables import slug
from lib.view.indicator.maps import MapDescription

MAP_DPI: Final = 200
# Letters of scale bar and north arrow that are read from the back row; where names are written, larger ones leave some out.
LARGER: Final = 1.3
NAMED_LEVELS: Final = ("kabupaten", "kecamatan")


def pptx_bytes(data: Figures, deck: Deck, *, progress: Callable[[int, int], None] | None = None) -> bytes:
    """The PowerPoint file of a deck, in the deck's language.

    ``progress`` is told (slides done, slides in all) after each slide; what it raises ends the work.
    """
    before = current_language()
    set_language(deck.bahasa)
    try:
        return deck_bytes(deck_contents(data, deck), deck_title(data, deck), draw_map(data), progress)
    finally:
        set_language(before)


def deck_contents(data: Figures, deck: Deck) -> tuple[SlideContent, ...]:
    """Every slide of a deck filled from the data, in the active language; a map says where its boundaries are from."""
    filled = (content(data, slide, deck, borders.polygons) for slide in deck.slides)
    return tuple(
        replace(one, sumber=f"{one.sumber} {borders.boundary_note()}") if isinstance(one.isi, MapDescription) else one
        for one in filled
    )


def draw_map(data: Figures) -> Callable[[MapDescription, float, float], bytes]:
    """Draws a map so many inches wide and high as PNG; title, source and legend stand beside it on the slide."""

    def draw(description: MapDescription, width: float, height: float) -> bytes:
        shapes = outlines(description.tingkat)
        insets = _worth_a_look(description, small_parts(description, shapes)) if not description.fokus else ()
        names: tuple[tuple[str, str], ...] = ()
        if description.tingkat in NAMED_LEVELS:
            names = tuple((str(kode), data.name(str(kode))) for kode in description.frame.index if kode not in insets)
        options = PictureOptions(
            width_px=round(width * MAP_DPI),
            height_px=round(height * MAP_DPI),
            title=False,
            legend=False,
            source=False,
            names=names,
            insets=tuple((kode, data.name(kode)) for kode in insets),
            besar=1.0 if names else LARGER,
        )
        return map_picture(description, shapes, options)

    return draw


def _worth_a_look(description: MapDescription, codes: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the small areas that have a class of their own: a town that is not assessed need not be seen larger."""
    beside = {BELUM_DINILAI, TANPA_DATA}
    shown = {
        str(kode) for kode, kelas in description.frame["kelas"].items() if description.kelas_legenda[int(kelas)].id not in beside
    }
    return tuple(code for code in codes if any(kode == code or kode.startswith(code + ".") for kode in shown))


def file_name(data: Figures, deck: Deck, ending: str = "pptx") -> str:
    """The name of a deck's file: occasion, area, year, programme, and *contoh* when an illustrative row is behind any slide."""
    contoh = any(filled.contoh for filled in deck_contents(data, deck))
    parts = [_("paparan"), area_title(data, deck.area), str(deck.tahun)]
    if deck.jenis == "program" and deck.program:
        parts.insert(1, deck.program)
    return f"{slug(' '.join([*parts, *(['contoh'] if contoh else [])]))}.{ending}"
