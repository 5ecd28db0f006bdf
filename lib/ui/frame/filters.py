"""The filters in the sidebar, the same on every page and bound to the address."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from lib.domain.indeks import indeks_of_year
from lib.domain.language import DEFAULT_LANGUAGE, current_language
from lib.domain.language import gettext as _
from lib.ui.frame import choice, national
from lib.ui.frame.state import bound, bound_parameter
from lib.view.frame.selection import Selection, View
from lib.view.indicator.indicator import offered

# Not None: a selectbox shows its (English) placeholder for that.
EVERYTHING: Final = ""
LANGUAGE_NAMES: Final = {"id": "Indonesia", "en": "English"}


def show(view: View) -> None:
    """Year, kabupaten and kecamatan; in the national view the province before them."""
    data, selection = view.data, view.selection
    national.show_filter(view)
    choice.selectbox(
        _("Tahun"),
        list(reversed(view.known.tahun)),
        format_func=lambda year: _year_label(view, year),
        **bound("f_tahun", selection.tahun, _with_year),
    )
    if national.is_shown(view):
        return
    choice.selectbox(
        _("Kabupaten/kota"),
        [EVERYTHING, *data.codes_at("kabupaten")],
        format_func=lambda kode: data.name(kode) if kode else _("Seluruh provinsi"),
        **bound("f_kab", selection.kab or EVERYTHING, lambda now, kode: now.at_area(kode or None)),
    )
    if selection.kab:
        inside = [kode for kode in data.codes_at("kecamatan") if kode.startswith(selection.kab + ".")]
        choice.selectbox(
            _("Kecamatan"),
            [EVERYTHING, *inside],
            format_func=lambda kode: data.name(kode) if kode else _("Semua kecamatan"),
            **bound("f_kec", selection.kec or EVERYTHING, lambda now, kode: now.at_area(kode or now.kab)),
        )


def show_language() -> None:
    """The language of everything, the menu too."""
    st.segmented_control(
        _("Bahasa"),
        list(LANGUAGE_NAMES),
        format_func=LANGUAGE_NAMES.__getitem__,
        required=True,
        **bound_parameter("f_bahasa", "bahasa", current_language(), default=DEFAULT_LANGUAGE),
    )


def _year_label(view: View, year: int) -> str:
    name = f"{year} · {indeks_of_year(year).singkatan}"
    return f"{name} · {_('contoh')}" if view.data.is_illustrative(year) else name


def _with_year(now: Selection, year: int) -> Selection:
    changed = replace(now, tahun=year)
    # A dimension of the other index does not exist in that year: the score says the nearest thing.
    return changed if changed.indikator in offered(changed) else replace(changed, indikator="nilai")
