"""The first and the last slides: the cover, what is to be decided, and how the figures are made and from where."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final

import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.analysis.status.change import desa_of_flow
from lib.domain.indeks import indeks_of_year
from lib.domain.language import format_date, format_number, localized
from lib.domain.language import gettext as _
from lib.domain.program import programs
from lib.domain.status import STATUS
from lib.view.data.method import formulas, method_break
from lib.view.deck.body import Asked, Cover, Excerpt, Made, Points
from lib.view.deck.deck import Deck
from lib.view.deck.kinds import deck_name
from lib.view.frame.places import area_title, local_word
from lib.view.frame.provenance import illustrative, illustrative_note, source_line
from lib.view.frame.selection import Selection
from lib.view.frame.sentences import behind
from lib.view.frame.tables import Column, TableDescription, slug
from lib.view.program.coverage import (
    against_goal,
    coverage_view,
    goal_of,
    known,
    place_of,
    quoted,
    reach_of,
    sources_and_badge,
    unit_of,
)

MOST_STEPS: Final = 5
NAMES_SHOWN: Final = 4


def cover_title(data: Figures, deck: Deck) -> str:
    """What the deck is about."""
    place = area_title(data, deck.area)
    program = programs().get(deck.program or "") if deck.jenis == "program" else None
    if program is not None:
        return _("{program} di {wilayah}, {tahun}").format(program=program.label, wilayah=place, tahun=deck.tahun)
    return _("Perkembangan desa di {wilayah}, {tahun}").format(wilayah=place, tahun=deck.tahun)


def cover(asked: Asked) -> Made:
    """The cover: occasion, instrument, publisher of the year's rows, and the day on which the deck was drawn."""
    data, deck = asked.data, asked.deck
    selection = deck.selection
    program = programs().get(deck.program or "") if deck.jenis == "program" else None
    view = coverage_view(selection, program) if program else replace(selection, indikator="status")
    contoh = illustrative(data, view)
    index = indeks_of_year(selection.tahun).label
    lines = [
        deck_name(deck.jenis) if deck.jenis != "sendiri" else "",
        quoted(program.instansi)
        if program
        else _("Status menurut {indeks}, {tahun}").format(indeks=index, tahun=selection.tahun),
        _("Disusun {tanggal}").format(tanggal=format_date(dt.date.today())),
    ]
    return Made(
        judul=deck.judul or cover_title(data, deck),
        kalimat="",
        isi=Cover(tuple(filter(None, lines))),
        sumber=source_line(data, view),
        contoh=contoh,
        keterangan=(*lines, illustrative_note(data, view) if contoh else ""),
    )


def next_steps(asked: Asked) -> Made:
    """What the figures show to be undecided, as a table with columns to be filled in at the meeting."""
    data, selection = asked.data, replace(asked.selection, indikator="status")
    lines = _points(data, selection)[:MOST_STEPS]
    offered = list(known(data, selection.tahun))
    sumber, contoh = sources_and_badge(data, selection, *(coverage_view(selection, programs()[key]) for key in offered))
    if not lines:
        why = _("Data {tahun} tidak menunjukkan pokok yang perlu diputuskan di {wilayah}.")
        text = why.format(tahun=selection.tahun, wilayah=area_title(data, selection.area))
        return Made(_("Langkah berikut"), text, None, sumber, contoh)
    frame = pd.DataFrame({"pokok": lines, "penanggung_jawab": "", "tenggat": ""}, index=[str(n) for n in range(len(lines))])
    table = TableDescription(
        judul=_("Langkah berikut"),
        penjelasan=_("Pokok dari data; penanggung jawab dan tenggat diisi dalam rapat."),
        kolom=(
            Column("pokok", _("Yang tampak dari data"), "teks", _("Pokok dari data")),
            Column("penanggung_jawab", _("Penanggung jawab"), "teks", _("Diisi dalam rapat")),
            Column("tenggat", _("Tenggat"), "teks", _("Diisi dalam rapat")),
        ),
        frame=frame,
        sumber=sumber,
        contoh=contoh,
        nama_berkas=slug(f"langkah {area_title(data, selection.area)} {selection.tahun}"),
    )
    return Made(
        judul=_("Langkah berikut: {jumlah} pokok untuk diputuskan").format(jumlah=len(lines)),
        kalimat=_("Penanggung jawab dan tenggat diisi dalam rapat."),
        isi=Excerpt(
            table,
            ("pokok", "penanggung_jawab", "tenggat"),
            (7.4, 2.9, 2.0),
            len(lines),
            isian=("penanggung_jawab", "tenggat"),
        ),
        sumber=sumber,
        contoh=contoh,
    )


