"""Names of areas and levels as the reader knows them, local words for desa included."""

from __future__ import annotations

import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.domain.indeks import Dimensi, indeks_of_year
from lib.domain.language import N_
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_label
from lib.domain.wilayah import Tingkat, tingkat
from lib.view.frame.tables import Column

LEVEL_NAMES = {"provinsi": N_("Provinsi"), "kabupaten": N_("Kabupaten/kota"), "kecamatan": N_("Kecamatan"), "desa": N_("Desa")}
DESA = "desa"


def area_title(data: Figures, kode: str | None) -> str:
    """An area with its kind: ``Provinsi Lampung``, ``Kabupaten Lampung Barat``, ``Kecamatan Natar``, ``Pekon Watas``."""
    if kode is None:
        provinces = data.codes_at("provinsi")
        if len(provinces) > 1:
            return _("Indonesia")
        kode = provinces[0]
    name = data.name(kode)
    if kode not in data.codes:
        return name
    level = tingkat(kode)
    if level == "provinsi":
        return _("Provinsi {nama}").format(nama=name)
    if level == "kabupaten":
        # A kota carries its kind in its name.
        return name if name.startswith("Kota ") else _("Kabupaten {nama}").format(nama=name)
    if level == "kecamatan":
        return _("Kecamatan {nama}").format(nama=name)
    return f"{local_word(data, kode).capitalize()} {name}"


def local_word(data: Figures, kode: str | None) -> str:
    """What a desa is called there: ``pekon`` in Lampung Barat; ``desa`` for the province and where nothing is known."""
    if kode is None:
        return DESA
    found = data.wilayah["sebutan"].get(kode) if tingkat(kode) == DESA else None
    if not isinstance(found, str):
        found = data.wilayah["sebutan"].get(kode[:5])
    return found if isinstance(found, str) and found != "kelurahan" else ("kelurahan" if found == "kelurahan" else DESA)


def level_noun(data: Figures, level: Tingkat, area: str | None = None) -> str:
    """The level in running text: ``kabupaten/kota``, ``kecamatan``, or the local word for desa."""
    if level == DESA:
        return local_word(data, area)
    return _(LEVEL_NAMES[level]).lower()


# Lists of desa: the columns that tell desa of one name apart, in front of whatever a list is about.


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
