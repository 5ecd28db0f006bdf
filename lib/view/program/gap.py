"""Who is left out: desa by the programmes that have and have not reached them, and those that are behind as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.analysis.program.reach import COUNT, TANPA_BASIS, behind_and_missed, combinations, matching
from lib.domain.indeks import indeks_of_year
from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.program import Program, all_programs, programs
from lib.domain.status import BELUM_DINILAI, STATUS, status_label
from lib.domain.wilayah import is_kelurahan
from lib.view.frame.places import area_title, local_word
from lib.view.frame.selection import Selection
from lib.view.frame.tables import Column, TableDescription
from lib.view.program.coverage import file_stem, known, sources_and_badge, state_word, views_of

# Every status but the best can be called behind.
LIMITS: Final = STATUS[:-1]
DEFAULT_LIMIT: Final = "tertinggal"
COMBINATIONS_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which desa a list asks for: reached by every programme of ``sudah`` and by none of ``belum``."""

    sudah: tuple[str, ...]
    belum: tuple[str, ...]


def read_wanted(sudah: str, belum: str, offered: Sequence[str], program: Program) -> Wanted:
    """What an address asks for (ids joined by commas), as far as it is ``offered``; both empty: missed by ``program``.

    Unknown ids and a programme asked for on both sides (then it counts as ``sudah``) fall away.
    """
    reached = tuple(key for key in offered if key in sudah.split(","))
    missed = tuple(key for key in offered if key in belum.split(",") and key not in reached)
    if not reached and not missed:
        return default_wanted(offered, program)
    return Wanted(reached, missed)


def default_wanted(offered: Sequence[str], program: Program) -> Wanted:
    """Missed by ``program``; by all that is known where nothing is known of it."""
    return Wanted((), (program.id,) if program.id in offered else tuple(offered))


def parameters(wanted: Wanted) -> dict[str, str]:
    """The parameters of an address that asks for a list."""
    return {"sudah": ",".join(wanted.sudah), "belum": ",".join(wanted.belum)}


def presets(offered: Sequence[str], program: Program) -> tuple[tuple[str, Wanted], ...]:
    """The lists that are asked for most: missed by the programme, by all, and reached by it alone."""
    rest = tuple(key for key in offered if key != program.id)
    out = [(_("belum {program}").format(program=program.label), default_wanted(offered, program))]
    out.append((_("tidak satu pun"), Wanted((), tuple(offered))))
    if program.id in offered and rest:
        out.append((_("hanya {program}").format(program=program.label), Wanted((program.id,), rest)))
    return tuple(out)


def gap_codes(data: Figures, selection: Selection, wanted: Wanted) -> pd.Index:
    """The desa of a list within the selected area, in code order."""
    return _inside(matching(data.reach_states(selection.tahun), wanted.sudah, wanted.belum), selection)


def _inside(codes: pd.Index, selection: Selection) -> pd.Index:
    return codes[codes.str.startswith(selection.area + ".")] if selection.area and len(codes) else codes


def gap_finding(data: Figures, selection: Selection, wanted: Wanted, codes: pd.Index) -> str:
    """How many desa the list holds and what they have in common; how many of them lack the base of a programme."""
    fields = {
        "jumlah": format_number(len(codes)),
        "desa": _noun(data, selection, wanted),
        "wilayah": area_title(data, selection.area),
        "tahun": selection.tahun,
        "sudah": _names(wanted.sudah),
        "belum": _names(wanted.belum),
    }
    if codes.empty and _only_kelurahan(data, selection) and not _counts_kelurahan(wanted):
        return _("{wilayah} hanya berisi kelurahan; daftar ini menghitung desa").format(**fields)
    offered = known(data, selection.tahun)
    if not wanted.sudah and len(wanted.belum) == len(offered) > 1:
        text = _("{jumlah} {desa} di {wilayah} tidak terjangkau satu pun program pada akhir {tahun}")
    elif not wanted.sudah:
        text = _("{jumlah} {desa} di {wilayah} belum terjangkau {belum} pada akhir {tahun}")
    elif not wanted.belum:
        text = _("{jumlah} {desa} di {wilayah} sudah terjangkau {sudah} pada akhir {tahun}")
    else:
        text = _("{jumlah} {desa} di {wilayah} sudah terjangkau {sudah}, tetapi belum {belum}, pada akhir {tahun}")
    return text.format(**fields) + _without_base(data, selection, wanted, codes)


