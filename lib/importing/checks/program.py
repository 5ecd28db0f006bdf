"""A recognised file of programme coverage through all rules: one report per programme, without touching the store."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from typing import Final

from lib.domain.language import N_
from lib.domain.program import Program, all_programs
from lib.importing.checks.findings import Finding, Severity, refused
from lib.importing.checks.identity import check_identity
from lib.importing.checks.program_rows import Entry, crosses_mean_no, long_entry, long_program, wide_entries, wide_programs
from lib.importing.checks.rows import CheckedRow, Gathered, gather
from lib.importing.comparing.lists import by_stage
from lib.importing.layouts.layout import Table
from lib.importing.matching.list_scope import list_scope
from lib.importing.matching.places import Register
from lib.importing.options import Options
from lib.importing.report.outcome import Content, Counts, Dataset, ImportReport, SourceRead, sorted_findings
from lib.importing.sheets import Source
from lib.store.rows import DraftRows

_SILENCE: Final = N_("{jumlah} dari {dari} desa di {wilayah} tidak disebut di berkas: dicatat belum terjangkau.")


def program_reports(
    source: Source, tables: list[Table], register: Register, options: Options, told: list[Finding]
) -> list[ImportReport]:
    """One report per programme of the file, in the order of the list of programmes.

    Raises ImportRefused when the file cannot be believed as a whole, names no known programme, or gives no date.
    """
    gathered = gather(tables, register, options.wilayah)
    check_identity(gathered.rows, register, None, doubles=False)
    today = dt.date.today()
    wide = wide_programs(tables)
    _refuse_dateless(gathered.rows, tables, options)
    found: dict[str, tuple[list[CheckedRow], list[Entry]]] = {}
    if wide:
        for program_id, columns in wide.items():
            rows = [_copy(row) for row in gathered.rows]
            found[program_id] = rows, list(wide_entries(rows, columns, options, today))
    else:
        found = _long(gathered, options, today)
    reports = []
    findings = [*told, *gathered.findings]
    left_out, skipped = gathered.left_out, gathered.skipped
    for program_id in [known for known in all_programs() if known in found]:
        rows, entries = found[program_id]
        program = all_programs()[program_id]
        reports.append(_report(source, tables, register, options, program, rows, entries, findings, left_out, skipped))
        findings, left_out, skipped = [], 0, 0  # told once, counted once
    return reports


def _copy(row: CheckedRow) -> CheckedRow:
    return CheckedRow(row.record, row.identity, list(row.findings), row.stored)


def _long(gathered: Gathered, options: Options, today: dt.date) -> dict[str, tuple[list[CheckedRow], list[Entry]]]:
    by_program: dict[str, list[CheckedRow]] = defaultdict(list)
    unknown: list[CheckedRow] = []
    for row in gathered.rows:
        program = long_program(row)
        (unknown if program is None else by_program[program.id]).append(row)
    if not by_program:
        raise refused(
            N_("Tidak satu pun program di berkas ini dikenal: misalnya “{contoh}”."),
            N_("Program yang ada: {ada}. Program baru ditambahkan di data/fakta/program.toml."),
            contoh=next((row.record.isi.get("program") for row in unknown), ""),
            ada=tuple(entry.nama["id"] for entry in all_programs().values()),
        )
    first = next(known for known in all_programs() if known in by_program)
    found = {}
    for program_id, rows in by_program.items():
        program = all_programs()[program_id]
        no_crosses = crosses_mean_no(rows, "jumlah")
        entries = [entry for row in rows if (entry := long_entry(row, program, options, today, no_crosses)) is not None]
        # Rows of a programme that nobody knows are refused, and counted once.
        found[program_id] = rows + (unknown if program_id == first else []), entries
    return found


def _refuse_dateless(rows: list[CheckedRow], tables: list[Table], options: Options) -> None:
    dated = options.tanggal or options.tahun or any(table.tahun or table.tahun_judul for table in tables)
    if not dated and not any(
        row.record.isi.get("tanggal") is not None or row.record.isi.get("tahun") is not None for row in rows
    ):
        raise refused(
            N_("Tanggal keadaan tidak ditemukan di berkas ini."), N_("Sebutkan dengan --tanggal, misalnya --tanggal 2023-12-31.")
        )


def _report(
    source: Source,
    tables: list[Table],
    register: Register,
    options: Options,
    program: Program,
    rows: list[CheckedRow],
    entries: list[Entry],
    findings: list[Finding],
    left_out: int,
    skipped: int,
) -> ImportReport:
    findings = list(findings)
    if options.tahun is not None:
        rows, entries, left = _of_year(rows, entries, options.tahun)
        left_out += left
        findings += _left_out(left)
    _check_doubles(entries, register)
    with_entry = {id(entry.row) for entry in entries}
    for row in rows:
        if id(row) not in with_entry and row.stored:
            row.find("tanpa_tanggal", Severity.BLOCKS, "tanggal", N_("Baris ini tanpa tanggal keadaan."), N_("Isi tanggalnya."))
    stored = [entry for entry in entries if entry.row.stored]
    cakupan = [(program.id, entry.row.kode, entry.tanggal, entry.tahap.id, entry.jumlah) for entry in stored]
    known = {row.kode for row in rows if row.kode in register.places and row.kode.count(".") == 3}
    if not program.termasuk_kelurahan:
        known = {entry.row.kode for entry in stored}
    scope, scope_findings = list_scope(known, register, options.wilayah, kelurahan=program.termasuk_kelurahan, silence=_SILENCE)
    findings += [*scope_findings, *_dates(entries), *_zeros(stored, program)]
    if not cakupan:
        findings.append(
            Finding(
                rule="tanpa_baris", severity=Severity.BLOCKS, message=N_("Tidak satu baris pun dapat diterima dari berkas ini.")
            )
        )
    for row in rows:
        findings.extend(row.findings)
    accepted = sum(row.stored for row in rows)
    years = sorted({entry.tanggal.year for entry in stored})
    nama = register.nama(scope) if scope else ""
    layout = tables[0].layout
    return ImportReport(
        source=SourceRead(
            source.nama, source.sha256, layout.id, layout.nama, tuple(dict.fromkeys(table.sheet.nama for table in tables))
        ),
        dataset=Dataset(
            jenis="program",
            wilayah=scope,
            wilayah_nama=nama,
            tahun=years[0] if len(years) == 1 else None,
            judul=f"{program.nama['id']} {', '.join(map(str, years))}, {nama}",
            program=program.id,
            penerbit=program.instansi,
        ),
        counts=Counts(read=len(rows), accepted=accepted, left_out=left_out, skipped=skipped),
        findings=sorted_findings(findings),
        ringkasan=by_stage({(kode, when, tahap): jumlah for _program, kode, when, tahap, jumlah in cakupan}),
        content=Content(rows=DraftRows(cakupan=cakupan), checked=rows, register=register),
    )


def _of_year(rows: list[CheckedRow], entries: list[Entry], tahun: int) -> tuple[list[CheckedRow], list[Entry], int]:
    """Rows and entries without those of other years, and how many rows that leaves out."""
    mine = [entry for entry in entries if entry.tanggal.year == tahun]
    other = {id(entry.row) for entry in entries} - {id(entry.row) for entry in mine}
    return [row for row in rows if id(row) not in other], mine, len(other)


def _left_out(rows: int) -> list[Finding]:
    message = N_("{jumlah} baris tahun lain ditinggalkan.")
    return [Finding(rule="tahun_lain", severity=Severity.INFORMS, message=message, isian={"jumlah": rows})] if rows else []


def _check_doubles(entries: list[Entry], register: Register) -> None:
    """Two counts for one desa, stage and date: neither is taken, for choosing one would depend on their order."""
    same: dict[tuple[str, str, dt.date], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.row.kode.count(".") == 3:
            same[entry.row.kode, entry.tahap.id, entry.tanggal].append(entry)
    for (kode, _tahap, _when), group in same.items():
        if len(group) == 1:
            continue
        for entry in group:
            entry.row.find(
                "desa_ganda",
                Severity.BLOCKS,
                "kode_desa",
                N_("Desa {nama} ({kode}) ada {jumlah} kali: baris {baris}."),
                N_("Sisakan satu baris."),
                nama=register.nama(kode),
                kode=kode,
                jumlah=len(group),
                baris=tuple(str(other.row.record.row) for other in group[:5]),
            )


def _dates(entries: list[Entry]) -> list[Finding]:
    unwritten = Counter(entry.tanggal for entry in entries if not entry.hari_tertulis)
    if not unwritten:
        return []
    return [
        Finding(
            rule="tanggal_akhir",
            severity=Severity.INFORMS,
            message=N_("Hari tidak tertulis di berkas: keadaan dicatat per {tanggal}."),
            saran=N_("Sebutkan tanggal yang tepat dengan --tanggal bila diketahui."),
            isian={"tanggal": tuple(when.isoformat() for when in sorted(unwritten))},
        )
    ]


def _zeros(stored: list[Entry], program: Program) -> list[Finding]:
    """A stage that nobody reaches is more often a column that was not filled in."""
    sums: Counter[str] = Counter()
    for entry in stored:
        sums[entry.tahap.id] += entry.jumlah
    return [
        Finding(
            rule="tahap_kosong",
            severity=Severity.WARNS,
            message=N_("Tidak satu desa pun terjangkau pada tahap “{tahap}”: kolomnya mungkin belum diisi."),
            isian={"tahap": tahap.nama["id"]},
        )
        for tahap in program.tahap
        if tahap.id in sums and not sums[tahap.id]
    ]
