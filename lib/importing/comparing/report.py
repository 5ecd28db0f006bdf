"""Fills a report with its comparisons, and with the findings that only they can show."""

from __future__ import annotations

from sqlalchemy import Engine

from lib.domain.language import N_
from lib.domain.wilayah import is_within
from lib.importing.checks.findings import Severity
from lib.importing.comparing.in_force import basis_of
from lib.importing.comparing.index import compare_index
from lib.importing.comparing.lists import compare_awards, compare_coverage
from lib.importing.matching.places import Register
from lib.importing.report.outcome import ImportReport, sorted_findings
from lib.store.transactions import read
from lib.store.versions import published


def compare_with_published(engine: Engine, report: ImportReport, register: Register, earlier: ImportReport | None = None) -> None:
    """Fill ``perbandingan``, ``fakta``, ``basis``, ``sebelum`` and ``sebelum_sifat`` of ``report``, and add findings.

    All is read in one snapshot of the store. ``earlier`` is the report of the year before, where the same file holds it.
    """
    if not report.wilayah or not report.claim_keys:
        return
    with read(engine) as conn:
        report.basis = basis_of(conn, report.jenis, report.claim_keys, report.wilayah)
        if report.jenis == "indeks":
            compare_index(conn, report, register, earlier)
        elif report.jenis == "program":
            compare_coverage(conn, report, register)
        elif report.jenis == "prestasi":
            compare_awards(conn, report, register)
        wanted = set(report.claim_keys)
        speaking = [it for it in published(conn, report.jenis) if it.claim().keys & wanted]
        same = [it for it in speaking if it.sha256 == report.sha256]
    if same:
        report.add(
            "sudah_terbit",
            Severity.INFORMS,
            N_("Berkas yang sama persis sudah terbit sebagai versi {versi}."),
            versi=str(same[0].id),
        )
    illustrative = [
        it
        for it in speaking
        if it.sifat == "contoh" and it.wilayah[:2] == report.wilayah[:2] and not is_within(it.wilayah, report.wilayah)
    ]
    if illustrative:
        report.add(
            "contoh_hilang",
            Severity.WARNS,
            N_("Setelah diterbitkan, data contoh {judul} tidak tampil lagi, juga di luar {wilayah}: di sana menjadi tanpa data."),
            N_("Data resmi dan data contoh tidak pernah dicampur. Impor juga data wilayah lain bila ada."),
            judul=illustrative[0].judul,
            wilayah=report.wilayah_nama,
        )
    report.findings = sorted_findings(report.findings)
