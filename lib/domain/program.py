"""Programmes as data (``data/fakta/program.toml``): adding one needs no code.

Each programme says what it counts (``satuan``), what its share is a share of (``penyebut``), its stages and targets, and
where its definition is from. ``penyebut`` is ``desa`` or the id of another entry: BUMDes and farmers are such bases.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import model_validator

from lib.domain.data_file import Localized, Model, Sumber, data_dir, read_toml
from lib.domain.language import localized


class Tahap(Model):
    """One stage of reaching a desa, for example registered and active; stages are never added up."""

    id: str
    nama: Localized
    definisi: Localized

    @property
    def label(self) -> str:
        """The name in the active language."""
        return localized(self.nama)


class Sasaran(Model):
    """A published target: the number to be reached by the end of ``tahun`` in ``wilayah``."""

    tahun: int
    wilayah: str
    target: int
    sumber: str


class Program(Model):
    """One programme or base. ``jenis = "basis"`` marks what other programmes are measured against."""

    id: str
    jenis: Literal["program", "basis"] = "program"
    nama: Localized
    instansi: str
    definisi: Localized
    satuan: Localized
    penyebut: str
    termasuk_kelurahan: bool = False
    mulai: int
    selesai: int | None = None
    tahap: tuple[Tahap, ...]
    sasaran: tuple[Sasaran, ...] = ()
    sumber: tuple[Sumber, ...]

    @property
    def label(self) -> str:
        """The name in the active language."""
        return localized(self.nama)

    @property
    def unit(self) -> str:
        """What it counts, in the active language: desa, BUMDes, farmers."""
        return localized(self.satuan)

    @property
    def tahap_utama(self) -> Tahap:
        """The stage that counts as coverage: the first listed."""
        return self.tahap[0]


class _ProgramFile(Model):
    program: tuple[Program, ...]

    @model_validator(mode="after")
    def _bases_exist(self) -> _ProgramFile:
        known = {entry.id for entry in self.program} | {"desa"}
        for entry in self.program:
            if entry.penyebut not in known:
                raise ValueError(f"program {entry.id}: penyebut {entry.penyebut!r} is not listed")
        return self


@cache
def all_programs() -> dict[str, Program]:
    """Every entry, bases included, by id in the file's order."""
    return {entry.id: entry for entry in read_toml(data_dir() / "fakta" / "program.toml", _ProgramFile).program}


@cache
def programs() -> dict[str, Program]:
    """The programmes that are shown, by id in the file's order."""
    return {key: entry for key, entry in all_programs().items() if entry.jenis == "program"}
