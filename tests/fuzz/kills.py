"""Publications killed at random moments: what readers see is the state before or the state after, never between."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import IO

from sqlalchemy import insert, select

from lib.domain.data_file import ROOT
from lib.store.audit import read_audit
from lib.store.engine import open_engine
from lib.store.frames import nilai_frame
from lib.store.tables import NilaiDimensi, NilaiIndeks, Versi, Wilayah
from lib.store.transactions import read, write
from lib.store.versions import list_versions
from tests.importing.files import desa_codes, wilayah_rows

AREA = "18"
YEAR = 2023
_LATEST = 1.3
"""Kills come at moments up to this multiple of what an undisturbed publication takes."""


def score_of(number: int) -> float:
    """The score that publication ``number`` gives to every desa: told apart, and within the scale."""
    return round(0.61 + number / 10_000, 4)


class Victims:
    """A running ``tests.fuzz.victim``."""

    def __init__(self, url: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.fuzz.victim", url], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._line("siap")

    def _line(self, word: str) -> str:
        pipe: IO[str] | None = self._process.stdout
        assert pipe is not None
        line = pipe.readline()
        if not line.startswith(word):
            raise AssertionError(f"victim said {line!r} instead of {word!r}")
        return line[len(word) :].strip()

    def publish(self, number: int, kill_after: float | None) -> tuple[float, bool]:
        """Publish ``number`` in a child, killed ``kill_after`` seconds into it; (seconds taken, whether it ended well)."""
        pipe = self._process.stdin
        assert pipe is not None
        pipe.write(f"{number}\n")
        pipe.flush()
        # The child may begin before its parent has printed its id.
        words = {}
        for _line in range(2):
            word, _sep, rest = self._line("").partition(" ")
            words[word] = rest
        start = time.monotonic()
        if kill_after is not None:
            time.sleep(kill_after)
            with contextlib.suppress(ProcessLookupError):  # it may have finished
                os.kill(int(words["anak"]), signal.SIGKILL)
        ended_well = self._line("selesai") == "0"
        return time.monotonic() - start, ended_well

    def close(self) -> None:
        """End the process."""
        self._process.terminate()
        self._process.communicate(timeout=30)


def state(url: str) -> tuple[float | None, str]:
    """(the score that is in force, what is wrong with the store: empty when nothing is)."""
    engine = open_engine(url)
    try:
        versions = list_versions(engine)
        frame = nilai_frame(engine)
        with read(engine) as conn:
            written = {
                table.__name__: set(conn.execute(select(table.versi_id).distinct()).scalars())
                for table in (NilaiIndeks, NilaiDimensi)
            }
            known = set(conn.execute(select(Versi.id)).scalars())
        published = [info for info in versions if info.keadaan == "terbit"]
        acts = len(read_audit(engine))
    finally:
        engine.dispose()
    if not versions:
        return None, "" if frame.empty and not any(written.values()) and not acts else "rows of no version"
    scores = {round(float(nilai), 4) for nilai in frame["nilai"]}
    wrong = [
        what
        for what, broken in {
            "not exactly one version in force": len(published) != 1,
            "a draft was left": any(info.keadaan == "draf" for info in versions),
            "desa are missing": len(frame) != len(desa_codes(AREA, YEAR)),
            "scores of several versions": len(scores) != 1,
            "dimensions differ from scores": any(
                not frame[part].round(4).eq(frame["nilai"].round(4)).all() for part in ("iks", "ike")
            ),
            "rows without a version, or a version without rows": written["NilaiIndeks"] != known
            or written["NilaiDimensi"] != known,
            "audit trail and versions differ": acts != 2 * len(versions),
        }.items()
        if broken
    ]
    return (scores.pop() if scores else None), "; ".join(wrong)


def kill_runs(url: str, runs: int, *, seed: int, say: Callable[[str], object] = lambda _text: None) -> list[str]:
    """Kill ``runs`` publications at random moments; returns what was wrong afterwards, empty when nothing was."""
    chance = random.Random(seed)
    engine = open_engine(url)
    with write(engine) as conn:
        conn.execute(insert(Wilayah), wilayah_rows())
    engine.dispose()
    victims = Victims(url)
    failures: list[str] = []
    before: float | None = None
    new = 0
    try:
        usual = max(victims.publish(number, None)[0] for number in range(2))
        before = score_of(1)
        for number in range(2, runs + 2):
            moment = chance.uniform(0, _LATEST * usual)
            _seconds, finished = victims.publish(number, moment)
            now, wrong = state(url)
            if wrong or now not in (before, score_of(number)) or (finished and now != score_of(number)):
                failures.append(f"{url.partition(':')[0]}: killed after {moment:.3f} s: {wrong or now}, before {before}")
            new += now == score_of(number)
            before = now
    finally:
        victims.close()
    say(f"{url.partition(':')[0]}: {runs} publications killed, {new} had been finished, {runs - new} left the old state")
    return failures
