"""Who is close to the next status and who is close to losing its own, with the dimension that lags its peers most."""

from __future__ import annotations

from typing import Final, Literal

import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.analysis.status.distance import contradictory, distances
from lib.domain.indeks import indeks_of_year
from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_label
from lib.view.frame.charts import Axis, ChartDescription, Series
from lib.view.frame.places import (
    area_title,
    dimension_decimals,
    dimension_key,
    dimension_names,
    local_word,
    place_columns,
    status_names,
)
from lib.view.frame.selection import Selection
from lib.view.frame.tables import Column, TableDescription, slug
from lib.view.indicator.classes import FALLING, RISING
from lib.view.status.progress import any_illustrative, source_of_years

Kelompok = Literal["naik", "turun"]
KELOMPOK: Final[tuple[Kelompok, ...]] = ("naik", "turun")
# Per cent of the index's scale, as the address writes it: the same choice means the same on both instruments.
JARAK: Final = ("0.5", "1", "2", "3", "5")
JARAK_UTAMA: Final = "1"


def points(jarak: str, tahun: int) -> float:
    """A choice of JARAK in points of the index of ``tahun``: ``1`` is 0,0100 on IDM and 1,00 on Indeks Desa."""
    index = indeks_of_year(tahun)
    return round(float(jarak) / 100 * index.skala_maks, index.desimal)


def points_text(jarak: str, tahun: int) -> str:
    """The same as text."""
    return format_number(points(jarak, tahun), indeks_of_year(tahun).desimal)


def near(data: Figures, selection: Selection, jarak: str, kelompok: Kelompok) -> pd.DataFrame:
    """The rows of ``distance.distances`` within ``jarak`` of the next status (``naik``) or of losing their own, nearest first."""
    found = data.derived(distances, selection.tahun, selection.area)
    column = "kurang" if kelompok == "naik" else "sisa"
    return found[found[column] <= points(jarak, selection.tahun)].sort_values(column, kind="stable")


def distance_chart(data: Figures, selection: Selection, jarak: str) -> ChartDescription:
    """At each bound between two statuses: desa just below it and desa just above it."""
    index = indeks_of_year(selection.tahun)
    years = (selection.tahun,)
    contoh, source = any_illustrative(data, years), source_of_years(data, selection, years)
    rising, risking = (near(data, selection, jarak, kelompok) for kelompok in KELOMPOK)
    # The bound into a status is crossed upwards by those below it and downwards by those of that status.
    below = [int((rising["berikut"] == status).sum()) for status in STATUS[1:]]
    above = [int((risking["status"] == status).sum()) for status in STATUS[1:]]
    labels = tuple(_("Batas {status}").format(status=status_label(status)) for status in STATUS[1:])
    names = (_("Hampir naik"), _("Rawan turun"))
    word = local_word(data, selection.area)
    place = area_title(data, selection.area)
    finding = _("{naik} {desa} hampir naik status dan {turun} rawan turun ({wilayah}, {tahun})").format(
        naik=format_number(len(rising)),
        desa=word,
        turun=format_number(len(risking)),
        wilayah=place,
        tahun=selection.tahun,
    )
    frame = pd.DataFrame({"batas": labels, "nilai": index.batas_atas, "naik": below, "turun": above}, index=pd.Index(STATUS[1:]))
    columns = (
        Column("batas", _("Batas"), "teks", _("Status yang dimulai di atas batas ini")),
        Column("nilai", _("Nilai batas"), "angka", _("Nilai yang harus dilampaui; batas atas kelas di bawahnya"), index.desimal),
        Column(
            "naik",
            names[0],
            "jumlah",
            _("Desa yang kekurangannya paling banyak {jarak}").format(jarak=points_text(jarak, selection.tahun)),
        ),
        Column(
            "turun",
            names[1],
            "jumlah",
            _("Desa yang kelebihannya paling banyak {jarak}").format(jarak=points_text(jarak, selection.tahun)),
        ),
    )
    return ChartDescription(
        id="jarak",
        bentuk="batang",
        judul=finding,
        subjudul=_(
            "Desa yang kurang paling banyak {jarak} untuk status berikut, dan desa yang turun status bila nilainya berkurang "
            "paling banyak {jarak}; skala {indeks} 0–{maks}."
        ).format(jarak=points_text(jarak, selection.tahun), indeks=index.singkatan, maks=format_number(index.skala_maks)),
        alt=_("Grafik batang jumlah desa di dekat batas status. {temuan}.").format(temuan=finding),
        sumber=source,
        contoh=contoh,
        kategori=Axis("", "kategori"),
        nilai=Axis(_("Desa"), "angka", 0, 0.0),
        seri=tuple(
            Series(
                id=key,
                label=name,
                warna=colour,
                x=labels,
                y=tuple(float(count) for count in counts),
                teks=tuple(f"{label} – {name}: {format_number(count)}" for label, count in zip(labels, counts, strict=True)),
            )
            for key, name, colour, counts in (
                ("naik", names[0], RISING[-1], below),
                ("turun", names[1], FALLING[1], above),
            )
        ),
        tabel=TableDescription(
            judul=_("Desa di dekat batas status {tahun}, {wilayah}").format(tahun=selection.tahun, wilayah=place),
            penjelasan=_("Jarak {jarak} pada skala {indeks}.").format(
                jarak=points_text(jarak, selection.tahun), indeks=index.singkatan
            ),
            kolom=columns,
            frame=frame[[column.id for column in columns]],
            sumber=source,
            contoh=contoh,
            nama_berkas=_file_stem("batas", selection, place, contoh),
        ),
        catatan=_contradictory_note(data, selection),
    )


