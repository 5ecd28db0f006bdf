"""A recognised file of index values through all rules: from tables to reports, without touching the store."""

from __future__ import annotations

from lib.domain.errors import DataFileError
from lib.domain.indeks import indeks_of_year, indices
from lib.domain.language import N_
from lib.domain.wilayah import is_desa
from lib.importing.checks.findings import Finding, Severity, refused, shown
from lib.importing.checks.identity import check_identity
from lib.importing.checks.index_values import check_values
from lib.importing.checks.rows import CheckedRow, Gathered, gather
from lib.importing.layouts.layout import Table
from lib.importing.layouts.years import by_year, column_years, several_years, tables_of_year, year_of_rows
from lib.importing.matching.places import Register
from lib.importing.matching.scope import choose_scope
from lib.importing.options import Options
from lib.importing.report.outcome import Content, Counts, Dataset, ImportReport, SourceRead, sorted_findings
from lib.importing.sheets import Source

_MANY = 5
_SHOWN = 4


def index_reports(
    source: Source, tables: list[Table], register: Register, options: Options, told: list[Finding]
) -> list[ImportReport]:
    """One report per year of the file, oldest first; only the chosen one when a year is chosen. Where the list is of several
    provinces, one per year and province: a version speaks for one province at most.

    Raises ImportRefused when the file cannot be believed as a whole (foreign codes, no year, none of our rows).
    """
    years = column_years(tables)
    if options.tahun is None and len(years) > 1:
        return [
            report
            for year in years
            for report in year_reports(
                source, tables, register, tahun=year, told=told if year == years[0] else [], wilayah=options.wilayah
            )
        ]
    if options.tahun is None and not years:
        gathered = gather(tables, register, options.wilayah)
        if len(several_years(gathered.rows)) > 1:
            return _long_reports(source, tables, register, gathered, told)
    return year_reports(source, tables, register, tahun=options.tahun, told=told, wilayah=options.wilayah)


def check_index_file(
    source: Source, tables: list[Table], register: Register, *, tahun: int | None, told: list[Finding]
) -> ImportReport:
    """The report of one year of a file of one province; raises as ``year_reports``."""
    return year_reports(source, tables, register, tahun=tahun, told=told)[0]


def year_reports(
    source: Source,
    tables: list[Table],
    register: Register,
    *,
    tahun: int | None,
    told: list[Finding],
    wilayah: str | None = None,
) -> list[ImportReport]:
    """The reports of one year of a file; ``told`` are findings from before. ImportRefused as ``index_reports``, and when
    the file holds several years and none is chosen."""
    tables = tables_of_year(tables, tahun)
    gathered = gather(tables, register, wilayah)
    year, rows, findings = year_of_rows(gathered.rows, tables, tahun)
    left_out = gathered.left_out + len(gathered.rows) - len(rows)
    findings = [*told, *gathered.findings, *findings]
    return _of_provinces(source, tables, register, year, rows, findings, left_out, gathered.skipped)


def _long_reports(
    source: Source, tables: list[Table], register: Register, gathered: Gathered, told: list[Finding]
) -> list[ImportReport]:
    reports = []
    findings = [*told, *gathered.findings]
    left_out, skipped = gathered.left_out, gathered.skipped
    for year, rows in by_year(gathered.rows).items():
        reports += _of_provinces(source, tables, register, year, rows, findings, left_out, skipped)
        findings, left_out, skipped = [], 0, 0  # told once, counted once
    return reports


def _of_provinces(
    source: Source,
    tables: list[Table],
    register: Register,
    year: int,
    rows: list[CheckedRow],
    findings: list[Finding],
    left_out: int,
    skipped: int,
) -> list[ImportReport]:
    """One report per province of the rows. A row whose code is of none of them belongs to the province before it."""
    if len(register.provinces) <= 1:
        return [_report(source, tables, register, year, rows, findings, left_out, skipped)]
    of_province: dict[str, list[CheckedRow]] = {}
    last = next((row.kode[:2] for row in rows if row.kode[:2] in register.provinces), min(register.provinces))
    for row in rows:
        last = row.kode[:2] if row.kode[:2] in register.provinces else last
        of_province.setdefault(last, []).append(row)
    reports = []
    for provinsi, own in sorted(of_province.items()):
        reports.append(_report(source, tables, register.of_province(provinsi), year, own, findings, left_out, skipped))
        findings, left_out, skipped = [], 0, 0  # told once, counted once
    return reports


def _report(
    source: Source,
    tables: list[Table],
    register: Register,
    year: int,
    rows: list[CheckedRow],
    findings: list[Finding],
    left_out: int,
    skipped: int,
) -> ImportReport:
    layout = tables[0].layout
    indeks = indices()[layout.indeks] if layout.indeks else indeks_of_year(year)
    findings = [*findings, *_index_of_year(year, indeks.id)]
    check_identity(rows, register, year)
    drafts, summary, value_findings = check_values(rows, indeks, year)
    _refuse_other_labels(rows)
    findings += _by_name(rows)
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
    nama = register.nama(scope) if scope else ""
    return ImportReport(
        source=SourceRead(
            source.nama, source.sha256, layout.id, layout.nama, tuple(dict.fromkeys(table.sheet.nama for table in tables))
        ),
        dataset=Dataset(
            jenis=layout.jenis,
            wilayah=scope,
            wilayah_nama=nama,
            tahun=year,
            judul=f"{indeks.singkatan} {year}, {nama}",
            indeks=indeks.id,
            penerbit=layout.penerbit,
        ),
        counts=Counts(read=len(rows), accepted=len(drafts.nilai), left_out=left_out, skipped=skipped),
        findings=sorted_findings(findings),
        ringkasan=dict(summary),
        content=Content(rows=drafts, checked=rows, register=register),
    )


def _refuse_other_labels(rows: list[CheckedRow]) -> None:
    """A column called "status" may hold something else, such as labels of a clustering: not one finding per row then."""
    other = [row for row in rows if any(finding.rule == "status_tidak_dikenal" for finding in row.findings)]
    if len(other) < _MANY or len(other) * 2 < len(rows):
        return
    found = dict.fromkeys(shown(row.record.isi.get("status")) for row in other)
    raise refused(
        N_("Kolom {kolom} tidak berisi status desa: {jumlah} dari {dari} baris berisi yang lain (misalnya {contoh})."),
        N_("Impor berkas yang memuat Mandiri, Maju, Berkembang, Tertinggal, atau Sangat Tertinggal."),
        kolom=other[0].record.table.column_name("status"),
        jumlah=len(other),
        dari=len(rows),
        contoh=tuple(found)[:_SHOWN],
    )


def _by_name(rows: list[CheckedRow]) -> list[Finding]:
    named = [row for row in rows if row.identity.dari_nama]
    if not named:
        return []
    return [
        Finding(
            rule="tanpa_kode",
            severity=Severity.INFORMS,
            message=N_("Berkas ini tanpa kode desa: {jumlah} dari {dari} baris dicocokkan menurut nama kabupaten dan desa."),
            saran=N_("Berkas dengan kode desa lebih dapat dipercaya; pakai itu bila ada."),
            isian={"jumlah": sum(row.identity.kode is not None for row in named), "dari": len(named)},
        )
    ]


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
