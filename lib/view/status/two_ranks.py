"""The areas inside the selected one ranked by level and by improvement, side by side."""

from __future__ import annotations

from typing import Final

import pandas as pd

from lib.analysis.comparison.two_ranks import level_and_improvement
from lib.analysis.frame.figures import Figures
from lib.domain.indeks import indeks_of_year
from lib.domain.language import format_number, format_signed
from lib.domain.language import gettext as _
from lib.view.frame.places import area_title, level_noun
from lib.view.frame.selection import Selection
from lib.view.frame.tables import Column, TableDescription, slug
from lib.view.status.progress import any_illustrative, below, source_of_years

# Names shown in a finding before a tie is told as a number.
MAX_NAMES: Final = 3


def two_ranks(data: Figures, selection: Selection, sebelum: int) -> TableDescription:
    """The areas inside the selected one: rank by improvement beside rank by level, equal figures with equal rank.

    Sorted by improvement; areas without a figure last, without a rank.
    """
    level = below(selection)
    index = indeks_of_year(selection.tahun)
    found = data.derived(level_and_improvement, selection.tahun, sebelum, level, selection.area)
    found = found.assign(urut=found["peringkat_selisih"].astype("float64")).sort_values("urut", na_position="last", kind="stable")
    frame = pd.DataFrame(index=found.index.rename(None))
    frame["peringkat_selisih"] = found["urut"]
    frame["nama"] = data.wilayah["nama"].reindex(frame.index)
    frame["selisih"] = found["selisih"]
    frame["peringkat_nilai"] = found["peringkat_nilai"].astype("float64")
    frame["nilai"] = found["nilai"]
    for column in ("naik", "tetap", "turun", "n_berpasangan"):
        frame[column] = found[column].astype("float64")
    frame.loc[frame["n_berpasangan"] == 0, ["naik", "tetap", "turun"]] = float("nan")
    noun = level_noun(data, level, selection.area)
    years = {"sebelum": sebelum, "tahun": selection.tahun}
    contoh, source = any_illustrative(data, years.values()), source_of_years(data, selection, years.values())
    where = area_title(data, selection.area)
    return TableDescription(
        judul=_("Peringkat kemajuan dan peringkat nilai, {wilayah}").format(wilayah=where),
        penjelasan=_(
            "Peringkat menurut perubahan rata-rata nilai di samping peringkat menurut rata-rata nilai; angka sama, "
            "peringkat sama."
        ),
        kolom=(
            Column("peringkat_selisih", _("Peringkat kemajuan"), "jumlah", _("1 = rata-rata nilai naik paling banyak")),
            Column("nama", noun.capitalize(), "teks", noun),
            Column(
                "selisih",
                _("Perubahan nilai"),
                "selisih",
                _("Rata-rata selisih desa yang dinilai pada {sebelum} dan {tahun}").format(**years),
                index.desimal,
            ),
            Column(
                "peringkat_nilai", _("Peringkat nilai"), "jumlah", _("1 = rata-rata nilai tertinggi pada {tahun}").format(**years)
            ),
            Column(
                "nilai",
                f"{index.singkatan} {selection.tahun}",
                "angka",
                _("Rata-rata sederhana desa yang dinilai"),
                index.desimal,
            ),
            Column("naik", _("Naik status"), "jumlah", _("Desa yang naik status")),
            Column("tetap", _("Tetap"), "jumlah", _("Desa yang statusnya tetap")),
            Column("turun", _("Turun status"), "jumlah", _("Desa yang turun status")),
            Column("n_berpasangan", _("Desa berpasangan"), "jumlah", _("Desa yang dinilai pada kedua tahun")),
        ),
        frame=frame,
        sumber=source,
        contoh=contoh,
        nama_berkas=slug(" ".join(["kemajuan", where, str(sebelum), str(selection.tahun), *(["contoh"] if contoh else [])])),
    )


def improvement_finding(data: Figures, selection: Selection, ranks: TableDescription) -> str:
    """Who improved most, ties as ties, and where it stands by level."""
    frame = ranks.frame
    decimals = indeks_of_year(selection.tahun).desimal
    noun = level_noun(data, below(selection), selection.area)
    first = frame[frame["peringkat_selisih"] == 1]
    if first.empty:
        return _("Belum ada perubahan yang dapat dibandingkan")
    change = format_signed(first["selisih"].iloc[0], decimals)
    if round(first["selisih"].iloc[0], decimals) <= 0:
        return _("Tidak ada {satuan} yang rata-rata nilainya naik").format(satuan=noun)
    if len(first) > MAX_NAMES:
        return _("{jumlah} {satuan} sama-sama paling maju: rata-rata nilai {selisih}").format(
            jumlah=format_number(len(first)), satuan=noun, selisih=change
        )
    if len(first) > 1:
        return _("{nama} sama-sama paling maju: rata-rata nilai {selisih}").format(nama=", ".join(first["nama"]), selisih=change)
    return _("{nama} paling maju: rata-rata nilai {selisih}; menurut nilai peringkat {peringkat} dari {jumlah}").format(
        nama=first["nama"].iloc[0],
        selisih=change,
        peringkat=format_number(first["peringkat_nilai"].iloc[0]),
        jumlah=format_number(frame["peringkat_nilai"].notna().sum()),
    )
