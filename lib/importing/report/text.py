"""The report of an import as text for a terminal, in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from lib.domain.indeks import indices
from lib.domain.language import N_, format_date, format_number, format_signed
from lib.domain.language import gettext as _
from lib.domain.program import all_programs
from lib.domain.status import STATUS, status_label
from lib.importing.checks.findings import Finding, Severity, shown
from lib.importing.comparing.comparison import TAHUN_LALU, Change, Comparison
from lib.importing.report.outcome import FileReport, ImportReport


def comparison_lines(report: ImportReport) -> Iterator[str]:
    """Rows new, changed, unchanged and missing; flows between status; the largest changes; published totals."""
    for comparison in report.changes.perbandingan:
        if comparison.empty:
            continue
        yield ""
        yield f"{comparison_title(comparison)}: {counts_text(comparison)}"
        if "contoh" in comparison.sifat:
            continue  # A flow from made-up to real values says nothing about any desa.
        if comparison.arus:
            moved = {pair: n for pair, n in comparison.arus.items() if pair[0] != pair[1]}
            yield "  " + _("Status tetap: {jumlah} desa.").format(
                jumlah=format_number(sum(comparison.arus.values()) - sum(moved.values()))
            )
            for (old, new), count in moved.items():
                yield f"  {status_label(old)} → {status_label(new)}: {format_number(count)}"
        yield from _changes(report, _("Kenaikan nilai terbesar:"), comparison.naik)
        yield from _changes(report, _("Penurunan nilai terbesar:"), comparison.turun)
    if report.changes.fakta:
        yield ""
        yield _("Angka yang diterbitkan: {cocok} dari {jumlah} sama dengan berkas ini.").format(
            cocok=format_number(sum(fact.cocok for fact in report.changes.fakta)), jumlah=format_number(len(report.changes.fakta))
        )


def comparison_title(comparison: Comparison) -> str:
    """What the file is compared with."""
    if comparison.dasar == TAHUN_LALU:
        title = _("Dibanding tahun {tahun}").format(tahun=comparison.tahun)
    else:
        title = _("Dibanding data yang sekarang terbit")
    return title + " (" + _("data contoh") + ")" if "contoh" in comparison.sifat else title


def counts_text(comparison: Comparison) -> str:
    """How many rows are new, changed, unchanged, missing."""
    return _("{baru} baru, {berubah} berubah, {tetap} tetap, {hilang} tidak ada lagi").format(
        **{name: format_number(len(getattr(comparison, name))) for name in ("baru", "berubah", "tetap", "hilang")}
    )


def _changes(report: ImportReport, title: str, changes: Iterable[Change]) -> Iterator[str]:
    shown = list(changes)[:5]
    if not shown:
        return
    decimals = indices()[report.dataset.indeks].desimal
    yield f"  {title}"
    for change in shown:
        yield (
            f"    {report.nama(change.kode)} ({change.kode}) {format_signed(change.selisih, decimals)}"
            f" ({format_number(change.sebelum, decimals)} → {format_number(change.sesudah, decimals)})"
        )


# The report of an import as text for a terminal, in the reader's language.


EXAMPLES_PER_RULE: Final = 5
_WIDTH: Final = 13
_NAME: Final = 20
_SIFAT: Final = {"resmi": N_("resmi"), "turunan": N_("turunan"), "contoh": N_("contoh")}


def report_text(report: ImportReport | FileReport, examples: int = EXAMPLES_PER_RULE) -> str:
    """The whole report: what the file is, counts, before and after, what would change, findings by rule with examples."""
    parts = report.bagian if isinstance(report, FileReport) else (report,)
    blocks = []
    for number, part in enumerate(parts, start=1):
        title = [f"({number}/{len(parts)}) {part.dataset.judul}"] if len(parts) > 1 else []
        blocks.append(
            "\n".join(
                [
                    *title,
                    *_what(part),
                    "",
                    *_counts(part),
                    "",
                    *_totals(part),
                    *comparison_lines(part),
                    "",
                    *finding_lines(part.findings, examples),
                ]
            )
        )
    return "\n\n".join(blocks)


def _what(report: ImportReport) -> Iterator[str]:
    yield _("Laporan impor {berkas}").format(berkas=report.source.berkas)
    lines = [
        (_("Tata letak"), _(report.source.layout_nama)),
        (_("Lembar"), ", ".join(nama for nama in report.source.sheets if nama)),
        (_("Tahun"), str(report.dataset.tahun or "")),
        (_("Wilayah"), f"{report.dataset.wilayah_nama} ({report.dataset.wilayah})" if report.dataset.wilayah else ""),
    ]
    yield from (f"  {name:<11} {value}" for name, value in lines if value)
    if "." in report.dataset.wilayah:
        yield "  " + _("Hanya data desa di {wilayah} yang akan diganti.").format(wilayah=report.dataset.wilayah_nama)


def _counts(report: ImportReport) -> Iterator[str]:
    numbers = {
        name: format_number(value)
        for name, value in (
            ("berkas", report.counts.in_file),
            ("dibaca", report.counts.read),
            ("lain", report.counts.left_out),
            ("dilewati", report.counts.skipped),
            ("diterima", report.counts.accepted),
            ("ditolak", report.counts.refused),
        )
    }
    if report.counts.left_out or report.counts.skipped:
        yield _("Baris di berkas {berkas} = dibaca {dibaca} + wilayah atau tahun lain {lain} + dilewati {dilewati}").format(
            **numbers
        )
    yield _("Dibaca {dibaca} = diterima {diterima} + ditolak {ditolak}").format(**numbers)


def _totals(report: ImportReport) -> Iterator[str]:
    before = _("sekarang") + (
        f" ({', '.join(_(_SIFAT[kind]) for kind in report.changes.sebelum_sifat)})" if report.changes.sebelum_sifat else ""
    )
    width = max(_WIDTH, len(before))
    names = {key: total_label(report, key) for key in total_keys(report)}
    first = {"indeks": _("Status"), "program": _("Tahap"), "prestasi": _("Ajang"), "batas": _("Tingkat")}[report.dataset.jenis]
    wide = max([_NAME, *map(len, names.values())])
    yield f"{first:<{wide}} {before:>{width}} {_('berkas ini'):>{_WIDTH}} {_('selisih'):>{_WIDTH}}"
    for key, name in names.items():
        yield _row(name, report.changes.sebelum.get(key, 0), report.ringkasan.get(key, 0), width, wide)
    if report.dataset.jenis in ("indeks", "prestasi"):  # stages and dates count different things: they are never added up
        yield _row(_("Jumlah"), sum(report.changes.sebelum.values()), sum(report.ringkasan.values()), width, wide)


def total_keys(report: ImportReport) -> list[str]:
    """The keys of ``ringkasan`` and ``sebelum`` in the order in which they are shown."""
    if report.dataset.jenis == "indeks":
        return list(reversed(STATUS))
    return sorted(report.ringkasan.keys() | report.changes.sebelum.keys())


def total_label(report: ImportReport, key: str) -> str:
    """What a key of ``ringkasan`` is called: a status, a stage with its date, a contest."""
    if report.dataset.jenis == "indeks":
        return status_label(key)
    if report.dataset.jenis == "program":
        tahap, _sep, tanggal = key.partition(" ")
        names = {entry.id: entry.label for entry in all_programs()[report.dataset.program].tahap}
        return f"{names.get(tahap, tahap)}, {format_date(dt.date.fromisoformat(tanggal))}"
    return shown(key)


def _row(name: str, old: int, new: int, width: int, wide: int) -> str:
    return f"{name:<{wide}} {format_number(old):>{width}} {format_number(new):>{_WIDTH}} {format_signed(new - old):>{_WIDTH}}"


def finding_lines(findings: tuple[Finding, ...], examples: int = EXAMPLES_PER_RULE) -> Iterator[str]:
    """Findings by rule with at most so many ``examples`` of each."""
    if not findings:
        yield _("Tidak ada temuan.")
        return
    counts = Counter(finding.severity for finding in findings)
    yield _("Temuan: {daftar}").format(
        daftar=", ".join(f"{severity.label} {format_number(counts[severity])}" for severity in Severity)
    )
    for (severity, _rule), group in grouped(findings).items():
        yield f"[{severity.label}] × {format_number(len(group))}"
        suggestions = {finding.suggestion for finding in group[:examples]}
        for finding in group[:examples]:
            yield f"  {place(finding)}{finding.text}"
            if finding.suggestion and len(suggestions) > 1:
                yield f"    → {finding.suggestion}"
        if len(group) > examples:
            yield "  " + _("… dan {jumlah} lagi (lihat laporan XLSX: --laporan).").format(
                jumlah=format_number(len(group) - examples)
            )
        if len(suggestions) == 1 and group[0].suggestion:
            yield f"  → {group[0].suggestion}"


def grouped(findings: tuple[Finding, ...]) -> dict[tuple[Severity, str], list[Finding]]:
    """Findings by severity and rule, in the order in which they come."""
    groups: dict[tuple[Severity, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.severity, finding.rule), []).append(finding)
    return groups


def place(finding: Finding) -> str:
    """Where a finding is: sheet, row, column and the value found there; empty for the whole file."""
    parts = [finding.sheet] if finding.sheet and finding.row else []
    if finding.row:
        parts.append(_("baris {baris}").format(baris=finding.row))
    if finding.column:
        parts.append(_("kolom {kolom}").format(kolom=finding.column))
    value = f" “{finding.shown_value}”" if finding.value is not None else ""
    return f"{', '.join(parts)}{value}: " if parts else ""
