"""The template of a deck, made by this script: colours and fonts of the theme, a master, and layouts with real placeholders.

python-pptx starts from an empty presentation of its own; everything in it that can be seen is written anew here, so no
template file is kept in the repository.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from lib.domain.language import N_, current_language
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_classes
from lib.export.pptx.text import FONT

EMU: Final = 914400
DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_NS: Final = (
    f'xmlns:a="{DRAWING}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_SLIDE_NUMBER: Final = (
    '<a:fld id="{00000000-1234-1234-1234-123412341234}" type="slidenum"><a:rPr lang="id-ID"/><a:t>‹#›</a:t></a:fld>'
)
# Size in hundredths of a point, and whether it is quiet or bold, of the placeholders that differ from the body.
_STYLES: Final = {
    "ftr": (1100, True, False),
    "sldNum": (1400, True, False),
    "ctrTitle": (4000, False, True),
    "subTitle": (2400, True, False),
}

APPLICATION: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[int, int, int, int]:
        """The same in the unit of the file."""
        return tuple(round(value * EMU) for value in (self.left, self.top, self.width, self.height))  # type: ignore[return-value]


def parse(xml: str | bytes) -> Any:
    """An element of the classes of python-pptx."""
    from pptx.oxml import parse_xml

    return parse_xml(xml)


def filled_shape(number: int, name: str, place: Place, colour: str) -> str:
    """A rectangle of one colour that belongs to a master or a layout."""
    return (
        f'<p:sp {_NS}><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)}/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{_xfrm(place)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="id-ID"/></a:p></p:txBody></p:sp>'
    )


def placeholder(kind: str, idx: int | None, number: int, name: str, place: Place, quiet: str) -> str:
    """A placeholder of a kind (``title``, ``body``, ``chart``, …) with its index; ``quiet`` is the colour of what is beside."""
    given = "" if idx is None else f' idx="{idx}"'
    size, dim, bold = _STYLES.get(kind, (0, False, False))
    align = ' algn="r"' if kind == "sldNum" else ""
    colour = f'<a:solidFill><a:srgbClr val="{quiet}"/></a:solidFill>' if dim else ""
    style = "<a:lstStyle/>"
    if size:
        weight = ' b="1"' if bold else ""
        style = (
            f'<a:lstStyle><a:lvl1pPr marL="0" indent="0"{align}><a:buNone/>'
            f'<a:defRPr sz="{size}"{weight}>{colour}</a:defRPr></a:lvl1pPr></a:lstStyle>'
        )
    inner = _SLIDE_NUMBER if kind == "sldNum" else f'<a:r><a:rPr lang="id-ID"/><a:t>{"" if kind == "ftr" else name}</a:t></a:r>'
    anchor = "b" if kind == "ctrTitle" else "t"
    return (
        f'<p:sp {_NS}><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)}/>'
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}"{given}/></p:nvPr></p:nvSpPr><p:spPr>{_xfrm(place)}'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:noAutofit/>'
        f"</a:bodyPr>{style}<a:p>{inner}</a:p></p:txBody></p:sp>"
    )


def text_styles() -> str:
    """The text styles of a master: bold titles, sentences without a bullet, further levels with one."""
    title = _level(1, 2800, True)
    body = "".join(_level(level, 2400, False) for level in range(1, 6))
    other = "".join(_level(level, 1800, False, bullets=False) for level in range(1, 6))
    return (
        f"<p:txStyles {_NS}><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{body}</p:bodyStyle>"
        f"<p:otherStyle>{other}</p:otherStyle></p:txStyles>"
    )


def _level(level: int, size: int, bold: bool, *, bullets: bool = True) -> str:
    marked = bullets and level > 1
    mark = '<a:buFont typeface="Arial"/><a:buChar char="•"/>' if marked else "<a:buNone/>"
    font = "+mj-lt" if bold else "+mn-lt"
    return (
        f'<a:lvl{level}pPr marL="{(level - 1) * 228600}" indent="{-228600 if marked else 0}" algn="l" rtl="0" eaLnBrk="1" '
        'latinLnBrk="0" hangingPunct="1"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef>'
        f'{mark}<a:defRPr sz="{size}" b="{int(bold)}" kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
        f'<a:latin typeface="{font}"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{level}pPr>'
    )


def _xfrm(place: Place) -> str:
    left, top, width, height = place.emu
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


# The template of a deck, made by this script: colours and fonts of the theme, a master, and layouts with real placeholders.
#
# python-pptx starts from an empty presentation of its own; everything in it that can be seen is written anew here, so no
# template file is kept in the repository.


WIDTH_IN: Final = 40 / 3
HEIGHT_IN: Final = 7.5
LEFT_IN: Final = 0.55
CONTENT_IN: Final = WIDTH_IN - 2 * LEFT_IN
TITLE_TOP_IN: Final = 0.66
BODY_BOTTOM_IN: Final = 6.72
FOOTER_TOP_IN: Final = 6.82
FOOTER_IN: Final = 0.58
NUMBER_IN: Final = 0.8
MAP_TEXT_IN: Final = 4.35

THEME_NAME: Final = "dasbor-desa"
INK: Final = "14181F"
PAPER: Final = "FFFFFF"
QUIET: Final = "4A5360"
PANEL: Final = "F2F4F7"
RULE: Final = "C8CED6"
ACCENT: Final = "1F5FA8"
BADGE: Final = "FFE27A"

TITLE, SENTENCE, CHART, TABLE, PICTURE, POINTS, FOOTER, NUMBER = 0, 10, 11, 12, 13, 14, 15, 16

_TITLE_PLACE: Final = Place(LEFT_IN, TITLE_TOP_IN, CONTENT_IN, 1.0)
_SENTENCE_PLACE: Final = Place(LEFT_IN, 1.72, CONTENT_IN, 0.9)
_BODY_PLACE: Final = Place(LEFT_IN, 2.7, CONTENT_IN, BODY_BOTTOM_IN - 2.7)
_FOOTER_PLACE: Final = Place(LEFT_IN, FOOTER_TOP_IN, CONTENT_IN - NUMBER_IN - 0.2, FOOTER_IN)
_NUMBER_PLACE: Final = Place(LEFT_IN + CONTENT_IN - NUMBER_IN, FOOTER_TOP_IN, NUMBER_IN, FOOTER_IN)
_MAP_PLACE: Final = Place(LEFT_IN + MAP_TEXT_IN + 0.2, 1.75, CONTENT_IN - MAP_TEXT_IN - 0.2, BODY_BOTTOM_IN - 1.75)

_Entry = tuple[str, int, str, Place]
_COMMON: Final[tuple[_Entry, ...]] = (
    ("ftr", FOOTER, N_("Sumber"), _FOOTER_PLACE),
    ("sldNum", NUMBER, N_("Nomor halaman"), _NUMBER_PLACE),
)
_TITLE: Final[_Entry] = ("title", TITLE, N_("Judul"), _TITLE_PLACE)
_HEAD: Final[tuple[_Entry, ...]] = (_TITLE, ("body", SENTENCE, N_("Kalimat"), _SENTENCE_PLACE))
# Each layout by its id: its name in the menu of PowerPoint, and its placeholders.
LAYOUTS: Final[dict[str, tuple[str, tuple[_Entry, ...]]]] = {
    "sampul": (
        N_("Sampul"),
        (
            ("ctrTitle", TITLE, N_("Judul"), Place(1.1, 2.0, 11.1, 1.9)),
            ("subTitle", 1, N_("Keterangan"), Place(1.1, 4.1, 11.1, 1.9)),
            *_COMMON,
        ),
    ),
    "grafik": (N_("Temuan dan grafik"), (*_HEAD, ("chart", CHART, N_("Grafik"), _BODY_PLACE), *_COMMON)),
    "tabel": (N_("Temuan dan tabel"), (*_HEAD, ("tbl", TABLE, N_("Tabel"), _BODY_PLACE), *_COMMON)),
    "peta": (
        N_("Temuan dan peta"),
        (
            _TITLE,
            ("body", SENTENCE, N_("Kalimat"), Place(LEFT_IN, 1.75, MAP_TEXT_IN, 2.2)),
            ("pic", PICTURE, N_("Peta"), _MAP_PLACE),
            *_COMMON,
        ),
    ),
    "butir": (
        N_("Temuan dan butir"),
        (_TITLE, ("body", POINTS, N_("Butir"), Place(LEFT_IN, 1.75, CONTENT_IN, BODY_BOTTOM_IN - 1.75)), *_COMMON),
    ),
    "temuan": (N_("Temuan"), (*_HEAD, *_COMMON)),
}


def new_presentation() -> Any:
    """An empty 16:9 presentation with the deck's theme, master and layouts; no slide in it."""
    from pptx import Presentation

    return Presentation(io.BytesIO(_template(current_language())))


