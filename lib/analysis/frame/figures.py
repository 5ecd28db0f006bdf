"""The published data as one object that remembers what it has computed: frames in, small frames out.

One ``Figures`` exists per published state and is shared by every session, so its frames are read-only by agreement and
each result is computed once. It knows nothing of where the frames came from.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Final, TypeVar

import pandas as pd

from lib.analysis.desa.search import DesaIndex
from lib.analysis.frame.population import assessed, population, year_end
from lib.analysis.program import coverage, reach, target
from lib.analysis.program.association import Association, associate
from lib.analysis.program.coverage import stage_rows
from lib.analysis.program.snapshots import in_use
from lib.analysis.status import change, distribution
from lib.analysis.status import distribution as scores
from lib.domain.indeks import comparable, indeks_of_year
from lib.domain.program import Program, all_programs, programs
from lib.domain.status import STATUS
from lib.domain.wilayah import Tingkat

# One entry is a frame of at most one row per desa; a few hundred cover every year, level and programme of a province.
CACHE_ENTRIES: Final = 512

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the rows of one published version came from."""

    jenis: str
    tahun: int | None
    wilayah: str
    sifat: str
    penerbit: str
    judul: str
    url: str
    tanggal: dt.date | None
    program: tuple[str, ...] = ()


@dataclass(eq=False)
class Figures:
    """Frames of one published state (columns: ``lib.store.frames``) and the figures drawn from them.

    ``fakta_kabupaten`` names the years for which published totals per kabupaten exist, official rows or not.
    """

    wilayah: pd.DataFrame
    nilai: pd.DataFrame
    cakupan: pd.DataFrame
    prestasi: pd.DataFrame
    provenance: tuple[Provenance, ...]
    fingerprint: str
    fakta_kabupaten: frozenset[int] = frozenset()
    _memo: Callable[..., Any] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._memo = lru_cache(maxsize=CACHE_ENTRIES)(self._compute)

    def _compute(self, name: str, *arguments: Any) -> Any:
        return getattr(self, f"_{name}")(*arguments)

    def remember(self, make: Callable[[Figures, Any], T], key: Hashable) -> T:
        """``make(self, key)``, kept with these figures: computed once for all who ask with an equal key.

        ``make`` is a function of a module (not a lambda), its result is not changed by anyone, and ``key`` holds all that
        the result depends on, the language included.
        """
        return self._memo("made", make, key)

    def _made(self, make: Callable[[Figures, Any], T], key: Hashable) -> T:
        return make(self, key)

    # -- what there is ---------------------------------------------------------------------------------------------

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years with at least one row, oldest first."""
        return tuple(sorted(int(year) for year in self.nilai["tahun"].unique()))

    @cached_property
    def main_year(self) -> int:
        """The year a first visit opens: the newest official one, else the newest whose kabupaten totals are published.

        A newer illustrative year never comes before real figures.
        """
        official = self.nilai.loc[self.nilai["sifat"] != "contoh", "tahun"]
        for years in (set(official.unique()), self.fakta_kabupaten & set(self.years), set(self.years)):
            if years:
                return int(max(years))
        return dt.date.today().year

    @cached_property
    def short_fingerprint(self) -> str:
        """Eight characters that stand for what is published, for footers and reports."""
        return hashlib.sha256(self.fingerprint.encode()).hexdigest()[:8]

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every wilayah code."""
        return frozenset(self.wilayah.index)

    @cached_property
    def desa_index(self) -> DesaIndex:
        """The search index of desa and kelurahan names."""
        return DesaIndex(self.wilayah)

    def name(self, kode: str) -> str:
        """The name of an area; its code when it is unknown."""
        return self._names.get(kode, kode)

    @cached_property
    def _names(self) -> dict[str, str]:
        return dict(zip(self.wilayah.index.to_list(), self.wilayah["nama"].to_list(), strict=True))

    def codes_at(self, level: Tingkat) -> tuple[str, ...]:
        """Codes of a level in code order (kelurahan among the desa)."""
        return self._memo("codes_of_level", level)

    def _codes_of_level(self, level: Tingkat) -> tuple[str, ...]:
        return tuple(sorted(self.wilayah.index[self.wilayah["tingkat"] == level]))

    def year_before(self, tahun: int) -> int | None:
        """The calendar year before, when it has rows that may be compared with; else None.

        Not across the method break, and not between official and illustrative rows: their difference would mean nothing.
        """
        before = tahun - 1
        if before not in self.years or not comparable(before, tahun):
            return None
        return before if self.is_illustrative(before) == self.is_illustrative(tahun) else None

    # -- where it is from ------------------------------------------------------------------------------------------

    def sources(self, jenis: str, tahun: int | None = None, program: str | None = None) -> tuple[Provenance, ...]:
        """The published versions behind a year's scores or a programme's coverage."""
        return tuple(
            entry
            for entry in self.provenance
            if entry.jenis == jenis
            and (tahun is None or entry.tahun in (None, tahun))
            and (program is None or not entry.program or program in entry.program)
        )

    def is_illustrative(self, tahun: int) -> bool:
        """True when any score row of the year is illustrative."""
        return self._memo("illustrative_year", tahun)

    def _illustrative_year(self, tahun: int) -> bool:
        return bool((self.nilai.loc[self.nilai["tahun"] == tahun, "sifat"] == "contoh").any())

    def is_illustrative_program(self, program: str, tahun: int | None = None) -> bool:
        """True when any coverage row of the programme (or of its denominator) is illustrative.

        With ``tahun`` only the snapshots in force at its end count; without, all of history.
        """
        return self._memo("illustrative_coverage", program, tahun)

    def _illustrative_coverage(self, program: str, tahun: int | None) -> bool:
        listed = all_programs()
        stages = [(it.id, stage.id) for it in (listed[program], listed.get(listed[program].penyebut)) if it for stage in it.tahap]
        units = population(self.wilayah)
        for owner, stage_id in stages:
            rows = stage_rows(self.cakupan, owner, stage_id)
            if tahun is not None:
                rows = in_use(self.cakupan, rows, units, year_end(tahun)).rows
            if (self.cakupan["sifat"].iloc[rows] == "contoh").any():
                return True
        return False

    def derived(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """``function(nilai, wilayah, *arguments)``, computed once: for what single pages draw from the scores alone.

        ``function`` is a function of a module and ``arguments`` are hashable; the result is shared, so read-only.
        """
        return self._memo("derived_from_scores", function, *arguments)

    def _derived_from_scores(self, function: Callable[..., Any], *arguments: Any) -> Any:
        return function(self.nilai, self.wilayah, *arguments)

    # -- figures ---------------------------------------------------------------------------------------------------

    def counts(self, tahun: int, level: Tingkat) -> pd.DataFrame:
        """``distribution.status_counts`` of the whole province at a level."""
        return self._memo("counts_of", tahun, level)

    def _counts_of(self, tahun: int, level: Tingkat) -> pd.DataFrame:
        return distribution.status_counts(self.nilai, self.wilayah, tahun, level)

    def means(self, tahun: int, level: Tingkat) -> pd.DataFrame:
        """``scores.mean_scores`` of the whole province at a level."""
        return self._memo("means_of", tahun, level)

    def _means_of(self, tahun: int, level: Tingkat) -> pd.DataFrame:
        return scores.mean_scores(self.nilai, self.wilayah, tahun, level)

    def changes(self, tahun: int, level: Tingkat) -> pd.DataFrame | None:
        """``change.change_on_year_before`` at a level; None where ``year_before`` is None."""
        return self._memo("changes_of", tahun, level)

    def _changes_of(self, tahun: int, level: Tingkat) -> pd.DataFrame | None:
        return change.change_on_year_before(self.nilai, self.wilayah, tahun, level) if self.year_before(tahun) else None

    def coverage(self, program: str, tahun: int, level: Tingkat) -> pd.DataFrame:
        """``coverage.coverage`` of a programme at a level."""
        return self._memo("coverage_of", program, tahun, level)

    def _coverage_of(self, program: str, tahun: int, level: Tingkat) -> pd.DataFrame:
        entry: Program = all_programs()[program]
        return coverage.coverage(self.cakupan, self.wilayah, entry, tahun, level)

    def reach_states(self, tahun: int) -> pd.DataFrame:
        """``reach.reach_states`` of every programme at the end of a year."""
        return self._memo("reach_of", tahun)

    def _reach_of(self, tahun: int) -> pd.DataFrame:
        return reach.reach_states(self.cakupan, self.wilayah, tahun, tuple(programs().values()))

    def stage_trend(self, program: str, area: str | None = None) -> pd.DataFrame:
        """``stage_trend.stage_trend`` of a programme in an area."""
        return self._memo("stages_over_time", program, area)

    def _stages_over_time(self, program: str, area: str | None) -> pd.DataFrame:
        return target.stage_trend(self.cakupan, self.wilayah, all_programs()[program], area)

    def association(self, program: str, tahun: int, area: str | None = None) -> Association | None:
        """``association.associate`` for a programme and the year before; None where ``year_before`` is None."""
        return self._memo("associated", program, tahun, area)

    def _associated(self, program: str, tahun: int, area: str | None) -> Association | None:
        before, changes = self.year_before(tahun), self.changes(tahun, "desa")
        if before is None or changes is None:
            return None
        if area:
            changes = changes[changes.index.str.startswith(area + ".")]
        return associate(changes, self.reach_states(before)[program], self.reach_states(tahun)[program])

    def desa_rows(self, tahun: int) -> pd.DataFrame:
        """The rows of a year by ``kode_desa``: nilai, status, dimensions, sifat; only of desa that ``counts`` counts."""
        return self._memo("rows_of_year", tahun)

    def _rows_of_year(self, tahun: int) -> pd.DataFrame:
        rows = self.nilai[self.nilai["tahun"] == tahun]
        rows = rows.assign(kode_desa=rows["kode_desa"].astype(str)).set_index("kode_desa")
        # A stray row of a kelurahan would else be painted on the map, though no total counts it.
        rows = rows[rows.index.isin(assessed(self.wilayah, tahun))]
        return rows[["nilai", "status", "status_hitung", "sifat", *(entry.id for entry in indeks_of_year(tahun).dimensi)]]

    def unmatched(self, tahun: int) -> int:
        """Score rows of the year whose desa is unknown."""
        return self._memo("unmatched_of", tahun)

    def _unmatched_of(self, tahun: int) -> int:
        return distribution.unmatched_rows(self.nilai, self.wilayah, tahun)

    def area_counts(self, tahun: int, area: str | None) -> pd.Series:
        """Status counts of one area (None: the province): the columns of ``counts``."""
        kode = area or str(self.codes_at("provinsi")[0])
        level: tuple[Tingkat, ...] = ("provinsi", "kabupaten", "kecamatan", "desa")
        return self.counts(tahun, level[kode.count(".")]).loc[kode]

    def share_at_least(self, tahun: int, level: Tingkat, status: str) -> pd.Series:
        """Share of assessed desa with ``status`` or better, by area; NaN where no desa is assessed."""
        counts = self.counts(tahun, level)
        assessed = counts["dinilai"].where(counts["dinilai"] > 0)
        return counts[list(STATUS[STATUS.index(status) :])].sum(axis=1) / assessed
