"""The comparison page's frame: who is compared, and one section at a time, so that a change of filter stays cheap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from lib.domain.language import gettext as _
from lib.ui.comparison import sections
from lib.ui.comparison.maps import show_maps
from lib.ui.comparison.ranking import show_ranking
from lib.ui.comparison.sections import Link
from lib.ui.comparison.swarm import show_swarm
from lib.ui.frame import address, state
from lib.ui.frame.heading import show_breadcrumb, show_heading
from lib.view.comparison.areas import MAX_COMPARED, Comparison, candidates, choose, levels_offered, written
from lib.view.comparison.sentences import chosen_note, headline
from lib.view.frame.places import area_title, level_noun
from lib.view.frame.provenance import illustrative_note
from lib.view.frame.selection import View

Section = Callable[[View, Comparison, Link], None]
SECTIONS: Final[dict[str, Section]] = {
    "tabel": sections.show_table_and_dots,
    "lereng": sections.show_slope,
    "peta": show_maps,
    "serupa": sections.show_similar,
    "peringkat": show_ranking,
    "sebaran": show_swarm,
}
FIRST: Final = "tabel"


def section_names() -> dict[str, str]:
    """Names of the sections in the active language."""
    names = (_("Sandingkan"), _("Perubahan"), _("Peta"), _("Wilayah serupa"), _("Peringkat"), _("Sebaran desa"))
    return dict(zip(SECTIONS, names, strict=True))


def read(view: View) -> Comparison:
    """The comparison that the address asks for; a quiet notice names what it asked in vain."""
    asked = address.now().get("banding", "")
    comparison, refused = choose(view.data, view.selection, state.page_parameter("banding"), state.page_parameter("kelompok"))
    if asked and not state.page_parameter("banding"):
        refused = (*refused, "banding")
    # In a container of its own, so that what stands below keeps its place when a notice comes or goes.
    with st.container():
        for name in refused:
            st.info(
                _("Alamat halaman berisi “{nama}” yang tidak dikenal; nilai bawaan dipakai.").format(nama=name),
                icon=":material/info:",
            )
    return comparison


def show_head(view: View, comparison: Comparison) -> None:
    """Breadcrumb, the sentence, who is compared, and the badge."""
    show_breadcrumb(view)
    show_heading(
        headline(view.data, comparison),
        chosen_note(view.data, comparison),
        contoh=view.data.is_illustrative(view.selection.tahun),
        # Of the scores, whatever indicator a section shows: illustrative programmes carry a badge of their own.
        keterangan=illustrative_note(view.data, replace(comparison.at_level, indikator="status")),
    )


def show_choice(view: View, comparison: Comparison) -> None:
    """Level and areas."""
    data, selection = view.data, view.selection
    level_column, areas_column = st.columns([2, 5], vertical_alignment="bottom") if selection.kab else (None, st.container())
    if level_column is not None:
        names = {
            "kabupaten": level_noun(data, "kabupaten").capitalize(),
            "kecamatan": level_noun(data, "kecamatan").capitalize(),
        }
        level_column.segmented_control(
            _("Yang dibandingkan"),
            list(levels_offered(selection)),
            format_func=names.__getitem__,
            required=True,
            **state.bound_widget("b_kelompok", comparison.level, _write_level),
        )
    main = comparison.utama
    label = _("Wilayah yang disandingkan (paling banyak {jumlah})").format(jumlah=MAX_COMPARED - (main is not None))
    if main:
        label = _("Sandingkan {wilayah} dengan (paling banyak {jumlah})").format(
            wilayah=area_title(data, main), jumlah=MAX_COMPARED - 1
        )
    areas_column.multiselect(
        label,
        [kode for kode in candidates(data, comparison.level, comparison.induk) if kode != main],
        format_func=data.name,
        placeholder=_("Pilih wilayah"),
        **state.bound_widget("b_banding", list(comparison.others), _write_areas),
    )


def _write_level(level: str | None) -> None:
    # The areas of one level mean nothing at the other.
    state.set_page_parameter("banding", "")
    state.set_page_parameter("kelompok", level or "")


def _write_areas(codes: list[str]) -> None:
    state.set_page_parameter("banding", written(codes))


def show_section(view: View, comparison: Comparison) -> None:
    """The chosen section, and the row of all to choose from."""
    names = section_names()
    asked = state.page_parameter("bagian")
    chosen = asked if asked in names else FIRST
    st.segmented_control(
        _("Bagian"),
        list(names),
        format_func=names.__getitem__,
        required=True,
        label_visibility="collapsed",
        **state.bound_parameter("b_bagian", "bagian", chosen, FIRST),
    )
    SECTIONS[chosen](view, comparison, _linker(view, chosen))


def _linker(view: View, section: str) -> Link:
    """Makes the address of the comparison of another area, in the same section; a desa's address is its profile."""

    def link(kode: str) -> str:
        if kode not in view.data.codes:
            return ""
        target = state.link(view.selection.at_area(None if "." not in kode else kode))
        if kode.count(".") == 3:
            return "desa?" + urlencode(target)
        return "?" + urlencode(target if section == FIRST else target | {"bagian": section})

    return link
