"""What publishing a file would change, row by row: against the version in force, the year before, and published figures.

Everything here is a pure function on dictionaries; ``lib.importing.comparing.report`` fetches them from the store.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from lib.domain.status import STATUS
from lib.domain.wilayah import at_tingkat, tingkat

TERBIT: Final = "terbit"
TAHUN_LALU: Final = "tahun_lalu"
LARGEST: Final = 10
"""How many of the largest rises, and as many of the largest falls, are listed."""

Score = tuple[float | None, str | None]
"""(score, status) of one desa."""


@dataclass(frozen=True, slots=True)
class Change:
    """One desa whose score is in both: ``selisih`` in points of the index."""

    kode: str
    sebelum: float
    sesudah: float
    status_sebelum: str | None
    status_sesudah: str | None

    @property
    def selisih(self) -> float:
        """New minus old."""
        return self.sesudah - self.sebelum


@dataclass(frozen=True)
class Comparison:
    """The rows of a file against a base.

    ``dasar`` is ``terbit`` (what is in force for the same year and area) or ``tahun_lalu`` (the year before, same index).
    ``baru``, ``berubah``, ``tetap`` and ``hilang`` hold keys, sorted: codes for an index, (code, date, stage) for coverage,
    (code, year, contest, level) for awards; every key of file and base is in exactly one of them. ``hilang`` are keys of
    the base that the file lacks: after publishing they have no data. ``arus`` counts desa by (status before, status
    after), ``naik`` and ``turun`` are the largest changes of score; these three are empty but for an index.
    ``sebelum`` and ``sesudah`` count by status (index) or sum up by stage (coverage) or count awards by contest.
    ``lama`` and ``kini`` are the rows themselves by key: (score, status), number of units, result.
    """

    dasar: str
    tahun: int | None
    sifat: tuple[str, ...]
    versi: tuple[int, ...]
    baru: tuple[Any, ...]
    berubah: tuple[Any, ...]
    tetap: tuple[Any, ...]
    hilang: tuple[Any, ...]
    sebelum: dict[str, int] = field(default_factory=dict)
    sesudah: dict[str, int] = field(default_factory=dict)
    arus: dict[tuple[str, str], int] = field(default_factory=dict)
    naik: tuple[Change, ...] = ()
    turun: tuple[Change, ...] = ()
    nilai_sama: int = 0
    nilai_berpasangan: int = 0
    lama: Mapping[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    kini: Mapping[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def empty(self) -> bool:
        """True when there is no base to compare with."""
        return not (self.berubah or self.tetap or self.hilang)


@dataclass(frozen=True, slots=True)
class FactTotal:
    """A published figure beside the file's: ``kunci`` is a status of an index or a stage of a programme."""

    kode: str
    kunci: str
    terbit: int
    berkas: int

    @property
    def cocok(self) -> bool:
        """True when both say the same."""
        return self.terbit == self.berkas


def _split(before: Mapping[Any, Any], after: Mapping[Any, Any]) -> tuple[tuple[Any, ...], ...]:
    """The keys of both, each in one of (baru, berubah, tetap, hilang), sorted."""
    both = sorted(before.keys() & after.keys())
    return (
        tuple(sorted(after.keys() - before.keys())),
        tuple(key for key in both if before[key] != after[key]),
        tuple(key for key in both if before[key] == after[key]),
        tuple(sorted(before.keys() - after.keys())),
    )


def compare_rows(
    before: Mapping[Any, Any],
    after: Mapping[Any, Any],
    totals: Callable[[Mapping[Any, Any]], dict[str, int]],
    *,
    dasar: str = TERBIT,
    tahun: int | None = None,
    sifat: Sequence[str] = (),
    versi: Sequence[int] = (),
) -> Comparison:
    """Rows by key against a base; ``totals`` counts or adds them up."""
    baru, berubah, tetap, hilang = _split(before, after)
    return Comparison(
        *(dasar, tahun, tuple(sifat), tuple(versi), baru, berubah, tetap, hilang),
        sebelum=totals(before),
        sesudah=totals(after),
        lama=before,
        kini=after,
    )


def compare_scores(
    before: Mapping[str, Score],
    after: Mapping[str, Score],
    *,
    dasar: str,
    tahun: int,
    desimal: int,
    sifat: Sequence[str] = (),
    versi: Sequence[int] = (),
) -> Comparison:
    """Scores and status by code against a base; scores count as equal when they are printed alike (``desimal`` places)."""
    before = {kode: _rounded(score, desimal) for kode, score in before.items()}
    after = {kode: _rounded(score, desimal) for kode, score in after.items()}
    changes = [
        Change(kode, old[0], new[0], old[1], new[1])
        for kode in sorted(before.keys() & after.keys())
        for old, new in [(before[kode], after[kode])]
        if old[0] is not None and new[0] is not None
    ]
    moved = sorted((change for change in changes if change.selisih), key=lambda change: change.selisih)
    flows = Counter(
        (str(before[kode][1]), str(after[kode][1]))
        for kode in before.keys() & after.keys()
        if before[kode][1] is not None and after[kode][1] is not None
    )
    return replace(
        compare_rows(before, after, _by_status, dasar=dasar, tahun=tahun, sifat=sifat, versi=versi),
        arus={(old, new): flows[old, new] for old in STATUS for new in STATUS if flows[old, new]},
        naik=tuple(change for change in reversed(moved[-LARGEST:]) if change.selisih > 0),
        turun=tuple(change for change in moved[:LARGEST] if change.selisih < 0),
        nilai_sama=sum(change.selisih == 0 for change in changes),
        nilai_berpasangan=len(changes),
    )


def _rounded(score: Score, desimal: int) -> Score:
    return (None if score[0] is None else round(score[0], desimal)), score[1]


def _by_status(scores: Mapping[str, Score]) -> dict[str, int]:
    counts = Counter(status for _nilai, status in scores.values())
    return {status: counts[status] for status in STATUS if counts[status]}


def fact_totals(
    scores: Mapping[str, Score],
    facts: Mapping[str, Mapping[str, int]],
    complete: set[str],
) -> tuple[FactTotal, ...]:
    """The published number of desa by status of each area of ``facts`` beside the file's, for the areas in ``complete``.

    An area that the file does not hold whole cannot be held against a published total.
    """
    found: Counter[tuple[str, str]] = Counter()
    levels = {tingkat(area) for area in facts}
    for kode, (_nilai, status) in scores.items():
        for level in levels:
            found[at_tingkat(kode, level), str(status)] += 1
    return tuple(
        FactTotal(area, status, jumlah, found[area, status])
        for area, by_status in sorted(facts.items())
        if area in complete
        for status in STATUS
        if (jumlah := by_status.get(status)) is not None
    )
