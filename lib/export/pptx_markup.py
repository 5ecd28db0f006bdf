"""The pieces of PresentationML that python-pptx has no words for: shapes and placeholders of a master, and its text styles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import quoteattr

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
