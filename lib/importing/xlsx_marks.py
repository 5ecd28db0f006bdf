"""What a streaming reader does not tell about a worksheet: merged cells, and formulas saved without their value.

The XML of the sheet is searched in pieces, without building anything from it.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from typing import Final

from lib.importing.merged import MAX_RANGES, Merged

_PIECE: Final = 1024**2
_MERGE: Final = re.compile(rb'<(?:\w{1,20}:)?mergeCell\s[^>]{0,200}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_FORMULA: Final = re.compile(
    rb"<(?:\w{1,20}:)?c(?P<cell>\s[^>]{0,200})?>\s*<(?:\w{1,20}:)?f(?:\s[^>]{0,500})?(?:/>|>[^<]{0,8192}</(?:\w{1,20}:)?f>)"
    rb"\s*(?P<value><(?:\w{1,20}:)?v>[^<])?"
)
_PLACE: Final = re.compile(rb'\br="([A-Z]{1,3}\d{1,7})"')
_SHOWN: Final = 5
_OVERLAP: Final = 16_384


@dataclass(frozen=True)
class SheetMarks:
    """Merged ranges, number of formulas, and the first cells whose formula has no saved value (``kosong``: how many)."""

    merged: tuple[Merged, ...] = ()
    rumus: int = 0
    kosong: int = 0
    contoh: tuple[str, ...] = ()


def sheet_marks(archive: zipfile.ZipFile, part: str) -> SheetMarks:
    """The marks of the worksheet that is ``part`` of the archive."""
    merged: list[Merged] = []
    formulas = empty = 0
    examples: list[str] = []
    with archive.open(part) as stream:
        rest = b""
        while piece := stream.read(_PIECE):
            text = rest + piece
            end = 0
            if b"mergeCell" in text:
                for hit in _MERGE.finditer(text):
                    end = max(end, hit.end())
                    if len(merged) < MAX_RANGES:
                        first, top, last, bottom = hit.groups()
                        merged.append(Merged(int(top), _column(first), int(bottom), _column(last)))
            if b"f>" in text or b"<f" in text or b":f " in text:
                for hit in _FORMULA.finditer(text):
                    if hit.end() > len(text) - 32 and len(piece) == _PIECE:
                        break  # its value may follow in the next piece
                    end = max(end, hit.end())
                    formulas += 1
                    if hit["value"] is None:
                        empty += 1
                        place = _PLACE.search(hit["cell"] or b"")
                        if place and len(examples) < _SHOWN:
                            examples.append(place[1].decode())
            rest = text[max(end, len(text) - _OVERLAP) :]
    return SheetMarks(tuple(merged), formulas, empty, tuple(examples))


def _column(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1