def _counts_kelurahan(wanted: Wanted) -> bool:
    return all(programs()[key].termasuk_kelurahan for key in (*wanted.sudah, *wanted.belum))


def _only_kelurahan(data: Figures, selection: Selection) -> bool:
    counts = data.area_counts(selection.tahun, selection.area)
    return bool(counts["jumlah"] and counts["jumlah"] == counts[BELUM_DINILAI])


def _noun(data: Figures, selection: Selection, wanted: Wanted) -> str:
    return _("desa dan kelurahan") if _counts_kelurahan(wanted) else local_word(data, selection.area)


def _names(keys: Sequence[str]) -> str:
    return ", ".join(programs()[key].label for key in keys)


def _without_base(data: Figures, selection: Selection, wanted: Wanted, codes: pd.Index) -> str:
    states = data.reach_states(selection.tahun).loc[codes]
    parts = {}
    for key in wanted.belum:
        number = int((states[key] == TANPA_BASIS).sum())
        base = all_programs().get(programs()[key].penyebut)
        if number and base:
            parts[base.unit] = number
    return "".join(
        _("; semuanya tidak mempunyai {basis}").format(basis=unit)
        if number == len(codes)
        else _("; {jumlah} di antaranya tidak mempunyai {basis}").format(jumlah=format_number(number), basis=unit)
        for unit, number in parts.items()
    )


@dataclass(frozen=True, slots=True)
class Combination:
    """One combination of programmes: for each known one whether it has reached, how many desa, and the list of them."""

    sudah: tuple[bool, ...]
    jumlah: str
    wanted: Wanted


def combination_rows(data: Figures, selection: Selection) -> tuple[tuple[str, ...], tuple[Combination, ...]]:
    """The programmes that count something in the area, and their combinations that occur there, the most frequent first.

    At most COMBINATIONS_SHOWN. In a kota, which has kelurahan only, just the programmes that count kelurahan.
    """
    states = data.reach_states(selection.tahun)
    states = states.loc[_inside(states.index, selection)]
    table = combinations(states)
    offered = tuple(str(key) for key in table.columns if key != COUNT)
    out = []
    for row in table.head(COMBINATIONS_SHOWN).to_dict("records"):
        reached = tuple(bool(row[key]) for key in offered)
        sudah = tuple(key for key, has in zip(offered, reached, strict=True) if has)
        belum = tuple(key for key, has in zip(offered, reached, strict=True) if not has)
        out.append(Combination(reached, format_number(row[COUNT]), Wanted(sudah, belum)))
    return offered, tuple(out)


def priority(data: Figures, selection: Selection, belum: Sequence[str]) -> dict[str, pd.Index]:
    """For each limit the desa with that status or one behind it that none of ``belum`` has reached."""
    status = data.desa_rows(selection.tahun)["status"]
    found = behind_and_missed(data.reach_states(selection.tahun), status, LIMITS, belum)
    return {limit: _inside(codes, selection) for limit, codes in found.items()}


