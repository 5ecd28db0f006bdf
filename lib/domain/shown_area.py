"""What is shown: one province by the setting ``DASBOR_PROVINSI`` (Lampung without it), or the whole country with one to choose.

In the national view each request names its province; without one the country is shown, province by province.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Final

from lib.domain.errors import KodeError, SettingError
from lib.domain.language import N_
from lib.domain.wilayah import PROVINSI_LAMPUNG, is_within, parse_kode

NASIONAL: Final = "nasional"
PARAMETER: Final = "prov"
_LENGTH: Final = 2
# Areas below a province name theirs: the smallest says it best.
_BELOW: Final = ("desa", "kec", "kab")
_chosen: ContextVar[str | None] = ContextVar("provinsi", default=None)


def setting() -> str:
    """``DASBOR_PROVINSI``: the code of a province, or ``nasional``.

    SettingError when it is neither; whether the list of that province is there, the store knows.
    """
    text = os.environ.get("DASBOR_PROVINSI", "").strip() or PROVINSI_LAMPUNG
    if text != NASIONAL and _province(text) is None:
        raise SettingError(
            N_("DASBOR_PROVINSI harus kode provinsi dua angka atau nasional; isinya “{isi}”."),
            saran=N_("Contoh: DASBOR_PROVINSI=18 untuk Lampung."),
            isi=text[:20],
        )
    return text


def _province(text: str) -> str | None:
    try:
        kode = parse_kode(text)
    except KodeError:
        return None
    return kode if len(kode) == _LENGTH and kode == text else None


def is_national() -> bool:
    """True when the installation shows the country, with a province to choose."""
    return setting() == NASIONAL


def province() -> str | None:
    """Code of the province that this request sees, whatever else the database holds; None: the country as a whole."""
    text = setting()
    return _chosen.get() if text == NASIONAL else text


def choose(kode: str | None) -> None:
    """From here on this request, thread or task of the national view sees that province (None: the country)."""
    _chosen.set(kode)


def asked(parameters: Mapping[str, str]) -> str | None:
    """The province that an address names, itself or by an area within; None when it names none, or nothing that is a code."""
    for name in _BELOW:
        try:
            return parse_kode(parameters.get(name, "")[:20])[:_LENGTH]
        except KodeError:
            continue
    return _province(parameters.get(PARAMETER, ""))


def touches(wilayah: str, area: str | None) -> bool:
    """True when something that speaks for ``wilayah`` says anything about ``area`` (None: about anything at all)."""
    return area is None or is_within(wilayah, area) or is_within(area, wilayah)
