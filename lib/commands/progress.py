"""A progress bar on stderr: redrawn in place at a terminal, a line now and then where the output goes into a file."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, TextIO

from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.work.progress import Tell, silent

WIDTH: Final = 24
REDRAW_SECONDS: Final = 0.1
LINES: Final = 20
"""Into a file: so many lines from beginning to end."""
_PARTS: Final = 100


class ProgressBar:
    """Tells how far ``total`` things are; ``show`` as often as you like, ``close`` at the end."""

    def __init__(self, total: int, stream: TextIO | None = None) -> None:
        self._total = max(1, total)
        self._stream = stream or sys.stderr
        self._terminal = self._stream.isatty()
        self._started = time.monotonic()
        self._drawn_at = 0.0
        self._told = 0
        self._width = 0

    def show(self, done: int, note: str = "") -> None:
        """``done`` of the total, with a few words beside it."""
        now = time.monotonic()
        if self._terminal:
            if done < self._total and now - self._drawn_at < REDRAW_SECONDS:
                return
            self._drawn_at = now
            filled = WIDTH * done // self._total
            line = f"[{'#' * filled}{'-' * (WIDTH - filled)}] {self._words(done, now)} {note}"
            self._stream.write("\r" + line.ljust(self._width))
            self._width = len(line)
        elif done * LINES // self._total > self._told:
            self._told = done * LINES // self._total
            self._stream.write(f"{self._words(done, now)} {note}\n")
        self._stream.flush()

    def _words(self, done: int, now: float) -> str:
        words = f"{format_number(done)}/{format_number(self._total)}"
        if 0 < done < self._total:
            minutes = (now - self._started) / done * (self._total - done) / 60
            left = (
                _("kurang dari 1 menit lagi") if minutes < 1 else _("± {menit} menit lagi").format(menit=format_number(minutes))
            )
            words = f"{words}, {left}"
        return words

    def close(self) -> None:
        """Leave the bar as it is and go on below it."""
        if self._terminal and self._width:
            self._stream.write("\n")
            self._stream.flush()


@contextmanager
def told_at_terminal(stream: TextIO | None = None) -> Iterator[Tell]:
    """A bar for one file, at a terminal; nothing where the output goes into a file, which says it all by itself."""
    stream = stream or sys.stderr
    if not stream.isatty():
        yield silent
        return
    bar = ProgressBar(_PARTS, stream)
    try:
        yield lambda bagian, teks: bar.show(round(bagian * _PARTS), teks)
        bar.show(_PARTS)
    finally:
        bar.close()
