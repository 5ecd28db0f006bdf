"""The data dictionary: every column of every published table, with kind, meaning, unit and source."""

from __future__ import annotations

from typing import Final

import pandas as pd

from lib.domain.indeks import indices
from lib.domain.language import N_
from lib.domain.language import gettext as _
from lib.view.data.columns import column
from lib.view.data.further_tables import stage_column_id
from lib.view.data.tables import tables
from lib.view.frame.tables import Column, TableDescription

KIND_NAMES: Final = {
    "teks": N_("teks"),
    "jumlah": N_("bilangan bulat"),
    "angka": N_("bilangan"),
    "bagian": N_("bagian"),
    "selisih": N_("selisih"),
    "tahun": N_("tahun"),
    "tanggal": N_("tanggal"),
}


def column_names(table: str) -> tuple[str, ...]:
    """Ids of the columns that a table can have: its own, and the dimensions of every index where it holds scores."""
    names = tables()[table].kolom
    if table not in ("nilai", "jumlah"):
        return names
    dimensions = tuple(entry.id for indeks in indices().values() for entry in indeks.dimensi)
    return (*names, *dimensions)


def dictionary() -> TableDescription:
    """One row per table and column. ``kode`` of the index is the table, so that a table's columns stand together."""
    rows = [
        (_(entry.nama), made.id, made.label, _(KIND_NAMES[made.jenis]), made.penjelasan, made.satuan, made.sumber)
        for entry in tables().values()
        for made in (column(name) for name in column_names(entry.id))
    ]
    stage = column("jumlah")
    name = stage_column_id("…")
    rows.append(
        (
            *(_(tables()["cakupan"].nama), name, stage.label, _(KIND_NAMES[stage.jenis])),
            *(_("Satu kolom per tahap program, dinamai menurut id tahapnya."), stage.satuan, stage.sumber),
        )
    )
    kolom = (
        Column("tabel", _("Tabel"), "teks", _("Tabel tempat kolom itu.")),
        Column("kolom", _("Kolom"), "teks", _("Nama kolom di berkas Parquet, GeoJSON, dan data terbuka."), kutipan=True),
        Column("nama", _("Judul kolom"), "teks", _("Judul kolom di layar, CSV, dan XLSX.")),
        Column("jenis", _("Jenis isi"), "teks", _("Jenis nilai di kolom itu.")),
        Column("arti", _("Arti"), "teks", _("Apa yang dikatakan kolom itu.")),
        Column("satuan", _("Satuan"), "teks", _("Satuan nilainya.")),
        Column("sumber", _("Sumber"), "teks", _("Dari mana nilainya.")),
    )
    frame = pd.DataFrame(rows, columns=[entry.id for entry in kolom]).replace("", None)
    # In the order of the menu, not of the alphabet.
    frame["tabel"] = pd.Categorical(frame["tabel"], categories=[_(entry.nama) for entry in tables().values()], ordered=True)
    frame.index = pd.Index(frame["kolom"].to_numpy(dtype=object), dtype=object)
    return TableDescription(
        judul=_("Kamus data"),
        penjelasan=_("Setiap kolom dari setiap tabel yang terbit."),
        kolom=kolom,
        frame=frame,
        sumber=_("Sumber: {sumber}.").format(sumber=_("dasbor ini")),
        contoh=False,
        nama_berkas="kamus-data",
    )
