"""A paged document as blocks: headings, sentences, cards, pictures, tables. What it says is decided elsewhere.

No block holds markup: every word is data to the typesetter, whatever signs it is written with.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from lib.export.pictures.letters import displayable, printable
from lib.view.frame.tables import WORDS, TableDescription


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 and 2 are bookmarks too. ``halaman_baru`` starts a page."""

    teks: str
    tingkat: int = 1
    halaman_baru: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph: ``utama`` (the finding), ``biasa``, or ``catatan`` (small: sources, rules)."""

    teks: str
    gaya: str = "biasa"


@dataclass(frozen=True, slots=True)
class Points:
    """A list of sentences; ``kecil`` for what is looked up and not read."""

    isi: tuple[str, ...]
    kecil: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with its words, as on the overview page."""

    label: str
    nilai: str
    keterangan: str
    selisih: str = ""
    warna: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers side by side."""

    isi: tuple[Figure, ...]
    kolom: int = 4


@dataclass(frozen=True, slots=True)
class Picture:
    """A vector picture with its finding above, what is measured below that, its source under it, and words for the blind.

    ``lebar`` is a share of the text width; ``kunci`` explains colours below the picture: (colour, words).
    """

    svg: bytes
    judul: str
    subjudul: str
    sumber: str
    alt: str
    lebar: float = 1.0
    kunci: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """One column of a table: its heading, whether it holds numbers, and its width as a share of what is left (0: as needed)."""

    label: str
    angka: bool = False
    lebar: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; ``warna`` fills it, ``kecil`` is a second line."""

    teks: str
    warna: str = ""
    warna_teks: str = ""
    kecil: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that may run over pages; its heading is repeated there. ``tebal``: the last so many rows are totals."""

    judul: str
    kolom: tuple[Head, ...]
    baris: tuple[tuple[Cell, ...], ...]
    catatan: str = ""
    tebal: int = 0


@dataclass(frozen=True, slots=True)
class Side:
    """Blocks side by side: those of each column, and the columns' widths as shares."""

    isi: tuple[tuple[Block, ...], ...]
    lebar: tuple[float, ...] = (1.0, 1.0)


Block = Heading | Text | Points | Figures | Picture | Table | Side


@dataclass(frozen=True, slots=True)
class Document:
    """A document: title block, blocks, and what its foot says on every page.

    ``bahasa`` decides hyphenation and the language that a screen reader speaks. ``satu_halaman`` sets it tighter, for what
    must fit on one page.
    """

    jenis: str
    judul: str
    subjudul: str
    bahasa: str
    penerbit: str
    kaki: str
    tanggal: dt.date
    contoh: str
    blok: tuple[Block, ...]
    satu_halaman: bool = False
    kata: dict[str, str] = field(default_factory=dict)


def table_of(
    table: TableDescription,
    columns: tuple[str, ...] | None = None,
    *,
    widths: dict[str, float] | None = None,
    rows: int | None = None,
    labels: dict[str, str] | None = None,
    catatan: str = "",
) -> Table:
    """A described table for paper: the chosen columns in order, the first ``rows`` rows, cells as the screen prints them."""
    by_id = {column.id: column for column in table.kolom}
    chosen = [by_id[key] for key in columns if key in by_id] if columns else list(table.kolom)
    frame = table.frame if rows is None else table.frame.head(rows)
    heads = tuple(
        Head((labels or {}).get(column.id, column.label), column.jenis not in WORDS, (widths or {}).get(column.id, 0.0))
        for column in chosen
    )
    values = [frame[column.id].tolist() for column in chosen]
    cells = tuple(
        tuple(Cell(column.text(value)) for column, value in zip(chosen, row, strict=True)) for row in zip(*values, strict=True)
    )
    return Table(table.judul, heads, cells, catatan)


def as_data(document: Document) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The document as plain data for the template, and its pictures by file name."""
    pictures: dict[str, bytes] = {}

    def plain(block: Any) -> Any:
        if isinstance(block, Picture):
            name = f"gambar-{len(pictures)}.svg"
            pictures[name] = displayable(block.svg.decode()).encode()
            rest = {key: value for key, value in _fields(block).items() if key != "svg"}
            return {"blok": type(block).__name__, "berkas": name, **{key: plain(value) for key, value in rest.items()}}
        if isinstance(block, tuple):
            return [plain(part) for part in block]
        if isinstance(block, str):
            return displayable(printable(block))
        if hasattr(block, "__dataclass_fields__"):
            return {"blok": type(block).__name__, **{key: plain(value) for key, value in _fields(block).items()}}
        return block

    data = {key: plain(value) for key, value in _fields(document).items() if key not in ("tanggal", "kata")}
    return data | {"kata": {key: displayable(printable(value)) for key, value in document.kata.items()}}, pictures


def _fields(block: Any) -> dict[str, Any]:
    return {name: getattr(block, name) for name in block.__dataclass_fields__}
