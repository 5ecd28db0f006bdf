"""What can be done with a version: publish or discard a draft, bring an older one back. Each in one transaction, with a trace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import streamlit as st

from lib.analysis.frame.figures import Figures
from lib.domain.errors import DasborError
from lib.domain.language import N_, format_date
from lib.domain.language import gettext as _
from lib.domain.program import all_programs
from lib.domain.roles import Pelaku, Tindakan
from lib.importing.comparing.versions import Compared
from lib.importing.publication import publish_drafts
from lib.published import source
from lib.store.tables import DIBUANG, DIGANTI, DRAF, TERBIT
from lib.store.versions import VersionInfo, discard, publish, roll_back
from lib.ui.manage.page import show_error
from lib.view.data.sources import KINDS
from lib.view.frame.places import area_title

MAX_NOTE: Final = 500
TOLD: Final = "kelola_versi_kabar"
"""Where the session keeps what has just been done until it is told."""


@dataclass(frozen=True)
class Act:
    """One button: what it says, what it does, and what is told when that was done."""

    id: str
    label: str
    ikon: str
    do: Callable[..., None]
    kabar: str


def show_acts(pelaku: Pelaku, entry: VersionInfo, compared: Compared | None) -> None:
    """The buttons that this version's state and this person's role allow, with one field for the reason."""
    acts = _acts(pelaku, entry, _seen(entry, compared))
    if not acts:
        return
    with st.form(key=f"kelola_aksi_{entry.id}"):
        catatan = st.text_input(_("Alasan"), max_chars=MAX_NOTE, key=f"kelola_alasan_{entry.id}", help=_("Disimpan di jejak."))
        with st.container(horizontal=True):
            asked = [
                act
                for place, act in enumerate(acts)
                if st.form_submit_button(
                    act.label, icon=act.ikon, key=f"kelola_kirim_{act.id}", type="secondary" if place else "primary"
                )
            ]
    for act in asked:
        try:
            act.do(pelaku=pelaku, catatan=catatan.strip())
        except DasborError as error:
            show_error(error)
            return
        source.look_again()
        st.session_state[TOLD] = act.kabar
        st.rerun()


def _seen(entry: VersionInfo, compared: Compared | None) -> str | None:
    """What was published when the comparison that the user has on the screen was made; None when there is none.

    A press of a button runs the page again, and its comparison too: what was seen is what the run before has shown.
    """
    key = f"kelola_terlihat_{entry.id}"
    before = st.session_state.get(key)
    st.session_state[key] = compared.sidik if compared else None
    return before if before is not None else st.session_state[key]


def _acts(pelaku: Pelaku, entry: VersionInfo, seen: str | None) -> list[Act]:
    if entry.jenis == "wilayah":  # the list of areas belongs to the program; nobody takes it away from under the data
        return []
    acts = []
    if entry.keadaan == DRAF and _may(pelaku, "terbitkan", entry):
        done = _("Versi {versi} sudah terbit.").format(versi=entry.id)
        acts.append(Act("terbit", _("Terbitkan draf ini"), ":material/publish:", partial(_publish, entry.id, seen), done))
    if entry.keadaan == DRAF and _may(pelaku, "buang", entry):
        done = _("Draf {versi} dibuang: isinya tetap tersimpan, tetapi tidak dapat diterbitkan.").format(versi=entry.id)
        acts.append(Act("buang", _("Buang draf ini"), ":material/delete:", partial(discard, source.engine(), entry.id), done))
    if entry.keadaan in (DIGANTI, TERBIT) and _may(pelaku, "kembalikan", entry):
        done = _("Versi {versi} berlaku kembali seluruhnya.").format(versi=entry.id)
        restore = partial(roll_back, source.engine(), entry.id)
        acts.append(Act("kembalikan", _("Kembalikan versi ini"), ":material/restore:", restore, done))
    return acts


def _publish(versi_id: int, terlihat: str | None, **told: Any) -> None:
    """Refused when what is published has changed since the comparison on the screen, or, without one, since the import."""
    if terlihat is None:
        publish_drafts(source.engine(), [versi_id], **told)
    else:
        publish(source.engine(), versi_id, terlihat=terlihat, **told)


def _may(pelaku: Pelaku, tindakan: Tindakan, entry: VersionInfo) -> bool:
    if entry.jenis == "batas" and not pelaku.may("batas", entry.wilayah):
        return False
    return pelaku.may(tindakan, entry.wilayah)


# What versions are called on Kelola Data: their subject, their state, and when something happened.


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
