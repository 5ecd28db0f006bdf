"""A programme's stages over the dates of their snapshots, against its target, and the figures that were published."""

from __future__ import annotations

import datetime as dt
from typing import Final

import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.analysis.program.target import Goal, gap
from lib.domain.facts import program_facts
from lib.domain.language import format_date, format_number
from lib.domain.language import gettext as _
from lib.domain.program import Program, all_programs
from lib.domain.wilayah import is_within
from lib.view.frame.charts import Axis, ChartDescription, Mark, Marker, Series
from lib.view.frame.places import area_title
from lib.view.frame.selection import Selection
from lib.view.frame.tables import Column, TableDescription
from lib.view.indicator.classes import REACHED
from lib.view.program.coverage import coverage_view, file_stem, goal_of, not_known, place_of, quoted, sources_and_badge, unit_of
from lib.view.program.detail import trend_until

# One colour and shape a stage, the main stage first; a fourth stage starts again with another line.
STAGE_COLOURS: Final = (REACHED, "#b5651d", "#6b7280")
STAGE_SHAPES: Final[tuple[Marker, ...]] = ("lingkaran", "persegi", "segitiga")
# Room for whole dots at the edges, and above the greatest number for the words of the target line.
HEADROOM: Final = 1.12
FOOTROOM: Final = 0.04
MARGIN_YEARS: Final = 0.08
CONFIDENCE_WORDS: Final = ("tinggi", "sedang", "rendah")


def trend_chart(data: Figures, selection: Selection, program: Program) -> ChartDescription:
    """Every snapshot up to the end of the year, one line a stage, with the target as a line across."""
    points = trend_until(data, selection, program)
    kode, _level = place_of(data, selection)
    unit = unit_of(data, program, selection.area)
    aim = goal_of(data, program, selection.tahun, kode)
    main = points[points["tahap"] == program.tahap_utama.id]
    title = _finding(selection, program, main, aim, unit)
    sumber, contoh = sources_and_badge(data, coverage_view(selection, program))
    days = [day.date() for day in points["tanggal"]]
    most = max([*points["jumlah"], aim.jumlah if aim and len(points) else 0], default=0)
    return ChartDescription(
        id="tren_program",
        bentuk="garis",
        judul=title,
        subjudul=_("Jumlah {satuan} tiap tahap pada tanggal datanya, {wilayah}. Tahap tidak dijumlahkan.").format(
            satuan=unit, wilayah=area_title(data, selection.area)
        ),
        alt=_("Grafik garis: {judul}. {isi}").format(judul=title, isi=_in_words(program, points)),
        sumber=sumber,
        contoh=contoh,
        kategori=_time_axis(days),
        nilai=Axis(unit, "angka", 0, -FOOTROOM * most, float(most) * HEADROOM or 1.0),
        seri=tuple(_series(program, place, points, unit) for place in range(len(program.tahap))),
        tanda=(_mark(aim, unit),) if aim and len(points) else (),
        tabel=_table(data, selection, program, points, title, sumber, contoh, unit),
    )


def _finding(selection: Selection, program: Program, main: pd.DataFrame, aim: Goal | None, unit: str) -> str:
    if main.empty:
        return not_known(program, selection.tahun)
    first, last = main.iloc[0], main.iloc[-1]
    fields = {
        "program": program.label,
        "tahap": program.tahap_utama.label,
        "dari": format_number(first["jumlah"]),
        "ke": format_number(last["jumlah"]),
        "satuan": unit,
        "awal": first["tanggal"].year,
        "akhir": last["tanggal"].year,
        "kurang": format_number(gap(aim, int(last["jumlah"]))) if aim else "",
        "tahun": aim.tahun if aim else "",
    }
    if len(main) == 1:
        text = _("{program}: {ke} {satuan} pada {akhir}, satu-satunya data")
    else:
        text = _("{program}: dari {dari} ({awal}) menjadi {ke} {satuan} ({akhir})")
    if aim:
        text += _("; kurang {kurang} dari target {tahun}") if gap(aim, int(last["jumlah"])) else _("; target {tahun} tercapai")
    return text.format(**fields)


def _in_words(program: Program, points: pd.DataFrame) -> str:
    names = {stage.id: stage.label for stage in program.tahap}
    return "; ".join(
        f"{names[row.tahap]}, {format_date(row.tanggal.date())}: {format_number(row.jumlah)}" for row in points.itertuples()
    )


def _decimal_year(day: dt.date) -> float:
    start = dt.date(day.year, 1, 1)
    return day.year + (day - start).days / (dt.date(day.year + 1, 1, 1) - start).days


def _time_axis(days: list[dt.date]) -> Axis:
    """A true time axis: the distance between two dots is the time between their days; years stand at their 1 January."""
    if not days:
        return Axis("", "angka")
    first, last = min(days).year, max(days).year + 1
    ends = first - MARGIN_YEARS, last + MARGIN_YEARS
    return Axis("", "angka", 0, *ends, tuple((float(year), str(year)) for year in range(first, last + 1)))


