"""One programme in depth: its definition, its stages side by side, and the pace that its target still asks for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlsplit

import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.analysis.program.target import DAYS_PER_YEAR, Goal, gap, pace_needed, pace_seen, years_left
from lib.domain.language import format_date, format_number, format_percent, localized
from lib.domain.language import gettext as _
from lib.domain.program import Program, all_programs
from lib.view.frame.selection import Selection
from lib.view.indicator.classes import REACHED
from lib.view.program.coverage import goal_of, place_of, quoted, reach_of, unit_of
from lib.view.status.cards import Card


@dataclass(frozen=True, slots=True)
class Link:
    """A source: what it is called and where it is; ``url`` is empty when it has no address of the web."""

    teks: str
    url: str


def definition(program: Program) -> tuple[tuple[str, str], ...]:
    """What the programme is: label and text of each line, in the order of the page."""
    base = all_programs().get(program.penyebut)
    denominator = (
        _("{satuan}: {arti}").format(satuan=base.label, arti=localized(base.definisi))
        if base
        else _("Semua desa dan kelurahan yang ada pada tahun itu.")
        if program.termasuk_kelurahan
        else _("Semua desa yang ada pada tahun itu; kelurahan tidak dihitung.")
    )
    until = str(program.selesai) if program.selesai else _("sekarang")
    lines = [
        (_("Definisi"), localized(program.definisi)),
        (_("Satuan"), program.unit),
        (_("Pembagi"), denominator),
        (_("Instansi"), quoted(program.instansi)),
        (_("Berjalan"), f"{program.mulai}–{until}"),
    ]
    targets = [
        _("{tahun}: {target} {satuan} – {sumber}").format(
            tahun=entry.tahun, target=format_number(entry.target), satuan=program.unit, sumber=quoted(entry.sumber)
        )
        for entry in program.sasaran
    ]
    lines.append((_("Target"), " ".join(targets) or _("Tidak ditemukan target yang diterbitkan.")))
    return tuple(lines)


def source_links(program: Program) -> tuple[Link, ...]:
    """Where the definition is from; an address is kept only when it is one of the web."""
    out = []
    for entry in program.sumber:
        url = entry.url if urlsplit(entry.url).scheme in ("http", "https") else ""
        text = f"{entry.penerbit}, “{entry.judul}”, {format_date(entry.tanggal)}"
        out.append(Link(text + (f" ({quoted(entry.cara)})" if entry.cara else ""), url))
    return tuple(out)


def stage_cards(data: Figures, selection: Selection, program: Program) -> tuple[Card, ...]:
    """The stages side by side, each with its own day: they are never added up, nor is one divided by another."""
    kode, _level = place_of(data, selection)
    row = reach_of(data, program, selection.tahun, kode)
    unit = unit_of(data, program, selection.area)
    points = trend_until(data, selection, program)
    out = []
    for stage in program.tahap:
        last = points[points["tahap"] == stage.id].tail(1)
        text = localized(stage.definisi)
        if last.empty:
            out.append(Card(stage.label, "–", " ".join((_("Belum ada data."), text))))
            continue
        number = int(row[stage.id])
        share = (
            _("{bagian} dari {penyebut} {satuan}, keadaan {tanggal}.").format(
                bagian=format_percent(number / row["penyebut"]),
                penyebut=format_number(row["penyebut"]),
                satuan=unit,
                tanggal=format_date(last["tanggal"].iloc[0].date()),
            )
            if row["penyebut"]
            else _("Keadaan {tanggal}.").format(tanggal=format_date(last["tanggal"].iloc[0].date()))
        )
        main = stage.id == program.tahap_utama.id
        out.append(Card(stage.label, format_number(number), f"{share} {text}", warna=REACHED if main else ""))
    return tuple(out)


def trend_until(data: Figures, selection: Selection, program: Program) -> pd.DataFrame:
    """The snapshots of the programme in the selected area up to the end of the selected year."""
    points = data.stage_trend(program.id, selection.area)
    return points[points["tanggal"] <= pd.Timestamp(selection.tahun, 12, 31)]


def pace_lines(data: Figures, selection: Selection, program: Program) -> tuple[str, ...]:
    """What the target still asks for a year, with its formula, beside the pace seen so far; empty without a target."""
    kode, _level = place_of(data, selection)
    points = trend_until(data, selection, program)
    points = points[points["tahap"] == program.tahap_utama.id]
    if points.empty:
        return ()
    unit = unit_of(data, program, selection.area)
    days = [(day.date(), int(number)) for day, number in zip(points["tanggal"], points["jumlah"], strict=True)]
    aim = goal_of(data, program, selection.tahun, kode)
    lines = [_needed(aim, days[-1], selection.tahun, unit)] if aim else []
    pace = pace_seen(days[0], days[-1])
    if pace is not None:
        lines.append(
            _(
                "Laju yang tercatat: ({akhir} − {awal}) ÷ {tahun} tahun = {laju} {satuan} per tahun, dari {dari} sampai {ke}."
            ).format(
                akhir=format_number(days[-1][1]),
                awal=format_number(days[0][1]),
                tahun=format_number((days[-1][0] - days[0][0]).days / DAYS_PER_YEAR, 2),
                laju=format_number(pace),
                satuan=unit,
                dari=format_date(days[0][0]),
                ke=format_date(days[-1][0]),
            )
        )
    return tuple(lines)


def _needed(aim: Goal, last: tuple[dt.date, int], tahun: int, unit: str) -> str:
    on, reached = last
    fields = {
        "target": format_number(aim.jumlah),
        "jumlah": format_number(reached),
        "satuan": unit,
        "tahun": aim.tahun,
        "kurang": format_number(gap(aim, reached)),
        "tanggal": format_date(on),
    }
    if not gap(aim, reached):
        return _("Target {tahun} sebanyak {target} {satuan} tercapai: {jumlah} pada {tanggal}.").format(**fields)
    pace = pace_needed(aim, reached, on, tahun)
    if pace is None:
        return _(
            "Target {tahun} sebanyak {target} {satuan} belum tercatat tercapai: data termuda ({tanggal}) mencatat {jumlah}, "
            "kurang {kurang}."
        ).format(**fields)
    return _(
        "Laju yang diperlukan: ({target} − {jumlah}) ÷ {sisa} tahun dari {tanggal} sampai akhir {tahun} = {laju} {satuan} "
        "per tahun."
    ).format(**fields, sisa=format_number(years_left(aim, on), 2), laju=format_number(pace))
