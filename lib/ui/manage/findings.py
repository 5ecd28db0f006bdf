"""Step two of an import: what was found, by kind and one by one, with the report and the marked file to take home."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.roles import Pelaku
from lib.importing.checks.findings import Finding, Severity
from lib.importing.examination import marked_apart, report_apart
from lib.importing.reading.originals import original
from lib.importing.report.kept_findings import kept_findings
from lib.importing.report.outcome import FileReport, ImportReport
from lib.importing.report.text import grouped
from lib.published import source
from lib.store.versions import VersionInfo
from lib.ui.frame import choice, plain_text
from lib.ui.frame.table import XLSX_MIME, show_table
from lib.ui.manage.page import download, on_screen
from lib.ui.manage.upload import Held
from lib.view.data.manage_tables import manage_table
from lib.view.frame.tables import Column, TableDescription, slug
from lib.web import markup

EVERYTHING: Final = ""
MAX_LABEL: Final = 70


def show_findings(file: Held, report: FileReport, part: ImportReport) -> None:
    """The counts, the findings by kind, the table of all, and two downloads."""
    plain_text.subheader(_("Temuan di berkas"))
    counts = part.by_severity
    cards = [
        (_("Baris dibaca"), part.counts.read, _("diterima + ditolak")),
        (_("Diterima"), part.counts.accepted, _("akan disimpan")),
        (_("Ditolak"), part.counts.refused, _("tidak disimpan")),
        *((_("Temuan: {bobot}").format(bobot=severity.label), counts[severity], _meaning(severity)) for severity in Severity),
    ]
    markup.show(
        "kelola_hitung.html", judul=_("Baris dan temuan"), isi=[(name, format_number(n), told) for name, n, told in cards]
    )
    _downloads(file, report)
    if not part.findings:
        st.success(_("Tidak ada temuan."), icon=":material/check_circle:")
        return
    show_found(part.findings, part.source.berkas, key="kelola_temuan")


def show_found(findings: tuple[Finding, ...], berkas: str, *, key: str) -> None:
    """The findings by kind, then one by one, with their downloads; ``berkas`` is the file that they are about."""
    groups = grouped(findings)
    markup.show(
        "kelola_temuan.html",
        judul=_("Temuan menurut jenisnya"),
        kolom=(_("Bobot"), _("Jumlah"), _("Apa yang keliru"), _("Cara memperbaiki")),
        isi=[
            {
                "bobot": severity,
                "nama": severity.label,
                "jumlah": format_number(len(found)),
                "teks": on_screen(found[0].text),
                "contoh": len(found) > 1,
                "saran": on_screen(found[0].suggestion),
            }
            for (severity, _rule), found in groups.items()
        ],
        kata_contoh=_("Misalnya:"),
    )
    keys = {f"{severity}:{rule}": found for (severity, rule), found in groups.items()}
    chosen = choice.selectbox(
        _("Daftar temuan"),
        [EVERYTHING, *keys],
        format_func=lambda key: (
            f"{keys[key][0].severity.label}: {on_screen(keys[key][0].text)[:MAX_LABEL]}… ({format_number(len(keys[key]))})"
            if key
            else _("Semua temuan ({jumlah})").format(jumlah=format_number(len(findings)))
        ),
        key=key,
    )
    show_table(_table(berkas, keys.get(chosen) or list(findings)), lambda _key: "", key=f"{key}_daftar")


def _meaning(severity: Severity) -> str:
    return {
        Severity.BLOCKS: _("berkas tidak dapat diterbitkan"),
        Severity.WARNS: _("perlu dilihat"),
        Severity.INFORMS: _("untuk diketahui"),
    }[severity]


def _table(berkas: str, findings: list[Finding]) -> TableDescription:
    kolom = (
        Column("nomor", _("Nomor"), "jumlah", _("Urutan menurut bobot, lalu tempatnya di berkas.")),
        Column("bobot", _("Bobot"), "teks", _("Menolak, memperingatkan, atau memberi tahu.")),
        Column("lembar", _("Lembar"), "teks", _("Lembar di berkas; kosong bila berkas itu hanya satu lembar.")),
        Column("baris", _("Baris"), "tahun", _("Nomor baris seperti di lembar kerja.")),
        Column("kolom", _("Kolom"), "teks", _("Huruf dan judul kolom.")),
        Column("nilai", _("Nilai di berkas"), "teks", _("Isi sel itu.")),
        Column("temuan", _("Apa yang keliru"), "teks", _("Apa yang ditemukan.")),
        Column("saran", _("Cara memperbaiki"), "teks", _("Apa yang dapat dilakukan.")),
    )
    rows = [
        (
            *(number, it.severity.label, it.sheet or None, it.row, it.column or None, it.shown_value or None),
            *(on_screen(it.text), on_screen(it.suggestion) or None),
        )
        for number, it in enumerate(findings, start=1)
    ]
    return manage_table(
        _("Temuan di berkas"),
        _("Satu baris per temuan."),
        kolom,
        rows,
        nama_berkas=f"temuan-{berkas}",
        sumber=_("Sumber: {sumber}.").format(sumber=berkas),
    )


def _downloads(file: Held, report: FileReport) -> None:
    stem = slug(Path(report.berkas).stem)
    with st.container(horizontal=True):
        download(
            _("Laporan lengkap (XLSX)"),
            lambda: report_apart(report),
            f"laporan-{stem}.xlsx",
            XLSX_MIME,
            key="kelola_unduh_laporan",
        )
        if file.tabular:
            download(
                _("Berkas ini dengan sel bertanda (XLSX)"),
                lambda: marked_apart(file.nama, file.data, report.findings),
                f"bertanda-{stem}.xlsx",
                XLSX_MIME,
                key="kelola_unduh_bertanda",
            )


# What the import of a version found, as its report said it then: to read, and to take home with the file's cells marked.


def show_kept_findings(pelaku: Pelaku, entry: VersionInfo) -> None:
    """The findings in an expander, read when it is opened; nothing for a version whose import found nothing."""
    pelaku.require("lihat_versi")
    count = sum(entry.laporan.get("temuan", {}).values())
    if not count:
        return
    title = _("Temuan saat diimpor ({jumlah})").format(jumlah=format_number(count))
    expander = st.expander(title, icon=":material/fact_check:", key=f"kelola_temuan_versi_{entry.id}", on_change="rerun")
    if not expander.open:
        return
    with expander:
        findings = kept_findings(source.engine(), entry.id)
        if not findings:
            plain_text.caption(_("Versi ini diimpor sebelum temuan disimpan bersama versinya; periksa lagi berkas aslinya."))
            return
        if len(findings) < count:
            plain_text.caption(_("Hanya {jumlah} temuan pertama yang disimpan.").format(jumlah=format_number(len(findings))))
        data = original(entry.sha256) if pelaku.may("impor", entry.wilayah) else None
        if data is not None and entry.jenis != "batas":
            download(
                _("Berkas ini dengan sel bertanda (XLSX)"),
                lambda: marked_apart(entry.berkas, data, findings),
                f"bertanda-{slug(Path(entry.berkas).stem)}.xlsx",
                XLSX_MIME,
                key="kelola_unduh_bertanda_versi",
            )
        show_found(findings, entry.berkas, key=f"kelola_temuan_{entry.id}")
