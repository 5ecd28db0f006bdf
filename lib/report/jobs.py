"""Reports made beside the application: one worker process, a short queue, progress, cancel, results kept for a while.

The process that answers sessions only passes lines back and forth; drawing and typesetting never hold it up. A finished
report is kept by what was asked and what is published, so that the same one is not made twice.
"""

from __future__ import annotations

import tempfile
import threading
import weakref
from collections import OrderedDict, deque
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from lib.domain.errors import DasborError
from lib.domain.language import N_, set_language
from lib.domain.language import gettext as _
from lib.published import source
from lib.report.request import Rendered, ReportError, Request
from lib.report.worker import make
from lib.work.limits import REPORT
from lib.work.process import Cause, Process, WorkStopped

State = Literal["menunggu", "berjalan", "selesai", "gagal", "batal"]
MAX_WAITING: Final = 8
KEPT_RESULTS: Final = 12
# A worker that nobody has asked for so long goes, with its memory.
IDLE_SECONDS: Final = 300
# What a reader is told for each cause of ``WorkStopped``, and how to mend it.
_STOPPED: Final = {
    Cause.TIME: (N_("Laporan ini memakan waktu terlalu lama dan dihentikan."), ""),
    Cause.MEMORY: (
        N_("Laporan ini perlu memori lebih dari yang disediakan."),
        N_("Minta laporan wilayah yang lebih kecil."),
    ),
    Cause.DIED: (
        N_("Proses penyusun laporan berhenti mendadak."),
        N_("Coba lagi; bila terulang, mungkin memori mesin ini tidak cukup."),
    ),
    Cause.FAILED: (
        N_("Laporan tidak dapat dibuat: {sebab}."),
        N_("Coba lagi; bila terulang, laporkan kepada pengelola aplikasi."),
    ),
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: its state, the part that is done (0..1), and words for the reader."""

    keadaan: State
    bagian: float
    teks: str


class Job:
    """One report that was asked for. Every method may be called from any thread."""

    def __init__(self, pool: Pool, request: Request, key: tuple[Request, str]) -> None:
        self.request, self.key = request, key
        self._pool = pool
        self._state: State = "menunggu"
        self._part, self._words = 0.0, ""
        self._error: ReportError | None = None
        self._made: tuple[Path, str, str] | None = None
        self.ended = threading.Event()

    def progress(self) -> Progress:
        """Where the job stands."""
        words = self._words
        if self._state == "menunggu":
            before = self._pool.before(self)
            words = (
                _("Menunggu giliran; {jumlah} laporan sebelumnya.").format(jumlah=before) if before else _("Menunggu giliran.")
            )
        return Progress(self._state, self._part, words)

    def file(self) -> tuple[str, str]:
        """Name and media type of the finished report, without reading it."""
        assert self._made is not None  # asked of finished jobs
        return self._made[1:]

    def result(self, timeout: float | None = None) -> Rendered:
        """The finished report; waits for it. ReportError says why there is none."""
        if not self.ended.wait(timeout):
            raise ReportError(N_("Laporan belum selesai."))
        if self._state == "batal":
            raise ReportError(N_("Laporan dibatalkan."))
        if self._error is not None:
            raise self._error
        assert self._made is not None  # neither cancelled nor failed
        path, name, mime = self._made
        try:
            return Rendered(name, mime, path.read_bytes())
        except OSError:
            raise ReportError(N_("Berkas laporan sudah dihapus."), saran=N_("Minta laporan itu lagi.")) from None

    def cancel(self) -> None:
        """Stop it, wherever it stands; nothing of it is left. A finished job stays finished."""
        self._pool.cancel(self)

    def _end(self, state: State, error: ReportError | None = None, made: tuple[Path, str, str] | None = None) -> None:
        self._error, self._made = error, made
        if made is not None:
            self._part = 1.0
        # Last: whoever sees the state finds what belongs to it.
        self._state = state
        self.ended.set()


class Pool:
    """One worker process and the jobs that wait for it."""

    def __init__(self) -> None:
        self._wake = threading.Condition()
        self._waiting: deque[Job] = deque()
        self._running: Job | None = None
        self._worker: Process | None = None
        self._thread: threading.Thread | None = None
        self._kept: OrderedDict[tuple[Request, str], tuple[Path, str, str]] = OrderedDict()
        self._folder = tempfile.TemporaryDirectory(prefix="dasbor-laporan-")
        self._number = 0
        # The worker ends when this process does and its pipe closes.
        weakref.finalize(self, self._folder.cleanup)

    def start(self, request: Request) -> Job:
        """Queue a report, or hand out a finished one; ReportError when too many wait already."""
        key = (request, source.figures().fingerprint)
        job = Job(self, request, key)
        with self._wake:
            if key in self._kept:
                self._kept.move_to_end(key)
                job._end("selesai", made=self._kept[key])
                return job
            if len(self._waiting) >= MAX_WAITING:
                raise ReportError(N_("Terlalu banyak laporan sedang dibuat."), saran=N_("Coba lagi sebentar lagi."))
            self._waiting.append(job)
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="laporan", daemon=True)
                self._thread.start()
            self._wake.notify()
        return job

    def before(self, job: Job) -> int:
        """How many jobs come before one that waits."""
        with self._wake:
            ahead = list(self._waiting).index(job) if job in self._waiting else 0
            return ahead + (self._running is not None)

    def cancel(self, job: Job) -> None:
        """Take a job out of the queue, or end the worker that is at it."""
        with self._wake:
            if job in self._waiting:
                self._waiting.remove(job)
            elif job is self._running:
                self._kill()
            else:
                return
            job._end("batal")

    def process_id(self) -> int | None:
        """The process of the worker; None while there is none."""
        with self._wake:
            return self._worker.pid if self._worker is not None and self._worker.alive else None

    def close(self) -> None:
        """End the worker and every job."""
        with self._wake:
            for job in (*self._waiting, *([self._running] if self._running else [])):
                job._end("batal")
            self._waiting.clear()
            self._kill()
            for path, _name, _mime in self._kept.values():
                path.unlink(missing_ok=True)
            self._kept.clear()

    # -- the thread that talks to the worker -------------------------------------------------------------------------

    def _serve(self) -> None:
        while True:
            with self._wake:
                while not self._waiting:
                    if not self._wake.wait(IDLE_SECONDS) and not self._waiting:
                        self._kill()
                        self._thread = None
                        return
                job = self._running = self._waiting.popleft()
                job._state = "berjalan"
                self._number += 1
                out = Path(self._folder.name) / f"{self._number}"
            try:
                self._make(job, out)
            except Exception as error:  # a thread that ends would leave every later job waiting
                self._fail(job, ReportError(N_("Laporan tidak dapat dibuat: {sebab}."), sebab=type(error).__name__))
            finally:
                with self._wake:
                    self._running = None
                if job._made is None:
                    out.unlink(missing_ok=True)

    def _make(self, job: Job, out: Path) -> None:
        set_language(job.request.bahasa)

        def tell(part: float, words: str) -> None:
            job._part, job._words = part, words

        worker = self._started()
        if job.ended.is_set():
            return
        try:
            name, mime = worker.call(tell, make, job.request, out)
        except WorkStopped as error:
            message, mend = _STOPPED[error.cause]
            self._fail(job, ReportError(message, saran=mend, sebab=error.sebab))
        except DasborError as error:
            self._fail(job, ReportError(error.pesan, saran=error.saran, **error.isian))
        else:
            self._finish(job, (out, name, mime))

    def _finish(self, job: Job, made: tuple[Path, str, str]) -> None:
        with self._wake:
            if job.ended.is_set():  # cancelled in the last moment
                made[0].unlink(missing_ok=True)
                return
            self._kept[job.key] = made
            while len(self._kept) > KEPT_RESULTS:
                _key, (oldest, _name, _mime) = self._kept.popitem(last=False)
                oldest.unlink(missing_ok=True)
            job._end("selesai", made=made)

    def _fail(self, job: Job, error: ReportError) -> None:
        with self._wake:
            if not job.ended.is_set():
                job._end("gagal", error)

    def _started(self) -> Process:
        with self._wake:
            if self._worker is None or not self._worker.alive:
                # The same database as this process, whatever the environment has come to say since; never on the command
                # line, where others could read its password.
                url = source.engine().url.render_as_string(hide_password=False)
                self._worker = Process(REPORT, {"DASBOR_DATABASE_URL": url})
            return self._worker

    def _kill(self) -> None:
        if self._worker is not None:
            self._worker.kill()
            self._worker = None


_pool: Pool | None = None
_pool_lock: Final = threading.Lock()


def pool() -> Pool:
    """The pool of this process."""
    global _pool
    with _pool_lock:
        if _pool is None:
            _pool = Pool()
        return _pool


def start(request: Request) -> Job:
    """Have a report made; ReportError when too many wait already."""
    return pool().start(request)
