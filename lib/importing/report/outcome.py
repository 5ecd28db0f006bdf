"""What an import came to: the one report behind the terminal, the page, the XLSX file and the version's own record.

A file gives one ``ImportReport`` per dataset, each to become one version: one per year of an index, one per programme,
one for awards. It is made of the steps that the import passes through, each frozen: what was read (``source``), what the
dataset is (``dataset``), how many rows and what is wrong with them (``counts``, ``findings``), what would be stored
(``content``), what that would change (``changes``), and what was stored (``stored``). ``FileReport`` holds the reports of a
file together: they are published all at once or not at all.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from lib.domain.wilayah import Tingkat
from lib.importing.checks.findings import Finding, Severity
from lib.importing.checks.rows import CheckedRow
from lib.importing.comparing.comparison import Comparison, FactTotal
from lib.importing.comparing.in_force import Basis
from lib.importing.matching.places import Register
from lib.store.precedence import Key
from lib.store.rows import DraftRows

if TYPE_CHECKING:
    import geopandas

_ORDER: Final = {severity: place for place, severity in enumerate(Severity)}


def sorted_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that block first, then those about the whole file, then by sheet and row."""
    return tuple(sorted(findings, key=lambda it: (_ORDER[it.severity], it.row is not None, it.sheet, it.row or 0)))


@dataclass(frozen=True)
class SourceRead:
    """What was read: the file by name and hash, the layout that was recognised, and its sheets."""

    berkas: str
    sha256: str
    layout: str
    layout_nama: str
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dataset:
    """What the rows are about, and who says so.

    ``jenis`` is one of ``lib.store.tables.JENIS_VERSI``; ``tahun`` is None where the rows are of several years. ``wilayah`` is
    the area that a version of these rows speaks for, empty where there is none. ``sifat``, ``url``, ``lisensi``, ``tanggal``
    and ``catatan`` (kept in the record of the version) are said by whoever fetched the file.
    """

    jenis: str
    wilayah: str
    wilayah_nama: str
    tahun: int | None = None
    judul: str = ""
    indeks: str = ""
    program: str = ""
    penerbit: str = ""
    sifat: str = "resmi"
    url: str = ""
    lisensi: str = ""
    tanggal: dt.date | None = None
    catatan: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Counts:
    """Rows of the file. Those of other provinces and years are ``left_out``; totals, weights and repeated headers ``skipped``.

    >>> counts = Counts(read=10, accepted=8, left_out=2, skipped=1)
    >>> counts.refused, counts.in_file
    (2, 13)
    """

    read: int
    accepted: int
    left_out: int = 0
    skipped: int = 0

    @property
    def refused(self) -> int:
        """Rows that were read and would not be stored."""
        return self.read - self.accepted

    @property
    def in_file(self) -> int:
        """All rows of the file."""
        return self.read + self.left_out + self.skipped


@dataclass(frozen=True)
class Content:
    """What would be stored: ``rows``, or for boundaries the shapes by level and code; ``checked`` are the rows as found."""

    rows: DraftRows = field(default_factory=DraftRows)
    checked: list[CheckedRow] = field(default_factory=list)
    batas: dict[Tingkat, geopandas.GeoSeries] = field(default_factory=dict)
    register: Register | None = None


@dataclass(frozen=True)
class Changes:
    """What publishing would change of what is in force for the same area and years.

    ``sebelum`` counts as ``ringkasan`` does, ``sebelum_sifat`` are the kinds of what is in force. ``perbandingan`` holds the
    comparison with it, then the one with the year before where there is one; ``fakta`` the published totals beside the
    file's. ``basis`` says which versions were compared with: publishing is refused when they have changed since.
    """

    sebelum: dict[str, int] = field(default_factory=dict)
    sebelum_sifat: tuple[str, ...] = ()
    perbandingan: tuple[Comparison, ...] = ()
    fakta: tuple[FactTotal, ...] = ()
    basis: Basis = ()


