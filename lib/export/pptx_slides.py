"""Slides filled with content become a PowerPoint file: real titles and placeholders, native charts and tables, notes."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any, Final

from lib.domain.language import current_language
from lib.domain.language import gettext as _
from lib.export.pptx_cards import add_cards, without_style
from lib.export.pptx_charts import OVERLAY_PLOT, insert_chart, overlays
from lib.export.pptx_tables import add_legend, insert_table
from lib.export.pptx_template import (
    ACCENT,
    BADGE,
    BODY_BOTTOM_IN,
    CHART,
    CONTENT_IN,
    FOOTER,
    FOOTER_IN,
    FOOTER_TOP_IN,
    INK,
    LAYOUTS,
    LEFT_IN,
    MAP_TEXT_IN,
    NUMBER,
    NUMBER_IN,
    PICTURE,
    POINTS,
    QUIET,
    SENTENCE,
    TABLE,
    TITLE,
    TITLE_TOP_IN,
    WIDTH_IN,
    Place,
    new_presentation,
)
from lib.export.pptx_text import LINE_HEIGHT, POINTS_PER_INCH, Fitted, clean, fit
from lib.view.charts import ChartDescription
from lib.view.deck_body import Cards, Cover, Excerpt, Points
from lib.view.deck_content import SlideContent
from lib.view.maps import MapDescription

# A map as PNG bytes, so many inches wide and high.
DrawMap = Callable[[MapDescription, float, float], bytes]
Progress = Callable[[int, int], None]
TITLE_SIZES: Final = (28.0, 26.0, 24.0)
SENTENCE_SIZES: Final = (24.0,)
LONG_SENTENCE_SIZES: Final = (24.0, 22.0, 20.0, 18.0)
POINT_SIZES: Final = (20.0, 18.0, 16.0, 14.0)
GAP_IN: Final = 0.16
MAX_ALT: Final = 1500
LANGUAGE_TAGS: Final = {"id": "id-ID", "en": "en-GB"}
AUTHOR: Final = "Dasbor Desa Lampung"


def deck_bytes(contents: Sequence[SlideContent], title: str, draw_map: DrawMap, progress: Progress | None = None) -> bytes:
    """The file of a deck. ``progress`` is told (slides done, slides in all) after each slide; it may raise to stop."""
    presentation = new_presentation()
    layouts = dict(zip(LAYOUTS, presentation.slide_layouts, strict=True))
    for number, content in enumerate(contents, start=1):
        _add_slide(presentation, layouts, content, draw_map)
        if progress is not None:
            progress(number, len(contents))
    properties = presentation.core_properties
    properties.title, properties.author, properties.last_modified_by = clean(title), AUTHOR, AUTHOR
    properties.language = LANGUAGE_TAGS[current_language()]
    properties.subject = properties.keywords = properties.comments = ""
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def _add_slide(presentation: Any, layouts: dict[str, Any], content: SlideContent, draw_map: DrawMap) -> None:
    body = content.isi
    if isinstance(body, Cover):
        slide = presentation.slides.add_slide(layouts["Sampul"])
        _fill_cover(slide, content, body)
    else:
        name = {
            ChartDescription: "Temuan dan grafik",
            MapDescription: "Temuan dan peta",
            Excerpt: "Temuan dan tabel",
            Points: "Temuan dan butir",
        }.get(type(body), "Temuan")
        slide = presentation.slides.add_slide(layouts[name])
        top = _fill_title(slide, content)
        _add_context(slide, content)
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
                frame = insert_table(_at(slide, TABLE, place), body, place)
                _describe(frame, _("Tabel"), content.alt or content.judul)
            elif isinstance(body, Cards):
                add_cards(slide, body, place)
    _add_footer(slide, content)
    if content.contoh:
        _add_badge(slide)
    slide.notes_slide.notes_text_frame.text = "\n".join(clean(line) for line in content.catatan.split("\n"))
    _set_language(slide)


def _at(slide: Any, idx: int, place: Place) -> Any:
    from pptx.util import Emu

    found = next(shape for shape in slide.placeholders if shape.placeholder_format.idx == idx)
    found.left, found.top, found.width, found.height = (Emu(value) for value in place.emu)
    return found


def _write(shape: Any, fitted: Fitted, default: float | None = None) -> None:
    from pptx.util import Pt

    frame = shape.text_frame
    frame.text = fitted.text
    if fitted.size != default:
        for paragraph in frame.paragraphs:
            for run in paragraph.runs:
                run.font.size = Pt(fitted.size)


def _points(inches: float) -> float:
    return inches * POINTS_PER_INCH


def _fill_title(slide: Any, content: SlideContent) -> float:
    """Write the title; gives where the next thing may begin, in inches."""
    fitted = fit(content.judul, TITLE_SIZES, _points(CONTENT_IN), 2, bold=True)
    height = fitted.height / POINTS_PER_INCH + 0.04
    _write(_at(slide, TITLE, Place(LEFT_IN, TITLE_TOP_IN, CONTENT_IN, height)), fitted, TITLE_SIZES[0])
    return TITLE_TOP_IN + height + GAP_IN


def _fill_sentence(slide: Any, content: SlideContent, top: float) -> float:
    """Write the sentence under the title, or take its placeholder away where there is none."""
    if not content.kalimat.strip():
        _remove(next(shape for shape in slide.placeholders if shape.placeholder_format.idx == SENTENCE))
        return top
    width = _points(CONTENT_IN)
    lines = 6 if content.kosong else 3
    fitted = fit(content.kalimat, LONG_SENTENCE_SIZES, width, lines)
    height = fitted.height / POINTS_PER_INCH + 0.04
    _write(_at(slide, SENTENCE, Place(LEFT_IN, top, CONTENT_IN, height)), fitted, SENTENCE_SIZES[0])
    return top + height + GAP_IN


def _remove(shape: Any) -> None:
    shape._element.getparent().remove(shape._element)


def _fill_cover(slide: Any, content: SlideContent, body: Cover) -> None:
    width = _points(11.1)
    title = fit(content.judul, (40.0, 36.0, 32.0, 28.0, 24.0), width, 3, bold=True)
    _write(slide.shapes.title, title, 40.0)
    lines = [content.kalimat, *body.baris] if content.kalimat else list(body.baris)
    subtitle = next(shape for shape in slide.placeholders if shape.placeholder_format.idx == 1)
    _write_lines(subtitle, [fit(line, (24.0, 20.0, 18.0), width, 1).text for line in lines], 24.0)


def _write_lines(shape: Any, lines: list[str], size: float, space: float = 6.0) -> None:
    from pptx.util import Pt

    frame = shape.text_frame
    frame.text = lines[0] if lines else ""
    for line in lines[1:]:
        frame.add_paragraph().text = line
    for number, paragraph in enumerate(frame.paragraphs):
        paragraph.space_before = Pt(space if number else 0)
        for run in paragraph.runs:
            run.font.size = Pt(size)


def _fill_points(slide: Any, content: SlideContent, body: Points, top: float) -> None:
    lines = ([content.kalimat] if content.kalimat else []) + list(body.baris)
    place = Place(LEFT_IN, top, CONTENT_IN, BODY_BOTTOM_IN - top)
    size = POINT_SIZES[-1]
    for candidate in POINT_SIZES:
        height = sum(_fitted(line, candidate).height + candidate * 0.5 for line in lines)
        if height <= _points(place.height):
            size = candidate
            break
    room = _points(place.height)
    kept: list[str] = []
    for line in lines:
        needed = _fitted(line, size).height + size * 0.5
        if needed > room:
            break
        room -= needed
        kept.append(_fitted(line, size).text)
    _write_lines(_at(slide, POINTS, place), kept, size, size * 0.5)


def _fitted(line: str, size: float) -> Fitted:
    return fit(line, (size,), _points(CONTENT_IN), 6)


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
        _write(_at(slide, SENTENCE, Place(LEFT_IN, top, MAP_TEXT_IN, height)), fitted, SENTENCE_SIZES[0])
    else:
        _remove(next(shape for shape in slide.placeholders if shape.placeholder_format.idx == SENTENCE))
        height = 0.0
    picture = _at(slide, PICTURE, place).insert_picture(io.BytesIO(draw_map(body, place.width, place.height)))
    picture.crop_left = picture.crop_right = picture.crop_top = picture.crop_bottom = 0
    _describe(picture, _("Peta"), content.alt)
    below = top + height + (GAP_IN if height else 0)
    legend_place = Place(LEFT_IN, max(below, BODY_BOTTOM_IN - legend), MAP_TEXT_IN, min(legend, BODY_BOTTOM_IN - below))
    _describe(add_legend(slide, body, legend_place), _("Legenda"), content.alt)


def _shrunk(text: str, sizes: tuple[float, ...], width: float, room: float, lines: int) -> Fitted:
    """The text at the largest size at which it is no higher than ``room`` inches."""
    for size in sizes:
        allowed = int(_points(room) / (size * LINE_HEIGHT))
        fitted = fit(text, (size,), _points(width), max(allowed, 1))
        if not fitted.text.endswith("…") or text.endswith("…"):
            return fitted
    return fit(text, (sizes[-1],), _points(width), max(lines, 1))


def _fill_chart(slide: Any, content: SlideContent, body: ChartDescription, place: Place) -> None:
    frame = insert_chart(_at(slide, CHART, place), body)
    _describe(frame, _("Grafik"), content.alt)
    for line in overlays(body):
        _add_break(slide, place, line.bagian, line.label)


def _add_break(slide: Any, place: Place, share: float, label: str) -> None:
    """A dashed line before the first year of another instrument, and that instrument's name."""
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_LINE
    from pptx.enum.shapes import MSO_CONNECTOR
    from pptx.util import Inches, Pt

    x = place.left + place.width * share
    top, bottom = place.top, place.top + place.height * (OVERLAY_PLOT[1] + OVERLAY_PLOT[3])
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Inches(x), Inches(top), Inches(x), Inches(bottom))
    line.line.color.rgb, line.line.width, line.line.dash_style = RGBColor.from_string(INK), Pt(1.75), MSO_LINE.DASH
    words = _("Mulai alat ukur lain: {nama}").format(nama=label)
    _describe(line, _("Batas alat ukur"), words)
    fitted = fit(label, (14.0,), 220, 1)
    box_width = min(3.2, LEFT_IN + CONTENT_IN - x)
    at_right = box_width > 1.3
    box = slide.shapes.add_textbox(
        Inches(x + 0.06 if at_right else x - 3.26), Inches(top - 0.04), Inches(box_width if at_right else 3.2), Inches(0.28)
    )
    _plain_box(box, fitted.text, 14, QUIET, right=not at_right, bold=True)
    _describe(box, _("Batas alat ukur"), words)


