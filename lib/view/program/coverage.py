"""The coverage of a programme in words: the headline, how it stands to its target, and the state of a desa in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.analysis.program.reach import BELUM, BUKAN_SASARAN, SUDAH, TANPA_BASIS, TIDAK_DIKETAHUI, known_programs
from lib.analysis.program.target import Goal, gap, goal, is_past
from lib.domain.language import current_language, format_date, format_number, format_percent, localized
from lib.domain.language import gettext as _
from lib.domain.program import Program, all_programs, programs
from lib.domain.wilayah import Tingkat, tingkat
from lib.view.frame.places import area_title, local_word
from lib.view.frame.provenance import illustrative, source_line
from lib.view.frame.selection import Selection
from lib.view.frame.tables import slug


def coverage_view(selection: Selection, program: Program) -> Selection:
    """The selection as a view of the programme's coverage: what maps, source lines and badges are asked for."""
    return replace(selection, indikator="cakupan", program=program.id)


def place_of(data: Figures, selection: Selection) -> tuple[str, Tingkat]:
    """The area that the page is about and its level: the province when none is selected."""
    kode = selection.area or data.codes_at("provinsi")[0]
    return kode, tingkat(kode)


def quoted(teks: str) -> str:
    """Words of a source, which are Indonesian: in another language they stand between quotation marks."""
    return teks if not teks or current_language() == "id" else f"“{teks}”"


def unit_of(data: Figures, program: Program, area: str | None) -> str:
    """What the programme counts, in the area's own word where that is desa: ``pekon``, ``BUMDes``, ``petani``."""
    word = local_word(data, area)
    # A kota has kelurahan only; a programme of desa still counts desa there, and finds none.
    plain = program.penyebut == "desa" and not program.termasuk_kelurahan and word != "kelurahan"
    return word if plain else program.unit


def reach_of(data: Figures, program: Program, tahun: int, kode: str) -> pd.Series:
    """The row of ``Figures.coverage`` of one area."""
    return data.coverage(program.id, tahun, tingkat(kode)).loc[kode]


def goal_of(data: Figures, program: Program, tahun: int, kode: str) -> Goal | None:
    """The target that holds for an area in a year (``lib.analysis.program.target.goal``)."""

    def base(year: int, area: str) -> int:
        return int(data.coverage(program.id, year, tingkat(area)).at[area, "penyebut"])

    return goal(program, tahun, kode, base)


def not_known(program: Program, tahun: int) -> str:
    """Why nothing is said of the programme at the end of a year."""
    if tahun < program.mulai:
        return _("{program} baru dimulai pada {mulai}; pada akhir {tahun} belum ada.").format(
            program=program.label, mulai=program.mulai, tahun=tahun
        )
    return _("Belum ada data {program} sampai akhir {tahun}.").format(program=program.label, tahun=tahun)


def headline(data: Figures, selection: Selection, program: Program) -> str:
    """How far the programme reaches in the selected area at the end of the year, and how that stands to its target."""
    kode, _level = place_of(data, selection)
    row = reach_of(data, program, selection.tahun, kode)
    place = area_title(data, selection.area)
    unit = unit_of(data, program, selection.area)
    if pd.isna(row["tanggal"]):
        return not_known(program, selection.tahun)
    if not row["penyebut"]:
        return _("{program} tidak mempunyai {satuan} yang dihitung di {wilayah}.").format(
            program=program.label, satuan=unit, wilayah=place
        )
    reached = int(row[program.tahap_utama.id])
    start = _("{program} menjangkau {jumlah} dari {penyebut} {satuan} di {wilayah} ({bagian}) pada akhir {tahun}").format(
        program=program.label,
        jumlah=format_number(reached),
        penyebut=format_number(row["penyebut"]),
        satuan=unit,
        wilayah=place,
        bagian=format_percent(row["bagian"]),
        tahun=selection.tahun,
    )
    aim = goal_of(data, program, selection.tahun, kode)
    return f"{start}; {against_goal(aim, reached, selection.tahun, unit)}." if aim else f"{start}."


def against_goal(aim: Goal, reached: int, tahun: int, unit: str) -> str:
    """How a number stands to its target, as the second half of a sentence."""
    fields = {
        "tahun": aim.tahun,
        "target": format_number(aim.jumlah),
        "satuan": unit,
        "kurang": format_number(gap(aim, reached)),
    }
    if not gap(aim, reached):
        return _("target {tahun} ({target} {satuan}) tercapai").format(**fields)
    if is_past(aim, tahun):
        return _("target {tahun} ({target} {satuan}) belum tercatat tercapai, kurang {kurang}").format(**fields)
    return _("kurang {kurang} dari target {tahun} ({target} {satuan})").format(**fields)


def subtitle(data: Figures, selection: Selection, program: Program) -> str:
    """The day that the figure is of, and what counts as reached."""
    kode, _level = place_of(data, selection)
    row = reach_of(data, program, selection.tahun, kode)
    what = localized(program.tahap_utama.definisi)
    if pd.isna(row["tanggal"]):
        return what
    return _("Keadaan {tanggal}, data termuda sampai akhir {tahun}. {arti}").format(
        tanggal=format_date(row["tanggal"].date()), tahun=selection.tahun, arti=what
    )


def desa_states(data: Figures, selection: Selection) -> str:
    """Which programmes have reached the selected desa; empty when none is selected or it does not exist in the year."""
    states = data.reach_states(selection.tahun)
    if selection.desa is None or selection.desa not in states.index:
        return ""
    parts = [f"{programs()[key].label}: {state_word(states.at[selection.desa, key], key)}" for key in states.columns]
    return f"{area_title(data, selection.desa)} – {'; '.join(parts)}."


def state_word(state: str, program: str) -> str:
    """The state of a desa in a programme as the reader sees it."""
    base = all_programs()[program].penyebut
    words = {
        SUDAH: _("sudah"),
        BELUM: _("belum"),
        TANPA_BASIS: _("tanpa {basis}").format(basis=all_programs()[base].unit if base in all_programs() else ""),
        BUKAN_SASARAN: _("bukan sasaran"),
        TIDAK_DIKETAHUI: _("belum ada data"),
    }
    return words[state]


def known(data: Figures, tahun: int) -> tuple[str, ...]:
    """The programmes of which something is known at the end of a year."""
    return known_programs(data.reach_states(tahun))


def unknown_note(data: Figures, tahun: int) -> str:
    """Which programmes are left out of a year's lists for want of data; empty when none is."""
    left_out = [entry.label for key, entry in programs().items() if key not in known(data, tahun)]
    if not left_out:
        return ""
    return _("Tidak ikut dihitung karena belum ada datanya sampai akhir {tahun}: {program}.").format(
        tahun=tahun, program=", ".join(left_out)
    )


def views_of(selection: Selection, keys: Sequence[str]) -> tuple[Selection, ...]:
    """The coverage views of several programmes, for one source line and one badge."""
    return tuple(coverage_view(selection, programs()[key]) for key in keys)


def sources_and_badge(data: Figures, *views: Selection) -> tuple[str, bool]:
    """The source line of several views together, and whether any illustrative row is behind them."""
    return source_line(data, *views), any(illustrative(data, view) for view in views)


def file_stem(data: Figures, selection: Selection, what: str, contoh: bool) -> str:
    """File name of a download: what, which area, year, *contoh*."""
    parts = [what, area_title(data, selection.area), str(selection.tahun)]
    return slug(" ".join([*parts, "contoh"] if contoh else parts))
