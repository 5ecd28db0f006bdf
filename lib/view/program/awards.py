"""Awards as a layer of their own: how many each area holds by contest, and the list of them with their sources."""

from __future__ import annotations

from collections import Counter
from typing import Final

import numpy as np
import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.wilayah import at_tingkat, is_within, tingkat
from lib.view.frame.charts import Axis, ChartDescription, Series
from lib.view.frame.places import area_title, level_noun
from lib.view.frame.selection import Selection, default_level
from lib.view.frame.tables import Column, TableDescription, slug
from lib.view.indicator.classes import REACHED
from lib.view.program.coverage import quoted

# Contests are data: a fourth starts with the first colour again, and its name tells it apart.
CONTEST_COLOURS: Final = (REACHED, "#c7822b", "#8a94a3")
MOST_PLACES: Final = 15


def awards_inside(data: Figures, selection: Selection) -> pd.DataFrame:
    """The awards of the selected area and whatever lies in it, of every year, newest first."""
    rows = data.prestasi
    if selection.area:
        rows = rows[np.array([is_within(str(kode), selection.area) for kode in rows["kode_wilayah"]], dtype=bool)]
    return rows.sort_values(["tahun", "kode_wilayah"], ascending=[False, True], kind="stable")


def awards_finding(data: Figures, selection: Selection) -> str:
    """How many awards are on record for how many desa or kelurahan; that there is none where there is none."""
    rows = awards_inside(data, selection)
    place = area_title(data, selection.area)
    if rows.empty:
        return _("Belum ada prestasi yang tercatat di {wilayah}").format(wilayah=place)
    return _("{jumlah} prestasi tercatat di {wilayah}, milik {penerima} desa atau kelurahan").format(
        jumlah=format_number(len(rows)), wilayah=place, penerima=format_number(rows["kode_wilayah"].nunique())
    )


def awards_counts(data: Figures, selection: Selection) -> TableDescription:
    """Awards per area below the selected one, a column a contest: contests are data, whichever there are."""
    rows = awards_inside(data, selection)
    level = default_level(selection.area)
    contests = sorted(rows["ajang"].astype(str).unique())
    # An award of an area above the level (a kabupaten, seen from a kecamatan) belongs to no part.
    rows = rows[np.array([tingkat(str(kode)) in ("desa", level) for kode in rows["kode_wilayah"]], dtype=bool)]
    held = Counter(
        (at_tingkat(str(kode), level), str(contest)) for kode, contest in zip(rows["kode_wilayah"], rows["ajang"], strict=True)
    )
    codes = [kode for kode in data.codes_at(level) if selection.area is None or is_within(kode, selection.area)]
    if level == "desa":
        # Thousands of desa without an award would hide the few that have one.
        holders = {kode for kode, _contest in held}
        codes = [kode for kode in codes if kode in holders]
    counts = {contest: [held[kode, contest] for kode in codes] for contest in contests}
    frame = pd.DataFrame(
        {
            "kode": codes,
            "nama": [data.name(kode) for kode in codes],
            **{f"ajang_{slug(contest)}": counts[contest] for contest in contests},
            "jumlah": [sum(held[kode, contest] for contest in contests) for kode in codes],
        },
        index=pd.Index(codes, dtype=object),
    )
    return TableDescription(
        judul=awards_finding(data, selection),
        penjelasan=_("Prestasi yang tercatat per wilayah, semua tahun."),
        kolom=(
            Column("kode", _("Kode"), "teks", _("Kode wilayah Kementerian Dalam Negeri")),
            Column("nama", _("Nama"), "teks", level_noun(data, level, selection.area).capitalize()),
            *(Column(f"ajang_{slug(contest)}", contest, "jumlah", _("Prestasi di ajang ini")) for contest in contests),
            Column("jumlah", _("Jumlah"), "jumlah", _("Semua ajang")),
        ),
        frame=frame,
        sumber=_source_line(),
        contoh=_illustrative(rows),
        nama_berkas=_file_stem(data, selection, "jumlah-prestasi", rows),
    )


