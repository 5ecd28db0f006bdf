"""A recognised file of awards through all rules: one report, without touching the store."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import Counter
from typing import Final

from lib.domain.language import N_
from lib.importing.checks.findings import Cell, Finding, Severity
from lib.importing.checks.identity import check_identity
from lib.importing.checks.rows import CheckedRow, gather
from lib.importing.comparing.lists import by_contest
from lib.importing.layouts.layout import Table
from lib.importing.matching.list_scope import list_scope
from lib.importing.matching.places import Register
from lib.importing.options import Options
from lib.importing.reading.values import read_year
from lib.importing.report.outcome import Content, Counts, Dataset, ImportReport, SourceRead, sorted_findings
from lib.importing.sheets import Source
from lib.store.rows import DraftRows

FIRST_YEAR: Final = 1980
MAX_CHARS: Final = {"ajang": 80, "tingkat": 80, "hasil": 200, "sumber": 500}
"""As wide as the columns of the store."""
_NEEDED: Final = {"ajang": N_("Nama ajang kosong."), "hasil": N_("Hasil kosong.")}
_SILENCE: Final = N_(
    "{jumlah} dari {dari} desa dan kelurahan di {wilayah} tidak disebut: dicatat tanpa prestasi pada tahun-tahun itu."
)


def award_reports(
    source: Source, tables: list[Table], register: Register, options: Options, told: list[Finding]
) -> list[ImportReport]:
    """The one report of a file of awards, of all its years or of the chosen one. ImportRefused as ``rows.gather``."""
    gathered = gather(tables, register, options.wilayah)
    rows, left_out = gathered.rows, gathered.left_out
    findings = [*told, *gathered.findings]
    if options.tahun is not None:
        kept = [row for row in rows if read_year(row.record.isi.get("tahun")) in (options.tahun, None)]
        if len(kept) < len(rows):
            left_out += len(rows) - len(kept)
            findings.append(
                Finding(
                    rule="tahun_lain",
                    severity=Severity.INFORMS,
                    message=N_("{jumlah} baris tahun lain ditinggalkan."),
                    isian={"jumlah": len(rows) - len(kept)},
                )
            )
        rows = kept
    check_identity(rows, register, None, doubles=False)
    found = [(row, award) for row in rows if (award := _award(row)) is not None]
    _check_doubles(found)
    prestasi = [award for row, award in found if row.stored]
    scope, scope_findings = list_scope(
        {award[0] for award in prestasi}, register, options.wilayah, kelurahan=True, silence=_SILENCE
    )
    # Awards are few: a kabupaten without one is no sign of a file that lacks something.
    findings += [finding for finding in scope_findings if finding.severity is Severity.INFORMS]
    if not prestasi:
        findings.append(
            Finding(
                rule="tanpa_baris", severity=Severity.BLOCKS, message=N_("Tidak satu baris pun dapat diterima dari berkas ini.")
            )
        )
    for row in rows:
        findings.extend(row.findings)
    years = sorted({award[1] for award in prestasi})
    nama = register.nama(scope) if scope else ""
    layout = tables[0].layout
    return [
        ImportReport(
            source=SourceRead(
                source.nama, source.sha256, layout.id, layout.nama, tuple(dict.fromkeys(table.sheet.nama for table in tables))
            ),
            dataset=Dataset(
                jenis="prestasi",
                wilayah=scope,
                wilayah_nama=nama,
                tahun=years[0] if len(years) == 1 else None,
                judul=f"Prestasi {', '.join(map(str, years))}, {nama}",
                penerbit=layout.penerbit,
            ),
            counts=Counts(read=len(rows), accepted=len(prestasi), left_out=left_out, skipped=gathered.skipped),
            findings=sorted_findings(findings),
            ringkasan=by_contest(dict.fromkeys((award[0], award[1], award[2], award[3]) for award in prestasi)),
            content=Content(rows=DraftRows(prestasi=prestasi), checked=rows, register=register),
        )
    ]


def plain_text(cell: Cell) -> str:
    """The text of a cell in one line, without control characters and marks that turn the direction of writing."""
    text = " ".join(str("" if cell is None else cell)[:2_000].split())
    return "".join(letter for letter in text if unicodedata.category(letter)[0] != "C").strip()


def _award(row: CheckedRow) -> tuple | None:
    isi = row.record.isi
    year = read_year(isi.get("tahun"))
    if year is None or not FIRST_YEAR <= year <= dt.date.today().year:
        row.find("tahun_salah_tulis", Severity.BLOCKS, "tahun", N_("Bukan tahun."), N_("Tulis empat angka, misalnya 2024."))
    texts = {peran: plain_text(isi.get(peran)) for peran in (*MAX_CHARS, "sumber_url")}
    for peran, message in _NEEDED.items():
        if not texts[peran]:
            row.find(f"{peran}_kosong", Severity.BLOCKS, peran, message, N_("Isi selnya, atau hapus barisnya."))
    if not texts["tingkat"]:
        row.find(
            "tingkat_kosong",
            Severity.WARNS,
            "tingkat",
            N_("Tingkat ajang tidak disebut."),
            N_("Tulis kabupaten, provinsi, atau nasional."),
        )
    texts["sumber"] = " · ".join(part for part in (texts["sumber"], texts["sumber_url"]) if part)
    for peran, most in MAX_CHARS.items():
        if len(texts[peran]) > most:
            row.find(
                "teks_terlalu_panjang",
                Severity.BLOCKS,
                peran,
                N_("Teks lebih dari {batas} huruf."),
                N_("Ringkas teksnya."),
                batas=most,
            )
    if not row.stored:
        return None
    return row.kode, year, texts["ajang"], texts["tingkat"], texts["hasil"], texts["sumber"]


def _check_doubles(found: list[tuple[CheckedRow, tuple]]) -> None:
    counts = Counter(award[:5] for _row, award in found)
    seen = set()
    for row, award in found:
        if counts[award[:5]] > 1 and award[:5] in seen:
            row.find(
                "prestasi_ganda",
                Severity.WARNS,
                "ajang",
                N_("Prestasi yang sama sudah ada di baris lain; baris ini tidak disimpan."),
                refuse=True,
            )
        seen.add(award[:5])
