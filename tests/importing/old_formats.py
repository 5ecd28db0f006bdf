"""XLS and ODS files, written byte by byte: no library that writes them is worth depending on for that."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Sequence
from html import escape

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _text(text: str, width: str) -> bytes:
    return struct.pack(width, len(text)) + b"\x01" + text.encode("utf-16-le")


def _cells(rows: Iterable[Sequence], merged: Sequence[tuple[int, int, int, int]]) -> bytes:
    out = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            start = struct.pack("<HHH", number, place, 0)
            if isinstance(cell, str):
                out += _record(0x0204, start + _text(cell, "<H"))
            else:
                out += _record(0x0203, start + struct.pack("<d", cell))
    if merged:
        areas = b"".join(struct.pack("<HHHH", top, bottom, left, right) for top, left, bottom, right in merged)
        out += _record(0x00E5, struct.pack("<H", len(merged)) + areas)
    return out + _record(0x000A, b"")


def xls_bytes(
    sheets: dict[str, Iterable[Sequence]], hidden: Sequence[str] = (), merged: Sequence[tuple[int, int, int, int]] = ()
) -> bytes:
    """An Excel 97 workbook; ``merged`` ranges (top, left, bottom, right, from 0) are those of every sheet."""
    parts = [_cells(rows, merged) for rows in sheets.values()]
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    tables = [(title, int(title in hidden)) for title in sheets]
    length = len(head) + sum(len(_record(0x0085, b"\0" * 6 + _text(title, "<B"))) for title, _state in tables) + 4
    offsets = [length + sum(map(len, parts[:place])) for place in range(len(parts))]
    for (title, state), offset in zip(tables, offsets, strict=True):
        head += _record(0x0085, struct.pack("<IBB", offset, state, 0) + _text(title, "<B"))
    return _compound(head + _record(0x000A, b"") + b"".join(parts))


def _compound(stream: bytes) -> bytes:
    """An OLE compound file with one stream called Workbook."""
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    data_sectors = len(stream) // _SECTOR
    fat_sectors = 1
    while fat_sectors * 128 < data_sectors + 1 + fat_sectors:
        fat_sectors += 1
    fat = [place + 1 for place in range(data_sectors - 1)] + [_END, _END] + [_FAT] * fat_sectors
    fat += [_FREE] * (fat_sectors * 128 - len(fat))

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        raw = name.encode("utf-16-le") + b"\0\0"
        return (
            raw.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(raw) if name else 0, kind, 1, _FREE, _FREE, child)
            + b"\0" * 36
            + struct.pack("<IQ", start, size)
        )

    directory = entry("Root Entry", 5, 1, _END, 0) + entry("Workbook", 2, _FREE, 0, len(stream)) + entry("", 0, _FREE, 0, 0) * 2
    first_fat = data_sectors + 1
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, fat_sectors, data_sectors, 0, 4096, _END, 0, _END, 0)
    table = [first_fat + place for place in range(fat_sectors)]
    header += struct.pack("<109I", *(table + [_FREE] * (109 - len(table))))
    return header + stream + directory + struct.pack(f"<{len(fat)}I", *fat)


_ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
)
_ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def _ods_cell(cell: object, span: str = "") -> str:
    if cell is None or cell == "":
        return f"<table:table-cell{span}/>"
    if isinstance(cell, str):
        return f'<table:table-cell{span} office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
    return f'<table:table-cell{span} office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'


def ods_content(sheets: dict[str, Iterable[Sequence]], merged: Sequence[tuple[int, int, int, int]] = ()) -> str:
    """The ``content.xml`` of a spreadsheet; ``merged`` ranges (top, left, bottom, right, from 0) are those of every sheet."""
    spans = {
        (top, left): f' table:number-rows-spanned="{bottom - top + 1}" table:number-columns-spanned="{right - left + 1}"'
        for top, left, bottom, right in merged
    }
    tables = []
    for title, rows in sheets.items():
        lines = []
        for number, row in enumerate(rows):
            cells = "".join(_ods_cell(cell, spans.get((number, place), "")) for place, cell in enumerate(row))
            lines.append(f"<table:table-row>{cells}</table:table-row>")
        tables.append(f'<table:table table:name="{escape(title)}">{"".join(lines)}</table:table>')
    return _ODS_HEAD + "".join(tables) + _ODS_TAIL


def ods_bytes(sheets: dict[str, Iterable[Sequence]], content: str | None = None, extra: dict[str, bytes] | None = None) -> bytes:
    """An OpenDocument spreadsheet; ``content`` takes the place of what would be written, ``extra`` adds parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", ods_content(sheets) if content is None else content)
        manifest = (
            '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
            "</manifest:manifest>"
        )
        archive.writestr("META-INF/manifest.xml", manifest)
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return out.getvalue()
