"""Addresses of the open data for what a page shows, and its parameters in words."""

from __future__ import annotations

from urllib.parse import urlencode

from lib.domain.language import DEFAULT_LANGUAGE
from lib.domain.language import gettext as _
from lib.domain.wilayah import TINGKAT, Tingkat, at_tingkat, tingkat
from lib.view.data.open_query import Format
from lib.view.data.openapi import BASE, choices, parameter_meanings
from lib.view.frame.selection import Known, Selection

_NAMES = {"kabupaten": "kab", "kecamatan": "kec", "desa": "desa"}


def open_address(selection: Selection, known: Known, level: Tingkat, form: Format) -> str:
    """The address that answers for the selected year and area at ``level``.

    An area that is finer than the level gives way to the one of its ancestors that the level can be asked for.
    """
    area = selection.desa or selection.area
    if area and TINGKAT.index(tingkat(area)) > TINGKAT.index(level):
        area = at_tingkat(area, level)
    parameters = {"tahun": str(selection.tahun)} if selection.tahun != known.tahun_utama else {}
    if area:
        parameters[_NAMES[tingkat(area)]] = area
    if selection.bahasa != DEFAULT_LANGUAGE:
        parameters["bahasa"] = selection.bahasa
    return f"{BASE}/{level}.{form}" + (f"?{urlencode(parameters)}" if parameters else "")


def spoken_choices(known: Known) -> tuple[tuple[str, str, str], ...]:
    """Each parameter with its meaning and what it can be."""
    listed = choices(known)
    free = {"kab": "18.01", "kec": "18.01.04", "desa": "18.01.04.2001", "tingkat": "desa"}
    return tuple(
        (name, meaning, ", ".join(listed[name]) if name in listed else _("misalnya {contoh}").format(contoh=free[name]))
        for name, meaning in parameter_meanings().items()
    )
