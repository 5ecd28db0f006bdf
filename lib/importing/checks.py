"""A recognised file through all rules: from tables to the report, without touching the store."""

from __future__ import annotations

from lib.domain.errors import DataFileError
from lib.domain.indeks import indeks_of_year, indices
from lib.domain.language import N_
from lib.domain.wilayah import is_desa
from lib.importing.findings import Finding, Severity
from lib.importing.identity_checks import check_identity
from lib.importing.index_checks import check_values
from lib.importing.layouts import Table
from lib.importing.matching import Register
from lib.importing.outcome import ImportReport
from lib.importing.reading import Source
from lib.importing.rows import gather
from lib.importing.scope import choose_scope
from lib.importing.years import tables_of_year, year_of_rows

_ORDER = {severity: place for place, severity in enumerate(Severity)}


def check_index_file(
    source: Source, tables: list[Table], register: Register, *, tahun: int | None, told: list[Finding]
) -> ImportReport:
    """The report of a file of index values, one row per desa; ``told`` are findings from before.

    Raises ImportRefused when the file cannot be believed as a whole (foreign codes, no year, none of our rows).
    """
    tables = tables_of_year(tables, tahun)
    gathered = gather(tables, register)
    layout = tables[0].layout
    indeks = indices()[layout.indeks]
    year, rows, year_findings = year_of_rows(gathered.rows, tables, tahun)
    findings = [*told, *gathered.findings, *year_findings, *_index_of_year(year, layout.indeks)]
    check_identity(rows, register, year)
    drafts, summary, value_findings = check_values(rows, indeks, year)
    known = {row.kode for row in rows if is_desa(row.kode) and row.kode in register.places}
    scope, scope_findings = choose_scope(known, register, year)
    findings += [*value_findings, *scope_findings]
    if not drafts.nilai:
        findings.append(
            Finding(
                rule="tanpa_baris", severity=Severity.BLOCKS, message=N_("Tidak satu baris pun dapat diterima dari berkas ini.")
            )
        )
    for row in rows:
        findings.extend(row.findings)
    findings.sort(key=lambda finding: (_ORDER[finding.severity], finding.row is not None, finding.sheet, finding.row or 0))
    left_out = gathered.left_out + len(gathered.rows) - len(rows)
    return ImportReport(
        berkas=source.nama,
        sha256=source.sha256,
        layout=layout.id,
        layout_nama=layout.nama,
        jenis=layout.jenis,
        indeks=indeks.id,
        penerbit=layout.penerbit,
        sheets=tuple(dict.fromkeys(table.sheet.nama for table in tables)),
        tahun=year,
        wilayah=scope,
        wilayah_nama=register.nama(scope) if scope else "",
        in_file=len(rows) + left_out + gathered.skipped,
        left_out=left_out,
        skipped=gathered.skipped,
        read=len(rows),
        accepted=len(drafts.nilai),
        refused=len(rows) - len(drafts.nilai),
        findings=tuple(findings),
        ringkasan=dict(summary),
        rows=drafts,
    )


def _index_of_year(tahun: int, indeks: str) -> list[Finding]:
    """An index is only in force for some years: an "IDM 2025" is something else, or of another year."""
    try:
        if indeks_of_year(tahun).id == indeks:
            return []
    except DataFileError:
        pass
    known = indices()[indeks]
    return [
        Finding(
            rule="tahun_di_luar_indeks",
            severity=Severity.BLOCKS,
            message=N_("{indeks} tidak berlaku untuk tahun {tahun}."),
            saran=N_("{indeks} berlaku tahun {dari} sampai {sampai}: periksa tahun berkas ini."),
            isian={
                "indeks": known.singkatan,
                "tahun": str(tahun),
                "dari": str(known.tahun_dari),
                "sampai": str(known.tahun_sampai or "…"),
            },
        )
    ]
