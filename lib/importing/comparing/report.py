"""What a report would change of what is in force, and the findings that only this comparison can show."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Engine

from lib.domain.language import N_
from lib.domain.wilayah import is_within
from lib.importing.checks.findings import Finding, Severity, of_dataset
from lib.importing.comparing.in_force import basis_of
from lib.importing.comparing.index import compare_index
from lib.importing.comparing.lists import compare_awards, compare_coverage
from lib.importing.matching.places import Register
from lib.importing.report.outcome import Changes, ImportReport
from lib.store.transactions import read
from lib.store.versions import published


def compare_with_published(
    engine: Engine, report: ImportReport, register: Register, earlier: ImportReport | None = None
) -> ImportReport:
    """``report`` with its ``changes``, and the findings that they show.

    All is read in one snapshot of the store. ``earlier`` is the report of the year before, where the same file holds it.
    """
    dataset = report.dataset
    if not dataset.wilayah or not report.claim_keys:
        return report
    changes, findings = Changes(), list[Finding]()
    with read(engine) as conn:
        if dataset.jenis == "indeks":
            changes, findings = compare_index(conn, report, register, earlier)
        elif dataset.jenis == "program":
            changes, findings = compare_coverage(conn, report, register)
        elif dataset.jenis == "prestasi":
            changes, findings = compare_awards(conn, report, register)
        changes = replace(changes, basis=basis_of(conn, dataset.jenis, report.claim_keys, dataset.wilayah))
        wanted = set(report.claim_keys)
        speaking = [it for it in published(conn, dataset.jenis) if it.claim().keys & wanted]
    same = [it for it in speaking if it.sha256 == report.source.sha256]
    if same:
        findings.append(
            of_dataset(
                "sudah_terbit",
                Severity.INFORMS,
                N_("Berkas yang sama persis sudah terbit sebagai versi {versi}."),
                versi=str(same[0].id),
            )
        )
    illustrative = [
        it
        for it in speaking
        if it.sifat == "contoh" and it.wilayah[:2] == dataset.wilayah[:2] and not is_within(it.wilayah, dataset.wilayah)
    ]
    if illustrative:
        findings.append(
            of_dataset(
                "contoh_hilang",
                Severity.WARNS,
                N_(
                    "Setelah diterbitkan, data contoh {judul} tidak tampil lagi, juga di luar {wilayah}: "
                    "di sana menjadi tanpa data."
                ),
                N_("Data resmi dan data contoh tidak pernah dicampur. Impor juga data wilayah lain bila ada."),
                judul=illustrative[0].judul,
                wilayah=dataset.wilayah_nama,
            )
        )
    return report.with_changes(changes, findings)
