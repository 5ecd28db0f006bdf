"""What versions are called on Kelola Data: their subject, their state, and when something happened."""

from __future__ import annotations

import datetime as dt
from typing import Final

from lib.analysis.figures import Figures
from lib.domain.language import N_, format_date
from lib.domain.language import gettext as _
from lib.domain.program import all_programs
from lib.store.tables import DIBUANG, DIGANTI, DRAF, TERBIT
from lib.store.versions import VersionInfo
from lib.view.area_names import area_title
from lib.view.origins import KINDS

STATES: Final = {DRAF: N_("draf"), TERBIT: N_("terbit"), DIGANTI: N_("diganti"), DIBUANG: N_("dibuang")}
LAMPUNG_TIME: Final = dt.timezone(dt.timedelta(hours=7), "WIB")


def version_subject(data: Figures, entry: VersionInfo) -> str:
    """Kind, programme or year, and area: ``Nilai indeks · 2024 · Provinsi Lampung``."""
    known = all_programs()
    parts = [_(KINDS.get(entry.jenis, entry.jenis)), *(known[name].label for name in entry.program if name in known)]
    if entry.tahun:
        parts.append(str(entry.tahun))
    return " · ".join([*parts, area_title(data, entry.wilayah)])


def version_title(data: Figures, entry: VersionInfo) -> str:
    """Number, subject, state and kind, for lists to choose from."""
    kind = ", ".join([_(STATES[entry.keadaan]), *([_("data contoh")] if entry.sifat == "contoh" else [])])
    return f"{entry.id} · {version_subject(data, entry)} ({kind})"


def moment(when: dt.datetime | None) -> str:
    """A point in time as read in Lampung: ``24 November 2026, 14.05 WIB``."""
    if when is None:
        return "–"
    local = when.astimezone(LAMPUNG_TIME)
    return f"{format_date(local.date())}, {local:%H.%M} " + _("WIB")


def sortable_moment(when: dt.datetime | None) -> str | None:
    """The same point in time such that its text sorts: ``2026-11-24 14:05:09``."""
    return when.astimezone(LAMPUNG_TIME).strftime("%Y-%m-%d %H:%M:%S") if when else None