def _plain_box(box: Any, text: str, size: float, colour: str, *, right: bool = False, bold: bool = False) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text, run.font.size, run.font.bold = text, Pt(size), bold
    run.font.color.rgb = RGBColor.from_string(colour)


def _add_context(slide: Any, content: SlideContent) -> None:
    from pptx.util import Inches

    box = slide.shapes.add_textbox(Inches(LEFT_IN), Inches(0.28), Inches(9.5), Inches(0.3))
    box.name = _("Saringan")
    _plain_box(box, fit(content.konteks, (14.0,), _points(9.5), 1).text, 14, ACCENT, bold=True)


def _add_badge(slide: Any) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Inches, Pt

    width = 1.9
    shape = slide.shapes.add_shape(
        MSO_SHAPE.ROUNDED_RECTANGLE, Inches(WIDTH_IN - LEFT_IN - width), Inches(0.24), Inches(width), Inches(0.36)
    )
    shape.name = _("Data contoh")
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(BADGE)
    shape.line.color.rgb, shape.line.width = RGBColor.from_string(INK), Pt(1)
    without_style(shape)
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.CENTER
    run = paragraph.add_run()
    run.text, run.font.size, run.font.bold = _("Data contoh"), Pt(16), True
    run.font.color.rgb = RGBColor.from_string(INK)


