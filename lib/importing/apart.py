"""Examining a file in a process of its own, so that the one that answers readers is never held up by it.

Reading and checking a large file keeps a processor busy for seconds, boundaries for longer; a damaged file may ask for any
amount of memory. What happens to the process here (``apart_child``) happens to this file alone. One file at a time: the rest
of the machine is for those who read.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field, replace
from typing import IO, Any, Final

from sqlalchemy import Engine

from lib.domain.data_file import ROOT, data_dir, var_dir
from lib.domain.errors import DasborError
from lib.domain.language import N_, current_language
from lib.domain.language import gettext as _
from lib.domain.progress import Tell, silent
from lib.importing.checks.findings import Finding, refused
from lib.importing.layouts.mapping import Mapping
from lib.importing.options import Options
from lib.importing.report.outcome import FileReport

MAX_MEGABYTES: Final = 4_096
MAX_SECONDS: Final = 300
LOOK_SECONDS: Final = 0.3
"""How often whoever waits is called while nothing new is to be told: there they may give up."""
_ONE_AT_A_TIME: Final = threading.Lock()


@dataclass(frozen=True)
class Trouble:
    """A DasborError on its way from one process to another."""

    kind: type[DasborError]
    pesan: str
    saran: str
    isian: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, error: DasborError) -> Trouble:
        """What ``error`` says."""
        return cls(type(error), error.pesan, error.saran, error.isian)

    def error(self) -> DasborError:
        """The error again."""
        return self.kind(self.pesan, saran=self.saran, **self.isian)


@dataclass
class Examined:
    """What an examination came to: a ``report``, or the ``trouble`` that refused the file.

    ``opened``: the file could be read as a file; ``tabular``: it has sheets; ``unknown``: nobody knows its columns, so
    somebody has to say what they are.
    """

    report: FileReport | None = None
    trouble: Trouble | None = None
    opened: bool = False
    tabular: bool = False
    unknown: bool = False


@dataclass(frozen=True)
class Order:
    """What the other process is to do, with everything that it needs for it."""

    act: str
    bahasa: str
    nama: str = ""
    data: bytes = field(default=b"", repr=False)
    url: str = field(default="", repr=False)
    jenis: str | None = None
    options: Options = field(default_factory=Options)
    petaan: Mapping | None = None
    report: FileReport | None = None
    temuan: tuple[Finding, ...] = ()


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
    order = Order(
        act="periksa",
        bahasa=current_language(),
        nama=nama,
        data=data,
        url=engine.url.render_as_string(hide_password=False),
        jenis=jenis,
        options=options or Options(),
        petaan=petaan,
    )
    try:
        examined: Examined = _carry_out(order, tell)
    except DasborError as error:
        return Examined(trouble=Trouble.of(error))
    if examined.report is not None:
        examined.report.asli = data
    return examined


def marked_apart(nama: str, data: bytes, findings: tuple[Finding, ...]) -> bytes:
    """The file as a workbook with the cells marked that ``findings`` are about, in the active language."""
    made: bytes = _carry_out(Order("tandai", current_language(), nama, data, temuan=findings), silent)
    return made


def report_apart(report: FileReport) -> bytes:
    """The whole report as a workbook, in the active language."""
    # What will be stored stays here: rows and shapes are large, and no part of the report.
    bare = tuple(replace(part, rows=type(part.rows)(), batas={}, siapkan=None) for part in report.bagian)
    order = Order("laporan", current_language(), report=replace(report, asli=b"", bagian=bare))
    made: bytes = _carry_out(order, silent)
    return made


def _carry_out(order: Order, tell: Tell) -> Any:
    waiting = _("Menunggu giliran: berkas lain sedang diperiksa …")
    while not _ONE_AT_A_TIME.acquire(timeout=LOOK_SECONDS):
        tell(0.0, waiting)
    try:
        tell(0.0, _("Menyiapkan pemeriksaan …"))
        return _answer(order, tell)
    finally:
        _ONE_AT_A_TIME.release()


def _answer(order: Order, tell: Tell) -> Any:
    child = subprocess.Popen(
        [sys.executable, "-m", "lib.importing.apart_child"],
        cwd=ROOT,
        env={**os.environ, "DASBOR_VAR_DIR": str(var_dir().absolute()), "DASBOR_DATA_DIR": str(data_dir().absolute())},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert child.stdin is not None  # both are pipes
    assert child.stdout is not None
    answers: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(child.stdout, answers), name="pemeriksaan", daemon=True).start()
    latest = (0.0, _("Menyiapkan pemeriksaan …"))
    give_up = time.monotonic() + MAX_SECONDS
    try:
        with contextlib.suppress(BrokenPipeError), child.stdin:
            pickle.dump(order, child.stdin)
        while True:
            try:
                kind, content = answers.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                kind, content = "maju", latest
            if kind == "hasil":
                return content
            if kind == "galat":
                raise content.error()
            if kind == "putus":
                raise refused(
                    N_("Pemeriksaan berkas ini berhenti mendadak."),
                    N_("Berkas itu mungkin rusak, atau terlalu besar untuk mesin ini. Tidak ada yang disimpan."),
                )
            if time.monotonic() > give_up:
                raise refused(
                    N_("Pemeriksaan berkas ini dihentikan sesudah {batas} detik."),
                    N_("Bagi berkas itu per provinsi atau per kabupaten. Tidak ada yang disimpan."),
                    batas=MAX_SECONDS,
                )
            latest = content
            tell(*content)
    finally:
        child.kill()
        child.wait()


def _listen(stream: IO[bytes], answers: queue.SimpleQueue[tuple[str, Any]]) -> None:
    """Hand on what the other process says, until it says no more. It is our own program: what it says is believed."""
    with stream:
        while True:
            try:
                answers.put(pickle.load(stream))  # noqa: S301
            except Exception:  # it ended, in the middle of a word perhaps
                answers.put(("putus", None))
                return
