"""What stands on every slide of a deck beside its body: filter, badge, source and number; and how words are put in place."""

from __future__ import annotations

import copy
from typing import Any, Final

from lib.domain.language import current_language
from lib.domain.language import gettext as _
from lib.export.pptx.cards import without_style
from lib.export.pptx.chart_data import OVERLAY_PLOT
from lib.export.pptx.template import (
    ACCENT,
    BADGE,
    CONTENT_IN,
    DRAWING,
    FOOTER,
    FOOTER_IN,
    FOOTER_TOP_IN,
    INK,
    LEFT_IN,
    NUMBER,
    NUMBER_IN,
    QUIET,
    WIDTH_IN,
    Place,
)
from lib.export.pptx.text import POINTS_PER_INCH, Fitted, clean, fit
from lib.view.deck.content import SlideContent

MAX_ALT: Final = 1500
LANGUAGE_TAGS: Final = {"id": "id-ID", "en": "en-GB"}


def placed(slide: Any, idx: int, place: Place) -> Any:
    """A placeholder of the slide, put at a place."""
    from pptx.util import Emu

    found = next(shape for shape in slide.placeholders if shape.placeholder_format.idx == idx)
    found.left, found.top, found.width, found.height = (Emu(value) for value in place.emu)
    return found


def write(shape: Any, fitted: Fitted, default: float | None = None) -> None:
    """Write text into a shape; its size is said only where it is not the placeholder's own."""
    from pptx.util import Pt

    frame = shape.text_frame
    frame.text = fitted.text
    if fitted.size != default:
        for paragraph in frame.paragraphs:
            for run in paragraph.runs:
                run.font.size = Pt(fitted.size)


def to_points(inches: float) -> float:
    """Inches as points."""
    return inches * POINTS_PER_INCH


def remove(shape: Any) -> None:
    """Take a shape off its slide."""
    shape._element.getparent().remove(shape._element)


def write_lines(shape: Any, lines: list[str], size: float, space: float = 6.0) -> None:
    """Write lines as paragraphs."""
    from pptx.util import Pt

    frame = shape.text_frame
    frame.text = lines[0] if lines else ""
    for line in lines[1:]:
        frame.add_paragraph().text = line
    for number, paragraph in enumerate(frame.paragraphs):
        paragraph.space_before = Pt(space if number else 0)
        for run in paragraph.runs:
            run.font.size = Pt(size)


def add_break(slide: Any, place: Place, share: float, label: str) -> None:
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
    describe(line, _("Batas alat ukur"), words)
    fitted = fit(label, (14.0,), 220, 1)
    box_width = min(3.2, LEFT_IN + CONTENT_IN - x)
    at_right = box_width > 1.3
    box = slide.shapes.add_textbox(
        Inches(x + 0.06 if at_right else x - 3.26), Inches(top - 0.04), Inches(box_width if at_right else 3.2), Inches(0.28)
    )
    _plain_box(box, fitted.text, 14, QUIET, right=not at_right, bold=True)
    describe(box, _("Batas alat ukur"), words)


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


def add_context(slide: Any, content: SlideContent) -> None:
    """The filter badge: what the slide is about, over its title."""
    from pptx.util import Inches

    box = slide.shapes.add_textbox(Inches(LEFT_IN), Inches(0.28), Inches(9.5), Inches(0.3))
    box.name = _("Saringan")
    _plain_box(box, fit(content.konteks, (14.0,), to_points(9.5), 1).text, 14, ACCENT, bold=True)


def add_badge(slide: Any) -> None:
    """The badge of illustrative data, upper right."""
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


def add_footer(slide: Any, content: SlideContent) -> None:
    """The source and the number of the slide: python-pptx leaves these placeholders of a layout out of its slides."""
    layout = {shape.placeholder_format.idx: shape for shape in slide.slide_layout.placeholders}
    for idx in (FOOTER, NUMBER):
        element = copy.deepcopy(layout[idx]._element)
        slide.shapes._spTree.append(element)
    added = {shape.placeholder_format.idx: shape for shape in slide.placeholders}
    number = max(shape.shape_id for shape in slide.shapes) + 1
    for offset, idx in enumerate((FOOTER, NUMBER)):
        added[idx]._element.nvSpPr.cNvPr.set("id", str(number + offset))
    width = to_points(CONTENT_IN - NUMBER_IN - 0.2)
    source = fit(content.sumber, (12.0, 11.0), width, 2)
    if source.text.endswith("…"):
        source = fit(content.sumber, (11.0, 10.0), width, 3)
    write(
        placed(slide, FOOTER, Place(LEFT_IN, FOOTER_TOP_IN, CONTENT_IN - NUMBER_IN - 0.2, FOOTER_IN)),
        source,
    )


def describe(shape: Any, name: str, alt: str) -> None:
    """Name and alternative text of a shape."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("name", name)
    properties.set("descr", clean(alt)[:MAX_ALT])


def set_language(slide: Any) -> None:
    """The language of every word on the slide and in its notes, for the spelling check and for screen readers."""
    tag = LANGUAGE_TAGS[current_language()]
    for owner in (slide.element, slide.notes_slide.element):
        for name in ("rPr", "endParaRPr"):
            for element in owner.iter(f"{{{DRAWING}}}{name}"):
                element.set("lang", tag)
        for run in owner.iter(f"{{{DRAWING}}}r"):
            run.get_or_add_rPr().set("lang", tag)
