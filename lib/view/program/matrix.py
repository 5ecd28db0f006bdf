"""Programme by area as a heat table: the share and count of every cell, the target of the year, and what is missing to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.analysis.program.reach import BELUM, SUDAH
from lib.analysis.program.target import gap
from lib.domain.language import format_date, format_number, format_percent
from lib.domain.language import gettext as _
from lib.domain.program import Program, programs
from lib.view.frame.places import area_title, level_noun, local_word
from lib.view.frame.selection import Selection, default_level
from lib.view.frame.sentences import MAX_NAMES_IN_A_TIE
from lib.view.frame.tables import Column, TableDescription
from lib.view.indicator.classes import NOT_REACHED, SEQUENTIAL, SHARE_EDGES, readable_ink, sequential
from lib.view.program.coverage import file_stem, goal_of, sources_and_badge, state_word, unit_of, views_of

ORDERS: Final = ("cakupan", "kode")


@dataclass(frozen=True, slots=True)
class Cell:
    """One programme in one area. ``teks`` is the share (a state where the area is one desa), ``rincian`` the counts behind
    it, ``kurang`` what is missing to the target; ``warna`` is empty where there is nothing to colour."""

    teks: str
    rincian: str = ""
    kurang: str = ""
    warna: str = ""
    warna_teks: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One area with its cells, in the order of the columns."""

    kode: str
    nama: str
    sel: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """One programme at the head of its column: unit, the day its figures are of, and the target that holds."""

    id: str
    label: str
    satuan: str
    keadaan: str
    target: str


@dataclass(frozen=True, slots=True)
class Step:
    """One colour of the scale and its interval."""

    label: str
    warna: str


@dataclass(frozen=True, eq=False)
class Matrix:
    """The heat table: ``total`` is the whole area, ``baris`` its parts, ``tabel`` the same numbers to sort and download."""

    judul: str
    subjudul: str
    kolom: tuple[Heading, ...]
    total: Row
    baris: tuple[Row, ...]
    skala: tuple[Step, ...]
    tabel: TableDescription
    sumber: str
    contoh: bool


def describe_matrix(data: Figures, selection: Selection, program: Program, order: str = "cakupan") -> Matrix:
    """The matrix of the areas below the selected one, with ``program`` as the one that is talked about.

    ``order`` is ``cakupan`` (the area that ``program`` reaches least first, areas without a share last) or ``kode``.
    """
    level = default_level(selection.area)
    listed = tuple(programs().values())
    codes = _codes(data, selection)
    frames = {entry.id: data.coverage(entry.id, selection.tahun, level).loc[codes] for entry in listed}
    if order == "cakupan":
        codes = codes[np.argsort(frames[program.id]["bagian"].fillna(np.inf).to_numpy(), kind="stable")]
    sumber, contoh = sources_and_badge(data, *views_of(selection, [entry.id for entry in listed]))
    whole = selection.area or data.codes_at("provinsi")[0]
    title = finding(data, selection, program, frames[program.id]["bagian"])
    return Matrix(
        judul=title,
        subjudul=_(
            "Bagian yang terjangkau pada akhir {tahun}, per program dan {satuan}; angka kecilnya jumlah dan pembagi."
        ).format(tahun=selection.tahun, satuan=level_noun(data, level, selection.area)),
        kolom=tuple(_heading(data, selection, entry, whole) for entry in listed),
        total=_row(data, selection, whole, listed, area_title(data, whole)),
        baris=tuple(_row(data, selection, str(kode), listed, data.name(str(kode))) for kode in codes),
        skala=_scale(),
        tabel=_table(data, selection, listed, sorted(codes), title, sumber, contoh),
        sumber=sumber,
        contoh=contoh,
    )


def _codes(data: Figures, selection: Selection) -> pd.Index:
    level = default_level(selection.area)
    # Areas without a desa or kelurahan of that year have nothing to be reached.
    counts = data.counts(selection.tahun, level)
    codes = counts.index[(counts["jumlah"] > 0).to_numpy()]
    return codes[codes.str.startswith(selection.area + ".")] if selection.area else codes


def finding(data: Figures, selection: Selection, program: Program, shares: pd.Series) -> str:
    """Where the programme reaches least, ties told as ties; what is missing when nothing is known."""
    known = (shares.dropna() * 100).round(1)
    name, tahun = program.label, selection.tahun
    if known.empty:
        return _("{program}: belum ada yang dapat dibandingkan pada akhir {tahun}").format(program=name, tahun=tahun)
    if default_level(selection.area) == "desa" and known.isin([0.0, 100.0]).all():
        return _("{program} menjangkau {jumlah} dari {semua} {desa} di {wilayah} pada akhir {tahun}").format(
            program=name,
            jumlah=format_number((known > 0).sum()),
            semua=format_number(len(known)),
            desa=local_word(data, selection.area),
            wilayah=area_title(data, selection.area),
            tahun=tahun,
        )
    low = float(known.min())
    if low == known.max():
        return _("{program}: sama di semua wilayah, {bagian} pada akhir {tahun}").format(
            program=name, bagian=format_percent(low / 100), tahun=tahun
        )
    least = sorted(known.index[known == low])
    places = ", ".join(data.name(str(kode)) for kode in least)
    if len(least) > MAX_NAMES_IN_A_TIE:
        places = _("{jumlah} wilayah").format(jumlah=format_number(len(least)))
    return _("{program} paling rendah di {wilayah}: {bagian} pada akhir {tahun}").format(
        program=name, wilayah=places, bagian=format_percent(low / 100), tahun=tahun
    )