def _series(program: Program, place: int, points: pd.DataFrame, unit: str) -> Series:
    stage = program.tahap[place]
    mine = points[points["tahap"] == stage.id]
    return Series(
        id=stage.id,
        label=stage.label,
        warna=STAGE_COLOURS[place % len(STAGE_COLOURS)],
        x=tuple(_decimal_year(day.date()) for day in mine["tanggal"]),
        y=tuple(float(number) for number in mine["jumlah"]),
        teks=tuple(
            _("{tahap}, {tanggal}: {jumlah} {satuan}").format(
                tahap=stage.label, tanggal=format_date(day.date()), jumlah=format_number(number), satuan=unit
            )
            for day, number in zip(mine["tanggal"], mine["jumlah"], strict=True)
        ),
        putus=place >= len(STAGE_COLOURS),
        penanda=STAGE_SHAPES[place % len(STAGE_SHAPES)],
    )


def _mark(aim: Goal, unit: str) -> Mark:
    return Mark(
        "acuan",
        float(aim.jumlah),
        _("target {tahun}: {jumlah} {satuan}").format(tahun=aim.tahun, jumlah=format_number(aim.jumlah), satuan=unit),
    )


def _table(
    data: Figures,
    selection: Selection,
    program: Program,
    points: pd.DataFrame,
    title: str,
    sumber: str,
    contoh: bool,
    unit: str,
) -> TableDescription:
    names = {stage.id: stage.label for stage in program.tahap}
    frame = pd.DataFrame(
        {
            "tahap": [names[stage] for stage in points["tahap"]],
            "tanggal": points["tanggal"].to_numpy(),
            "jumlah": points["jumlah"].to_numpy(),
        },
        index=[f"{stage}-{day:%Y-%m-%d}" for stage, day in zip(points["tahap"], points["tanggal"], strict=True)],
    )
    return TableDescription(
        judul=title,
        penjelasan=_("Tiap data yang masuk, per tahap dan tanggal."),
        kolom=(
            Column("tahap", _("Tahap"), "teks", _("Tahap program; tahap tidak dijumlahkan")),
            Column("tanggal", _("Tanggal"), "tanggal", _("Hari keadaan data")),
            Column("jumlah", _("Jumlah ({satuan})").format(satuan=unit), "jumlah", program.unit),
        ),
        frame=frame,
        sumber=sumber,
        contoh=contoh,
        nama_berkas=file_stem(data, selection, f"tren-{program.id}", contoh),
    )


def published_figures(data: Figures, selection: Selection, program: Program) -> TableDescription:
    """What was published of the programme and of its base for the selected area and any part of it: real figures.

    They do not depend on the selected year. A published figure is quoted with its source, never corrected.
    """
    kode, _level = place_of(data, selection)
    wanted = {program.id, program.penyebut}
    rows = [fact for fact in program_facts() if fact.program in wanted and is_within(fact.kode_wilayah, kode)]
    words = dict(zip(CONFIDENCE_WORDS, (_("tinggi"), _("sedang"), _("rendah")), strict=True))
    frame = pd.DataFrame(
        {
            "kode": [fact.kode_wilayah for fact in rows],
            "nama": [area_title(data, fact.kode_wilayah) for fact in rows],
            "program": [all_programs()[fact.program].label for fact in rows],
            "tahap": [_stage_name(fact.program, fact.tahap) for fact in rows],
            "tanggal": pd.to_datetime([fact.tanggal for fact in rows]),
            "jumlah": [fact.jumlah for fact in rows],
            "keyakinan": [words[fact.keyakinan] for fact in rows],
            "sumber": [f"“{fact.sumber_judul}”" for fact in rows],
            "catatan": [quoted(fact.catatan) or None for fact in rows],
        },
        index=[fact.kode_wilayah for fact in rows],
    )
    return TableDescription(
        judul=_("Angka {program} yang diterbitkan").format(program=program.label),
        penjelasan=_("Angka terbitan apa adanya, berikut pembaginya; tidak bergantung pada tahun yang dipilih."),
        kolom=(
            Column("kode", _("Kode"), "teks", _("Kode wilayah Kementerian Dalam Negeri")),
            Column("nama", _("Wilayah"), "teks", _("Wilayah yang dicakup angka itu")),
            Column("program", _("Program"), "teks", _("Program atau pembaginya")),
            Column("tahap", _("Tahap"), "teks", _("Tahap program; tahap tidak dijumlahkan")),
            Column("tanggal", _("Tanggal"), "tanggal", _("Hari keadaan data")),
            Column("jumlah", _("Jumlah"), "jumlah", _("Angka yang diterbitkan")),
            Column("keyakinan", _("Keyakinan"), "teks", _("Seberapa jelas sumbernya")),
            Column("sumber", _("Sumber"), "teks", _("Judul sumber")),
            Column("catatan", _("Catatan"), "teks", _("Catatan tentang angka itu")),
        ),
        frame=frame,
        sumber=_("Sumber: lihat tiap baris."),
        contoh=False,
        nama_berkas=file_stem(data, selection, f"angka-terbitan-{program.id}", False),
    )


def _stage_name(program: str, tahap: str) -> str:
    return next(stage.label for stage in all_programs()[program].tahap if stage.id == tahap)