@cache
def _template(_bahasa: str) -> bytes:
    """The template with its names in the active language, which is the argument."""
    from pptx import Presentation
    from pptx.util import Emu

    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Emu(round(WIDTH_IN * EMU)), Emu(round(HEIGHT_IN * EMU))
    layouts = list(presentation.slide_layouts)
    for unused in layouts[len(LAYOUTS) :]:
        presentation.slide_layouts.remove(unused)
    _write_theme(presentation)
    _write_master(presentation.slide_master)
    for layout, (key, (name, entries)) in zip(layouts, LAYOUTS.items(), strict=False):
        _write_layout(layout, key, _(name), entries)
    _take_away_what_is_not_ours(presentation)
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def theme_colours() -> dict[str, str]:
    """The colours of the theme by their place in it: text, paper, the statuses from ahead to behind, the accent."""
    classes = status_classes()
    accents = [classes[key].warna.lstrip("#").upper() for key in reversed(STATUS)]
    return {
        "dk1": INK,
        "lt1": PAPER,
        "dk2": QUIET,
        "lt2": PANEL,
        **{f"accent{number}": colour for number, colour in enumerate([*accents, ACCENT], start=1)},
        "hlink": "1A5594",
        "folHlink": QUIET,
    }


def _write_theme(presentation: Any) -> None:
    from pptx.opc.constants import RELATIONSHIP_TYPE
    from pptx.opc.oxml import serialize_part_xml

    part = presentation.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    root = parse(part.blob)
    root.set("name", THEME_NAME)
    scheme = root.find(f".//{{{DRAWING}}}clrScheme")
    scheme.set("name", THEME_NAME)
    for name, colour in theme_colours().items():
        entry = scheme.find(f"{{{DRAWING}}}{name}")
        for child in list(entry):
            entry.remove(child)
        entry.append(entry.makeelement(f"{{{DRAWING}}}srgbClr", {"val": colour}))
    fonts = root.find(f".//{{{DRAWING}}}fontScheme")
    fonts.set("name", THEME_NAME)
    for kind in ("majorFont", "minorFont"):
        group = fonts.find(f"{{{DRAWING}}}{kind}")
        group.find(f"{{{DRAWING}}}latin").set("typeface", FONT)
        for script in group.findall(f"{{{DRAWING}}}font"):
            group.remove(script)
    part._blob = serialize_part_xml(root)


