"""What an import came to: the one report behind the terminal, the page, the XLSX file and the version's own record.

A file gives one ``ImportReport`` per dataset, each to become one version: one per year of an index, one per programme,
one for awards. ``FileReport`` holds them together: they are published all at once or not at all.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from lib.importing.checks.findings import Finding, Severity
from lib.importing.checks.rows import CheckedRow
from lib.importing.comparing.comparison import Comparison, FactTotal
from lib.importing.comparing.in_force import Basis
from lib.importing.matching.places import Register
from lib.store.precedence import Key
from lib.store.rows import DraftRows

_ORDER: Final = {severity: place for place, severity in enumerate(Severity)}


def sorted_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that block first, then those about the whole file, then by sheet and row."""
    return tuple(sorted(findings, key=lambda it: (_ORDER[it.severity], it.row is not None, it.sheet, it.row or 0)))


@dataclass
class ImportReport:
    """The report of one dataset of a file.

    Always ``read == accepted + refused`` and ``in_file == read + left_out + skipped``: left out are rows of other provinces
    and years, skipped are totals, weights and repeated headers. ``accepted`` rows are what would be stored. ``ringkasan``
    counts them by status (index), adds them up by stage and date (programme) or counts them by contest (awards);
    ``sebelum`` does the same for what is in force now for the same area and year (``sebelum_sifat``: its kinds).
    ``perbandingan`` holds the comparison with what is in force, then the one with the year before where there is one;
    ``fakta`` the published totals beside the file's. ``basis`` says which versions the comparison was made with:
    publishing is refused when they have changed since. ``tahun`` is None where the rows are of several years. ``batas`` are
    the areas of a boundary file by level; ``siapkan`` is called with the report before the version is stored, and
    ``tambahan`` kept with it. ``sifat``, ``url``, ``lisensi`` and ``tanggal`` are said by whoever fetched the file.
    """

    berkas: str
    sha256: str
    layout: str
    layout_nama: str
    jenis: str
    indeks: str
    penerbit: str
    sheets: tuple[str, ...]
    tahun: Any
    wilayah: str
    wilayah_nama: str
    in_file: int
    left_out: int
    skipped: int
    read: int
    accepted: int
    refused: int
    findings: tuple[Finding, ...]
    ringkasan: dict[str, int]
    rows: DraftRows = field(repr=False)
    checked: list[CheckedRow] = field(default_factory=list, repr=False)
    judul: str = ""
    sifat: str = "resmi"
    url: str = ""
    lisensi: str = ""
    tanggal: dt.date | None = None
    program: str = ""
    sebelum: dict[str, int] = field(default_factory=dict)
    sebelum_sifat: tuple[str, ...] = ()
    perbandingan: tuple[Comparison, ...] = ()
    fakta: tuple[FactTotal, ...] = ()
    basis: Basis = ()
    register: Register | None = field(default=None, repr=False)
    batas: dict[Any, Any] = field(default_factory=dict, repr=False)
    siapkan: Callable[[ImportReport], object] | None = field(default=None, repr=False)
    tambahan: dict[str, Any] = field(default_factory=dict)
    draft: int | None = None
    published: bool = False

    @property
    def by_severity(self) -> Counter[Severity]:
        """How many findings of each severity."""
        return Counter(finding.severity for finding in self.findings)

    @property
    def publishable(self) -> bool:
        """True when nothing blocks and there is something to store."""
        return not self.by_severity[Severity.BLOCKS] and self.accepted > 0

    @property
    def claim_keys(self) -> tuple[Key, ...]:
        """What a version of these rows speaks for (see ``lib.store.precedence``)."""
        if self.jenis == "batas":
            return (("", None),)
        years = {row[1] for row in (*self.rows.nilai, *self.rows.prestasi)} | {row[2].year for row in self.rows.cakupan}
        return tuple((self.program, tahun) for tahun in sorted(years))

    def nama(self, kode: str) -> str:
        """The official name of a place, for lists of codes."""
        return self.register.nama(kode) if self.register else kode

    def add(self, rule: str, severity: Severity, message: str, saran: str = "", **isian: object) -> None:
        """Add a finding about the dataset as a whole."""
        self.findings += (Finding(rule=rule, severity=severity, message=message, saran=saran, isian=isian),)

    def record(self) -> dict[str, Any]:
        """The report as plain values, kept with the version."""
        return {
            "tata_letak": self.layout,
            "lembar": list(self.sheets),
            "baris": self.in_file,
            "ditinggalkan": self.left_out,
            "dilewati": self.skipped,
            "dibaca": self.read,
            "diterima": self.accepted,
            "ditolak": self.refused,
            "temuan": dict(Counter(f"{finding.severity}:{finding.rule}" for finding in self.findings)),
            "status": self.ringkasan,
            "perubahan": {
                it.dasar: {name: len(getattr(it, name)) for name in ("baru", "berubah", "tetap", "hilang")}
                for it in self.perbandingan
            },
            "dasar": [list(pair) for pair in self.basis],
        } | self.tambahan


@dataclass
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
    def read(self) -> int:
        """Rows read over all datasets; always ``accepted + refused``."""
        return sum(part.read for part in self.bagian)

    @property
    def accepted(self) -> int:
        """Rows accepted over all datasets."""
        return sum(part.accepted for part in self.bagian)

    @property
    def refused(self) -> int:
        """Rows refused over all datasets."""
        return sum(part.refused for part in self.bagian)

    @property
    def versions(self) -> tuple[int, ...]:
        """Ids of the versions that were stored, in the order of ``bagian``."""
        return tuple(part.draft for part in self.bagian if part.draft is not None)
