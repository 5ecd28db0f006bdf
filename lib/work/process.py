"""Calling a function in a child process: with limits on memory and time, progress, cancel, and an error that says what happened.

Own code, not pebble: a child of ``multiprocessing`` imports the parent's ``__main__`` (here the server with Streamlit), and
pebble knows neither progress nor limits on memory, and believes whatever a child that was taken over by a file sends.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, Concatenate, Final, ParamSpec, Self, TypeVar

from lib.domain.data_file import ROOT, data_dir, var_dir
from lib.domain.errors import DasborError
from lib.domain.language import N_, current_language
from lib.domain.language import gettext as _
from lib.work.limits import Limits
from lib.work.progress import Tell, silent

LOOK_SECONDS: Final = 0.3
"""How often whoever waits is called while there is nothing new to tell: there they may give up."""
_CHILD: Final = Path(__file__).with_name("child.py")
_HEADER_BYTES: Final = 200
_ENDS: Final = frozenset({"result", "memory", "failed"})
_KINDS: Final = {True: _ENDS | {"progress", "error"}, False: _ENDS}
"""What a child may answer, by whether it is trusted."""
# What a process needs to start at all; the last four on Windows.
_BARE: Final = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "USERPROFILE")

P = ParamSpec("P")
R = TypeVar("R")


class Cause(StrEnum):
    """Why a child gave no result."""

    TIME = "time"
    MEMORY = "memory"
    DIED = "died"
    FAILED = "failed"


_WORDS: Final = {
    Cause.TIME: N_("Pekerjaan ini memakan waktu lebih dari {detik} detik dan dihentikan."),
    Cause.MEMORY: N_("Pekerjaan ini perlu memori lebih dari {megabita} MB dan dihentikan."),
    Cause.DIED: N_("Proses yang mengerjakannya berhenti mendadak."),
    Cause.FAILED: N_("Pekerjaan ini gagal: {sebab}."),
}


class WorkStopped(DasborError):
    """A child gave no result; ``cause`` says why, ``sebab`` the kind of error where it failed.

    Its words are general: whoever knows what the work was puts better ones in their place.
    """

    def __init__(self, cause: Cause, limits: Limits, sebab: str = "") -> None:
        super().__init__(_WORDS[cause], megabita=limits.megabytes, detik=limits.seconds, sebab=sebab)
        self.cause = cause
        self.sebab = sebab


class Process:
    """A child process for one call after the other. It is gone after a call that was stopped, and after its last.

    ``environment`` is added to what the child finds in its own. Close it, or use it in a ``with``.
    """

    def __init__(self, limits: Limits, environment: dict[str, str] | None = None) -> None:
        self.limits = limits
        self._child = subprocess.Popen(
            [sys.executable, "-P", str(_CHILD), json.dumps(asdict(limits))],
            cwd=ROOT,
            env=_surroundings(limits) | (environment or {}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if limits.trusted else subprocess.DEVNULL,
            # Windows opens a window for a program of the console otherwise.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._answers: queue.SimpleQueue[tuple[str, bytes, bool]] = queue.SimpleQueue()
        assert self._child.stdout is not None  # it is a pipe
        listening = (self._child.stdout, self._answers, limits)
        threading.Thread(target=_listen, args=listening, name="pekerjaan", daemon=True).start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._child.pid

    @property
    def alive(self) -> bool:
        """True while it can be called."""
        return self._child.poll() is None

    def kill(self) -> None:
        """End it at once, from any thread; a call that is under way ends with ``WorkStopped``."""
        self._child.kill()
        self._child.wait()
        with contextlib.suppress(OSError):
            if self._child.stdin is not None:
                self._child.stdin.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.kill()

    def call(self, tell: Tell, function: Callable[Concatenate[Tell, P], R], *arguments: P.args, **named: P.kwargs) -> R:
        """What ``function`` gives there; a function of a module, called with a ``tell`` of its own first.

        ``tell`` hears of progress here, and at least every ``LOOK_SECONDS``: an exception out of it ends the child. A
        DasborError raised there is raised here; WorkStopped tells of everything else.
        """
        result: R = pickle.loads(self._finished(tell, (function, arguments, named, current_language())))  # noqa: S301 (our own child)
        return result

    def call_untrusted(self, function: Callable[..., bytes], *arguments: Any) -> bytes:
        """The bytes that ``function`` gives there, or WorkStopped. It can tell nothing, and its bytes may be anything."""
        return self._finished(silent, (function, arguments, {}, ""))

    def _finished(self, tell: Tell, order: tuple[Any, ...]) -> bytes:
        latest = (0.0, _("Menyiapkan…"))
        tell(*latest)
        give_up = time.monotonic() + self.limits.seconds
        with self._killed_by_exceptions():
            self._send(order)
            while True:
                try:
                    kind, body, last = self._answers.get(timeout=LOOK_SECONDS)
                except queue.Empty:
                    kind, body, last = "progress", b"", False
                if kind != "progress":
                    break
                if time.monotonic() > give_up:
                    raise WorkStopped(Cause.TIME, self.limits)
                latest = tuple(json.loads(body)) if body else latest
                tell(*latest)
            if kind == "gone":
                raise WorkStopped(self._why_gone(), self.limits)
        if last or kind == "memory":
            self.kill()
        if kind == "result":
            return body
        if kind == "error":
            raise pickle.loads(body)  # noqa: S301 (our own child)
        raise WorkStopped(Cause.MEMORY if kind == "memory" else Cause.FAILED, self.limits, body.decode("ascii", "replace")[:60])

    def _why_gone(self) -> Cause:
        with contextlib.suppress(subprocess.TimeoutExpired):  # one that closed its pipe and lives on is killed by our caller
            self._child.wait(1)
        # The signal of the limit on processor time, where there is one.
        return Cause.TIME if self._child.returncode == -getattr(signal, "SIGXCPU", 0) != 0 else Cause.DIED

    @contextlib.contextmanager
    def _killed_by_exceptions(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.kill()
            raise

    def _send(self, order: tuple[Any, ...]) -> None:
        # A child that is gone is noticed where its answer is waited for.
        with contextlib.suppress(OSError, ValueError):
            assert self._child.stdin is not None  # it is a pipe
            pickle.dump(order, self._child.stdin, pickle.HIGHEST_PROTOCOL)
            self._child.stdin.flush()


def call(limits: Limits, tell: Tell, function: Callable[Concatenate[Tell, P], R], *arguments: P.args, **named: P.kwargs) -> R:
    """``function`` called once in a child of its own; see ``Process.call``."""
    with Process(limits) as process:
        return process.call(tell, function, *arguments, **named)


def call_untrusted(
    limits: Limits, function: Callable[..., bytes], *arguments: Any, environment: dict[str, str] | None = None
) -> bytes:
    """The bytes of ``function``, called once in a child that nothing is entrusted to; see ``Process.call_untrusted``."""
    with Process(limits, environment) as process:
        return process.call_untrusted(function, *arguments)


def _surroundings(limits: Limits) -> dict[str, str]:
    if not limits.trusted:
        return {name: os.environ[name] for name in _BARE if name in os.environ}
    # It starts in another folder than this process.
    folders = {"DASBOR_VAR_DIR": str(var_dir().absolute()), "DASBOR_DATA_DIR": str(data_dir().absolute())}
    return {**os.environ, **folders}


def _listen(stream: IO[bytes], answers: queue.SimpleQueue[tuple[str, bytes, bool]], limits: Limits) -> None:
    """Hand on what the child answers until it says no more, or something that is no answer.

    A child that is not trusted answers once: it can neither fill the memory of this process nor be taken at its word.
    """
    with contextlib.suppress(Exception), stream:  # it broke off, or said something else
        while header := stream.readline(_HEADER_BYTES):
            told = json.loads(header)
            kind, size = told["kind"], told["size"]
            if kind not in _KINDS[limits.trusted] or not 0 <= size <= limits.megabytes * 1024**2:
                break
            body = stream.read(size)
            if len(body) < size:
                break
            answers.put((kind, body, told["last"] is True))
            if not limits.trusted:
                break
    answers.put(("gone", b"", True))
