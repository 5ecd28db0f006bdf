"""An excerpt of a table as a native PowerPoint table that fits its place: smaller letters first, then fewer rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.status import BELUM_DINILAI, TANPA_DATA, border_colour
from lib.export.pptx.template import ACCENT, EMU, INK, PANEL, PAPER, QUIET, RULE, Place
from lib.export.pptx.text import LINE_HEIGHT, POINTS_PER_INCH, clean, fit, lines_needed
from lib.export.show.map import listed_classes
from lib.view.deck.body import Excerpt
from lib.view.indicator.classes import MapClass, readable_ink
from lib.view.indicator.maps import MapDescription

SIZES: Final = (18.0, 16.0, 14.0)
MARGIN_IN: Final = 0.09
# Numbers at the right of their column keep off the words of the next.
NUMBER_MARGIN_IN: Final = 0.28
PAD_IN: Final = 0.055
BLANK_ROW_IN: Final = 0.62
LEGEND_PT: Final = 16
_A: Final = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


@dataclass(frozen=True, slots=True)
class Laid:
    """A table laid out: text of every row (header first, perhaps a last line over all columns), size and heights in inches."""

    baris: list[list[str]]
    ukuran: float
    lebar: list[float]
    tinggi: list[float]
    lainnya: str


def lay_out(excerpt: Excerpt, place: Place) -> Laid:
    """The largest of SIZES at which all rows fit; where none does, the smallest with as many as fit and the rest counted."""
    widths = [share / sum(excerpt.lebar) * place.width for share in excerpt.lebar]
    rows = [[clean(text) for text in row] for row in (excerpt.headings(), *excerpt.rows())]
    for size in SIZES:
        laid = _sized(excerpt, rows, widths, size, excerpt.lainnya)
        if sum(laid.tinggi) <= place.height:
            return laid
    total = len(excerpt.tabel.frame)
    while len(rows) > 2:
        rows = rows[:-1]
        more = _("… dan {jumlah} lainnya.").format(jumlah=format_number(total - len(rows) + 1))
        laid = _sized(excerpt, rows, widths, SIZES[-1], more)
        if sum(laid.tinggi) <= place.height:
            break
    return laid


def _sized(excerpt: Excerpt, rows: list[list[str]], widths: list[float], size: float, more: str) -> Laid:
    line = size * LINE_HEIGHT / POINTS_PER_INCH
    heights = []
    for number, row in enumerate(rows):
        lines = max(
            lines_needed(
                text, size, (width - MARGIN_IN - (NUMBER_MARGIN_IN if right else MARGIN_IN)) * POINTS_PER_INCH, number == 0
            )
            for text, width, right in zip(row, widths, excerpt.numeric(), strict=True)
        )
        least = BLANK_ROW_IN if number and excerpt.isian else 0.0
        heights.append(max(lines * line + 2 * PAD_IN, least))
    if more:
        heights.append(line + 2 * PAD_IN)
    return Laid(rows, size, widths, heights, more)


def insert_table(placeholder: Any, excerpt: Excerpt, place: Place) -> Any:
    """Fill a table placeholder; gives the graphic frame."""
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Emu, Inches

    laid = lay_out(excerpt, place)
    frame = placeholder.insert_table(len(laid.tinggi), len(laid.lebar))
    frame.left, frame.top, frame.width, frame.height = (Emu(value) for value in place.emu)
    frame.height = Emu(round(sum(laid.tinggi) * EMU))
    table = frame.table
    table.horz_banding = False
    for column, width in zip(table.columns, laid.lebar, strict=True):
        column.width = Emu(round(width * EMU))
    for row, height in zip(table.rows, laid.tinggi, strict=True):
        row.height = Emu(round(height * EMU))
    numeric = excerpt.numeric()
    for number, texts in enumerate(laid.baris):
        for place_, text in enumerate(texts):
            cell = table.cell(number, place_)
            colour = (PAPER, ACCENT) if number == 0 else (INK, PANEL if number % 2 == 0 else PAPER)
            _write(cell, text, laid.ukuran, *colour, bold=number == 0)
            if numeric[place_]:
                cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
                cell.margin_right = Inches(NUMBER_MARGIN_IN)
    if laid.lainnya:
        last = len(laid.tinggi) - 1
        first = table.cell(last, 0)
        if len(laid.lebar) > 1:
            first.merge(table.cell(last, len(laid.lebar) - 1))
        fitted = fit(laid.lainnya, (laid.ukuran,), (place.width - 2 * MARGIN_IN) * POINTS_PER_INCH, 1)
        _write(first, fitted.text, laid.ukuran, QUIET, PAPER, italic=True)
    return frame


def _write(
    cell: Any, text: str, size: float, ink: str, fill: str, *, bold: bool = False, italic: bool = False, rule: str = RULE
) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Inches, Pt

    cell.margin_left = cell.margin_right = Inches(MARGIN_IN)
    cell.margin_top = cell.margin_bottom = Inches(PAD_IN)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(fill)
    paragraph = cell.text_frame.paragraphs[0]
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic
    run.font.color.rgb = RGBColor.from_string(ink)
    _rule_below(cell, rule)


def _rule_below(cell: Any, colour: str) -> None:
    from pptx.oxml import parse_xml

    properties = cell._tc.get_or_add_tcPr()
    none = "".join(f'<a:{side} {_A} w="0"><a:noFill/></a:{side}>|' for side in ("lnL", "lnR", "lnT")).split("|")[:-1]
    below = f'<a:lnB {_A} w="9525"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:lnB>'
    for number, xml in enumerate((*none, below)):
        properties.insert(number, parse_xml(xml))


def add_legend(slide: Any, description: MapDescription, place: Place) -> Any:
    """The legend of a map as a table: a swatch with colour and pattern, and the class with its count; empty classes too."""
    from pptx.util import Emu, Inches

    if description.silang is not None:
        return _cross_legend(slide, description, place)

    classes = description.kelas_legenda
    swatch = 0.5
    height = place.height / len(classes)
    size = LEGEND_PT if height >= 0.33 else 14 if height >= 0.29 else 12
    height = min(height, 0.4)
    frame = slide.shapes.add_table(
        len(classes), 2, Inches(place.left), Inches(place.top), Inches(place.width), Inches(height * len(classes))
    )
    table = frame.table
    table.first_row = table.horz_banding = False
    table.columns[0].width, table.columns[1].width = Inches(swatch), Inches(place.width - swatch)
    for number, entry in enumerate(classes):
        table.rows[number].height = Emu(round(height * EMU))
        colour, name = table.cell(number, 0), table.cell(number, 1)
        _write(colour, "", 8, INK, entry.warna.lstrip("#").upper(), rule=PAPER)
        _pattern(colour, entry)
        text = f"{entry.text}: {format_number(entry.jumlah)}"
        fitted = fit(text, (size, 14, 12), (place.width - swatch - 2 * MARGIN_IN) * POINTS_PER_INCH, 1)
        _write(name, fitted.text, fitted.size, INK, PAPER, rule=PAPER)
        for cell in (colour, name):
            cell.margin_top = cell.margin_bottom = Inches(0.02)
    frame.name = _("Legenda")
    return frame


def _cross_legend(slide: Any, description: MapDescription, place: Place) -> Any:
    """The legend of a map of two figures: a table of the numbers of its classes, low at the left and below; the rest below."""
    from pptx.util import Emu, Inches

    cross, classes = description.silang, description.kelas_legenda
    assert cross is not None
    rest = [classes[number] for number in listed_classes(description)]
    rows, columns = len(cross.baris) + len(rest), max(len(cross.kolom), 2)
    height = min(place.height / rows, 0.5)
    frame = slide.shapes.add_table(
        rows, columns, Inches(place.left), Inches(place.top), Inches(place.width), Inches(height * rows)
    )
    table = frame.table
    table.first_row = table.horz_banding = False
    for row in table.rows:
        row.height = Emu(round(height * EMU))
    for row_number, numbers in enumerate(reversed(cross.kelas)):
        for column, number in enumerate(numbers):
            entry = classes[number]
            ink = readable_ink(entry.warna).lstrip("#").upper()
            cell = table.cell(row_number, column)
            _write(cell, format_number(entry.jumlah), LEGEND_PT, ink, entry.warna.lstrip("#").upper(), rule=PAPER)
    for row_number, entry in enumerate(rest, start=len(cross.baris)):
        colour, name = table.cell(row_number, 0), table.cell(row_number, 1)
        _write(colour, "", 8, INK, entry.warna.lstrip("#").upper(), rule=PAPER)
        _pattern(colour, entry)
        if columns > 2:
            name.merge(table.cell(row_number, columns - 1))
        _write(name, f"{entry.text}: {format_number(entry.jumlah)}", 14, INK, PAPER, rule=PAPER)
    frame.name = _("Legenda")
    return frame


def _pattern(cell: Any, entry: MapClass) -> None:
    """The pattern of the classes beside the statuses, as on the map."""
    from pptx.oxml import parse_xml

    preset = {"titik": "pct20", "garis": "wdUpDiag", "silang": "diagCross"}.get(entry.pola)
    if preset is None or entry.id not in (BELUM_DINILAI, TANPA_DATA):
        return
    properties = cell._tc.get_or_add_tcPr()
    for old in properties.findall("{http://schemas.openxmlformats.org/drawingml/2006/main}solidFill"):
        properties.replace(
            old,
            parse_xml(
                f'<a:pattFill {_A} prst="{preset}"><a:fgClr><a:srgbClr val="{border_colour().lstrip("#").upper()}"/></a:fgClr>'
                f'<a:bgClr><a:srgbClr val="{entry.warna.lstrip("#").upper()}"/></a:bgClr></a:pattFill>'
            ),
        )
