"""What an import has to say: one finding per thing found, with the place, the value and the mend.

Text is a catalogue key with named fields, as in ``lib.domain.errors``: the same finding is shown in the language of
whoever reads it, on the terminal, on the page and in the XLSX report.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from lib.domain.errors import ImportRefused
from lib.domain.language import N_, format_number
from lib.domain.language import gettext as _

Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None
"""A cell as found in the file: the text of a code is never changed before it is checked."""

MAX_SHOWN_CHARS: Final = 60


class Severity(StrEnum):
    """How much a finding weighs: one that blocks keeps the whole file from being published."""

    BLOCKS = "blocks"
    WARNS = "warns"
    INFORMS = "informs"

    @property
    def label(self) -> str:
        """The name in the active language."""
        return _(_LABELS[self])


_LABELS: Final = {
    Severity.BLOCKS: N_("menolak"),
    Severity.WARNS: N_("memperingatkan"),
    Severity.INFORMS: N_("memberi tahu"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``row`` and ``column`` are None when it is about the whole sheet or file.

    ``row`` counts as a spreadsheet does, from 1; ``column`` is the letter and the header as found (``L · NILAI_IDM_2024``).
    ``rule`` groups findings of the same kind; ``message`` and ``saran`` are catalogue keys filled from ``isian``.
    """

    rule: str
    severity: Severity
    message: str
    saran: str = ""
    isian: dict[str, object] = field(default_factory=dict)
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: Cell = None

    @property
    def text(self) -> str:
        """What is wrong, in the active language."""
        return _(self.message).format(**self._fields())

    @property
    def suggestion(self) -> str:
        """How to mend it, in the active language; empty when there is nothing to do."""
        return _(self.saran).format(**self._fields())

    @property
    def shown_value(self) -> str:
        """The offending value, safe to print."""
        return shown(self.value)

    def _fields(self) -> dict[str, str]:
        return {key: localized_field(value) for key, value in self.isian.items()}


class Key(str):
    """A catalogue key used as a field of a message: translated when the message is shown."""

    __slots__ = ()


class _Field:
    """A field of an error's message, put into words only when the message is shown."""

    def __init__(self, value: object) -> None:
        self.value = value

    def __format__(self, spec: str) -> str:
        return localized_field(self.value)


def of_dataset(rule: str, severity: Severity, message: str, saran: str = "", **isian: object) -> Finding:
    """A finding about a dataset as a whole."""
    return Finding(rule=rule, severity=severity, message=message, saran=saran, isian=isian)


def refused(pesan: str, saran: str = "", **isian: object) -> ImportRefused:
    """The error that refuses a whole file; its fields are made safe to show and follow the reader's language."""
    return ImportRefused(pesan, saran=saran, **{key: _Field(value) for key, value in isian.items()})


def localized_field(value: object) -> str:
    """A field in the active language: numbers formatted (give years as text), keys translated, tuples listed.

    A field may also be a function without arguments that gives the text, for labels that come from data files.
    """
    if isinstance(value, Key):
        return _(value)
    if callable(value):
        return str(value())
    if isinstance(value, tuple):
        return ", ".join(localized_field(part) for part in value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return shown(value)
    # Scores are published with at most four decimals; more would only show how binary fractions are stored.
    decimals = 0 if isinstance(value, int) else len(f"{value:.4f}".rstrip("0").partition(".")[2])
    return format_number(value, decimals)


def shown(value: object) -> str:
    """A value from a file as one short printable line: no control, escape or text-direction characters.

    >>> shown("NATAR\\x1b[2J\\u202e  II"), shown(None)
    ('NATAR[2J II', '')
    """
    if value is None:
        return ""
    text = " ".join(str(value)[: 4 * MAX_SHOWN_CHARS].split())
    text = "".join(character for character in text if unicodedata.category(character)[0] != "C")
    return text if len(text) <= MAX_SHOWN_CHARS else text[: MAX_SHOWN_CHARS - 1] + "…"