def priority_finding(data: Figures, selection: Selection, limit: str, belum: Sequence[str], codes: pd.Index) -> str:
    """How many desa are behind and missed."""
    fields = {
        "jumlah": format_number(len(codes)),
        "desa": local_word(data, selection.area),
        "wilayah": area_title(data, selection.area),
        "status": limit_name(limit),
        "belum": _names(belum),
        "tahun": selection.tahun,
    }
    if _only_kelurahan(data, selection):
        return _("{wilayah} hanya berisi kelurahan; indeks desa tidak menilainya").format(**fields)
    if codes.empty:
        return _("Tidak ada {desa} di {wilayah} yang berstatus {status} dan belum terjangkau {belum} pada {tahun}").format(
            **fields
        )
    return _("{jumlah} {desa} di {wilayah} berstatus {status} dan belum terjangkau {belum} pada {tahun}").format(**fields)


def limit_name(limit: str) -> str:
    """``Sangat Tertinggal``, or ``Tertinggal ke bawah`` for a limit that holds lower classes too."""
    name = status_label(limit)
    return name if limit == STATUS[0] else _("{status} ke bawah").format(status=name)


def rule(selection: Selection, limit: str, belum: Sequence[str]) -> str:
    """The rule of the priority list in one sentence."""
    return _(
        "Aturan: status {indeks} {tahun} {status}, dan pada akhir {tahun} tidak terjangkau {belum}. "
        "Diurutkan dari nilai terendah; aturan ini ada di alamat halaman dan dapat diubah."
    ).format(
        indeks=indeks_of_year(selection.tahun).singkatan,
        tahun=selection.tahun,
        status=limit_name(limit),
        belum=_names(belum),
    )


def desa_table(data: Figures, selection: Selection, codes: pd.Index, title: str, what: str) -> TableDescription:
    """The desa of a list: where, which status and score, and their state in every programme."""
    tahun = selection.tahun
    rows = data.desa_rows(tahun).reindex(codes)
    states = data.reach_states(tahun).loc[codes, list(known(data, tahun))]
    indeks = indeks_of_year(tahun)
    parents = data.wilayah.loc[codes, ["kec", "kab"]]
    names = data.wilayah["nama"]
    frame = pd.DataFrame(
        {
            "kode": list(codes),
            "nama": list(names.loc[codes]),
            "kecamatan": list(names.reindex(parents["kec"].to_numpy(dtype=object))),
            "kabupaten": list(names.reindex(parents["kab"].to_numpy(dtype=object))),
            "status": [
                status_label(status) if isinstance(status, str) else _("kelurahan") if is_kelurahan(str(kode)) else None
                for kode, status in zip(codes, rows["status"].astype(object), strict=True)
            ],
            "nilai": rows["nilai"].to_numpy(dtype=float),
            **{f"program_{key}": _words(states[key], key) for key in states.columns},
        },
        index=pd.Index(list(codes), dtype=object),
    )
    sumber, contoh = sources_and_badge(data, selection, *views_of(selection, list(states.columns)))
    return TableDescription(
        judul=title,
        penjelasan=_("Keadaan tiap desa dalam tiap program pada akhir {tahun}.").format(tahun=tahun),
        kolom=(
            Column("kode", _("Kode"), "teks", _("Kode wilayah Kementerian Dalam Negeri")),
            Column("nama", _("Nama"), "teks", _("Desa atau kelurahan")),
            Column("kecamatan", _("Kecamatan"), "teks", _("Kecamatan")),
            Column("kabupaten", _("Kabupaten/kota"), "teks", _("Kabupaten/kota")),
            Column("status", _("Status"), "teks", _("Status {tahun}").format(tahun=tahun)),
            Column("nilai", _("Nilai {indeks}").format(indeks=indeks.singkatan), "angka", indeks.label, indeks.desimal),
            *(
                Column(f"program_{key}", programs()[key].label, "teks", programs()[key].tahap_utama.label)
                for key in states.columns
            ),
        ),
        frame=frame,
        sumber=sumber,
        contoh=contoh,
        nama_berkas=file_stem(data, selection, what, contoh),
    )


def _words(states: pd.Series, program: str) -> list[str]:
    words = {state: state_word(str(state), program) for state in states.cat.categories}
    return [words[state] for state in states]
