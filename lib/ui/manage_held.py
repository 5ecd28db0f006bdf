"""The file that a session is about to import: what was uploaded, how it is to be read, and what the examination came to.

It lives in the session until it is published, kept as a draft, or let go; nothing of it is stored before.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

import streamlit as st

from lib.domain.errors import DasborError, ImportRefused
from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.importing.mapping import Mapping
from lib.importing.options import Options
from lib.importing.outcome import FileReport, ImportReport
from lib.importing.reading import Row, Sheet, Source, open_bytes
from lib.importing.recognition import recognise
from lib.importing.registry import LAYOUTS
from lib.importing.run import examine_file
from lib.published import source as published
from lib.ui import plain

KEY: Final = "kelola_berkas"
STEP: Final = "kelola_langkah"
DONE: Final = "kelola_selesai"
AGAIN: Final = "kelola_ulang"
_PART: Final = "kelola_bagian"
ROWS_PER_STEP: Final = 500
"""The bar moves, and other sessions get their turn, each time this many rows were read."""
_HALFWAY_ROWS: Final = 10_000
_WAIT_SECONDS: Final = 0.3
# Examining keeps a processor busy: one file at a time leaves the rest to those who read.
_ONE_AT_A_TIME: Final = threading.Lock()


@dataclass
class Held:
    """An uploaded file and its examination: a ``report``, or the ``error`` that refused it.

    ``unknown``: the file can be read but its columns are not known, so somebody has to say what they are.
    """

    nama: str
    data: bytes = field(repr=False)
    jenis: str | None = None
    options: Options = field(default_factory=Options)
    petaan: Mapping | None = None
    source: Source | None = None
    report: FileReport | None = None
    error: DasborError | None = None
    unknown: bool = False


@dataclass(frozen=True)
class Done:
    """What was stored: the versions with their titles, and whether readers see them now."""

    berkas: str
    versi: tuple[tuple[int, str, int], ...]
    terbit: bool
    tahun: int | None


def held() -> Held | None:
    """The file of this session."""
    return st.session_state.get(KEY)


def let_go() -> None:
    """Forget the file of this session and what was done with it."""
    for name in (KEY, STEP, DONE, _PART):
        st.session_state.pop(name, None)


def take(file: Held) -> None:
    """Examine ``file`` with a progress bar and make it the session's; begins at the first step."""
    examine(file)
    let_go()
    st.session_state[KEY] = file


def examine(file: Held) -> None:
    """Read, recognise, check and compare; fills ``source``, ``report``, ``error`` and ``unknown``. Nothing is stored."""
    file.source = file.report = file.error = None
    file.unknown = False
    bar = st.progress(0.0, text=_("Menunggu giliran: berkas lain sedang diperiksa …"))
    while not _ONE_AT_A_TIME.acquire(timeout=_WAIT_SECONDS):
        bar.progress(0.0, text=_("Menunggu giliran: berkas lain sedang diperiksa …"))
    try:
        bar.progress(0.02, text=plain.escaped(_("Membuka {berkas} …").format(berkas=file.nama[:80])))
        file.source = open_bytes(file.nama, file.data)
        watched = replace(file.source, sheets=tuple(_watched(sheet, bar) for sheet in file.source.sheets))
        try:
            recognise(watched, file.jenis, file.petaan)
        except ImportRefused as error:
            # A shape that is known in order to be refused (a recap) is not to be explained column by column.
            explained = any(layout.penolakan == error.pesan for layout in LAYOUTS)
            file.unknown = bool(file.source.sheets) and file.petaan is None and not explained
            raise
        if file.source.batas is not None:
            bar.progress(0.3, text=_("Memeriksa batas wilayah; ini dapat memakan waktu satu menit …"))
        file.report = examine_file(published.engine(), watched, jenis=file.jenis, options=file.options, petaan=file.petaan)
    except DasborError as error:
        file.error = error
    finally:
        _ONE_AT_A_TIME.release()
        bar.empty()


def _watched(sheet: Sheet, bar: st.delta_generator.DeltaGenerator) -> Sheet:
    """The same sheet, telling the bar how many rows it gave. How many there are is not known before the last one."""

    def read() -> Iterator[Row]:
        for count, row in enumerate(sheet.read(), start=1):
            if count % ROWS_PER_STEP == 0:
                # A message to the browser is also where Streamlit notices that the reader has left or chosen otherwise.
                bar.progress(
                    0.95 * (1 - math.exp(-count / _HALFWAY_ROWS)),
                    text=_("Memeriksa baris {jumlah} …").format(jumlah=format_number(count)),
                )
            yield row

    return replace(sheet, read=read)


def choose_part(report: FileReport) -> ImportReport:
    """The dataset of the file that is shown: asked for when it holds several (years, programmes)."""
    if len(report.bagian) == 1:
        return report.bagian[0]
    chosen: int = st.selectbox(
        _("Bagian berkas"),
        range(len(report.bagian)),
        format_func=lambda place: f"{place + 1}/{len(report.bagian)} · {report.bagian[place].judul}",
        key=_PART,
        help=_("Berkas ini memuat beberapa kumpulan data. Semuanya diterbitkan sekaligus atau tidak sama sekali."),
    )
    return report.bagian[chosen]
