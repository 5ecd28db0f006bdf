"""The rows of one year laid onto the desa that are expected in it."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from lib.analysis.frame.population import Population, population
from lib.domain.status import BELUM_DINILAI, STATUS, TANPA_DATA

CLASSES: Final = (*STATUS, BELUM_DINILAI, TANPA_DATA)
STATUS_DTYPE: Final = pd.CategoricalDtype(list(STATUS), ordered=True)
CLASS_DTYPE: Final = pd.CategoricalDtype(list(CLASSES), ordered=True)
_BELUM: Final = CLASSES.index(BELUM_DINILAI)
_TANPA: Final = CLASSES.index(TANPA_DATA)


class Year:
    """One year of a nilai frame in unit order: row *i* of every array belongs to unit *i* of the Population.

    A row counts only for a desa that is expected in the year; ``unmatched`` is the number of the year's rows that do not
    (code unknown, a kelurahan, or a desa whose code is not valid in that year). There is one row per desa and year; of
    accidental duplicates the last would count.
    """

    def __init__(self, nilai: pd.DataFrame, wilayah: pd.DataFrame, tahun: int) -> None:
        self.population: Population = population(wilayah)
        self.tahun = tahun
        self.expected = self.population.expected(tahun)
        self._nilai = nilai
        rows = np.flatnonzero(nilai["tahun"].to_numpy() == tahun)
        codes, positions = self.population.place(nilai["kode_desa"])
        units = positions[codes[rows]]
        # Position -1 reads the last unit's flag, so it is excluded by itself.
        counted = (units >= 0) & self.expected[units] if self.population.size else np.zeros(len(rows), dtype=bool)
        self._rows, self._units = rows[counted], units[counted]
        self.unmatched = len(rows) - len(self._rows)

    @property
    def empty(self) -> bool:
        """True when no row of the year counts for any desa."""
        return len(self._rows) == 0

    def column(self, name: str) -> np.ndarray:
        """A numeric column per unit; NaN without a row or a finite value, or when the frame has no such column."""
        values = np.full(self.population.size, np.nan)
        if name in self._nilai:
            values[self._units] = self._nilai[name].to_numpy(dtype=np.float64, na_value=np.nan)[self._rows]
            values[np.isinf(values)] = np.nan
        return values

    def status(self) -> np.ndarray:
        """Per unit the position of its published status in STATUS, -1 without one."""
        column = self._nilai["status"]
        values = column.array if isinstance(column.dtype, pd.CategoricalDtype) else pd.Categorical(column)
        # Looked up by name: the frame's category order is the store's business.
        known = np.append(pd.Index(STATUS).get_indexer(values.categories), -1).astype(np.int8)
        statuses = np.full(self.population.size, -1, dtype=np.int8)
        statuses[self._units] = known[values.codes[self._rows]]
        return statuses

    def classes(self) -> np.ndarray:
        """Per unit the position of its class in CLASSES, -1 when the unit does not exist in the year."""
        classes = self.status()
        classes[(classes < 0) & self.expected] = _TANPA
        classes[self.population.exists(self.tahun) & self.population.kelurahan] = _BELUM
        return classes