def _contradictory_note(data: Figures, selection: Selection) -> str:
    number = data.derived(contradictory, selection.tahun, selection.area)
    if not number:
        return ""
    return _("{jumlah} desa tidak dihitung: status terbitannya tidak sesuai dengan nilainya.").format(
        jumlah=format_number(number)
    )


def distance_table(data: Figures, selection: Selection, jarak: str, kelompok: Kelompok) -> TableDescription:
    """The desa of one group, nearest first, with the dimension furthest behind its peers."""
    found = near(data, selection, jarak, kelompok)
    index = indeks_of_year(selection.tahun)
    rising = kelompok == "naik"
    frame, columns = place_columns(data, found.index)
    frame = frame.assign(
        jarak=found["kurang" if rising else "sisa"].to_numpy(),
        nilai=found["nilai"].to_numpy(),
        status=[
            f"{own} → {other}"
            for own, other in zip(
                status_names(found["status"]), status_names(found["berikut" if rising else "bawah"]), strict=True
            )
        ],
        dimensi=dimension_names(found["dimensi"], selection.tahun),
        selisih_dimensi=found["selisih_dimensi"].to_numpy(),
    )
    columns += [
        Column(
            "jarak",
            _("Kurang") if rising else _("Sisa"),
            "angka",
            _("Kenaikan nilai terkecil yang mencapai status berikut")
            if rising
            else _("Penurunan nilai terkecil yang menurunkan status"),
            index.desimal,
        ),
        Column("nilai", f"{index.singkatan} {selection.tahun}", "angka", index.label, index.desimal),
        Column("status", _("Status"), "teks", _("Status {tahun} → status di seberang batas").format(tahun=selection.tahun)),
        Column("dimensi", _("Dimensi paling tertinggal"), "teks", peers_note(selection.tahun)),
        Column(
            "selisih_dimensi",
            _("Terhadap median"),
            "selisih",
            _("Nilai dimensi dikurangi median kabupaten"),
            dimension_decimals(selection.tahun),
        ),
    ]
    contoh = any_illustrative(data, (selection.tahun,))
    place = area_title(data, selection.area)
    text = (
        _("{jumlah} desa hampir naik status (kurang paling banyak {jarak})")
        if rising
        else _("{jumlah} desa rawan turun status (sisa paling banyak {jarak})")
    )
    return TableDescription(
        judul=text.format(jumlah=format_number(len(frame)), jarak=points_text(jarak, selection.tahun)),
        penjelasan=peers_note(selection.tahun),
        kolom=tuple(columns),
        frame=frame,
        sumber=source_of_years(data, selection, (selection.tahun,)),
        contoh=contoh,
        nama_berkas=_file_stem(f"{'hampir-naik' if rising else 'rawan-turun'}", selection, place, contoh),
    )


def peers_note(tahun: int) -> str:
    """Who the peers are, how a dimension is found furthest behind them, and what the short names mean."""
    note = _(
        "Dimensi paling tertinggal: selisih terbesar di bawah median semua desa sekabupaten, dibagi nilai tertinggi dimensi itu; "
        "kosong bila tidak ada dimensi di bawah median."
    )
    return f"{note} {dimension_key(tahun)}"


def _file_stem(name: str, selection: Selection, place: str, contoh: bool) -> str:
    return slug(" ".join([name, place, str(selection.tahun), *(["contoh"] if contoh else [])]))
