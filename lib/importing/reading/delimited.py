"""Delimited text: encoding and delimiter are found out, cells stay the text that they are."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Final

from lib.domain.language import N_
from lib.importing.checks.findings import refused
from lib.importing.sheets import Row, Sheet

DELIMITERS: Final = (",", ";", "\t")
_SAMPLE_ROWS: Final = 60


def sheets(data: bytes, nama: str) -> tuple[Sheet, ...]:
    """The one sheet of a delimited file; ImportRefused when it is not text."""
    text = decode(data, nama)
    hint, delimiter = _declared_delimiter(text)
    if delimiter is None:
        delimiter = sniff_delimiter(text)
    return (Sheet(nama="", hidden=False, read=partial(_rows, text, delimiter, hint)),)


def decode(data: bytes, nama: str) -> str:
    """Text in UTF-8 (with or without BOM), UTF-16 with BOM, else Windows-1252, which old spreadsheets write."""
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeError:
            continue
    raise refused(
        N_("Huruf di {berkas} tidak dapat dibaca: bukan UTF-8 dan bukan Windows-1252."),
        N_("Simpan ulang sebagai “CSV UTF-8”."),
        berkas=nama,
    )


def _declared_delimiter(text: str) -> tuple[bool, str | None]:
    """A first line ``sep=;`` is Excel's own hint: (there is one, the delimiter)."""
    first = text[:8].splitlines()[0].strip().strip('"') if text.strip() else ""
    if first.lower().startswith("sep=") and first[4:5] in DELIMITERS:
        return True, first[4]
    return False, None


def sniff_delimiter(text: str) -> str:
    """The delimiter whose rows agree best on their number of cells; the header's own when several do.

    Decimal commas make a ``;`` file look as if it were cut by commas too, but not in the same number of cells everywhere.
    """
    best, best_score = DELIMITERS[0], (0.0, 0)
    for delimiter in DELIMITERS:
        widths: Counter[int] = Counter()
        try:
            for cells in islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _SAMPLE_ROWS):
                if any(cell.strip() for cell in cells):
                    widths[len(cells)] += 1
        except csv.Error:
            continue
        width, rows = max(((w, n) for w, n in widths.items() if w > 1), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
        score = (rows / max(1, widths.total()), width)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _rows(text: str, delimiter: str, skip_hint: bool) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for cells in reader:
            number += 1
            if skip_hint and number == 1:
                continue
            yield number, tuple(cells)
    except csv.Error:
        raise refused(
            N_("Baris {baris} tidak dapat dibaca sebagai CSV."),
            N_("Periksa tanda kutip di baris itu, atau simpan ulang berkasnya."),
            baris=str(number + 1),
        ) from None