@dataclass(frozen=True)
class Stored:
    """The version that was stored, and whether readers see it now."""

    id: int
    published: bool


@dataclass(frozen=True)
class ImportReport:
    """The report of one dataset of a file, step by step.

    ``ringkasan`` counts the accepted rows by status (index), adds them up by stage and date (programme), or counts them by
    contest (awards) or level (boundaries). ``stored`` is None until a version is.
    """

    source: SourceRead
    dataset: Dataset
    counts: Counts
    findings: tuple[Finding, ...]
    ringkasan: dict[str, int]
    content: Content = field(default_factory=Content, repr=False)
    changes: Changes = field(default_factory=Changes)
    stored: Stored | None = None

    @property
    def by_severity(self) -> Counter[Severity]:
        """How many findings of each severity."""
        return Counter(finding.severity for finding in self.findings)

    @property
    def publishable(self) -> bool:
        """True when nothing blocks and there is something to store."""
        return not self.by_severity[Severity.BLOCKS] and self.counts.accepted > 0

    @property
    def claim_keys(self) -> tuple[Key, ...]:
        """What a version of these rows speaks for (see ``lib.store.precedence``)."""
        if self.dataset.jenis == "batas":
            return (("", None),)
        years = {row[1] for row in (*self.content.rows.nilai, *self.content.rows.prestasi)} | {
            row[2].year for row in self.content.rows.cakupan
        }
        return tuple((self.dataset.program, tahun) for tahun in sorted(years))

    def nama(self, kode: str) -> str:
        """The official name of a place, for lists of codes."""
        return self.content.register.nama(kode) if self.content.register else kode

    def with_changes(self, changes: Changes, findings: Iterable[Finding]) -> ImportReport:
        """The report with what it would change, and what only the comparison could find."""
        return replace(self, changes=changes, findings=sorted_findings((*self.findings, *findings)))

    def without_content(self) -> ImportReport:
        """The report alone, with the names of places: what will be stored is large, and no part of what is shown."""
        return replace(self, content=Content(register=self.content.register))

    def record(self) -> dict[str, Any]:
        """The report as plain values, kept with the version."""
        return {
            "tata_letak": self.source.layout,
            "lembar": list(self.source.sheets),
            "baris": self.counts.in_file,
            "ditinggalkan": self.counts.left_out,
            "dilewati": self.counts.skipped,
            "dibaca": self.counts.read,
            "diterima": self.counts.accepted,
            "ditolak": self.counts.refused,
            "temuan": dict(Counter(f"{finding.severity}:{finding.rule}" for finding in self.findings)),
            "status": self.ringkasan,
            "perubahan": {
                it.dasar: {name: len(getattr(it, name)) for name in ("baru", "berubah", "tetap", "hilang")}
                for it in self.changes.perbandingan
            },
            "dasar": [list(pair) for pair in self.changes.basis],
        } | self.dataset.catatan


@dataclass(frozen=True)
class FileReport:
    """Everything that one file gives: at least one dataset (``bagian``), in the order of years or programmes.

    ``asli`` are its bytes, kept when it is stored; empty where the source was a folder.
    """

    berkas: str
    sha256: str
    bagian: tuple[ImportReport, ...]
    asli: bytes = field(default=b"", repr=False)

    @property
    def publishable(self) -> bool:
        """True when every dataset is: a file is published whole or not at all."""
        return bool(self.bagian) and all(part.publishable for part in self.bagian)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all datasets."""
        return tuple(finding for part in self.bagian for finding in part.findings)

    @property
    def by_severity(self) -> Counter[Severity]:
        """How many findings of each severity over all datasets."""
        return Counter(finding.severity for finding in self.findings)

    @property
    def counts(self) -> Counts:
        """The rows of all datasets together."""
        return Counts(
            read=sum(part.counts.read for part in self.bagian),
            accepted=sum(part.counts.accepted for part in self.bagian),
            left_out=sum(part.counts.left_out for part in self.bagian),
            skipped=sum(part.counts.skipped for part in self.bagian),
        )
