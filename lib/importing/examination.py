"""Examining a file in a process of its own, so that the one that answers readers is never held up by it.

Reading and checking a large file keeps a processor busy for seconds, boundaries for longer; a damaged file may ask for any
amount of memory. What happens to the process there happens to this file alone. One file at a time: the rest of the machine
is for those who read.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Concatenate, Final, ParamSpec, TypeVar

from sqlalchemy import Engine

from lib.domain.errors import DasborError, ImportRefused
from lib.domain.language import N_
from lib.domain.language import gettext as _
from lib.importing.checks.findings import Finding, refused, shown
from lib.importing.layouts.mapping import Mapping
from lib.importing.options import Options
from lib.importing.report.outcome import FileReport
from lib.work import limits, process
from lib.work.process import LOOK_SECONDS, Cause, WorkStopped
from lib.work.progress import Tell, silent, within

_ONE_AT_A_TIME: Final = threading.Lock()
_SMALLER: Final = N_("Bagi berkas itu per provinsi atau per kabupaten. Tidak ada yang disimpan.")
# What a reader is told for each cause of ``WorkStopped``, and how to mend it.
_STOPPED: Final = {
    Cause.TIME: (N_("Pemeriksaan berkas ini dihentikan sesudah {batas} detik."), _SMALLER),
    Cause.MEMORY: (N_("Berkas ini perlu memori lebih dari {batas} MB untuk diperiksa."), _SMALLER),
    Cause.DIED: (
        N_("Pemeriksaan berkas ini berhenti mendadak."),
        N_("Berkas itu mungkin rusak, atau terlalu besar untuk mesin ini. Tidak ada yang disimpan."),
    ),
    Cause.FAILED: (
        N_("Berkas ini tidak dapat diperiksa: {sebab}."),
        N_("Tidak ada yang disimpan. Bila terulang, laporkan kepada pengelola aplikasi."),
    ),
}

P = ParamSpec("P")
R = TypeVar("R")


@dataclass
class Examined:
    """What an examination came to: a ``report``, or the ``trouble`` that refused the file.

    ``opened``: the file could be read as a file; ``tabular``: it has sheets; ``unknown``: nobody knows its columns, so
    somebody has to say what they are.
    """

    report: FileReport | None = None
    trouble: DasborError | None = None
    opened: bool = False
    tabular: bool = False
    unknown: bool = False


@dataclass(frozen=True)
class Asked:
    """A file called ``nama`` with the content ``data``, and how it is to be examined against the database ``url``."""

    nama: str
    data: bytes = field(repr=False)
    url: str = field(repr=False)
    jenis: str | None = None
    options: Options = field(default_factory=Options)
    petaan: Mapping | None = None


def examine_apart(
    engine: Engine,
    nama: str,
    data: bytes,
    *,
    jenis: str | None = None,
    options: Options | None = None,
    petaan: Mapping | None = None,
    tell: Tell = silent,
) -> Examined:
    """``examine_file`` of a file called ``nama`` with the content ``data``; nothing is written.

    An exception out of ``tell`` ends the examination at once.
    """
    url = engine.url.render_as_string(hide_password=False)
    try:
        examined = _call(tell, _examined, Asked(nama, data, url, jenis, options or Options(), petaan))
    except DasborError as error:
        return Examined(trouble=error)
    report = replace(examined.report, asli=data) if examined.report else None
    return replace(examined, report=report)


def marked_apart(nama: str, data: bytes, findings: tuple[Finding, ...]) -> bytes:
    """The file as a workbook with the cells marked that ``findings`` are about, in the active language."""
    return _call(silent, _marked, nama, data, findings)


def report_apart(report: FileReport) -> bytes:
    """The whole report as a workbook, in the active language."""
    bare = tuple(part.without_content() for part in report.bagian)
    return _call(silent, _written, replace(report, asli=b"", bagian=bare))


def _call(tell: Tell, function: Callable[Concatenate[Tell, P], R], *arguments: P.args, **named: P.kwargs) -> R:
    waiting = _("Menunggu giliran: berkas lain sedang diperiksa …")
    while not _ONE_AT_A_TIME.acquire(timeout=LOOK_SECONDS):
        tell(0.0, waiting)
    try:
        return process.call(limits.EXAMINATION, tell, function, *arguments, **named)
    except WorkStopped as error:
        raise _refusal(error.cause, error.sebab) from error
    finally:
        _ONE_AT_A_TIME.release()


def _refusal(cause: Cause, sebab: str = "") -> ImportRefused:
    message, mend = _STOPPED[cause]
    held = limits.EXAMINATION
    return refused(message, mend, batas=held.seconds if cause == Cause.TIME else held.megabytes, sebab=sebab)


# -- what the child does -----------------------------------------------------------------------------------------------


def _examined(tell: Tell, asked: Asked) -> Examined:
    """Open, recognise, check and compare; an error of the file is part of the answer."""
    from lib.importing.layouts.recognition import recognise
    from lib.importing.layouts.registry import LAYOUTS
    from lib.importing.reading.files import open_bytes
    from lib.importing.run import examine_file
    from lib.store.engine import open_engine

    answer = Examined()
    try:
        tell(0.02, _("Membuka {berkas} …").format(berkas=shown(asked.nama)))
        source = open_bytes(asked.nama, asked.data)
        answer.opened, answer.tabular = True, bool(source.sheets)
        try:
            recognise(source, asked.jenis, asked.petaan)
        except ImportRefused as error:
            # A shape that is known in order to be refused (a recap) is not to be explained column by column.
            explained = any(layout.penolakan == error.pesan for layout in LAYOUTS)
            answer.unknown = answer.tabular and asked.petaan is None and not explained
            raise
        engine = open_engine(asked.url)
        try:
            answer.report = examine_file(
                engine,
                source,
                jenis=asked.jenis,
                options=asked.options,
                petaan=asked.petaan,
                tell=within(tell, 0.1, 1.0),
            )
        finally:
            engine.dispose()
    except DasborError as error:
        answer.trouble = error
        return answer
    except MemoryError:
        answer.trouble = _refusal(Cause.MEMORY)
        return answer
    # Whoever asked has the bytes, and shows no row as it was found.
    parts = tuple(replace(part, content=replace(part.content, checked=[])) for part in answer.report.bagian)
    answer.report = replace(answer.report, asli=b"", bagian=parts)
    return answer


def _marked(_tell: Tell, nama: str, data: bytes, findings: tuple[Finding, ...]) -> bytes:
    """The file as it came with its cells marked."""
    from lib.importing.reading.files import open_bytes
    from lib.importing.report.marked_file import marked_bytes

    return marked_bytes(open_bytes(nama, data), findings)


def _written(_tell: Tell, report: FileReport) -> bytes:
    """The report as a workbook."""
    from lib.importing.report.workbook import write_report

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "laporan.xlsx"
        write_report(report, path)
        return path.read_bytes()
