"""The comparison of a year of an index, and the findings that only it can show: carried over, jumps, other totals."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from sqlalchemy import Connection

from lib.domain.facts import status_facts_kabupaten, status_facts_provinsi
from lib.domain.indeks import comparable, indices
from lib.domain.language import N_, format_signed
from lib.domain.status import STATUS, status_label
from lib.domain.wilayah import PROVINSI_LAMPUNG, is_within
from lib.importing.checks.findings import Finding, Severity, of_dataset
from lib.importing.comparing.comparison import TAHUN_LALU, TERBIT, Comparison, FactTotal, Score, compare_scores, fact_totals
from lib.importing.comparing.in_force import InForce, scores_in_force
from lib.importing.comparing.lists import MEND_FACT, lost_rows
from lib.importing.matching.places import Register
from lib.importing.report.outcome import Changes, ImportReport

JUMP_SHARE: Final = 0.15
"""A score that moves by more than this share of its scale within a year is worth a look (real files: 4 desa in 1,000)."""
JUMP_CLASSES: Final = 2
CARRIED_SHARE: Final = 0.5
"""From this share of equal scores on, a file looks like last year's; in a real year it is one desa in six."""
_MIN_PAIRS: Final = 10


def compare_index(
    conn: Connection, report: ImportReport, register: Register, earlier: ImportReport | None
) -> tuple[Changes, list[Finding]]:
    """Scores of one year against what is in force for it, against the year before, and against published totals.

    ``earlier`` is the same file's report of the year before, which then is what the year is compared with.
    """
    tahun = _year(report)
    after: dict[str, Score] = {row[0]: (row[3], row[4]) for row in report.content.rows.nilai}
    now = scores_in_force(conn, tahun, report.dataset.wilayah)
    desimal = indices()[report.dataset.indeks].desimal
    same_year = compare_scores(now.isi, after, dasar=TERBIT, tahun=tahun, desimal=desimal, sifat=now.sifat, versi=now.ids)
    comparisons: tuple[Comparison, ...] = (same_year,)
    findings: list[Finding] = []
    if now.official:
        findings += lost_rows(same_year, register, N_("{jumlah} desa yang sekarang terbit tidak ada di berkas ini: {contoh}."))
        findings += _disagreement(now, same_year)
    before = _year_before(conn, report, earlier)
    if before is not None:
        last_year = compare_scores(
            before.isi, after, dasar=TAHUN_LALU, tahun=tahun - 1, desimal=desimal, sifat=before.sifat, versi=before.ids
        )
        comparisons = (same_year, last_year)
        if "contoh" not in before.sifat:
            findings += _carried_over(last_year)
            findings += _jumps(report, before.isi, after)
    facts = _facts(report, register, after)
    findings += [_other_total(fact, register) for fact in facts if not fact.cocok]
    return Changes(same_year.sebelum, now.sifat, comparisons, facts), findings


def _year(report: ImportReport) -> int:
    assert report.dataset.tahun is not None  # scores are of one year
    return report.dataset.tahun


def _year_before(conn: Connection, report: ImportReport, earlier: ImportReport | None) -> InForce | None:
    """The scores of the year before: of the same file if it holds them, else those in force; None across the break."""
    before = _year(report) - 1
    if before < indices()[report.dataset.indeks].tahun_dari or not comparable(before, before + 1):
        return None
    if earlier is not None and earlier.dataset.tahun == before:
        return InForce({row[0]: (row[3], row[4]) for row in earlier.content.rows.nilai})
    found = scores_in_force(conn, before, report.dataset.wilayah)
    return found if found.isi else None


def _disagreement(now: InForce, comparison: Comparison) -> list[Finding]:
    if not comparison.berubah:
        return []
    return [
        of_dataset(
            "berbeda_dari_terbit",
            Severity.INFORMS,
            N_("{jumlah} desa bernilai atau berstatus lain daripada versi resmi yang sekarang terbit ({versi}: {penerbit})."),
            N_("Pastikan berkas ini yang lebih baru; versi yang lama tetap tersimpan."),
            jumlah=len(comparison.berubah),
            versi=tuple(str(entry.id) for entry in now.versi),
            penerbit=tuple(dict.fromkeys(entry.penerbit for entry in now.versi)),
        )
    ]


def _carried_over(comparison: Comparison) -> list[Finding]:
    pairs, same = comparison.nilai_berpasangan, comparison.nilai_sama
    if pairs < _MIN_PAIRS or same < CARRIED_SHARE * pairs:
        return []
    return [
        of_dataset(
            "nilai_sama_tahun_lalu",
            Severity.WARNS,
            N_("Nilai semua {dari} desa sama dengan tahun {tahun}: datanya tampaknya belum dimutakhirkan.")
            if same == pairs
            else N_("Nilai {jumlah} dari {dari} desa sama dengan tahun {tahun}: datanya mungkin belum dimutakhirkan."),
            N_("Tanyakan kepada penerbit apakah tahun ini memang dinilai ulang."),
            jumlah=same,
            dari=pairs,
            tahun=str(comparison.tahun),
        )
    ]


def _jumps(report: ImportReport, before: Mapping[str, Score], after: Mapping[str, Score]) -> list[Finding]:
    scale = indices()[report.dataset.indeks].skala_maks
    by_code = {row.kode: row for row in report.content.checked if row.stored}
    found = []
    for kode in sorted(before.keys() & after.keys()):
        (old, old_status), (new, new_status) = before[kode], after[kode]
        if old is None or new is None or kode not in by_code:
            continue
        classes = abs(STATUS.index(new_status) - STATUS.index(old_status)) if new_status in STATUS and old_status in STATUS else 0
        if abs(new - old) <= JUMP_SHARE * scale and classes < JUMP_CLASSES:
            continue
        found.append(
            by_code[kode].finding(
                "lonjakan_nilai",
                Severity.WARNS,
                "nilai",
                N_("Nilai berubah {selisih} dalam setahun: {sebelum} ({status_sebelum}) menjadi {sesudah} ({status_sesudah})."),
                N_("Periksa nilai itu di berkas asli."),
                selisih=partial(format_signed, new - old, indices()[report.dataset.indeks].desimal),
                sebelum=old,
                sesudah=new,
                status_sebelum=partial(status_label, old_status) if old_status else "–",
                status_sesudah=partial(status_label, new_status) if new_status else "–",
            )
        )
    return found


def _facts(report: ImportReport, register: Register, scores: Mapping[str, Score]) -> tuple[FactTotal, ...]:
    facts: dict[str, Mapping[str, int]] = {
        area: counts for (tahun, area), counts in status_facts_kabupaten().items() if tahun == report.dataset.tahun
    }
    if report.dataset.tahun in status_facts_provinsi():
        facts[PROVINSI_LAMPUNG] = status_facts_provinsi()[_year(report)]
    inside = {area for area in facts if is_within(area, report.dataset.wilayah)}
    whole = {area for area in inside if register.expected(_year(report), area) <= scores.keys()}
    return fact_totals(scores, facts, whole)


def _other_total(fact: FactTotal, register: Register) -> Finding:
    return of_dataset(
        "beda_dari_angka_terbitan",
        Severity.WARNS,
        N_("{wilayah}: berkas ini memuat {berkas} desa {status}, angka yang diterbitkan {terbit}."),
        MEND_FACT,
        wilayah=register.nama(fact.kode),
        berkas=fact.berkas,
        terbit=fact.terbit,
        status=partial(status_label, fact.kunci),
    )
