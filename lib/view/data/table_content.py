"""What a published table holds for a selection, before it has its title: columns, rows, and the versions behind them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pandas as pd

from lib.analysis.frame.figures import Figures, Provenance
from lib.domain.language import N_
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_label
from lib.domain.wilayah import Tingkat
from lib.view.frame.selection import Selection
from lib.view.frame.tables import Column

IDENTITY: Final = ("kode", "nama", "kecamatan", "kabupaten")
SIFAT_LABELS: Final = {"resmi": N_("resmi"), "turunan": N_("turunan"), "contoh": N_("contoh")}


@dataclass(frozen=True, eq=False)
class Content:
    """Columns, a frame with a column per column, the versions behind it; ``perihal`` are further words for the title."""

    kolom: tuple[Column, ...]
    frame: pd.DataFrame
    sumber: tuple[Provenance, ...]
    perihal: tuple[str, ...] = field(default=())
    tingkat: Tingkat | None = None
    # True when the rows are about the province whatever area is selected.
    seluruh_provinsi: bool = False
    # Words of the file name beside the table's own, the area's and the years'.
    nama_berkas: tuple[str, ...] = field(default=())


def sifat_label(sifat: str) -> str:
    """``resmi``, ``turunan`` or ``contoh`` in the active language."""
    return _(SIFAT_LABELS[sifat])


def years_of(data: Figures, selection: Selection, all_years: bool) -> tuple[int, ...]:
    """The years that a table holds."""
    return data.years if all_years else (selection.tahun,)


def inside(codes: pd.Index | pd.Series, selection: Selection) -> np.ndarray:
    """For each code: True when it is the selected desa or area, or lies inside it (always True for the province)."""
    area = selection.desa or selection.area
    text = pd.Series(np.asarray(codes, dtype=object), dtype="str")
    if area is None:
        return np.ones(len(text), dtype=bool)
    return ((text == area) | text.str.startswith(area + ".")).to_numpy(dtype=bool)


def with_names(data: Figures, frame: pd.DataFrame) -> pd.DataFrame:
    """``frame`` (with a column ``kode``) with ``nama``, ``kecamatan`` and ``kabupaten`` beside it, indexed by code."""
    names, codes = data.wilayah["nama"], frame["kode"].to_numpy(dtype=object)
    above = {"kecamatan": "kec", "kabupaten": "kab"}
    parents = {
        label: names.reindex(data.wilayah[key].reindex(codes).to_numpy(dtype=object)).to_numpy(dtype=object)
        for label, key in above.items()
    }
    out = frame.assign(nama=names.reindex(codes).to_numpy(dtype=object), **parents)
    # A nameless index: pandas refuses to sort by a column that shares its name with the index.
    return out.set_axis(pd.Index(codes, dtype=object))


def status_labels(values: pd.Series | pd.Categorical) -> pd.Categorical:
    """Statuses as labels in the active language that sort from behind to ahead."""
    coded = pd.Categorical(np.asarray(values, dtype=object), categories=list(STATUS), ordered=True)
    return coded.rename_categories({key: status_label(key) for key in STATUS})
