"""The template of a deck, made by this script: colours and fonts of the theme, a master, and layouts with real placeholders.

python-pptx starts from an empty presentation of its own; everything in it that can be seen is written anew here, so no
template file is kept in the repository.
"""

from __future__ import annotations

import copy
import io
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from lib.domain.status import STATUS, status_classes
from lib.export.pptx_text import FONT

WIDTH_IN: Final = 13.333
HEIGHT_IN: Final = 7.5
LEFT_IN: Final = 0.55
CONTENT_IN: Final = WIDTH_IN - 2 * LEFT_IN
TITLE_TOP_IN: Final = 0.66
BODY_BOTTOM_IN: Final = 6.72
FOOTER_TOP_IN: Final = 6.82
FOOTER_IN: Final = 0.58
NUMBER_IN: Final = 0.8
MAP_TEXT_IN: Final = 4.35
EMU: Final = 914400

INK: Final = "14181F"
PAPER: Final = "FFFFFF"
QUIET: Final = "4A5360"
PANEL: Final = "F2F4F7"
RULE: Final = "C8CED6"
ACCENT: Final = "1F5FA8"
BADGE: Final = "FFE27A"

TITLE, SENTENCE, CHART, TABLE, PICTURE, POINTS, FOOTER, NUMBER = 0, 10, 11, 12, 13, 14, 15, 16
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_NS: Final = (
    f'xmlns:a="{_A}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
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


_TITLE_PLACE: Final = Place(LEFT_IN, TITLE_TOP_IN, CONTENT_IN, 1.0)
_SENTENCE_PLACE: Final = Place(LEFT_IN, 1.72, CONTENT_IN, 0.9)
_BODY_PLACE: Final = Place(LEFT_IN, 2.7, CONTENT_IN, BODY_BOTTOM_IN - 2.7)
_FOOTER_PLACE: Final = Place(LEFT_IN, FOOTER_TOP_IN, CONTENT_IN - NUMBER_IN - 0.2, FOOTER_IN)
_NUMBER_PLACE: Final = Place(LEFT_IN + CONTENT_IN - NUMBER_IN, FOOTER_TOP_IN, NUMBER_IN, FOOTER_IN)
_MAP_PLACE: Final = Place(LEFT_IN + MAP_TEXT_IN + 0.2, 1.75, CONTENT_IN - MAP_TEXT_IN - 0.2, BODY_BOTTOM_IN - 1.75)

_Entry = tuple[str, int, str, Place]
_COMMON: Final[tuple[_Entry, ...]] = (
    ("ftr", FOOTER, "Sumber", _FOOTER_PLACE),
    ("sldNum", NUMBER, "Nomor halaman", _NUMBER_PLACE),
)
_HEAD: Final[tuple[_Entry, ...]] = (("title", TITLE, "Judul", _TITLE_PLACE), ("body", SENTENCE, "Kalimat", _SENTENCE_PLACE))
LAYOUTS: Final[dict[str, tuple[_Entry, ...]]] = {
    "Sampul": (
        ("ctrTitle", TITLE, "Judul", Place(1.1, 2.0, 11.1, 1.9)),
        ("subTitle", 1, "Keterangan", Place(1.1, 4.1, 11.1, 1.9)),
        *_COMMON,
    ),
    "Temuan dan grafik": (*_HEAD, ("chart", CHART, "Grafik", _BODY_PLACE), *_COMMON),
    "Temuan dan tabel": (*_HEAD, ("tbl", TABLE, "Tabel", _BODY_PLACE), *_COMMON),
    "Temuan dan peta": (
        ("title", TITLE, "Judul", _TITLE_PLACE),
        ("body", SENTENCE, "Kalimat", Place(LEFT_IN, 1.75, MAP_TEXT_IN, 2.2)),
        ("pic", PICTURE, "Peta", _MAP_PLACE),
        *_COMMON,
    ),
    "Temuan dan butir": (
        ("title", TITLE, "Judul", _TITLE_PLACE),
        ("body", POINTS, "Butir", Place(LEFT_IN, 1.75, CONTENT_IN, BODY_BOTTOM_IN - 1.75)),
        *_COMMON,
    ),
    "Temuan": (*_HEAD, *_COMMON),
}


def new_presentation() -> Any:
    """An empty 16:9 presentation with the deck's theme, master and layouts; no slide in it."""
    from pptx import Presentation

    return Presentation(io.BytesIO(_template()))


@cache
def _template() -> bytes:
    from pptx import Presentation
    from pptx.util import Emu

    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Emu(round(WIDTH_IN * EMU)), Emu(round(HEIGHT_IN * EMU))
    layouts = list(presentation.slide_layouts)
    for unused in layouts[len(LAYOUTS) :]:
        presentation.slide_layouts.remove(unused)
    _write_theme(presentation)
    _write_master(presentation.slide_master)
    for layout, (name, entries) in zip(layouts, LAYOUTS.items(), strict=False):
        _write_layout(layout, name, entries)
    _drop_thumbnail(presentation)
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
    root = _parse(part.blob)
    root.set("name", "Dasbor Desa")
    scheme = root.find(f".//{{{_A}}}clrScheme")
    scheme.set("name", "Dasbor Desa")
    for name, colour in theme_colours().items():
        entry = scheme.find(f"{{{_A}}}{name}")
        for child in list(entry):
            entry.remove(child)
        entry.append(entry.makeelement(f"{{{_A}}}srgbClr", {"val": colour}))
    fonts = root.find(f".//{{{_A}}}fontScheme")
    fonts.set("name", "Dasbor Desa")
    for kind in ("majorFont", "minorFont"):
        group = fonts.find(f"{{{_A}}}{kind}")
        group.find(f"{{{_A}}}latin").set("typeface", FONT)
        for script in group.findall(f"{{{_A}}}font"):
            group.remove(script)
    part._blob = serialize_part_xml(root)


def _write_master(master: Any) -> None:
    entries = (*_HEAD, *_COMMON)
    strip = _shape_xml(2, "Garis atas", Place(0, 0, WIDTH_IN, 0.12), ACCENT)
    _replace_shapes(master, [strip, *(_placeholder_xml(entry, number, True) for number, entry in enumerate(entries, start=3))])
    styles = master.element.find(f"{{{master.element.nsmap['p']}}}txStyles")
    styles.getparent().replace(styles, _parse(_TEXT_STYLES))


def _write_layout(layout: Any, name: str, entries: tuple[_Entry, ...]) -> None:
    layout.element.cSld.set("name", name)
    layout.element.attrib.pop("type", None)
    shapes = [_placeholder_xml(entry, number, False) for number, entry in enumerate(entries, start=3)]
    if name == "Sampul":
        shapes.insert(0, _shape_xml(2, "Pita", Place(0.55, 2.0, 0.14, 4.0), ACCENT))
    _replace_shapes(layout, shapes)


def _replace_shapes(owner: Any, shapes: list[str]) -> None:
    tree = owner.shapes._spTree
    for child in list(tree)[2:]:
        tree.remove(child)
    for xml in shapes:
        tree.append(copy.copy(_parse(xml)))


def _parse(xml: str | bytes) -> Any:
    from pptx.oxml import parse_xml

    return parse_xml(xml)


def _xfrm(place: Place) -> str:
    left, top, width, height = place.emu
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _shape_xml(number: int, name: str, place: Place, colour: str) -> str:
    return (
        f'<p:sp {_NS}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{_xfrm(place)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="id-ID"/></a:p></p:txBody></p:sp>'
    )


def _placeholder_xml(entry: _Entry, number: int, of_master: bool) -> str:
    kind, idx, name, place = entry
    if of_master and kind == "body":
        idx = 1
    given = "" if kind in ("title", "ctrTitle") else f' idx="{idx}"'
    anchor = {"ctrTitle": "b", "sldNum": "t", "ftr": "t"}.get(kind, "t")
    align = ' algn="r"' if kind == "sldNum" else ""
    size = {"ftr": 1100, "sldNum": 1400, "ctrTitle": 4000, "subTitle": 2400}.get(kind)
    colour = f'<a:solidFill><a:srgbClr val="{QUIET}"/></a:solidFill>' if kind in ("ftr", "sldNum", "subTitle") else ""
    bold = ' b="1"' if kind == "ctrTitle" else ""
    style = (
        f'<a:lstStyle><a:lvl1pPr marL="0" indent="0"{align}><a:buNone/>'
        f'<a:defRPr sz="{size}"{bold}>{colour}</a:defRPr></a:lvl1pPr></a:lstStyle>'
        if size
        else "<a:lstStyle/>"
    )
    inner = '<a:r><a:rPr lang="id-ID"/><a:t></a:t></a:r>'
    if kind == "sldNum":
        inner = '<a:fld id="{00000000-1234-1234-1234-123412341234}" type="slidenum"><a:rPr lang="id-ID"/><a:t>‹#›</a:t></a:fld>'
    elif kind not in ("ftr",):
        inner = f'<a:r><a:rPr lang="id-ID"/><a:t>{name}</a:t></a:r>'
    locks = '<a:spLocks noGrp="1"/>'
    return (
        f'<p:sp {_NS}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr>{locks}</p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}"{given}/></p:nvPr></p:nvSpPr><p:spPr>{_xfrm(place)}'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:noAutofit/>'
        f"</a:bodyPr>{style}<a:p>{inner}</a:p></p:txBody></p:sp>"
    )


def _drop_thumbnail(presentation: Any) -> None:
    """The picture of python-pptx's own empty presentation says nothing of ours."""
    package = presentation.part.package
    relations = package._rels
    for key, relation in list(relations.items()):
        if relation.reltype.endswith("/thumbnail"):
            relations.pop(key)


def _levels(size: int, bold: bool, bullets: bool) -> str:
    out = []
    for level in range(1, 6):
        mark = '<a:buFont typeface="Arial"/><a:buChar char="•"/>' if bullets and level > 1 else "<a:buNone/>"
        indent = f'marL="{(level - 1) * 228600}" indent="{-228600 if bullets and level > 1 else 0}"'
        out.append(
            f'<a:lvl{level}pPr {indent} algn="l" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1">'
            f'<a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef>{mark}'
            f'<a:defRPr sz="{size}" b="{int(bold)}" kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
            f'<a:latin typeface="+m{"j" if bold else "n"}-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr>'
            f"</a:lvl{level}pPr>"
        )
    return "".join(out)


_TEXT_STYLES: Final = (
    f"<p:txStyles {_NS}><p:titleStyle>{_levels(2800, True, False).split('<a:lvl2pPr')[0]}</p:titleStyle>"
    f"<p:bodyStyle>{_levels(2400, False, True)}</p:bodyStyle>"
    f"<p:otherStyle>{_levels(1800, False, False)}</p:otherStyle></p:txStyles>"
)
