"""What publishing would change, as lines of the text report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lib.domain.indeks import indices
from lib.domain.language import format_number, format_signed
from lib.domain.language import gettext as _
from lib.domain.status import status_label
from lib.importing.comparison import TAHUN_LALU, Change, Comparison
from lib.importing.outcome import ImportReport


def comparison_lines(report: ImportReport) -> Iterator[str]:
    """Rows new, changed, unchanged and missing; flows between status; the largest changes; published totals."""
    for comparison in report.perbandingan:
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
    if report.fakta:
        yield ""
        yield _("Angka yang diterbitkan: {cocok} dari {jumlah} sama dengan berkas ini.").format(
            cocok=format_number(sum(fact.cocok for fact in report.fakta)), jumlah=format_number(len(report.fakta))
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
    decimals = indices()[report.indeks].desimal
    yield f"  {title}"
    for change in shown:
        yield (
            f"    {report.nama(change.kode)} ({change.kode}) {format_signed(change.selisih, decimals)}"
            f" ({format_number(change.sebelum, decimals)} → {format_number(change.sesudah, decimals)})"
        )
