"""What work in a child process may use: every limit of the house, and the one place that sets them.

This module imports nothing of the house, so that a child that reads one small file starts at once.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

try:
    import resource
except ImportError:
    # Windows has no such limits for a process. Memory and processor time are not limited there; the clock is, by the parent.
    resource = None  # type: ignore[assignment]

_MEGABYTE: Final = 1024**2


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child process may use; 0 is no limit.

    ``megabytes`` of memory, ``seconds`` of the clock for one call, ``processor_seconds`` over its life. ``niceness`` is how
    far it stands behind others. A process that has grown past ``full_megabytes`` ends after its call. One that is not
    ``trusted`` (compiled code on a file from outside) gets no environment, writes to no log, and gives bytes alone.
    """

    megabytes: int
    seconds: int
    processor_seconds: int = 0
    niceness: int = 0
    full_megabytes: int = 0
    trusted: bool = True


REPORT: Final = Limits(megabytes=4_096, seconds=300, niceness=10, full_megabytes=768)
"""Drawing and typesetting; figures stay warm between reports."""
EXAMINATION: Final = Limits(megabytes=4_096, seconds=300, niceness=10)
"""Reading and checking one file that is imported, or writing one workbook about it."""
WORKBOOK: Final = Limits(megabytes=1_024, seconds=40, processor_seconds=20, trusted=False)
"""Parsing one XLS or ODS file. The clock has more than the processor: a machine may have other things to do."""
BOUNDARIES: Final = Limits(megabytes=2_048, seconds=90, processor_seconds=60, trusted=False)
"""Parsing one GeoPackage or Shapefile."""


def keep_to(limits: Limits) -> None:
    """Hold this process, and those it starts, to ``limits``. What the system cannot limit is left as it is."""
    if resource is None:
        return
    if limits.megabytes:
        _set(resource.RLIMIT_AS, limits.megabytes * _MEGABYTE, limits.megabytes * _MEGABYTE)
    if limits.processor_seconds:
        # Past the soft limit comes a signal of its own, which tells the parent why; past the hard one the process is killed.
        _set(resource.RLIMIT_CPU, limits.processor_seconds, limits.processor_seconds + 1)
    # A process that is ended leaves no copy of its memory, where passwords and files of others may stand.
    _set(resource.RLIMIT_CORE, 0, 0)
    if limits.niceness:
        os.nice(limits.niceness)


def _set(kind: int, soft: int, hard: int) -> None:
    # A child of a child cannot raise what its parent may use.
    ours = resource.getrlimit(kind)[1]
    if ours != resource.RLIM_INFINITY:
        soft, hard = min(soft, ours), min(hard, ours)
    resource.setrlimit(kind, (soft, hard))


def is_full(limits: Limits) -> bool:
    """True when this process has grown so large that a new one is cheaper than what it keeps."""
    if resource is None or not limits.full_megabytes:
        return False
    return _peak_megabytes() > limits.full_megabytes


def _peak_megabytes() -> float:
    """The most memory that this process has held; ``resource`` must be there."""
    if (status := Path("/proc/self/status")).exists():
        # Not ru_maxrss: on Linux a child starts with that of the process that started it.
        peak = re.search(r"^VmHWM:\s+(\d+) kB", status.read_text("ascii"), re.MULTILINE)
        if peak:
            return int(peak[1]) / 1024
    # Kilobytes on Linux, bytes on macOS.
    unit = _MEGABYTE if sys.platform == "darwin" else 1024
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / unit
