"""What the import of a version found, as its report said it then: to read, and to take home with the file's cells marked."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.roles import Pelaku
from lib.importing.apart import marked_apart
from lib.importing.kept_findings import kept_findings
from lib.importing.originals import original
from lib.published import source
from lib.store.versions import VersionInfo
from lib.ui import plain
from lib.ui.manage import download
from lib.ui.manage_findings import show_found
from lib.ui.table import XLSX_MIME
from lib.view.tables import slug


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
            plain.caption(_("Versi ini diimpor sebelum temuan disimpan bersama versinya; periksa lagi berkas aslinya."))
            return
        if len(findings) < count:
            plain.caption(_("Hanya {jumlah} temuan pertama yang disimpan.").format(jumlah=format_number(len(findings))))
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
