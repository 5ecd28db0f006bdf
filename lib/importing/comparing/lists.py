"""The comparisons of coverage and of awards; those of an index are in ``lib.importing.comparing.index``."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from sqlalchemy import Connection

from lib.domain.facts import program_facts
from lib.domain.language import N_, format_date
from lib.domain.program import all_programs
from lib.domain.wilayah import is_within
from lib.importing.checks.findings import Finding, Severity, of_dataset
from lib.importing.comparing.comparison import Comparison, FactTotal, compare_rows
from lib.importing.comparing.in_force import awards_in_force, coverage_in_force
from lib.importing.matching.places import Register
from lib.importing.report.outcome import Changes, ImportReport

MEND_FACT: Final = N_("Kedua sumber berbeda. Periksa mana yang dimutakhirkan lebih akhir.")


_EXAMPLES: Final = 5


def lost_rows(comparison: Comparison, register: Register, message: str) -> list[Finding]:
    """A finding about rows in force that the file lacks; ``message`` has fields ``jumlah`` and ``contoh``."""
    lost = comparison.hilang
    codes = tuple(dict.fromkeys(key if isinstance(key, str) else key[0] for key in lost))
    if not codes:
        return []
    shown = tuple(f"{register.nama(kode)} ({kode})" for kode in codes[:_EXAMPLES])
    return [
        of_dataset(
            "hilang_dari_terbit",
            Severity.WARNS,
            message,
            N_("Setelah diterbitkan, data itu tidak tampil lagi. Periksa apakah berkasnya lengkap."),
            jumlah=len(lost),
            contoh=shown + (("…",) if len(codes) > _EXAMPLES else ()),
        )
    ]


def compare_coverage(conn: Connection, report: ImportReport, register: Register) -> tuple[Changes, list[Finding]]:
    """Coverage of one programme against what is in force for the same years, and against published figures."""
    after = {(kode, when, tahap): jumlah for _program, kode, when, tahap, jumlah in report.content.rows.cakupan}
    now = coverage_in_force(conn, report.dataset.program, {key[1].year for key in after}, report.dataset.wilayah)
    found = compare_rows(now.isi, after, by_stage, tahun=report.dataset.tahun, sifat=now.sifat, versi=now.ids)
    findings: list[Finding] = []
    if now.official:
        findings += lost_rows(
            found, register, N_("{jumlah} baris cakupan yang sekarang terbit tidak ada di berkas ini: {contoh}.")
        )
    findings += _other_dates(conn, report, register, after)
    facts = _program_facts(report, after)
    stages = {tahap.id: tahap for tahap in all_programs()[report.dataset.program].tahap}
    for fact in facts:
        if not fact.cocok:
            tahap, _, tanggal = fact.kunci.partition(" ")
            findings.append(
                of_dataset(
                    "beda_dari_angka_terbitan",
                    Severity.WARNS,
                    N_("{wilayah}: jumlah “{tahap}” per {tanggal} di berkas ini {berkas}, angka yang diterbitkan {terbit}."),
                    MEND_FACT,
                    wilayah=register.nama(fact.kode),
                    tahap=partial(getattr, stages[tahap], "label"),
                    tanggal=partial(format_date, dt.date.fromisoformat(tanggal)),
                    berkas=fact.berkas,
                    terbit=fact.terbit,
                )
            )
    return Changes(found.sebelum, now.sifat, (found,), facts), findings


def _other_dates(conn: Connection, report: ImportReport, register: Register, rows: Mapping[Any, int]) -> list[Finding]:
    """Of a stage only the newest snapshot of a year counts: an area with a date of its own leaves the others behind."""
    newest = max(((when, tahap) for _kode, when, tahap in rows), default=None)
    province = report.dataset.wilayah[:2]
    if newest is None or report.dataset.wilayah == province:
        return []
    elsewhere = coverage_in_force(conn, report.dataset.program, {newest[0].year}, province)
    if not elsewhere.official:
        return []
    dates = {
        when for kode, when, tahap in elsewhere.isi if tahap == newest[1] and not is_within(kode, report.dataset.wilayah)
    } - {newest[0]}
    if not dates:
        return []
    return [
        of_dataset(
            "tanggal_lain_di_provinsi",
            Severity.WARNS,
            N_("Wilayah lain memakai tanggal keadaan {lain}, berkas ini {tanggal}: angka setahun memakai yang terakhir."),
            N_("Pakai tanggal keadaan yang sama untuk semua kabupaten bila memang satu laporan."),
            lain=tuple(when.isoformat() for when in sorted(dates)),
            tanggal=newest[0].isoformat(),
            wilayah=register.nama(province),
        )
    ]


def by_stage(rows: Mapping[Any, int]) -> dict[str, int]:
    """Units added up by stage and date, as ``"agen 2023-02-06"``: coverage rows by (code, date, stage)."""
    sums: Counter[str] = Counter()
    for (_kode, when, tahap), jumlah in sorted(rows.items()):
        sums[f"{tahap} {when.isoformat()}"] += jumlah
    return dict(sums)


def _program_facts(report: ImportReport, rows: Mapping[Any, int]) -> tuple[FactTotal, ...]:
    """Published figures of the same programme, stage, date and area as the file's own."""
    found = []
    for fact in program_facts():
        if fact.program != report.dataset.program or not is_within(fact.kode_wilayah, report.dataset.wilayah):
            continue
        mine = [
            jumlah
            for (kode, when, tahap), jumlah in rows.items()
            if (when, tahap) == (fact.tanggal, fact.tahap) and is_within(kode, fact.kode_wilayah)
        ]
        if mine:
            found.append(FactTotal(fact.kode_wilayah, f"{fact.tahap} {fact.tanggal.isoformat()}", fact.jumlah, sum(mine)))
    return tuple(found)


def compare_awards(conn: Connection, report: ImportReport, register: Register) -> tuple[Changes, list[Finding]]:
    """Awards against those in force for the same years."""
    after = {(kode, tahun, ajang, level): hasil for kode, tahun, ajang, level, hasil, _sumber in report.content.rows.prestasi}
    now = awards_in_force(conn, {key[1] for key in after}, report.dataset.wilayah)
    found = compare_rows(now.isi, after, by_contest, tahun=report.dataset.tahun, sifat=now.sifat, versi=now.ids)
    findings: list[Finding] = []
    if now.official:
        findings += lost_rows(found, register, N_("{jumlah} prestasi yang sekarang terbit tidak ada di berkas ini: {contoh}."))
    return Changes(found.sebelum, now.sifat, (found,)), findings


def by_contest(rows: Mapping[Any, Any]) -> dict[str, int]:
    """Number of awards by contest: rows by (code, year, contest, level)."""
    return dict(Counter(key[2] for key in sorted(rows)))
