"""Cells as numbers and years; what is not one is told apart from what is merely written differently."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final

from lib.importing.checks.findings import Cell

_PLAIN: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?", re.ASCII)
_COMMA: Final = re.compile(r"[+-]?\d*,\d+", re.ASCII)
_DOTS_THEN_COMMA: Final = re.compile(r"[+-]?\d{1,3}(\.\d{3})+,\d+", re.ASCII)
_COMMAS_THEN_DOT: Final = re.compile(r"[+-]?\d{1,3}(,\d{3})+\.\d+", re.ASCII)
_EMPTY: Final = {"", "-", "–", "—", "n/a", "na", "#n/a", "null", "none", "nan", "kosong"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from a cell: ``value`` None for an empty cell; ``valid`` False for text; ``comma`` for a decimal comma."""

    value: float | None
    valid: bool = True
    comma: bool = False


def read_number(cell: Cell) -> Number:
    """The number in a cell; dashes and ``#N/A`` count as empty, a decimal comma is understood.

    >>> read_number("0,9029").value, read_number(" 0.9029 ").value, read_number("-").value, read_number("baik").valid
    (0.9029, 0.9029, None, False)
    """
    if cell is None:
        return Number(None)
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return Number(None, valid=False)
    if not isinstance(cell, str):
        try:
            value = float(cell)
        except OverflowError:
            return Number(None, valid=False)
        return Number(value) if math.isfinite(value) else Number(None, valid=False)
    text = cell.strip().lstrip("'").strip()
    if text.casefold() in _EMPTY:
        return Number(None)
    comma = bool(_COMMA.fullmatch(text) or _DOTS_THEN_COMMA.fullmatch(text))
    if comma:
        text = text.replace(".", "").replace(",", ".")
    elif _COMMAS_THEN_DOT.fullmatch(text):
        text = text.replace(",", "")
    return Number(float(text), comma=comma) if _PLAIN.fullmatch(text) else Number(None, valid=False)


def read_year(cell: Cell) -> int | None:
    """A year from 1900 to 2099 in a cell (``2024``, ``2024.0``, ``"2024"``), None when it is not one."""
    number = read_number(cell).value
    return int(number) if number is not None and number.is_integer() and 1900 <= number <= 2099 else None