def awards_chart(data: Figures, selection: Selection) -> ChartDescription:
    """The counts as bars, a colour a contest; areas without an award are left to the table."""
    table = awards_counts(data, selection)
    contests = [column for column in table.kolom if column.id.startswith("ajang_")]
    frame = table.frame[table.frame["jumlah"] > 0].sort_values("jumlah", ascending=False, kind="stable")
    names = tuple(frame["nama"])
    most = ", ".join(frame.loc[frame["jumlah"] == frame["jumlah"].max(), "nama"]) if len(frame) else ""
    title = (
        _("Prestasi terbanyak: {wilayah} ({jumlah})").format(wilayah=most, jumlah=format_number(frame["jumlah"].max()))
        if len(frame)
        else _("Tidak ada prestasi yang dapat dibagi menurut wilayah di dalamnya")
    )
    return ChartDescription(
        id="prestasi",
        bentuk="batang_tumpuk",
        judul=title,
        subjudul=_("Jumlah prestasi yang tercatat per wilayah dan ajang, semua tahun."),
        alt=_("Grafik batang: {judul}").format(
            judul="; ".join(f"{name}: {format_number(number)}" for name, number in zip(names, frame["jumlah"], strict=True))
        ),
        sumber=table.sumber,
        contoh=table.contoh,
        kategori=Axis("", "kategori"),
        nilai=Axis(
            _("prestasi"), "angka", 0, 0.0, None if len(frame) == 0 else float(frame["jumlah"].max()), _whole_numbers(frame)
        ),
        seri=tuple(
            Series(
                id=column.id,
                label=column.label,
                warna=CONTEST_COLOURS[place % len(CONTEST_COLOURS)],
                x=names,
                y=tuple(float(number) for number in frame[column.id]),
                teks=tuple(
                    f"{name}, {column.label}: {format_number(number)}"
                    for name, number in zip(names, frame[column.id], strict=True)
                ),
                kode=tuple(frame.index),
            )
            for place, column in enumerate(contests)
        ),
        mendatar=True,
        tabel=table,
    )


def _whole_numbers(frame: pd.DataFrame) -> tuple[tuple[float, str], ...]:
    """Places of the axis: half an award does not exist. Left to the renderer where there are too many for that."""
    most = int(frame["jumlah"].max()) if len(frame) else 0
    return tuple((float(number), format_number(number)) for number in range(most + 1)) if most <= MOST_PLACES else ()


def awards_list(data: Figures, selection: Selection) -> TableDescription:
    """Every award with contest, level, result and source, newest first."""
    rows = awards_inside(data, selection)
    codes = [str(kode) for kode in rows["kode_wilayah"]]
    frame = pd.DataFrame(
        {
            "tahun": rows["tahun"].to_numpy(),
            "nama": [area_title(data, kode) for kode in codes],
            "kode": codes,
            "kabupaten": [data.name(at_tingkat(kode, "kabupaten")) if kode.count(".") else None for kode in codes],
            "ajang": list(rows["ajang"].astype(str)),
            "tingkat": list(rows["tingkat"].astype(str)),
            "hasil": [quoted(str(text)) for text in rows["hasil"]],
            "sumber": [f"“{str(text).partition(' · ')[0]}”" for text in rows["sumber"]],
        },
        index=pd.Index(codes, dtype=object),
    )
    return TableDescription(
        judul=awards_finding(data, selection),
        penjelasan=_("Semua prestasi yang tercatat, semua tahun."),
        kolom=(
            Column("tahun", _("Tahun"), "tahun", _("Tahun lomba")),
            Column("nama", _("Penerima"), "teks", _("Desa atau kelurahan")),
            Column("kode", _("Kode"), "teks", _("Kode wilayah Kementerian Dalam Negeri")),
            Column("kabupaten", _("Kabupaten/kota"), "teks", _("Kabupaten/kota")),
            Column("ajang", _("Ajang"), "teks", _("Nama lomba atau program penghargaan"), kutipan=True),
            Column("tingkat", _("Tingkat"), "teks", _("Tingkat penyelenggaraan"), kutipan=True),
            Column("hasil", _("Hasil"), "teks", _("Hasil seperti ditulis sumbernya"), kutipan=True),
            Column("sumber", _("Sumber"), "teks", _("Judul sumber"), kutipan=True),
        ),
        frame=frame,
        sumber=_source_line(),
        contoh=_illustrative(rows),
        nama_berkas=_file_stem(data, selection, "daftar-prestasi", rows),
    )


def _source_line() -> str:
    return _("Sumber: berita dan pengumuman yang disebut di tiap baris; daftar ini tidak lengkap.")


def _illustrative(rows: pd.DataFrame) -> bool:
    return bool((rows["sifat"] == "contoh").any())


def _file_stem(data: Figures, selection: Selection, what: str, rows: pd.DataFrame) -> str:
    # Awards are of every year, so the file is not named after one.
    parts = [what, area_title(data, selection.area), *(["contoh"] if _illustrative(rows) else [])]
    return slug(" ".join(parts))
