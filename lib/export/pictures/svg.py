"""One SVG: shapes in the order in which they are drawn, every word escaped, every number written one way.

Our own, because the libraries that write SVG build a tree of objects first: ten times slower for 2,651 outlines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape

from lib.export.pictures.letters import FAMILIES, printable

Value = str | float | None
Attributes = dict[str, Value]
NAMESPACE: Final = "http://www.w3.org/2000/svg"
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>'
_NO_ID: Final = re.compile(r"[^\w.-]+")
_QUOTE: Final = {'"': "&quot;"}


def number(value: float) -> str:
    """A length or a place, to a hundredth: ``12``, ``12.5``, ``-0.25``."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def points(places: Iterable[tuple[float, float]]) -> str:
    """Places as ``x,y x,y``."""
    return " ".join(f"{number(x)},{number(y)}" for x, y in places)


def element(name: str, inside: str = "", /, **attributes: Value) -> str:
    """An element with what stands in it, which is mark-up already.

    Names of attributes are written with ``_`` for ``-``; one whose value is None is left out.
    """
    written = ""
    for key, value in attributes.items():
        if value is not None:
            text = escape(printable(value), _QUOTE) if isinstance(value, str) else number(value)
            written += f' {key.replace("_", "-")}="{text}"'
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def worded(name: str, words: str, /, **attributes: Value) -> str:
    """An element that holds words."""
    return element(name, escape(printable(words)), **attributes) if words else ""


class Svg(str):
    """A picture to stand in a page of HTML as it is: its words are escaped already."""

    __slots__ = ()


class Canvas:
    """Collects the shapes of one picture.

    ``key`` comes before every id, for a page that holds several pictures. ``hints`` writes the words that a shape tells a
    pointer.
    """

    def __init__(self, wide: float, *, key: str = "", hints: bool = True) -> None:
        self.wide, self.key, self.hints = wide, key, hints
        self._parts: list[str] = []
        self._defs: dict[str, str] = {}
        self._ids: set[str] = set()

    def add(self, name: str, hint: str = "", /, **attributes: Value) -> None:
        """One shape; ``hint`` is what a pointer is told of it."""
        self._parts.append(element(name, worded("title", hint) if self.hints else "", **self._named(attributes)))

    def text(self, x: float, y: float, words: str, size: float, **attributes: Value) -> None:
        """Words on one line; ``y`` is their baseline."""
        self._parts.append(worded("text", words, x=x, y=y, font_size=size, **attributes))

    def open(self, **attributes: Value) -> None:
        """Begin a group; what it is given holds for all that stands in it."""
        self._parts.append(element("g", **self._named(attributes))[:-2] + ">")

    def close(self) -> None:
        """End the group that was begun last."""
        self._parts.append("</g>")

    def define(self, kind: str, name: str, inside: str, **attributes: Value) -> str:
        """Keep something that shapes refer to, once for each name; gives ``url(#…)``."""
        name = self._plain_id(name)
        self._defs.setdefault(name, element(kind, inside, id=name, **attributes))
        return f"url(#{name})"

    def render(self, high: float, title: str, alt: str, fill: str) -> bytes:
        """The whole picture on a ground of one colour."""
        size: Attributes = {"width": self.wide, "height": high}
        head = [
            worded("title", title),
            worded("desc", alt),
            element("defs", "".join(self._defs.values())) if self._defs else "",
            element("rect", fill=fill, **size),
        ]
        root: Attributes = {"xmlns": NAMESPACE, "viewBox": f"0 0 {number(self.wide)} {number(high)}"}
        picture = element("svg", "".join([*head, *self._parts]), **root, **size, role="img", font_family=FAMILIES)
        return f"{DECLARATION}\n{picture}\n".encode()

    def inline(self, high: float, alt: str, **attributes: Value) -> Svg:
        """The picture without a ground, for a page that says with ``attributes`` what it is there, or shows another part."""
        root: Attributes = {"viewBox": f"0 0 {number(self.wide)} {number(high)}", "width": self.wide, "height": high}
        inside = "".join([element("defs", "".join(self._defs.values())) if self._defs else "", *self._parts])
        return Svg(element("svg", inside, **(root | attributes), role="img", aria_label=alt))

    def _named(self, attributes: Attributes) -> Attributes:
        """The attributes with an id that no other shape of the picture has."""
        if attributes.get("id") is None:
            return attributes
        name = self._plain_id(str(attributes["id"]))
        found, times = name, 1
        while found in self._ids:
            times += 1
            found = f"{name}-{times}"
        self._ids.add(found)
        return attributes | {"id": found}

    def _plain_id(self, name: str) -> str:
        return self.key + _NO_ID.sub("-", name)
