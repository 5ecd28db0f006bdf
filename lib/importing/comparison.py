"""What a file would change: the status counts in force now for the same area and year, and whether it is there already."""

from __future__ import annotations

from collections import Counter
from typing import cast

from sqlalchemy import Engine, Table, and_, func, not_, or_, select

from lib.domain.language import N_
from lib.importing.findings import Finding, Severity
from lib.importing.outcome import ImportReport
from lib.store.precedence import hidden_areas
from lib.store.tables import NilaiIndeks
from lib.store.transactions import read
from lib.store.versions import published

_NILAI = cast(Table, NilaiIndeks.__table__)


def compare_with_published(engine: Engine, report: ImportReport) -> None:
    """Fill ``sebelum`` and ``sebelum_sifat`` of the report; add a finding when the very same file is in force already."""
    before: Counter[str] = Counter()
    kinds = set()
    with read(engine) as conn:
        versions = [entry for entry in published(conn, "indeks") if report.tahun in entry.tahun_isi]
        claims = [entry.claim() for entry in versions]
        for entry in versions:
            hidden = hidden_areas(entry.claim(), claims).get(("", report.tahun), ())
            query = (
                select(_NILAI.c.status, func.count())
                .where(_NILAI.c.versi_id == entry.id, _NILAI.c.tahun == report.tahun, _within(report.wilayah))
                .where(not_(or_(*(_within(area) for area in hidden))) if hidden else and_(True))
                .group_by(_NILAI.c.status)
            )
            counts = {row[0]: row[1] for row in conn.execute(query) if row[0] is not None}
            before.update(counts)
            if counts:
                kinds.add(entry.sifat)
    report.sebelum = dict(before)
    report.sebelum_sifat = tuple(sorted(kinds))
    same = next((entry for entry in versions if entry.sha256 == report.sha256), None)
    if same is not None:
        report.findings += (
            Finding(
                rule="sudah_terbit",
                severity=Severity.INFORMS,
                message=N_("Berkas yang sama persis sudah terbit sebagai versi {versi}."),
                isian={"versi": str(same.id)},
            ),
        )


def _within(area: str):  # type: ignore[no-untyped-def]  # SQLAlchemy's own name for this type is private
    return or_(_NILAI.c.kode_desa == area, _NILAI.c.kode_desa.startswith(area + ".", autoescape=True))
