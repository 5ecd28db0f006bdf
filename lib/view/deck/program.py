"""Slides about programmes: coverage against the targets, one programme's stages and course, and the desa not reached."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.analysis.program.reach import SUDAH
from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.program import Program
from lib.domain.status import STATUS
from lib.view.deck.body import Asked, Cards, Excerpt, Made
from lib.view.frame.places import area_title, local_word
from lib.view.frame.provenance import illustrative, source_line
from lib.view.frame.tables import Column, TableDescription
from lib.view.indicator.indicator import selected_program
from lib.view.program.coverage import coverage_view, headline, known, not_known, place_of, reach_of, subtitle, unknown_note
from lib.view.program.detail import pace_lines, stage_cards
from lib.view.program.gap import LIMITS, default_wanted, desa_table, gap_codes, gap_finding, limit_name
from lib.view.program.trend import trend_chart

TARGET_COLOUR: Final = "#b8c0cb"
LIST_ROWS: Final = 8
PROGRAMMES_SHOWN: Final = 3
STATUS_LIMIT: Final = "tertinggal"


def the_program(asked: Asked) -> Program:
    """The programme of the slide; the first listed where neither slide nor deck names one."""
    found = selected_program(asked.selection)
    if found is None:
        raise KeyError("no programme is listed")
    return found


def stages(asked: Asked) -> Made:
    """The stages of one programme side by side; they are never added up."""
    data, selection, program = asked.data, asked.selection, the_program(asked)
    finding = headline(data, selection, program)
    start, _semicolon, rest = finding.partition("; ")
    view = coverage_view(selection, program)
    contoh, sumber = illustrative(data, view), source_line(data, view)
    paces = pace_lines(data, selection, program)
    if pd.isna(reach_of(data, program, selection.tahun, place_of(data, selection)[0])["tanggal"]):
        return Made(program.label, not_known(program, selection.tahun), None, sumber, contoh)
    return Made(
        judul=start.rstrip("."),
        kalimat=f"{rest[:1].upper()}{rest[1:]}" if rest else _("Tidak ada target yang terbit untuk wilayah ini."),
        isi=Cards(stage_cards(data, selection, program)[:3]),
        sumber=sumber,
        contoh=contoh,
        keterangan=(finding, subtitle(data, selection, program), *paces),
    )


def over_time(asked: Asked) -> Made:
    """Every snapshot of one programme up to the end of the year, one line a stage."""
    data, selection, program = asked.data, asked.selection, the_program(asked)
    chart = trend_chart(data, selection, program)
    if chart.empty:
        return Made(program.label, not_known(program, selection.tahun), None, chart.sumber, chart.contoh)
    return Made(
        judul=chart.judul,
        kalimat=chart.subjudul,
        isi=chart,
        sumber=chart.sumber,
        contoh=chart.contoh,
        keterangan=(chart.alt,),
        alt=chart.alt,
    )


def missed_list(asked: Asked) -> Made:
    """The desa that a programme has not reached, the lowest score first."""
    data, selection, program = asked.data, asked.selection, the_program(asked)
    offered = known(data, selection.tahun)
    if program.id not in offered:
        view = coverage_view(selection, program)
        return Made(program.label, not_known(program, selection.tahun), None, source_line(data, view), illustrative(data, view))
    wanted = default_wanted(offered, program)
    codes = gap_codes(data, selection, wanted)
    finding = gap_finding(data, selection, wanted, codes)
    title, _semicolon, rest = finding.partition("; ")
    table = desa_table(data, replace(selection, indikator="status"), codes, finding, f"belum-{program.id}")
    place = "kabupaten" if selection.area is None else "kecamatan"
    sentence = f"{rest[:1].upper()}{rest[1:]}." if rest else ""
    if not len(codes):
        sentence = _("Tidak ada yang perlu didaftar.")
    order = _("Urut dari nilai terendah.")
    return Made(
        judul=title,
        kalimat=" ".join(filter(None, (sentence, order if len(codes) else ""))),
        isi=_excerpt(table, ("nama", place, "status", "nilai"), (3.6, 3.6, 2.6, 2.0)) if len(codes) else None,
        sumber=table.sumber,
        contoh=table.contoh,
        keterangan=(finding, table.penjelasan),
    )


def priority_list(asked: Asked) -> Made:
    """The desa with a status at or behind a limit, and their state in each programme; then what lies lowest above it."""
    data, selection = asked.data, replace(asked.selection, indikator="status")
    wanted = asked.slide.parameter.get("batas", STATUS_LIMIT)
    limit = wanted if wanted in LIMITS else STATUS_LIMIT
    rows = data.desa_rows(selection.tahun)
    if selection.area:
        rows = rows[rows.index.str.startswith(selection.area + ".")]
    word, place = local_word(data, selection.area), area_title(data, selection.area)
    offered = known(data, selection.tahun)
    codes = rows.index[rows["status"].isin(STATUS[: STATUS.index(limit) + 1]).to_numpy()]
    fields = {"desa": word, "wilayah": place, "status": limit_name(limit), "tahun": selection.tahun}
    if rows["status"].notna().sum() == 0:
        why = _("Belum ada data status {desa} di {wilayah} untuk {tahun}.").format(**fields)
        return Made(_("Daftar prioritas"), why, None, source_line(data, selection), illustrative(data, selection))
    found = len(codes)
    if found:
        title = _("{jumlah} {desa} di {wilayah} berstatus {status} pada {tahun}").format(**fields, jumlah=format_number(found))
    else:
        codes = rows["nilai"].sort_values(kind="stable").index[:LIST_ROWS]
        title = _("Tidak ada {desa} di {wilayah} yang berstatus {status} pada {tahun}").format(**fields)
    table = desa_table(data, selection, pd.Index(sorted(codes)), title, "prioritas")
    states = data.reach_states(selection.tahun)
    inside = states.loc[table.frame.index, list(offered)] if offered else pd.DataFrame(index=table.frame.index)
    nowhere = int((inside != SUDAH).all(axis=1).sum()) if offered else 0
    sentence = _("Urut dari nilai terendah, dengan keadaannya dalam tiap program pada akhir {tahun}.").format(**fields)
    if offered and len(offered) > 1:
        sentence += " " + (
            _("{jumlah} tidak terjangkau satu pun program.").format(jumlah=format_number(nowhere))
            if nowhere
            else _("Semuanya terjangkau sedikitnya satu program.")
        )
    if not found:
        sentence = _("Di bawah ini {jumlah} {desa} dengan nilai terendah.").format(jumlah=len(table.frame), desa=word)
    shown = [f"program_{key}" for key in offered[:PROGRAMMES_SHOWN]]
    table = replace(table, kolom=tuple(_marked(data, selection.tahun, column) for column in table.kolom))
    area = "kabupaten" if selection.area is None else "kecamatan"
    return Made(
        judul=title,
        kalimat=sentence,
        isi=_excerpt(table, ("nama", area, "status", "nilai", *shown), (2.5, 2.1, 1.6, 1.5, *([1.7] * len(shown)))),
        sumber=table.sumber,
        contoh=table.contoh,
        keterangan=(table.penjelasan, unknown_note(data, selection.tahun)),
    )


def _marked(data: Figures, tahun: int, column: Column) -> Column:
    """A programme's column says in its heading that its rows are illustrative, where those of the status beside it are not."""
    key = column.id.removeprefix("program_")
    if key == column.id or data.is_illustrative(tahun) or not data.is_illustrative_program(key, tahun):
        return column
    return replace(column, label=f"{column.label} ({_('contoh')})")


def _excerpt(table: TableDescription, columns: tuple[str, ...], widths: tuple[float, ...]) -> Excerpt:
    ordered = replace(table, frame=table.sorted_by("nilai", descending=False))
    left = len(ordered.frame) - LIST_ROWS
    more = ""
    if left > 0:
        more = _("… dan {jumlah} lainnya; daftar lengkap ada di halaman Program.").format(jumlah=format_number(left))
    return Excerpt(ordered, columns, widths, min(len(ordered.frame), LIST_ROWS), more)
