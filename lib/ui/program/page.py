"""The coverage page: headline, choice of programme and section, the matrix, and one programme in depth."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from lib.domain.language import gettext as _
from lib.domain.program import Program, programs
from lib.ui.frame import address, choice, plain_text, state
from lib.ui.frame.chart import show_chart
from lib.ui.frame.heading import area_link, profile_link, show_breadcrumb, show_heading, show_source
from lib.ui.frame.state import bound, bound_parameter, page_parameter
from lib.ui.frame.table import show_table
from lib.view.frame.provenance import illustrative, illustrative_note
from lib.view.frame.selection import View
from lib.view.indicator import cross
from lib.view.indicator.indicator import selected_program
from lib.view.program import awards, detail, trend
from lib.view.program import coverage as words
from lib.view.program import gap as program_gap
from lib.view.program import matrix as program_matrix
from lib.web import markup

SECTIONS: Final = ("matriks", "satu", "peta", "silang", "celah", "prioritas", "prestasi", "kaitan")


def section_names() -> dict[str, str]:
    """Names of the sections in the active language."""
    names = (
        _("Matriks"),
        _("Rincian"),
        _("Peta"),
        _("Peta silang"),
        _("Belum terjangkau"),
        _("Prioritas"),
        _("Prestasi"),
        _("Keterkaitan"),
    )
    return dict(zip(SECTIONS, names, strict=True))


def current_section() -> str:
    """The section that the address asks for; the first where it asks for none of ours."""
    asked = page_parameter("bagian")
    return asked if asked in SECTIONS else SECTIONS[0]


def current_program(view: View) -> Program | None:
    """The programme of the address; the first listed where it names none; None when none is listed at all."""
    return selected_program(view.selection)


def _known_values() -> dict[str, tuple[str, ...]]:
    """What each of this page's parameters may hold; lists are ids joined by commas."""
    return {
        "bagian": SECTIONS,
        "urut": program_matrix.ORDERS,
        "batas": program_gap.LIMITS,
        "ukuran": cross.MEASURES,
        "sudah": tuple(programs()),
        "belum": tuple(programs()),
    }


def show_notices() -> None:
    """Name each parameter of this page that asks for something that does not exist."""
    # In a container of its own, so that what stands below keeps its place when a notice comes or goes.
    with st.container():
        for name, allowed in _known_values().items():
            asked = address.now().get(name, "")
            if asked and not set(asked.split(",")) <= set(allowed):
                st.info(
                    _("Alamat halaman berisi “{nama}” yang tidak dikenal; nilai bawaan dipakai.").format(nama=name),
                    icon=":material/info:",
                )


def page_link(view: View, **parameters: str) -> str:
    """The address of this page with some of its own parameters changed; an empty value takes one out."""
    kept = state.link(view.selection) | state.page_parameters() | parameters
    return "?" + urlencode({name: value for name, value in kept.items() if value})


def desa_or_area_link(view: View, kode: str) -> str:
    """A desa leads to its profile, a greater area to this page about it."""
    return profile_link(view, kode) if kode.count(".") == 3 else area_link(view, kode)


def show_nothing() -> None:
    """No programme is listed: how to list one."""
    show_heading(_("Belum ada program yang terdaftar"), _("Tambahkan program di data/fakta/program.toml; tidak perlu kode."))


def show_headline(view: View, program: Program) -> None:
    """Breadcrumb, the sentence about the selected programme, what is measured, and the badge."""
    covered = words.coverage_view(view.selection, program)
    show_breadcrumb(view)
    show_heading(
        words.headline(view.data, view.selection, program),
        words.desa_states(view.data, view.selection) or words.subtitle(view.data, view.selection, program),
        contoh=illustrative(view.data, covered),
        keterangan=illustrative_note(view.data, covered),
    )


def show_controls(program: Program, section: str) -> None:
    """Which programme, and which part of the page."""
    program_column, section_column = st.columns([1, 3], vertical_alignment="bottom")
    with program_column:
        choice.selectbox(
            _("Program"),
            list(programs()),
            format_func=lambda key: programs()[key].label,
            **bound("f_program_halaman", program.id, lambda now, key: replace(now, program=key)),
        )
    with section_column:
        names = section_names()
        st.segmented_control(
            _("Bagian"),
            list(names),
            format_func=names.__getitem__,
            required=True,
            **bound_parameter("f_bagian_program", "bagian", section, SECTIONS[0]),
        )


