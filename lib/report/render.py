"""Makes a report that was asked for: the one way in for the terminal, the pages and the worker process."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from lib.analysis.frame.figures import Figures
from lib.domain.language import current_language, set_language
from lib.domain.language import gettext as _
from lib.domain.wilayah import tingkat
from lib.published import selected
from lib.report.request import MIME, Rendered, Request, check, with_reports
from lib.view.deck.file import read_deck
from lib.view.frame.selection import Selection

# Told the part that is done (0..1) and what is being worked on; what it raises ends the work.
Tell = Callable[[float, str], None]
# A fixed day inside archives: the same report gives the same bytes.
ZIP_DAY: Final = (1980, 1, 1, 0, 0, 0)


def _silent(_part: float, _words: str) -> None:
    return None


def render(data: Figures, request: Request, tell: Tell = _silent) -> Rendered:
    """The report of a request in its language. ReportError when it asks for what does not exist."""
    selection = check(data, request)
    before = current_language()
    set_language(request.bahasa)
    try:
        if request.semua:
            return _all(data, request, tell)
        if request.format == "pptx":
            return _deck(data, request, tell)
        tell(0.0, _("Menyusun laporan…"))
        made = _sheets(data, selection) if request.format == "xlsx" else _pdf(data, request, selection, tell)
        tell(1.0, _("Selesai."))
        return made
    finally:
        set_language(before)


def _pdf(data: Figures, request: Request, selection: Selection, tell: Tell) -> Rendered:
    from lib.export.pdf.typeset import to_pdf
    from lib.report.area import area_document, report_stem
    from lib.report.desa import desa_pdf

    day, words = dt.date.fromisoformat(request.hari), _("Menyusun laporan…")
    if selection.desa:
        stem, pdf = report_stem(data, selection, "profil"), desa_pdf(data, selection, day)
    else:
        stem, pdf = (
            report_stem(data, selection, "laporan"),
            to_pdf(area_document(data, selection, day, lambda part: tell(part, words))),
        )
    return Rendered(f"{stem}.pdf", MIME["pdf"], pdf)


def _sheets(data: Figures, selection: Selection) -> Rendered:
    from lib.export.tables.workbook import to_workbook
    from lib.report.area import report_stem
    from lib.report.sheets import report_tabs

    return Rendered(f"{report_stem(data, selection, 'laporan')}.xlsx", MIME["xlsx"], to_workbook(report_tabs(data, selection)))


def _deck(data: Figures, request: Request, tell: Tell) -> Rendered:
    from lib.report.decks import ready_deck
    from lib.report.slides import file_name, pptx_bytes

    if request.susunan is not None:
        deck = read_deck(request.susunan.encode(), selected.known(data))
    else:
        kab = request.kode if request.kode and tingkat(request.kode) != "provinsi" else None
        kind = request.dek or ("kabupaten" if kab else "provinsi")
        deck = ready_deck(data, kind, tahun=request.tahun, kab=kab, program=request.program, bahasa=request.bahasa)

    def told(done: int, of: int) -> None:
        tell(done / max(of, 1), _("Slide {nomor} dari {jumlah}").format(nomor=done, jumlah=of))

    content = pptx_bytes(data, deck, progress=told)
    return Rendered(file_name(data, deck), MIME["pptx"], content)


def _all(data: Figures, request: Request, tell: Tell) -> Rendered:
    """A report of every kabupaten with desa, in one archive."""
    codes = with_reports(data)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, kode in enumerate(codes):
            tell(
                number / len(codes),
                _("{wilayah} ({nomor} dari {jumlah})").format(wilayah=data.name(kode), nomor=number + 1, jumlah=len(codes)),
            )
            one = render(data, replace(request, semua=False, kode=kode))
            archive.writestr(zipfile.ZipInfo(one.nama, ZIP_DAY), one.isi, zipfile.ZIP_DEFLATED)
    tell(1.0, _("Selesai."))
    from lib.report.area import report_stem

    stem = report_stem(data, Selection(tahun=request.tahun), "laporan semua kabupaten")
    return Rendered(f"{stem}.zip", MIME["zip"], out.getvalue())
