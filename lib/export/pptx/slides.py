"""Slides filled with content become a PowerPoint file: real titles and placeholders, native charts and tables, notes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Sequence
from typing import Any, Final

from lib.domain.language import current_language
from lib.domain.language import gettext as _
from lib.export.pptx.cards import add_cards
from lib.export.pptx.chart_data import overlays
from lib.export.pptx.charts import insert_chart
from lib.export.pptx.parts import (
    LANGUAGE_TAGS,
    add_badge,
    add_break,
    add_context,
    add_footer,
    describe,
    placed,
    remove,
    set_language,
    to_points,
    write,
    write_lines,
)
from lib.export.pptx.tables import add_legend, insert_table
from lib.export.pptx.template import (
    BODY_BOTTOM_IN,
    CHART,
    CONTENT_IN,
    LAYOUTS,
    LEFT_IN,
    MAP_TEXT_IN,
    PICTURE,
    POINTS,
    SENTENCE,
    TABLE,
    TITLE,
    TITLE_TOP_IN,
    Place,
    new_presentation,
)
from lib.export.pptx.text import LINE_HEIGHT, POINTS_PER_INCH, Fitted, clean, fit
from lib.view.deck.body import Cards, Cover, Excerpt, Points
from lib.view.deck.content import SlideContent
from lib.view.frame.charts import ChartDescription
from lib.view.indicator.maps import MapDescription

# A map as PNG bytes, so many inches wide and high.
DrawMap = Callable[[MapDescription, float, float], bytes]
Progress = Callable[[int, int], None]
TITLE_SIZES: Final = (28.0, 26.0, 24.0)
SENTENCE_SIZES: Final = (24.0,)
LONG_SENTENCE_SIZES: Final = (24.0, 22.0, 20.0, 18.0)
POINT_SIZES: Final = (20.0, 18.0, 16.0, 14.0)
GAP_IN: Final = 0.16


def deck_bytes(contents: Sequence[SlideContent], title: str, draw_map: DrawMap, progress: Progress | None = None) -> bytes:
    """The file of a deck. ``progress`` is told (slides done, slides in all) after each slide; it may raise to stop."""
    presentation = new_presentation()
    layouts = dict(zip(LAYOUTS, presentation.slide_layouts, strict=True))
    for number, content in enumerate(contents, start=1):
        _add_slide(presentation, layouts, content, draw_map)
        if progress is not None:
            progress(number, len(contents))
    properties = presentation.core_properties
    properties.title = clean(title)
    properties.author = properties.last_modified_by = _("Dasbor Desa Lampung")
    properties.created = properties.modified = dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
    properties.language = LANGUAGE_TAGS[current_language()]
    properties.subject = properties.keywords = properties.comments = ""
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def _add_slide(presentation: Any, layouts: dict[str, Any], content: SlideContent, draw_map: DrawMap) -> None:
    body = content.isi
    if isinstance(body, Cover):
        slide = presentation.slides.add_slide(layouts["sampul"])
        _fill_cover(slide, content, body)
    else:
        name = {
            ChartDescription: "grafik",
            MapDescription: "peta",
            Excerpt: "tabel",
            Points: "butir",
        }.get(type(body), "temuan")
        slide = presentation.slides.add_slide(layouts[name])
        top = _fill_title(slide, content)
        add_context(slide, content)
        if isinstance(body, MapDescription):
            _fill_map(slide, content, body, top, draw_map)
        elif isinstance(body, Points):
            _fill_points(slide, content, body, top)
        else:
            top = _fill_sentence(slide, content, top)
            place = Place(LEFT_IN, top, CONTENT_IN, BODY_BOTTOM_IN - top)
            if isinstance(body, ChartDescription):
                _fill_chart(slide, content, body, place)
            elif isinstance(body, Excerpt):
                frame = insert_table(placed(slide, TABLE, place), body, place)
                describe(frame, _("Tabel"), content.alt or content.judul)
            elif isinstance(body, Cards):
                add_cards(slide, body, place)
    add_footer(slide, content)
    if content.contoh:
        add_badge(slide)
    slide.notes_slide.notes_text_frame.text = "\n".join(clean(line) for line in content.catatan.split("\n"))
    set_language(slide)


def _fill_title(slide: Any, content: SlideContent) -> float:
    """Write the title; gives where the next thing may begin, in inches."""
    fitted = fit(content.judul, TITLE_SIZES, to_points(CONTENT_IN), 2, bold=True)
    height = fitted.height / POINTS_PER_INCH + 0.04
    write(placed(slide, TITLE, Place(LEFT_IN, TITLE_TOP_IN, CONTENT_IN, height)), fitted, TITLE_SIZES[0])
    return TITLE_TOP_IN + height + GAP_IN


def _fill_sentence(slide: Any, content: SlideContent, top: float) -> float:
    """Write the sentence under the title, or take its placeholder away where there is none."""
    if not content.kalimat.strip():
        remove(next(shape for shape in slide.placeholders if shape.placeholder_format.idx == SENTENCE))
        return top
    width = to_points(CONTENT_IN)
    lines = 6 if content.kosong else 3
    fitted = fit(content.kalimat, LONG_SENTENCE_SIZES, width, lines)
    height = fitted.height / POINTS_PER_INCH + 0.04
    write(placed(slide, SENTENCE, Place(LEFT_IN, top, CONTENT_IN, height)), fitted, SENTENCE_SIZES[0])
    return top + height + GAP_IN


def _fill_cover(slide: Any, content: SlideContent, body: Cover) -> None:
    width = to_points(11.1)
    title = fit(content.judul, (40.0, 36.0, 32.0, 28.0, 24.0), width, 3, bold=True)
    write(slide.shapes.title, title, 40.0)
    lines = [content.kalimat, *body.baris] if content.kalimat else list(body.baris)
    subtitle = next(shape for shape in slide.placeholders if shape.placeholder_format.idx == 1)
    write_lines(subtitle, [fit(line, (24.0, 20.0, 18.0), width, 1).text for line in lines], 24.0)


def _fill_points(slide: Any, content: SlideContent, body: Points, top: float) -> None:
    lines = ([content.kalimat] if content.kalimat else []) + list(body.baris)
    place = Place(LEFT_IN, top, CONTENT_IN, BODY_BOTTOM_IN - top)
    size = POINT_SIZES[-1]
    for candidate in POINT_SIZES:
        height = sum(_fitted(line, candidate).height + candidate * 0.5 for line in lines)
        if height <= to_points(place.height):
            size = candidate
            break
    room = to_points(place.height)
    kept: list[str] = []
    for line in lines:
        needed = _fitted(line, size).height + size * 0.5
        if needed > room:
            break
        room -= needed
        kept.append(_fitted(line, size).text)
    write_lines(placed(slide, POINTS, place), kept, size, size * 0.5)


def _fitted(line: str, size: float) -> Fitted:
    return fit(line, (size,), to_points(CONTENT_IN), 6)


def _fill_map(slide: Any, content: SlideContent, body: MapDescription, top: float, draw_map: DrawMap) -> None:
    left = LEFT_IN + MAP_TEXT_IN + 0.2
    place = Place(left, top, CONTENT_IN - MAP_TEXT_IN - 0.2, BODY_BOTTOM_IN - top)
    rows = len(body.kelas_legenda)
    legend = min(rows * 0.4, place.height * 0.6)
    lines = int((place.height - legend - GAP_IN) * POINTS_PER_INCH / (18 * LINE_HEIGHT))
    if content.kalimat.strip():
        room = place.height - legend - GAP_IN
        fitted = _shrunk(content.kalimat, LONG_SENTENCE_SIZES, MAP_TEXT_IN, room, lines)
        height = fitted.height / POINTS_PER_INCH + 0.04
        write(placed(slide, SENTENCE, Place(LEFT_IN, top, MAP_TEXT_IN, height)), fitted, SENTENCE_SIZES[0])
    else:
        remove(next(shape for shape in slide.placeholders if shape.placeholder_format.idx == SENTENCE))
        height = 0.0
    picture = placed(slide, PICTURE, place).insert_picture(io.BytesIO(draw_map(body, place.width, place.height)))
    picture.crop_left = picture.crop_right = picture.crop_top = picture.crop_bottom = 0
    describe(picture, _("Peta"), content.alt)
    below = top + height + (GAP_IN if height else 0)
    legend_place = Place(LEFT_IN, max(below, BODY_BOTTOM_IN - legend), MAP_TEXT_IN, min(legend, BODY_BOTTOM_IN - below))
    describe(add_legend(slide, body, legend_place), _("Legenda"), content.alt)


def _shrunk(text: str, sizes: tuple[float, ...], width: float, room: float, lines: int) -> Fitted:
    """The text at the largest size at which it is no higher than ``room`` inches."""
    for size in sizes:
        allowed = int(to_points(room) / (size * LINE_HEIGHT))
        fitted = fit(text, (size,), to_points(width), max(allowed, 1))
        if not fitted.text.endswith("…") or text.endswith("…"):
            return fitted
    return fit(text, (sizes[-1],), to_points(width), max(lines, 1))


def _fill_chart(slide: Any, content: SlideContent, body: ChartDescription, place: Place) -> None:
    frame = insert_chart(placed(slide, CHART, place), body)
    describe(frame, _("Grafik"), content.alt)
    for line in overlays(body):
        add_break(slide, place, line.bagian, line.label)