def show_matrix(view: View, program: Program) -> None:
    """The heat table of every programme by area, the order of its rows, and its twin."""
    asked = page_parameter("urut")
    order = asked if asked in program_matrix.ORDERS else program_matrix.ORDERS[0]
    matrix = program_matrix.describe_matrix(view.data, view.selection, program, order)
    title_column, order_column = st.columns([3, 1], vertical_alignment="bottom")
    with title_column:
        plain_text.subheader(matrix.judul)
        plain_text.caption(matrix.subjudul)
    with order_column:
        names = {"cakupan": _("Terendah dulu"), "kode": _("Kode")}
        st.segmented_control(
            _("Urutan"),
            list(names),
            format_func=names.__getitem__,
            required=True,
            **bound_parameter("f_urut_matriks", "urut", order, program_matrix.ORDERS[0]),
        )
    _draw_matrix(view, program, matrix)
    show_source(matrix.sumber, _("Bagian di atas 100% berarti dua sumber berbeda; ditampilkan apa adanya."))
    twin = st.expander(_("Tabel dan unduhan"), icon=":material/table:", key="tabel_matriks", on_change="rerun")
    if twin.open:
        with twin:
            show_table(matrix.tabel, lambda kode: desa_or_area_link(view, kode), key="tabel_matriks_isi")


def _draw_matrix(view: View, program: Program, matrix: program_matrix.Matrix) -> None:
    rows = [
        {
            "nama": row.nama,
            "tautan": "" if row is matrix.total else desa_or_area_link(view, row.kode),
            "jumlah": row is matrix.total,
            "sel": [
                {
                    "teks": cell.teks,
                    "rincian": cell.rincian,
                    "kurang": cell.kurang,
                    "warna": cell.warna,
                    "warna_teks": cell.warna_teks,
                }
                for cell in row.sel
            ],
        }
        for row in (matrix.total, *matrix.baris)
    ]
    heads = [
        {
            "label": head.label,
            "satuan": head.satuan,
            "keadaan": head.keadaan,
            "target": head.target,
            "dipilih": head.id == program.id,
            "tautan": "?" + urlencode(state.link(replace(view.selection, program=head.id)) | state.page_parameters()),
        }
        for head in matrix.kolom
    ]
    markup.show(
        "matriks.html",
        judul=matrix.judul,
        wilayah=_("Wilayah"),
        kolom=heads,
        isi=rows,
        skala=[{"label": step.label, "warna": step.warna} for step in matrix.skala],
        judul_skala=_("Warna menurut bagian yang terjangkau"),
    )


def show_one(view: View, program: Program) -> None:
    """Stages side by side, the trend against the target, the pace, the definition, and the published figures."""
    plain_text.subheader(_("Tahap {program}").format(program=program.label))
    plain_text.caption(_("Tiap tahap menghitung hal yang berbeda: tidak dijumlahkan dan tidak dibagi satu dengan yang lain."))
    markup.show("kartu.html", isi=detail.stage_cards(view.data, view.selection, program))
    lines = detail.pace_lines(view.data, view.selection, program)
    chart_column, definition_column = st.columns([1, 1], gap="medium")
    with chart_column:
        show_chart(trend.trend_chart(view.data, view.selection, program), lambda _kode: "")
        if lines:
            markup.show("catatan.html", judul=_("Laju"), isi=lines)
    with definition_column:
        plain_text.subheader(_("Apa itu {program}").format(program=program.label))
        markup.show(
            "definisi.html",
            isi=detail.definition(program),
            judul_sumber=_("Sumber"),
            sumber=[{"teks": entry.teks, "url": entry.url} for entry in detail.source_links(program)],
        )
    _show_published(view, program)


def _show_published(view: View, program: Program) -> None:
    table = trend.published_figures(view.data, view.selection, program)
    if table.frame.empty:
        plain_text.caption(_("Tidak ada angka terbitan {program} untuk wilayah ini.").format(program=program.label))
        return
    twin = st.expander(table.judul, icon=":material/newspaper:", key="angka_terbitan", on_change="rerun")
    if twin.open:
        with twin:
            plain_text.caption(table.penjelasan)
            show_table(table, lambda kode: area_link(view, kode), key="angka_terbitan_isi", sorted_by="tanggal")


def show_awards(view: View, _chosen: Program) -> None:
    """Awards per area and the list of them, apart from every programme."""
    found = awards.awards_list(view.data, view.selection)
    plain_text.subheader(found.judul)
    plain_text.caption(
        _("Lomba dan penghargaan desa adalah lapisan tersendiri: bukan program, dan tidak masuk hitungan cakupan.")
    )
    if found.frame.empty:
        st.info(_("Belum ada prestasi yang tercatat."), icon=":material/info:")
        return
    show_chart(
        awards.awards_chart(view.data, view.selection),
        lambda kode: desa_or_area_link(view, kode),
        on_click=lambda kode: state.go(view.selection.at_area(kode)) if kode in view.data.codes else None,
    )
    plain_text.subheader(_("Daftar prestasi"))
    show_table(found, lambda kode: desa_or_area_link(view, kode), key="daftar_prestasi")
    show_source(found.sumber)
