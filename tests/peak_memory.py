"""The most memory that a piece of work takes, on Linux, whatever the process did before."""

from __future__ import annotations

from pathlib import Path

KERNEL = Path("/proc/self")
FORGET_THE_PEAK = "5"


def _kilobytes(name: str) -> int:
    lines = (KERNEL / "status").read_text("ascii", "replace").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name + ":"))


class PeakMemory:
    """``with PeakMemory() as peak: work()``; then ``peak.grown_mb``: how far the process went above where it began."""

    grown_mb = 0.0

    def __enter__(self) -> PeakMemory:
        (KERNEL / "clear_refs").write_text(FORGET_THE_PEAK, "ascii")
        self._before = _kilobytes("VmRSS")
        return self

    def __exit__(self, *_what: object) -> None:
        self.grown_mb = (_kilobytes("VmHWM") - self._before) / 1024
