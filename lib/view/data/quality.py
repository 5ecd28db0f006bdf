"""The quality report in words: what each check found, as counts and as lists.

Lists hold every year within the selected area; a count is always the length of its list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.domain.indeks import indices
from lib.domain.language import N_, format_date
from lib.domain.language import gettext as _
from lib.domain.program import all_programs
from lib.view.data.columns import column
from lib.view.data.quality_checks import Check, Situation, checks, remembered
from lib.view.data.table_content import IDENTITY, inside, status_labels, with_names
from lib.view.frame.places import LEVEL_NAMES, area_title
from lib.view.frame.tables import Column, TableDescription, slug

CAUSES: Final = {
    "tanpa_baris": N_("tidak ada barisnya"),
    "tanpa_status": N_("baris tanpa status"),
    "tidak_dikenal": N_("kode tidak dikenal"),
    "kelurahan": N_("kelurahan tidak dinilai"),
    "tidak_berlaku": N_("kode tidak berlaku pada tahun itu"),
    "bukan_desa": N_("kode di atas desa"),
    "dinyatakan": N_("dinyatakan penerbitnya"),
    "sama": N_("semua dimensi sama persis"),
}
_STATUSES: Final = ("status", "status_hitung")
_WORDS: Final = ("sebab", "dasar", "program", "tahap", "ukuran", "tingkat_wilayah")


def findings(at: Situation, check: Check) -> pd.DataFrame:
    """The findings of a check about the selected area and what lies inside it, raw, with a column ``kode``."""
    found = remembered(at, check.id, lambda: check.find(at))
    return found[inside(found["kode"], at.selection)].reset_index(drop=True)


def findings_table(at: Situation, check: Check) -> TableDescription:
    """The list of a check's findings with names, labels and explanations."""
    raw = findings(at, check)
    frame = with_names(at.data, raw.assign(**_labelled(raw)))
    frame["nama"] = [_("tidak dikenal") if pd.isna(name) else name for name in frame["nama"]]
    kolom = (*(column(name) for name in IDENTITY), *check.kolom())
    area = area_title(at.data, at.selection.desa or at.selection.area)
    contoh = _illustrative(at.data, raw)
    return TableDescription(
        judul=f"{check.nama} · {area}",
        penjelasan=check.aturan,
        kolom=kolom,
        frame=frame[[part.id for part in kolom]],
        sumber=report_source(at),
        contoh=contoh,
        nama_berkas=slug(" ".join(("mutu", check.id, area, "contoh" if contoh else ""))),
    )


def _illustrative(data: Figures, raw: pd.DataFrame) -> bool:
    years = raw["tahun"].unique() if "tahun" in raw else ()
    programs = raw["program"].unique() if "program" in raw else ()
    return any(data.is_illustrative(int(year)) for year in years) or any(map(data.is_illustrative_program, programs))


def report_source(at: Situation) -> str:
    """The source line of every table of the report, with the day that ages are counted to."""
    return _("Sumber: laporan mutu dasbor ini atas data yang terbit, per {tanggal}.").format(tanggal=format_date(at.tanggal))


def _labelled(raw: pd.DataFrame) -> dict[str, object]:
    """The columns of ids as labels in the active language."""
    programs = all_programs()
    stages = {(program.id, stage.id): stage.label for program in programs.values() for stage in program.tahap}
    dimensions = {entry.id: entry.singkatan for indeks in indices().values() for entry in indeks.dimensi}
    words: Mapping[str, Callable[[str], str]] = {
        "program": lambda key: programs[key].label if key in programs else key,
        "ukuran": lambda key: dimensions.get(key) or _("Nilai"),
        "tingkat_wilayah": lambda key: _(LEVEL_NAMES[key]),
    }
    labels: dict[str, object] = {name: status_labels(raw[name]) for name in _STATUSES if name in raw}
    for name in _WORDS:
        if name == "tahap" and name in raw:
            labels[name] = [stages.get(key, key[1]) for key in zip(raw["program"], raw["tahap"], strict=True)]
        elif name in raw:
            label = words.get(name, lambda key: _(CAUSES[key]))
            labels[name] = [label(str(key)) for key in raw[name]]
    return labels


def summary_table(at: Situation) -> TableDescription:
    """One row per check with its rule and the number of findings within the selected area; indexed by check."""
    listed = checks()
    rows = [(entry.nama, entry.aturan, len(findings(at, entry))) for entry in listed.values()]
    kolom = (
        Column("pemeriksaan", _("Pemeriksaan"), "teks", _("Yang diperiksa.")),
        Column("aturan", _("Aturan"), "teks", _("Kapan sesuatu menjadi temuan.")),
        Column("temuan", _("Jumlah temuan"), "jumlah", _("Jumlah temuan di wilayah terpilih, semua tahun.")),
    )
    area = area_title(at.data, at.selection.desa or at.selection.area)
    return TableDescription(
        judul=_("Pemeriksaan mutu · {wilayah}").format(wilayah=area),
        penjelasan=_("Jumlah temuan tiap pemeriksaan; daftarnya dapat dibuka di bawah."),
        kolom=kolom,
        frame=pd.DataFrame(rows, columns=[part.id for part in kolom], index=pd.Index(list(listed), dtype=object)),
        sumber=report_source(at),
        contoh=False,
        nama_berkas=slug("-".join(("mutu", "pemeriksaan", area))),
    )