def _write_master(master: Any) -> None:
    strip = filled_shape(2, _("Garis atas"), Place(0, 0, WIDTH_IN, 0.12), ACCENT)
    # A master has one body, whatever index its layouts give theirs.
    bodies = [(kind, 1 if kind == "body" else idx, name, place) for kind, idx, name, place in (*_HEAD, *_COMMON)]
    _replace_shapes(master, [strip, *_placeholders(bodies)])
    styles = master.element.find(f"{{{master.element.nsmap['p']}}}txStyles")
    styles.getparent().replace(styles, parse(text_styles()))


def _write_layout(layout: Any, key: str, name: str, entries: tuple[_Entry, ...]) -> None:
    layout.element.cSld.set("name", name)
    layout.element.attrib.pop("type", None)
    shapes = _placeholders(entries)
    if key == "sampul":
        shapes.insert(0, filled_shape(2, _("Pita"), Place(0.55, 2.0, 0.14, 4.0), ACCENT))
    _replace_shapes(layout, shapes)


def _placeholders(entries: Iterable[_Entry]) -> list[str]:
    return [
        placeholder(kind, None if kind in ("title", "ctrTitle") else idx, number, _(name), place, QUIET)
        for number, (kind, idx, name, place) in enumerate(entries, start=3)
    ]


def _replace_shapes(owner: Any, shapes: list[str]) -> None:
    tree = owner.shapes._spTree
    for child in list(tree)[2:]:
        tree.remove(child)
    for xml in shapes:
        tree.append(parse(xml))


def _take_away_what_is_not_ours(presentation: Any) -> None:
    """A picture of another presentation, a printer's settings, the size of another screen, and another program's counts."""
    presentation.part._element.sldSz.attrib.pop("type", None)
    for owner in (presentation.part.package, presentation.part):
        for key, relation in list(owner._rels.items()):
            if relation.reltype.endswith(("/thumbnail", "/printerSettings")):
                owner._rels.pop(key)
            elif relation.reltype.endswith("/extended-properties"):
                relation.target_part._blob = APPLICATION.encode()
