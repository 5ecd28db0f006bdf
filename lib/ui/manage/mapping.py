"""The mapping screen: what each column of an unknown layout is, with its first values and a preview of how it will be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.domain.errors import DasborError
from lib.domain.language import N_, format_number
from lib.domain.language import gettext as _
from lib.domain.roles import Pelaku
from lib.importing.layouts.layout import column_letter
from lib.importing.layouts.mapping import Mapping, check_mapping, roles
from lib.importing.layouts.mapping_preview import SheetPreview, preview
from lib.importing.layouts.saved_mappings import save_mapping
from lib.published import source as published
from lib.ui.frame import choice, plain_text
from lib.ui.manage.page import show_error
from lib.ui.manage.upload import Held, take
from lib.web import markup

UNUSED: Final = ""
KINDS: Final = {"indeks": N_("Nilai dan status indeks"), "program": N_("Cakupan program"), "prestasi": N_("Prestasi")}
COLUMNS_PER_ROW: Final = 3
MAX_COLUMNS_ASKED: Final = 60
"""More columns than this are not asked about: the first ones are what such files keep."""
SAMPLES: Final = 3


def show_mapping(pelaku: Pelaku, file: Held) -> None:
    """Kind, sheet, header row and the meaning of each column; then the file is examined with it."""
    plain_text.subheader(_("Sebutkan isi tiap kolom"))
    st.write(_("Susunan kolom berkas ini belum dikenal. Tebakan sudah diisi; perbaiki yang keliru, lalu periksa."))
    first, second = st.columns(2)
    with first:
        jenis = choice.selectbox(
            _("Isi berkas"),
            list(KINDS),
            index=list(KINDS).index(file.jenis) if file.jenis in KINDS else 0,
            format_func=lambda key: _(KINDS[key]),
            key="kelola_petaan_jenis",
        )
    sheets = preview(file.source, jenis)
    with second:
        place = choice.selectbox(
            _("Lembar"),
            range(len(sheets)),
            format_func=lambda number: sheets[number].lembar or _("Satu-satunya lembar"),
            key="kelola_petaan_lembar",
        )
    sheet = sheets[place]
    header = _("Judul kolom di baris {baris}.").format(baris=sheet.baris_judul) if sheet.baris_judul else _("Tanpa judul kolom.")
    plain_text.caption(header)
    chosen = _choose_roles(jenis, place, sheet)
    doubled = sorted({role for role in chosen.values() if list(chosen.values()).count(role) > 1})
    _show_preview(jenis, sheet, chosen)
    if doubled:
        names = roles(jenis)
        st.error(
            _("Satu peran hanya boleh untuk satu kolom: {peran}.").format(peran=", ".join(_(names[role]) for role in doubled))
        )
        return
    mapping = Mapping(jenis, {role: column for column, role in chosen.items()}, sheet.baris_judul, sheet.lembar)
    try:
        check_mapping(mapping)
    except DasborError as error:
        show_error(error, warning=True)
        return
    keep = False
    if pelaku.may("petaan") and sheet.baris_judul:
        keep = st.checkbox(
            _("Simpan petaan ini untuk berkas lain dengan judul kolom yang sama"), key="kelola_petaan_simpan", value=True
        )
    if st.button(_("Periksa dengan petaan ini"), type="primary", icon=":material/task_alt:", key="kelola_petaan_pakai"):
        if keep:
            try:
                save_mapping(published.engine(), file.source, mapping, pelaku=pelaku)
            except DasborError as error:
                show_error(error)
                return
        file.petaan, file.jenis = mapping, jenis
        take(file)
        st.rerun()


def _choose_roles(jenis: str, place: int, sheet: SheetPreview) -> dict[int, str]:
    """The role of each column that has one, by column number."""
    names = roles(jenis)
    offered = [UNUSED, *names]
    width = len(sheet.judul)
    chosen: dict[int, str] = {}
    columns: Sequence[DeltaGenerator] = ()
    for number in range(min(width, MAX_COLUMNS_ASKED)):
        if number % COLUMNS_PER_ROW == 0:
            columns = st.columns(COLUMNS_PER_ROW)
        samples = [cells[number] for _row, cells in sheet.contoh if cells[number]][:SAMPLES]
        with columns[number % COLUMNS_PER_ROW]:
            title = f"{column_letter(number)} · {sheet.judul[number]}" if sheet.judul[number] else column_letter(number)
            role = choice.selectbox(
                plain_text.escaped(title),
                offered,
                index=offered.index(sheet.tebakan.get(number, UNUSED)),
                format_func=lambda key: _(names[key]) if key else _("– tidak dipakai –"),
                key=f"kelola_peran_{jenis}_{place}_{number}",
            )
            plain_text.caption(
                _("Contoh: {isi}").format(isi="; ".join(samples)) if samples else _("Kosong di baris-baris pertama.")
            )
        if role:
            chosen[number] = role
    if width > MAX_COLUMNS_ASKED:
        plain_text.caption(_("Hanya {jumlah} kolom pertama yang ditanyakan.").format(jumlah=format_number(MAX_COLUMNS_ASKED)))
    return chosen


def _show_preview(jenis: str, sheet: SheetPreview, chosen: dict[int, str]) -> None:
    names = roles(jenis)
    markup.show(
        "daftar.html",
        judul=_("Pratinjau: baris pertama menurut petaan ini"),
        kolom=(_("Baris"), *(_(names[role]) for role in chosen.values())),
        isi=[(row, *(cells[number] for number in chosen)) for row, cells in sheet.contoh],
    )