def _add_footer(slide: Any, content: SlideContent) -> None:
    """The source and the number of the slide: python-pptx leaves these placeholders of a layout out of its slides."""
    import copy

    layout = {shape.placeholder_format.idx: shape for shape in slide.slide_layout.placeholders}
    for idx in (FOOTER, NUMBER):
        element = copy.deepcopy(layout[idx]._element)
        slide.shapes._spTree.append(element)
    added = {shape.placeholder_format.idx: shape for shape in slide.placeholders}
    number = max(shape.shape_id for shape in slide.shapes) + 1
    for offset, idx in enumerate((FOOTER, NUMBER)):
        added[idx]._element.nvSpPr.cNvPr.set("id", str(number + offset))
    width = _points(CONTENT_IN - NUMBER_IN - 0.2)
    source = fit(content.sumber, (12.0, 11.0), width, 2)
    if source.text.endswith("…"):
        source = fit(content.sumber, (11.0, 10.0), width, 3)
    _write(
        _at(slide, FOOTER, Place(LEFT_IN, FOOTER_TOP_IN, CONTENT_IN - NUMBER_IN - 0.2, FOOTER_IN)),
        source,
    )


def _describe(shape: Any, name: str, alt: str) -> None:
    """Name and alternative text of a shape."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("name", name)
    properties.set("descr", clean(alt)[:MAX_ALT])


def _set_language(slide: Any) -> None:
    """The language of every word on the slide and in its notes, for the spelling check and for screen readers."""
    tag = LANGUAGE_TAGS[current_language()]
    for owner in (slide.element, slide.notes_slide.element):
        for name in ("rPr", "endParaRPr"):
            for element in owner.iter(f"{{http://schemas.openxmlformats.org/drawingml/2006/main}}{name}"):
                element.set("lang", tag)
        for run in owner.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}r"):
            run.get_or_add_rPr().set("lang", tag)
