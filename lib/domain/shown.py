"""Which province is shown: the setting ``DASBOR_PROVINSI``, Lampung without it."""

from __future__ import annotations

import os
from typing import Final

from lib.domain.errors import KodeError, SettingError
from lib.domain.language import N_
from lib.domain.wilayah import PROVINSI_LAMPUNG, is_within, parse_kode


def province() -> str:
    """Code of the province that this installation shows, whatever else its database holds.

    SettingError when ``DASBOR_PROVINSI`` is no code of a province; whether its list is there, the store knows.
    """
    text = os.environ.get("DASBOR_PROVINSI", "").strip() or PROVINSI_LAMPUNG
    try:
        kode = parse_kode(text)
    except KodeError:
        kode = ""
    if len(kode) != _LENGTH:
        raise SettingError(
            N_("DASBOR_PROVINSI harus kode provinsi dua angka; isinya “{isi}”."),
            saran=N_("Contoh: DASBOR_PROVINSI=18 untuk Lampung."),
            isi=text[:20],
        )
    return kode


_LENGTH: Final = 2


def touches(wilayah: str, area: str | None) -> bool:
    """True when something that speaks for ``wilayah`` says anything about ``area`` (None: about anything at all)."""
    return area is None or is_within(wilayah, area) or is_within(area, wilayah)