def _points(data: Figures, selection: Selection) -> list[str]:
    """Facts that ask for a decision: desa behind, desa that fell, targets missed or unreached, desa without data."""
    tahun, word = selection.tahun, local_word(data, selection.area)
    counts = data.area_counts(tahun, selection.area)
    lines = []
    if behind(counts):
        rows = data.desa_rows(tahun)
        low = rows.index[rows["status"].isin(STATUS[:2]).to_numpy()]
        lines.append(
            _("{jumlah} {desa} Tertinggal atau Sangat Tertinggal: {nama}").format(
                jumlah=format_number(behind(counts)), desa=word, nama=_names(data, _inside(low, selection))
            )
        )
    before = data.year_before(tahun)
    fallen = _fallen(data, selection, before) if before is not None else []
    if fallen:
        lines.append(
            _("{jumlah} {desa} turun status dari {sebelum} ke {tahun}: {nama}").format(
                jumlah=format_number(len(fallen)), desa=word, sebelum=before, tahun=tahun, nama=_names(data, fallen)
            )
        )
    if counts["tanpa_data"]:
        lines.append(
            _("{jumlah} {desa} tanpa data {tahun}").format(jumlah=format_number(counts["tanpa_data"]), desa=word, tahun=tahun)
        )
    return lines + _program_points(data, selection)


def _program_points(data: Figures, selection: Selection) -> list[str]:
    kode, _level = place_of(data, selection)
    aimed, others = [], []
    for key in known(data, selection.tahun):
        program = programs()[key]
        row = reach_of(data, program, selection.tahun, kode)
        if not row["penyebut"]:
            continue
        unit = unit_of(data, program, selection.area)
        reached = int(row[program.tahap_utama.id])
        aim = goal_of(data, program, selection.tahun, kode)
        # Beside official facts in one table: each line says for itself what it rests on.
        mark = f" ({_('contoh')})" if data.is_illustrative_program(key, selection.tahun) else ""
        if aim is not None and aim.jumlah > reached:
            aimed.append(f"{program.label}: {against_goal(aim, reached, selection.tahun, unit)}{mark}")
        elif row["penyebut"] > reached:
            text = _("{program}: {jumlah} dari {semua} {satuan} belum terjangkau")
            others.append(
                text.format(
                    program=program.label,
                    jumlah=format_number(row["penyebut"] - reached),
                    semua=format_number(row["penyebut"]),
                    satuan=unit,
                )
                + mark
            )
    return aimed + others


def _fallen(data: Figures, selection: Selection, before: int) -> list[str]:
    """Desa of the area whose status fell since the year before, in code order."""
    codes: list[str] = []
    for place, dari in enumerate(STATUS):
        for ke in STATUS[:place]:
            found = data.derived(desa_of_flow, selection.tahun, dari, ke, selection.area, before)
            codes += [] if found is None else [str(kode) for kode in found.index]
    return sorted(codes)


def _inside(codes: pd.Index, selection: Selection) -> list[str]:
    return sorted(str(kode) for kode in codes if selection.area is None or str(kode).startswith(selection.area + "."))


def _names(data: Figures, codes: list[str]) -> str:
    names = [data.name(kode) for kode in codes]
    shown = ", ".join(names[:NAMES_SHOWN])
    if len(names) > NAMES_SHOWN:
        return _("{nama}, dan {jumlah} lainnya").format(nama=shown, jumlah=format_number(len(names) - NAMES_SHOWN))
    return shown


def method_and_sources(asked: Asked) -> Made:
    """Where the figures are from and how they are made, in a few lines."""
    data, selection = asked.data, replace(asked.selection, indikator="status")
    index = indeks_of_year(selection.tahun)
    before = data.year_before(selection.tahun)
    views = [selection] + ([replace(selection, tahun=before)] if before is not None else [])
    offered = list(known(data, selection.tahun))
    coverage = [coverage_view(selection, programs()[key]) for key in offered]
    sumber, contoh = sources_and_badge(data, *views, *coverage)
    how = dict(formulas())
    lines = [
        _("{indeks}: {rumus} ({dasar}).").format(indeks=index.label, rumus=localized(index.rumus), dasar=index.dasar),
        how[_("Persentase status")],
        _("Persentase dibulatkan ke satu desimal, jadi jumlahnya dapat berbeda sedikit dari 100%."),
        method_break(),
    ]
    if coverage:
        lines.append(how[_("Cakupan program")])
    if contoh:
        illustrated = next(view for view in (*views, *coverage) if illustrative(data, view))
        lines.append(f"{_('Data contoh')}: {illustrative_note(data, illustrated)}")
    return Made(
        judul=_("Cara hitung dan sumber"),
        kalimat="",
        isi=Points((sumber, *lines)),
        sumber=_("Keterangan lengkap: halaman Data & Unduhan."),
        contoh=contoh,
        keterangan=tuple(f"{name}: {text}" for name, text in formulas()),
    )
