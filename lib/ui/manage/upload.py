"""The file that a session is about to import: what was uploaded, how it is to be read, and what the examination came to.

It lives in the session until it is published, kept as a draft, or let go; nothing of it is stored before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import streamlit as st

from lib.domain.errors import DasborError
from lib.domain.language import gettext as _
from lib.importing.examination import examine_apart
from lib.importing.layouts.mapping import Mapping
from lib.importing.options import Options
from lib.importing.reading.files import open_bytes
from lib.importing.report.outcome import FileReport, ImportReport
from lib.importing.sheets import Source
from lib.published import source as published
from lib.store.tables import DRAF
from lib.store.versions import list_versions
from lib.ui.frame import choice, plain_text

KEY: Final = "kelola_berkas"
STEP: Final = "kelola_langkah"
DONE: Final = "kelola_selesai"
AGAIN: Final = "kelola_ulang"
_PART: Final = "kelola_bagian"


@dataclass
class Held:
    """An uploaded file and its examination: a ``report``, or the ``error`` that refused it.

    ``opened``: it could be read as a file; ``tabular``: it has sheets. ``unknown``: it can be read but its columns are not
    known, so somebody has to say what they are. ``draf``: drafts of this file whose place it takes when it is stored.
    """

    nama: str
    data: bytes = field(repr=False)
    jenis: str | None = None
    options: Options = field(default_factory=Options)
    petaan: Mapping | None = None
    draf: tuple[int, ...] = ()
    report: FileReport | None = None
    error: DasborError | None = None
    opened: bool = False
    tabular: bool = False
    unknown: bool = False
    _source: Source | None = field(default=None, repr=False)

    @property
    def source(self) -> Source:
        """The file opened here, for those who look into it; DasborError when it cannot be."""
        if self._source is None:
            self._source = open_bytes(self.nama, self.data)
        return self._source


@dataclass(frozen=True)
class Done:
    """What was stored: the versions with their titles, and whether readers see them now."""

    berkas: str
    versi: tuple[tuple[int, str, int], ...]
    terbit: bool
    tahun: int | None
    draf: tuple[int, ...] = ()


def held() -> Held | None:
    """The file of this session."""
    return st.session_state.get(KEY)


def let_go() -> None:
    """Forget the file of this session and what was done with it."""
    for name in (KEY, STEP, DONE, _PART):
        st.session_state.pop(name, None)


def take(file: Held) -> None:
    """Examine ``file`` with a progress bar and make it the session's; begins at the first step."""
    if file.draf:  # somebody may have published or discarded one since
        waiting = {entry.id for entry in list_versions(published.engine()) if entry.keadaan == DRAF}
        file.draf = tuple(versi for versi in file.draf if versi in waiting)
    examine(file)
    let_go()
    st.session_state[KEY] = file


def examine(file: Held) -> None:
    """Read, recognise, check and compare, beside this process; fills what ``Held`` says of it. Nothing is stored."""
    bar = st.progress(0.0)

    def tell(bagian: float, teks: str) -> None:
        # A message to the browser is also where Streamlit notices that the reader has left or chosen otherwise.
        bar.progress(min(1.0, bagian), text=plain_text.escaped(teks))

    found = examine_apart(
        published.engine(), file.nama, file.data, jenis=file.jenis, options=file.options, petaan=file.petaan, tell=tell
    )
    bar.empty()
    file.report, file.error = found.report, found.trouble
    file.opened, file.tabular, file.unknown = found.opened, found.tabular, found.unknown


def choose_part(report: FileReport) -> ImportReport:
    """The dataset of the file that is shown: asked for when it holds several (years, programmes)."""
    if len(report.bagian) == 1:
        return report.bagian[0]
    chosen: int = choice.selectbox(
        _("Bagian berkas"),
        range(len(report.bagian)),
        format_func=lambda place: f"{place + 1}/{len(report.bagian)} · {report.bagian[place].dataset.judul}",
        key=_PART,
        help=_("Berkas ini memuat beberapa kumpulan data. Semuanya diterbitkan sekaligus atau tidak sama sekali."),
    )
    return report.bagian[chosen]
