"""The slide of all programmes: how far each reaches, beside the target where one was published."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from lib.domain.language import format_date, format_number, format_percent
from lib.domain.language import gettext as _
from lib.domain.program import Program, programs
from lib.view.deck.body import Asked, Made
from lib.view.frame.charts import Axis, ChartDescription, Series
from lib.view.frame.places import area_title
from lib.view.frame.tables import Column, TableDescription
from lib.view.indicator.classes import REACHED
from lib.view.program.coverage import (
    against_goal,
    file_stem,
    goal_of,
    place_of,
    reach_of,
    sources_and_badge,
    unit_of,
    unknown_note,
    views_of,
)

TARGET_COLOUR: Final = "#b8c0cb"


def against_targets(asked: Asked) -> Made:
    """The coverage of every programme that something is known of, with the target where one was published for the area."""
    data, selection = asked.data, asked.selection
    kode, _level = place_of(data, selection)
    rows = {key: reach_of(data, entry, selection.tahun, kode) for key, entry in programs().items()}
    listed = [entry for key, entry in programs().items() if rows[key]["bagian"] == rows[key]["bagian"]]
    sumber, contoh = sources_and_badge(data, *views_of(selection, [entry.id for entry in listed]))
    place = area_title(data, selection.area)
    missing = unknown_note(data, selection.tahun)
    if not listed:
        why = _("Belum ada cakupan program yang dapat dihitung di {wilayah} sampai akhir {tahun}.")
        return Made(
            _("Program dan targetnya"), why.format(wilayah=place, tahun=selection.tahun), None, sumber, contoh, (missing,)
        )
    goals = {entry.id: goal_of(data, entry, selection.tahun, kode) for entry in listed}
    shares = {entry.id: float(rows[entry.id]["bagian"]) for entry in listed}
    order = sorted(listed, key=lambda entry: -shares[entry.id])
    labels = tuple(entry.label for entry in order)
    aims = [
        goal.jumlah / rows[entry.id]["penyebut"] if (goal := goals[entry.id]) and rows[entry.id]["penyebut"] else None
        for entry in order
    ]
    finding = _coverage_finding(order, shares, place, selection.tahun)
    series = [
        Series(
            "cakupan",
            _("Terjangkau"),
            REACHED,
            labels,
            tuple(shares[entry.id] for entry in order),
            sebut=tuple(format_percent(shares[entry.id]) for entry in order),
        )
    ]
    if any(aim is not None for aim in aims):
        series.append(
            Series(
                "target",
                _("Target yang terbit"),
                TARGET_COLOUR,
                labels,
                tuple(aims),
                sebut=tuple("" if aim is None else format_percent(aim) for aim in aims),
            )
        )
    lines = []
    for entry in order:
        if goal := goals[entry.id]:
            reached, unit = int(rows[entry.id][entry.tahap_utama.id]), unit_of(data, entry, selection.area)
            lines.append(f"{entry.label}: {against_goal(goal, reached, selection.tahun, unit)}.")
    frame = pd.DataFrame(
        {
            "program": labels,
            "jumlah": [int(rows[entry.id][entry.tahap_utama.id]) for entry in order],
            "penyebut": [int(rows[entry.id]["penyebut"]) for entry in order],
            "bagian": [shares[entry.id] for entry in order],
            "target": [goal.jumlah if (goal := goals[entry.id]) else np.nan for entry in order],
            "keadaan": [rows[entry.id]["tanggal"] for entry in order],
        },
        index=pd.Index([entry.id for entry in order], dtype=object),
    )
    table = TableDescription(
        judul=finding,
        penjelasan=_("Tiap program dibagi menurut definisinya sendiri; pembaginya berbeda."),
        kolom=(
            Column("program", _("Program"), "teks", _("Program")),
            Column("jumlah", _("Terjangkau"), "jumlah", _("Satuan pada tahap utama")),
            Column("penyebut", _("Pembagi"), "jumlah", _("Jumlah yang menjadi pembagi")),
            Column("bagian", _("Cakupan"), "bagian", _("Terjangkau dibagi pembagi")),
            Column("target", _("Target"), "jumlah", _("Target yang terbit untuk wilayah ini")),
            Column("keadaan", _("Keadaan"), "tanggal", _("Hari keadaan data")),
        ),
        frame=frame,
        sumber=sumber,
        contoh=contoh,
        nama_berkas=file_stem(data, selection, "program-target", contoh),
    )
    counts = [
        _("{program}: {jumlah} dari {penyebut} {satuan}, keadaan {tanggal}.").format(
            program=entry.label,
            jumlah=format_number(rows[entry.id][entry.tahap_utama.id]),
            penyebut=format_number(rows[entry.id]["penyebut"]),
            satuan=unit_of(data, entry, selection.area),
            tanggal=format_date(rows[entry.id]["tanggal"].date()),
        )
        for entry in order
    ]
    chart = ChartDescription(
        id="program_target",
        bentuk="batang",
        judul=finding,
        subjudul=table.penjelasan,
        alt=_("Grafik batang: {judul}.").format(judul=finding),
        sumber=sumber,
        contoh=contoh,
        kategori=Axis("", "kategori"),
        nilai=Axis("", "bagian", 1, 0.0),
        seri=tuple(series),
        tabel=table,
        mendatar=True,
    )
    sentence = " ".join(lines) or _("Tidak ada target yang terbit untuk {wilayah}; pembagi tiap program berbeda.").format(
        wilayah=place
    )
    return Made(finding, sentence, chart, sumber, contoh, (table.penjelasan, *counts, missing), chart.alt)


def _coverage_finding(order: list[Program], shares: dict[str, float], place: str, tahun: int) -> str:
    printed = [format_percent(shares[entry.id]) for entry in order]
    fields = {"wilayah": place, "tahun": tahun, "atas": order[0].label, "tinggi": printed[0]}
    if len(order) == 1:
        return _("{wilayah}, akhir {tahun}: {atas} {tinggi}").format(**fields)
    if len(set(printed)) == 1:
        return _("{wilayah}, akhir {tahun}: semua program {tinggi}").format(**fields)
    high, low = (
        ", ".join(entry.label for entry, text in zip(order, printed, strict=True) if text == end)
        for end in (printed[0], printed[-1])
    )
    return _("{wilayah}, akhir {tahun}: cakupan dari {rendah} ({bawah}) sampai {tinggi} ({atas})").format(
        **fields | {"atas": high}, rendah=printed[-1], bawah=low
    )
