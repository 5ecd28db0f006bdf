"""Lists of desa: the columns that tell desa of one name apart, in front of whatever a list is about."""

from __future__ import annotations

import pandas as pd

from lib.analysis.figures import Figures
from lib.domain.indeks import Dimensi, indeks_of_year
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_label
from lib.view.tables import Column


def place_columns(data: Figures, codes: pd.Index) -> tuple[pd.DataFrame, list[Column]]:
    """A frame indexed by desa code with ``kode``, ``nama``, ``kecamatan``, ``kabupaten``, and its columns."""
    # A nameless index: pandas refuses to sort by a column that shares its name with the index.
    table = pd.DataFrame(index=codes.rename(None))
    names = data.wilayah["nama"]
    table["kode"] = table.index
    table["nama"] = names.reindex(table.index)
    for column, parent in (("kecamatan", "kec"), ("kabupaten", "kab")):
        table[column] = names.reindex(data.wilayah[parent].reindex(table.index).to_numpy()).to_numpy()
    return table, [
        Column("kode", _("Kode"), "teks", _("Kode wilayah Kementerian Dalam Negeri")),
        Column("nama", _("Nama"), "teks", _("Nama desa")),
        Column("kecamatan", _("Kecamatan"), "teks", _("Kecamatan")),
        Column("kabupaten", _("Kabupaten/kota"), "teks", _("Kabupaten/kota")),
    ]


def status_names(values: pd.Series) -> list[str | None]:
    """Statuses as the reader knows them; None without one."""
    labels = {status: status_label(status) for status in STATUS}
    return [labels.get(value) for value in values.astype(object)]


def dimension_names(values: pd.Series, tahun: int) -> list[str | None]:
    """Dimension ids of the index of ``tahun`` by their short official names; None without one."""
    labels = {entry.id: entry.singkatan for entry in indeks_of_year(tahun).dimensi}
    return [labels.get(value) for value in values]


def dimension_key(tahun: int) -> str:
    """What the short names mean: ``IKS: Ketahanan sosial; …``."""
    return "; ".join(f"{entry.singkatan}: {entry.label}" for entry in indeks_of_year(tahun).dimensi) + "."


def dimension_decimals(tahun: int) -> int:
    """Decimals of a difference in a dimension's points: what the index publishes, one where points are whole."""
    dimensions: tuple[Dimensi, ...] = indeks_of_year(tahun).dimensi
    return max(max(entry.desimal for entry in dimensions), 1)
