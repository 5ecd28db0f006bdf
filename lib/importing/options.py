"""What the user says about a file beyond the file itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """``tahun``: which year is meant; None takes every year of the file.

    ``wilayah``: only rows within this area are taken, and for coverage and awards it is what the file speaks for.
    ``tanggal``: the date of a snapshot of coverage, for files that do not say it.
    """

    tahun: int | None = None
    wilayah: str | None = None
    tanggal: dt.date | None = None
