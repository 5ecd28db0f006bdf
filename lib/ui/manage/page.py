"""The frame of Kelola Data: its title, which section is shown, and how errors and downloads of the sections look."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, Literal

import streamlit as st

from lib.domain.errors import DasborError
from lib.domain.language import N_, current_language, set_language
from lib.domain.language import gettext as _
from lib.domain.roles import Pelaku, Tindakan
from lib.ui.frame import error_text, plain_text, state
from lib.ui.frame.heading import show_heading

SECTIONS: Final = {"impor": N_("Impor"), "versi": N_("Versi data"), "jejak": N_("Jejak")}
NEEDS: Final[dict[str, Tindakan]] = {"versi": "lihat_versi", "jejak": "jejak"}
FIRST_SECTION: Final = "impor"

# What the terminal calls an option, the page calls by its label.
_OPTIONS: Final = {
    "wilayah": N_("pilihan “Wilayah”"),
    "tahun": N_("pilihan “Tahun data”"),
    "tanggal": N_("pilihan “Tanggal keadaan”"),
    "jenis": N_("pilihan “Jenis data”"),
    "petakan": N_("petaan kolom"),
    "laporan": N_("laporan XLSX"),
}
_OPTION: Final = re.compile("--(" + "|".join(_OPTIONS) + r")\b")


def show_title() -> None:
    """What the page is for."""
    show_heading(
        _("Kelola Data"),
        _("Berkas diperiksa dan dibandingkan dahulu; pembaca melihatnya baru setelah diterbitkan."),
    )


def choose_section(pelaku: Pelaku) -> str:
    """The sections that this person may see as one row of choices; the id of the one that the address asks for."""
    offered = [key for key in SECTIONS if key not in NEEDS or pelaku.may(NEEDS[key])]
    asked = state.page_parameter("bagian")
    section = asked if asked in offered else FIRST_SECTION
    st.segmented_control(
        _("Bagian halaman"),
        offered,
        format_func=lambda key: _(SECTIONS[key]),
        required=True,
        label_visibility="collapsed",
        **state.bound_parameter("f_bagian_kelola", "bagian", section, FIRST_SECTION),
    )
    return section


def on_screen(text: str) -> str:
    """A message of the importer with the options of the terminal called as they are on this page."""
    return _OPTION.sub(lambda found: _(_OPTIONS[found[1]]), text)


def show_error(error: DasborError, *, warning: bool = False) -> None:
    """What is wrong and what to do about it; as a warning where the page itself offers the way on."""
    text = plain_text.escaped(on_screen(error_text.words(error)))
    if warning:
        st.warning(text, icon=":material/help:")
    else:
        st.error(text, icon=":material/error:")


def download(
    label: str,
    make: Callable[[], bytes],
    file_name: str,
    mime: str,
    *,
    key: str,
    kind: Literal["primary", "secondary", "tertiary"] = "secondary",
) -> None:
    """A button for a file that is made, in the reader's language, when it is asked for."""
    language = current_language()

    def content() -> bytes:
        set_language(language)
        return make()

    st.download_button(
        label, content, file_name=file_name, mime=mime, icon=":material/download:", on_click="ignore", key=key, type=kind
    )
