"""The published figures as they stand in ``data/fakta``, every cell as text, for those who want to see or take them whole.

``lib.domain.facts`` checks these files and gives their meaning; this gives the rows with the source that each one names.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import cache
from typing import Final

from lib.domain.data_file import data_dir
from lib.domain.facts import program_facts, province_facts, status_facts_kabupaten

KABUPATEN: Final = "idm_kabupaten.csv"
PROVINSI: Final = "idm_provinsi.csv"
PROGRAM: Final = "program_angka.csv"
_CHECKED_BY: Final[dict[str, Callable[[], object]]] = {
    KABUPATEN: status_facts_kabupaten,
    PROVINSI: province_facts,
    PROGRAM: program_facts,
}


@cache
def fact_rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``data/fakta/<name>`` (one of the three above), cells as text; DataFileError when the file is wrong."""
    _CHECKED_BY[name]()
    with (data_dir() / "fakta" / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
