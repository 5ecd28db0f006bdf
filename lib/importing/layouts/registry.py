"""Every layout that an import knows, most particular first. A new kind of file is added here.

The layouts with a refusal come last: they explain what a file is when it is not something to import.
"""

from __future__ import annotations

from typing import Final

from lib.importing.layouts import idm, indeks_desa, open_data, open_data_long, prestasi, program
from lib.importing.layouts.layout import Layout

LAYOUTS: Final[tuple[Layout, ...]] = (
    *idm.LAYOUTS,
    *indeks_desa.LAYOUTS,
    *program.LAYOUTS,
    *prestasi.LAYOUTS,
    *open_data_long.LAYOUTS,
    *open_data.LAYOUTS,
    *idm.RECAPS,
)


def layouts_of(jenis: str | None) -> tuple[Layout, ...]:
    """The layouts of one kind of data, or all; recaps are always among them."""
    return tuple(layout for layout in LAYOUTS if jenis in (None, layout.jenis) or layout.penolakan)


def importable(jenis: str | None = None) -> tuple[Layout, ...]:
    """The layouts that can be imported."""
    return tuple(layout for layout in layouts_of(jenis) if not layout.penolakan)
