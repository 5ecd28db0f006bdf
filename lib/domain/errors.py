"""Errors whose message is written for a user.

A message is a catalogue key with named fields, so that it can be shown in the language of whoever reads it, not of
whoever raised it. Every message says what is wrong and where; ``saran`` says what to do about it.
"""

from __future__ import annotations

import copyreg
from typing import Any

from lib.domain.language import gettext as _


class DasborError(Exception):
    """Base of every error that may reach a user.

    ``pesan`` and ``saran`` are catalogue keys (mark them with ``N_``) with ``{field}`` places filled from ``isian``.
    ``kode_keluar`` is the exit code of the command line for this kind of error.
    """

    kode_keluar = 2

    def __init__(self, pesan: str, /, *, saran: str = "", **isian: object) -> None:
        super().__init__(pesan, saran, isian)
        self.pesan = pesan
        self.saran = saran
        self.isian = isian

    def __reduce__(self) -> tuple[Any, ...]:
        # Errors go from a child process to its parent, whatever their own __init__ takes.
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]

    def __str__(self) -> str:
        teks = _(self.pesan).format(**self.isian)
        if self.saran:
            teks = f"{teks} {_(self.saran).format(**self.isian)}"
        return teks


class KodeError(DasborError):
    """A text is not a wilayah code."""


class DataFileError(DasborError):
    """A file that ships in ``data/`` is missing, damaged or contradicts its twin."""


class StoreError(DasborError):
    """The database cannot be opened, is from a newer version, or refused a change."""


class StoreUnreachable(StoreError):
    """The database does not answer, or went away in the middle: what was being written is undone."""


class ImportRefused(DasborError):
    """A file is not what it claims to be; nothing was read into the store."""


class BoundaryError(DasborError):
    """Boundaries are missing or unusable."""


class SettingError(DasborError):
    """A setting from the environment (a port, an address) cannot be used."""


class DeckError(DasborError):
    """A deck asks for what does not exist, or its file is not one that can be opened."""
