"""What an import came to: the one report behind the terminal, the page, the XLSX file and the version's own record."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from lib.importing.findings import Finding, Severity
from lib.store.rows import DraftRows


@dataclass
class ImportReport:
    """The report of one file.

    Always ``read == accepted + refused`` and ``in_file == read + left_out + skipped``: left out are rows of other provinces
    and years, skipped are totals, weights and repeated headers. ``accepted`` rows are what would be stored. ``ringkasan``
    counts them by status; ``sebelum`` counts what is in force now for the same area and year (``sebelum_sifat``: its kinds).
    """

    berkas: str
    sha256: str
    layout: str
    layout_nama: str
    jenis: str
    indeks: str
    penerbit: str
    sheets: tuple[str, ...]
    tahun: int
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
    sebelum: dict[str, int] = field(default_factory=dict)
    sebelum_sifat: tuple[str, ...] = ()
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
        }
