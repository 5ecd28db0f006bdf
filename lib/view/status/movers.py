"""The largest rises and falls of single desa, by score or by class, with the dimension that moved most."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.analysis.status.change import Urutan, movers
from lib.domain.indeks import indeks_of_year
from lib.domain.language import format_number, format_signed
from lib.domain.language import gettext as _
from lib.view.frame.charts import Axis, ChartDescription, Series
from lib.view.frame.places import area_title, dimension_decimals, dimension_key, dimension_names, place_columns, status_names
from lib.view.frame.selection import Selection
from lib.view.frame.tables import ABSENT, Column, TableDescription, absent, slug
from lib.view.indicator.classes import FALLING, RISING
from lib.view.status.progress import any_illustrative, source_of_years

URUTAN: Final[tuple[Urutan, ...]] = ("nilai", "kelas")
SHOWN: Final = 10


def movers_chart(data: Figures, selection: Selection, sebelum: int, menurut: Urutan) -> ChartDescription:
    """The SHOWN largest rises and falls of the selected area, by score or by classes; a click says which desa."""
    found = data.derived(movers, selection.tahun, SHOWN, selection.area, sebelum, menurut)
    index = indeks_of_year(selection.tahun)
    years = (sebelum, selection.tahun)
    contoh, source = any_illustrative(data, years), source_of_years(data, selection, years)
    table = _movers_table(data, selection, sebelum, menurut, found, source, contoh)
    labels = _labels(table.frame)
    texts = [_mover_text(row, index.desimal, dimension_decimals(selection.tahun)) for row in table.frame.to_dict("records")]
    series = []
    for arah, name, colour in (("naik", _("Naik"), RISING[-1]), ("turun", _("Turun"), FALLING[0])):
        chosen = (found["arah"] == arah).to_numpy()
        if not chosen.any():
            continue
        places = [place for place, ours in enumerate(chosen) if ours]
        series.append(
            Series(
                id=arah,
                label=name,
                warna=colour,
                x=tuple(labels[place] for place in places),
                y=tuple(None if value != value else float(value) for value in found["selisih"].iloc[places]),
                teks=tuple(texts[place] for place in places),
                kode=tuple(str(kode) for kode in found.index[places]),
            )
        )
    finding = _movers_finding(found, labels, index.desimal, menurut, sebelum, selection.tahun)
    return ChartDescription(
        id="penggerak",
        # Stacked, so that a rise and a fall each get a whole row: no desa is in both series.
        bentuk="batang_tumpuk",
        judul=finding,
        subjudul=_(
            "Perubahan nilai {indeks} {sebelum}–{tahun}; {jumlah} desa teratas yang naik dan yang turun, {urutan}, {wilayah}."
        ).format(
            indeks=index.singkatan,
            sebelum=sebelum,
            tahun=selection.tahun,
            jumlah=SHOWN,
            urutan=_("menurut nilai") if menurut == "nilai" else _("menurut banyaknya kelas"),
            wilayah=area_title(data, selection.area),
        ),
        alt=_("Grafik batang perubahan nilai desa. {temuan}.").format(temuan=finding),
        sumber=source,
        contoh=contoh,
        kategori=Axis("", "kategori"),
        nilai=Axis(_("Perubahan nilai {indeks}").format(indeks=index.singkatan), "angka", 2 if index.skala_maks == 1 else 0),
        seri=tuple(series),
        tabel=table,
        mendatar=True,
        catatan=" ".join(
            (
                _("Dimensi penggerak: yang paling banyak berubah ke arah yang sama, dibagi nilai tertingginya."),
                dimension_key(selection.tahun),
            )
        ),
    )


def _labels(frame: pd.DataFrame) -> list[str]:
    """Name and kecamatan of each desa; the code too where that is not enough to tell two apart."""
    labels = [f"{row.nama} ({row.kecamatan})" for row in frame.itertuples()]
    return [f"{label} {kode}" if labels.count(label) > 1 else label for label, kode in zip(labels, frame["kode"], strict=True)]


def _mover_text(row: dict[Any, Any], decimals: int, dimension_places: int) -> str:
    score = f"{row['nama']}: {format_number(row['nilai_sebelum'], decimals)} → {format_number(row['nilai'], decimals)}"
    before, after = (ABSENT if absent(row[column]) else row[column] for column in ("status_sebelum", "status"))
    dimension = "" if absent(row["dimensi"]) else f"; {row['dimensi']} {format_signed(row['selisih_dimensi'], dimension_places)}"
    return f"{score} ({before} → {after}){dimension}"


def _movers_table(
    data: Figures, selection: Selection, sebelum: int, menurut: Urutan, found: pd.DataFrame, source: str, contoh: bool
) -> TableDescription:
    index = indeks_of_year(selection.tahun)
    frame, columns = place_columns(data, found.index)
    frame = frame.assign(
        status_sebelum=status_names(found["status_sebelum"]),
        status=status_names(found["status"]),
        kelas=found["kelas"].to_numpy(),
        nilai_sebelum=found["nilai_sebelum"].to_numpy(),
        nilai=found["nilai"].to_numpy(),
        selisih=found["selisih"].to_numpy(),
        dimensi=dimension_names(found["dimensi"], selection.tahun),
        selisih_dimensi=found["selisih_dimensi"].to_numpy(),
    )
    years = {"sebelum": sebelum, "tahun": selection.tahun}
    columns += [
        Column("status_sebelum", _("Status {tahun}").format(tahun=sebelum), "teks", _("Status menurut data terbitan")),
        Column("status", _("Status {tahun}").format(tahun=selection.tahun), "teks", _("Status menurut data terbitan")),
        Column("kelas", _("Kelas"), "selisih", _("Banyaknya kelas naik (+) atau turun (−)")),
        Column("nilai_sebelum", f"{index.singkatan} {sebelum}", "angka", index.label, index.desimal),
        Column("nilai", f"{index.singkatan} {selection.tahun}", "angka", index.label, index.desimal),
        Column("selisih", _("Perubahan"), "selisih", _("Nilai {tahun} dikurangi nilai {sebelum}").format(**years), index.desimal),
        Column("dimensi", _("Dimensi penggerak"), "teks", _("Dimensi yang paling banyak berubah ke arah yang sama")),
        Column(
            "selisih_dimensi", _("Perubahan dimensi"), "selisih", _("Dalam poin dimensi itu"), dimension_decimals(selection.tahun)
        ),
    ]
    where = area_title(data, selection.area)
    return TableDescription(
        judul=_("Naik dan turun terbesar {sebelum}–{tahun}, {wilayah}").format(wilayah=where, **years),
        penjelasan=_("{jumlah} desa dengan kenaikan dan {jumlah} dengan penurunan terbesar.").format(jumlah=SHOWN),
        kolom=tuple(columns),
        frame=frame,
        sumber=source,
        contoh=contoh,
        nama_berkas=slug(
            " ".join(["penggerak", menurut, where, str(sebelum), str(selection.tahun), *(["contoh"] if contoh else [])])
        ),
    )


def _movers_finding(found: pd.DataFrame, labels: list[str], decimals: int, menurut: Urutan, sebelum: int, tahun: int) -> str:
    parts = []
    for arah, text in (("naik", _("naik terbesar {desa} ({selisih})")), ("turun", _("turun terbesar {desa} ({selisih})"))):
        places = [place for place, direction in enumerate(found["arah"]) if direction == arah]
        if not places:
            parts.append(_("tidak ada yang naik") if arah == "naik" else _("tidak ada yang turun"))
            continue
        first = found.iloc[places[0]]
        change = format_signed(first["selisih"], decimals)
        if menurut == "kelas":
            change = _("{kelas} kelas, nilai {selisih}").format(kelas=format_signed(first["kelas"]), selisih=change)
        parts.append(text.format(desa=labels[places[0]], selisih=change))
    sentence = "; ".join(parts)
    return _("{sebelum}–{tahun}: {isi}").format(sebelum=sebelum, tahun=tahun, isi=sentence)
