"""The rows of the recognised tables, cut down to the provinces of the list, with their identity and their findings."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any, Final

from lib.domain.language import N_
from lib.domain.wilayah import is_within
from lib.importing.checks.findings import Finding, Severity, refused, shown
from lib.importing.layouts.layout import Record, Skipped, Table
from lib.importing.layouts.records import records_of
from lib.importing.matching.code_system import refuse_foreign_codes
from lib.importing.matching.name_matching import NameIndex
from lib.importing.matching.names import agreement
from lib.importing.matching.places import Identity, Register, code_or_none, identify

_SHOWN_ROWS: Final = 10
MAX_ROWS_PER_DESA: Final = 20
"""More rows than this for each desa of the list are no data about desa; checking and reporting them would take minutes."""
_ROWS_ALWAYS_READ: Final = 1_000


@dataclass(slots=True)
class CheckedRow:
    """A row that was read, what it says about its place, and what was found in it; ``stored`` turns False when refused."""

    record: Record
    identity: Identity
    findings: list[Finding] = field(default_factory=list)
    stored: bool = True

    @property
    def kode(self) -> str:
        """The code as canonical text, empty when the row has none."""
        return self.identity.kode or ""

    def find(
        self, rule: str, severity: Severity, peran: str, message: str, saran: str = "", *, refuse: bool = False, **isian: Any
    ) -> None:
        """Add a finding at the cell of ``peran``; one that blocks, or ``refuse``, keeps the row from being stored."""
        self.findings.append(self.finding(rule, severity, peran, message, saran, **isian))
        if refuse or severity is Severity.BLOCKS:
            self.stored = False

    def finding(self, rule: str, severity: Severity, peran: str, message: str, saran: str = "", **isian: Any) -> Finding:
        """A finding at the cell of ``peran``, not added to the row."""
        table = self.record.table
        return Finding(
            rule=rule,
            severity=severity,
            message=message,
            saran=saran,
            isian=isian,
            sheet=self.record.berkas or table.sheet.nama,
            row=self.record.row,
            column=table.column_name(peran),
            value=self.record.isi.get(peran),
        )


@dataclass
class Gathered:
    """The rows of a file: those read, and how many were left out (other provinces) or skipped (totals, weights)."""

    rows: list[CheckedRow]
    left_out: int
    skipped: int
    findings: list[Finding]


def gather(tables: list[Table], register: Register, wilayah: str | None = None) -> Gathered:
    """Read every row of ``tables`` and tell whose it is; with ``wilayah``, rows of other areas are left out.

    Raises ImportRefused when there is no row for the provinces of the list, or when the codes are of another system or do
    not belong to the names, or when there are far more rows than desa.
    """
    rows: list[CheckedRow] = []
    left_out: Counter[str] = Counter()
    outside = 0
    index: NameIndex | None = None
    skipped: dict[tuple[str, str], list[Skipped]] = defaultdict(list)
    most = max(_ROWS_ALWAYS_READ, MAX_ROWS_PER_DESA * register.desa_count)
    for table in tables:
        for entry in records_of(table):
            if isinstance(entry, Skipped):
                skipped[table.sheet.nama, entry.alasan].append(entry)
                continue
            elsewhere = _other_province(entry, register)
            if elsewhere:
                left_out[elsewhere] += 1
                continue
            isi = entry.isi
            names = isi.get("nama_desa"), isi.get("kecamatan"), isi.get("kabupaten")
            if "kode_desa" in table.kolom:
                identity = identify(register, isi.get("kode_desa"), *names)
            else:
                index = index or NameIndex(register)
                identity = index.identify(*names)
            if wilayah is not None and identity.kode in register.places and not is_within(str(identity.kode), wilayah):
                outside += 1
                continue
            rows.append(CheckedRow(entry, identity))
            if len(rows) > most:
                raise refused(
                    N_("Berkas memuat lebih dari {batas} baris, padahal daftar wilayah hanya berisi {desa} desa dan kelurahan."),
                    N_("Periksa apakah satu baris memang satu desa."),
                    batas=most,
                    desa=register.desa_count,
                )
    if outside and not rows:
        raise refused(
            N_("Berkas ini tidak memuat satu baris pun untuk {wilayah}."),
            N_("Pilih berkas lain, atau wilayah lain."),
            wilayah=register.nama(str(wilayah)),
        )
    _refuse_nothing(rows, left_out, register)
    refuse_foreign_codes(register, [(row.record.row, row.identity) for row in rows])
    findings = [_skipped_finding(sheet, alasan, entries) for (sheet, alasan), entries in skipped.items()]
    if left_out:
        findings.append(
            Finding(
                rule="provinsi_lain",
                severity=Severity.INFORMS,
                message=N_("{jumlah} baris dari {provinsi} provinsi lain ditinggalkan."),
                isian={"jumlah": left_out.total(), "provinsi": len(left_out)},
            )
        )
    if any("kode_desa" in table.kolom and "nama_desa" not in table.kolom for table in tables):
        findings.append(
            Finding(
                rule="tanpa_nama",
                severity=Severity.WARNS,
                message=N_("Berkas ini tanpa nama desa, jadi kodenya tidak dapat dicocokkan dengan namanya."),
                saran=N_("Tambahkan kolom nama desa bila ada."),
            )
        )
    if outside:
        findings.append(
            Finding(
                rule="wilayah_lain",
                severity=Severity.INFORMS,
                message=N_("{jumlah} baris di luar {wilayah} ditinggalkan."),
                isian={"jumlah": outside, "wilayah": register.nama(str(wilayah))},
            )
        )
    return Gathered(rows, left_out.total() + outside, sum(map(len, skipped.values())), findings)


def _other_province(record: Record, register: Register) -> str:
    """The other province that a row of a file with a province column is about; empty when it is ours or cannot be told.

    A row counts as ours when either its province or its code says so: a contradiction is then found, not left out.
    """
    roles = record.table.kolom
    if "kode_provinsi" not in roles and "provinsi" not in roles:
        return ""
    kode = code_or_none(record.isi.get("kode_desa"))
    said = code_or_none(record.isi.get("kode_provinsi")) or ""
    if (kode is not None and kode[:2] in register.provinces) or said[:2] in register.provinces:
        return ""
    nama = str(record.isi.get("provinsi") or "")
    # Without any code a province that is spelt a little differently is still ours.
    near = ("sama",) if kode or said else ("sama", "mirip")
    if nama and any(agreement(nama, register.nama(own), "provinsi") in near for own in register.provinces):
        return ""
    return said[:2] or (kode or "")[:2] or shown(nama)


def _refuse_nothing(rows: list[CheckedRow], left_out: Counter[str], register: Register) -> None:
    own = tuple(register.nama(kode) for kode in sorted(register.provinces))
    if not rows:
        if left_out:
            raise refused(
                N_("Berkas ini tidak memuat satu baris pun untuk Provinsi {provinsi}: ada {jumlah} baris provinsi lain."),
                provinsi=own,
                jumlah=left_out.total(),
            )
        raise refused(N_("Di bawah judul kolom tidak ada baris data."), N_("Periksa apakah berkasnya lengkap."))
    foreign = [row for row in rows if row.kode.count(".") == 3 and row.kode[:2] not in register.provinces]
    if len(foreign) > len(rows) / 2:
        raise refused(
            N_("Kode di berkas ini bukan dari Provinsi {provinsi}: misalnya baris {baris}, kode {kode}."),
            N_("Impor berkas provinsi ini."),
            provinsi=own,
            baris=str(foreign[0].record.row),
            kode=foreign[0].kode,
        )


_SKIPPED: Final = {
    "jumlah": N_("Baris jumlah dilewati: baris {baris}."),
    "bobot": N_("Baris tanpa nama tempat (bobot atau catatan) dilewati: baris {baris}."),
    "digabung": N_("{jumlah} baris digabung ke baris desanya: satu baris untuk tiap variabel."),
    "variabel": N_("{jumlah} baris tentang variabel lain dilewati: baris {baris}."),
    "judul": N_("Baris judul dilewati: baris {baris}."),
    "rusak": N_("{jumlah} berkas bukan jawaban API (rusak, galat, atau isinya lain dari namanya) dan dilewati: {baris}."),
}


def _skipped_finding(sheet: str, alasan: str, entries: list[Skipped]) -> Finding:
    listed = tuple(entry.nama or str(entry.row) for entry in entries[:_SHOWN_ROWS])
    more = ("…",) if len(entries) > _SHOWN_ROWS else ()
    return Finding(
        rule=f"dilewati_{alasan}",
        severity=Severity.WARNS if alasan == "rusak" else Severity.INFORMS,
        message=_SKIPPED[alasan],
        saran=N_("Ambil lagi jawaban itu; data desa itu yang sudah terbit tidak dihapus.") if alasan == "rusak" else "",
        isian={"baris": listed + more, "jumlah": len(entries)},
        sheet=sheet,
        row=entries[0].row,
    )
