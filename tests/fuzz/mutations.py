"""Damage of every sort, each variant repeatable from its number: bytes, pieces, parts of archives, and cells."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from html import escape

from tests.fuzz.corpus import corpus

HOSTILE = (
    '=HYPERLINK("http://contoh.invalid","klik")',
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "<img src=x onerror=alert(1)>",
    "'; DROP TABLE versi; --",
    "\u202e\u2066gnp.exe\u2069",
    "../../etc/passwd",
    "{0.__class__}",
    "%s%n",
    "\x00",
    "\ufffe",
    "1e309",
    "-0",
    "NaN",
    "9" * 400,
    "18.10.01.2001",
    "x" * 40_000,
    '"',
    "\r\n",
    "１８１００１２００１",
    "٢٠٢٤",
    "TOTAL",
    "2024.0",
    "1,2,3",
    "\x1b[2J",
    "e\u0301" * 50,
    "🏝️",
)
NAMES = ("a/b\n.csv", "..\\..\\x.xlsx", "=1+1.csv", "\u202ecsv.exe", ".xlsx", "a.CSV", "a.xlsx.csv", "x" * 300 + ".csv", "")


def variant(number: int) -> tuple[str, bytes]:
    """(name, content) of the damaged variant with this number."""
    chance = random.Random(number)
    name, data = corpus()[number % len(corpus())]
    for _step in range(chance.choice((1, 1, 1, 2, 3))):
        data = chance.choice(_choices(name))(data, chance)
    if chance.random() < 0.04:
        name = chance.choice(NAMES)
    return name, data


def _choices(name: str) -> tuple[Callable[[bytes, random.Random], bytes], ...]:
    if name.endswith((".xlsx", ".ods", ".zip")):
        return (_bytes, _truncated, _pieces, _inside, _inside, _inside, _cells_inside, _cells_inside, _spliced, _entries)
    if name.endswith((".xls", ".gpkg")):
        return (_bytes, _bytes, _truncated, _pieces, _records, _records, _spliced)
    return (_bytes, _truncated, _pieces, _cells, _cells, _cells, _lines, _spliced)


def _bytes(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _step in range(chance.randint(1, 30)):
        if out:
            out[chance.randrange(len(out))] = chance.choice((0, 255, chance.randrange(256)))
    return bytes(out)


def _truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _pieces(data: bytes, chance: random.Random) -> bytes:
    """A piece taken out, doubled, turned to zeros, or moved."""
    start = chance.randrange(len(data) + 1)
    end = min(len(data), start + chance.choice((1, 7, 100, 4096)))
    piece = data[start:end]
    what = chance.randrange(4)
    if what == 0:
        return data[:start] + data[end:]
    if what == 1:
        return data[:end] + piece * chance.choice((1, 2, 50)) + data[end:]
    if what == 2:
        return data[:start] + bytes(len(piece)) + data[end:]
    rest = data[:start] + data[end:]
    place = chance.randrange(len(rest) + 1)
    return rest[:place] + piece + rest[place:]


def _spliced(data: bytes, chance: random.Random) -> bytes:
    """The head of one file and the tail of another."""
    _name, other = chance.choice(corpus())
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other)) :]


def _lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    what = chance.randrange(4)
    if what == 0:
        chance.shuffle(lines)
    elif what == 1:
        lines = lines * chance.choice((2, 20))
    elif what == 2:
        del lines[chance.randrange(len(lines)) :: chance.choice((2, 3, 10))]
    else:
        lines.insert(0, chance.choice(lines))
    return b"\n".join(lines)


def _cells(data: bytes, chance: random.Random) -> bytes:
    """Cells replaced by what a spreadsheet, a slip or an attacker puts there."""
    for delimiter in (b";", b"\t", b","):
        if delimiter in data[:300]:
            break
    lines = [line.split(delimiter) for line in data.split(b"\n")]
    for _step in range(chance.randint(1, 12)):
        line = chance.choice(lines)
        line[chance.randrange(len(line))] = chance.choice(HOSTILE).encode("utf-8", "replace")
    return b"\n".join(delimiter.join(line) for line in lines)


def _records(data: bytes, chance: random.Random) -> bytes:
    """Sixteen-bit fields of a binary workbook set to what breaks counting."""
    out = bytearray(data)
    for _step in range(chance.randint(1, 10)):
        place = chance.randrange(0, max(1, len(out) - 2), 2)
        out[place : place + 2] = chance.choice((b"\x00\x00", b"\xff\xff", b"\x00\x80", b"\xff\x7f", b"\x01\x00", b"\x20\x20"))
    return bytes(out)


def _parts(data: bytes) -> dict[str, bytes] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # damaged by an earlier step: there is nothing inside to damage
        return None


def _zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _inside(data: bytes, chance: random.Random) -> bytes:
    """One part of an archive damaged, the archive itself whole."""
    parts = _parts(data)
    if not parts:
        return _bytes(data, chance)
    name = chance.choice(sorted(parts))
    change = chance.choice((_bytes, _truncated, _pieces, _tags))
    return _zipped(parts | {name: change(parts[name], chance)})


def _tags(data: bytes, chance: random.Random) -> bytes:
    """XML that is well formed and wrong: numbers, references and types replaced."""
    swaps = (
        (b'"1"', b'"4294967296"'),
        (b'"2"', b'"-1"'),
        (b't="s"', b't="n"'),
        (b't="n"', b't="s"'),
        (b'r="B', b'r="XFD'),
        (b"<v>", b"<v>1e400"),
        (b"<row ", b'<row r="1048577" '),
        (b"worksheet", b"workshoot"),
        (b"<?xml", b'<!DOCTYPE a [<!ENTITY b "c">]><?xml'),
        (b"UTF-8", b"UTF-7"),
        (b"table-row>", b"table-cell>"),
        (b"table:table-row", b'table:table-row table:number-rows-repeated="99999"'),
        (b'"mapData"', b'"mapdata"'),
        (b"2023", b'"2023"'),
    )
    for old, new in chance.sample(swaps, 4):
        data = data.replace(old, new, chance.choice((1, -1)))
    return data


def _cells_inside(data: bytes, chance: random.Random) -> bytes:
    parts = _parts(data)
    if not parts:
        return _bytes(data, chance)
    texts = [name for name in sorted(parts) if name.endswith((".xml", ".json"))]
    name = chance.choice(texts) if texts else chance.choice(sorted(parts))
    content = parts[name]
    for _step in range(chance.randint(1, 6)):
        start = content.find(b">", chance.randrange(len(content) + 1))
        end = content.find(b"<", start)
        if 0 <= start < end:
            content = content[: start + 1] + escape(chance.choice(HOSTILE)).encode("utf-8", "replace") + content[end:]
    return _zipped(parts | {name: content})


def _entries(data: bytes, chance: random.Random) -> bytes:
    """Parts missing, doubled under other names, or leading elsewhere."""
    parts = _parts(data)
    if not parts:
        return _truncated(data, chance)
    name = chance.choice(sorted(parts))
    what = chance.randrange(4)
    if what == 0:
        del parts[name]
    elif what == 1:
        parts["../" + name] = parts[name]
    elif what == 2:
        parts[name.upper()] = parts.pop(name)
    else:
        parts["xl/vbaProject.bin"] = b"x"
    return _zipped(parts)
