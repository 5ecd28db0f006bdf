"""A source that tells how many of its rows were read."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.importing.sheets import Row, Sheet, Source
from lib.work.progress import Tell

ROWS_PER_STEP: Final = 500
_HALFWAY_ROWS: Final = 10_000


def watched(source: Source, tell: Tell) -> Source:
    """The same source. How many rows there are is not known before the last one: the bar slows down as it goes."""
    furthest = 0.0

    def step(count: int) -> None:
        nonlocal furthest  # a sheet may be read twice, and a file have several
        furthest = max(furthest, 1 - math.exp(-count / _HALFWAY_ROWS))
        tell(furthest, _("Memeriksa baris {jumlah} …").format(jumlah=format_number(count)))

    return replace(source, sheets=tuple(_watched(sheet, step) for sheet in source.sheets))


def _watched(sheet: Sheet, step: Callable[[int], None]) -> Sheet:
    def read() -> Iterator[Row]:
        for count, row in enumerate(sheet.read(), start=1):
            if count % ROWS_PER_STEP == 0:
                step(count)
            yield row

    return replace(sheet, read=read)
