"""The status classes of a desa, in their official order, and the classes beside them.

Colours, patterns and names are data (``data/fakta/status.toml``). A status's colour never depends on the data shown.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Final

from pydantic import StringConstraints

from lib.domain.data_file import Localized, Model, data_dir, read_toml
from lib.domain.language import localized

STATUS: Final = ("sangat_tertinggal", "tertinggal", "berkembang", "maju", "mandiri")
BELUM_DINILAI: Final = "belum_dinilai"
TANPA_DATA: Final = "tanpa_data"
TIDAK_COCOK: Final = "tidak_cocok"
BESIDE: Final = (BELUM_DINILAI, TANPA_DATA, TIDAK_COCOK)

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]


class StatusClass(Model):
    """One class: its names, fill colour, pattern (``polos``, ``garis``, ``titik``, ``silang``) and text colour upon it."""

    id: str
    nama: Localized
    arti: Localized
    warna: Colour
    warna_teks: Colour
    pola: str

    @property
    def label(self) -> str:
        """The name in the active language."""
        return localized(self.nama)


class _StatusFile(Model):
    garis_batas: Colour
    kelas: tuple[StatusClass, ...]


@cache
def _status_file() -> _StatusFile:
    return read_toml(data_dir() / "fakta" / "status.toml", _StatusFile)


@cache
def status_classes() -> dict[str, StatusClass]:
    """All classes by id: the five statuses from behind to ahead, then the three beside them."""
    by_id = {entry.id: entry for entry in _status_file().kelas}
    return {key: by_id[key] for key in (*STATUS, *BESIDE)}


def border_colour() -> str:
    """The colour of area borders on maps: 3:1 against every class fill."""
    return _status_file().garis_batas


def status_label(status: str) -> str:
    """Name of a status or special class in the active language."""
    return status_classes()[status].label


_SPELLINGS: Final = {name.replace("_", ""): name for name in STATUS} | {
    # Met in published files: an older word for the lowest class, and English words in data portals.
    "tertinggalsekali": "sangat_tertinggal",
}


def parse_status(teks: object) -> str | None:
    """The status meant by a cell's text (``MANDIRI``, ``Sangat  tertinggal``), None when it is none of the five."""
    key = "".join(character for character in str(teks).casefold() if character.isalpha())
    return _SPELLINGS.get(key)