def _heading(data: Figures, selection: Selection, program: Program, whole: str) -> Heading:
    row = data.coverage(program.id, selection.tahun, "provinsi").iloc[0]
    aim = goal_of(data, program, selection.tahun, whole)
    target = ""
    if aim:
        target = _("target {tahun}: {jumlah}").format(tahun=aim.tahun, jumlah=format_number(aim.jumlah))
    return Heading(
        id=program.id,
        label=program.label,
        satuan=unit_of(data, program, selection.area),
        keadaan=_("belum ada data") if pd.isna(row["tanggal"]) else format_date(row["tanggal"].date()),
        target=target,
    )


def _row(data: Figures, selection: Selection, kode: str, listed: tuple[Program, ...], nama: str) -> Row:
    return Row(kode, nama, tuple(_cell(data, selection, program, kode) for program in listed))


def _cell(data: Figures, selection: Selection, program: Program, kode: str) -> Cell:
    states = data.reach_states(selection.tahun)
    if kode in states.index and program.id in states:
        state = states.at[kode, program.id]
        row = data.coverage(program.id, selection.tahun, "desa").loc[kode]
        if state not in (SUDAH, BELUM) or row["penyebut"] <= 1:
            # Lighter than on a map: words stand upon it.
            colour = {SUDAH: SEQUENTIAL[3], BELUM: NOT_REACHED}.get(state, "")
            return Cell(state_word(state, program.id), warna=colour, warna_teks=readable_ink(colour) if colour else "")
    levels = ("provinsi", "kabupaten", "kecamatan", "desa")
    row = data.coverage(program.id, selection.tahun, levels[kode.count(".")]).loc[kode]  # type: ignore[arg-type]
    if pd.isna(row["tanggal"]):
        return Cell(_("belum ada data"))
    if not row["penyebut"]:
        return Cell(_("tidak ada {satuan}").format(satuan=unit_of(data, program, selection.area)))
    reached = int(row[program.tahap_utama.id])
    aim = goal_of(data, program, selection.tahun, kode)
    missing = gap(aim, reached) if aim else 0
    colour = sequential(len(SHARE_EDGES) - 1)[share_class(float(row["bagian"]))]
    return Cell(
        teks=format_percent(row["bagian"]),
        rincian=f"{format_number(reached)}/{format_number(row['penyebut'])}",
        kurang=_("kurang {jumlah}").format(jumlah=format_number(missing)) if missing else "",
        warna=colour,
        warna_teks=readable_ink(colour),
    )


def share_class(share: float) -> int:
    """The step of the scale that a share falls into, as it is printed: lower bound excluded, upper included."""
    place = int(np.searchsorted(SHARE_EDGES[1:-1], round(share, 3), side="left"))
    return min(place, len(SHARE_EDGES) - 2)


def _scale() -> tuple[Step, ...]:
    colours = sequential(len(SHARE_EDGES) - 1)
    return tuple(
        Step(
            f"{'> ' if place else ''}{format_percent(SHARE_EDGES[place], 0)}–{format_percent(SHARE_EDGES[place + 1], 0)}",
            colours[place],
        )
        for place in range(len(colours))
    )


def _table(
    data: Figures,
    selection: Selection,
    listed: tuple[Program, ...],
    codes: list[str],
    title: str,
    sumber: str,
    contoh: bool,
) -> TableDescription:
    level = default_level(selection.area)
    table = pd.DataFrame(index=pd.Index(codes, dtype=object))
    table["kode"] = codes
    table["nama"] = [data.name(kode) for kode in codes]
    columns = [
        Column("kode", _("Kode"), "teks", _("Kode wilayah Kementerian Dalam Negeri")),
        Column("nama", _("Nama"), "teks", level_noun(data, level, selection.area).capitalize()),
    ]
    for program in listed:
        found = data.coverage(program.id, selection.tahun, level).loc[codes]
        known = found["tanggal"].notna()
        unit = unit_of(data, program, selection.area)
        values = {
            "bagian": found["bagian"],
            "jumlah": found[program.tahap_utama.id].where(known).astype("Int64"),
            "penyebut": found["penyebut"].astype("Int64"),
            "kurang": pd.Series(_missing(data, selection, program, codes, found), index=codes, dtype="Int64"),
        }
        if values["kurang"].isna().all():
            # No target holds for any of these areas: an empty column would say that something is missing here.
            del values["kurang"]
        words = {
            "bagian": ("{program}", _("Terjangkau dibagi pembagi")),
            "jumlah": (_("{program}: {satuan} terjangkau"), program.tahap_utama.label),
            "penyebut": (_("{program}: pembagi"), _("Jumlah yang menjadi pembagi")),
            "kurang": (_("{program}: kurang dari target"), _("Yang masih kurang sampai target")),
        }
        for key, column in values.items():
            label, text = words[key]
            name = f"{program.id}_{key}"
            table[name] = column.to_numpy() if key == "bagian" else column.array
            kind = "bagian" if key == "bagian" else "jumlah"
            columns.append(Column(name, label.format(program=program.label, satuan=unit), kind, text, satuan=unit))  # type: ignore[arg-type]
    return TableDescription(
        judul=title,
        penjelasan=_("Cakupan tiap program pada akhir {tahun}.").format(tahun=selection.tahun),
        kolom=tuple(columns),
        frame=table[[column.id for column in columns]],
        sumber=sumber,
        contoh=contoh,
        nama_berkas=file_stem(data, selection, "cakupan-program", contoh),
    )


def _missing(data: Figures, selection: Selection, program: Program, codes: list[str], found: pd.DataFrame) -> list[int | None]:
    out: list[int | None] = []
    for kode in codes:
        aim = goal_of(data, program, selection.tahun, kode)
        known = aim is not None and pd.notna(found.at[kode, "tanggal"])
        out.append(gap(aim, int(found.at[kode, program.tahap_utama.id])) if aim and known else None)
    return out
