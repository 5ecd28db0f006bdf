"""``make fuzz``: thousands of damaged files, and publications killed at random moments. Ends with 1 when a promise is broken.

``python -m tests.fuzz [VARIANTS] [KILLS] [START]``; a variant that fails is tried again with ``python -m tests.fuzz 1 0 NUMBER``.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from tests.fuzz.kills import kill_runs
from tests.fuzz.mutations import variant
from tests.fuzz.test_mutations import MAX_MEGABYTES, fresh_engine
from tests.fuzz.trial import Tally, try_variant
from tests.postgres_server import USER, running_server, why_not

VARIANTS = 2_500
KILLS = 50
_STEP = 250


def main(variants: int, kills: int, start: int) -> int:
    """Run everything and print a summary; returns the exit code."""
    tally = Tally()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        engine = fresh_engine(Path(folder))
        for place, number in enumerate(range(start, start + variants), start=1):
            try_variant(engine, number, *variant(number), tally)
            if place % _STEP == 0 or place == variants:
                print(f"{place}/{variants} variants, {time.monotonic() - began:.0f} s: {dict(tally.hasil)}", flush=True)
        engine.dispose()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"slowest variant {tally.terlama:.1f} s, memory {megabytes} MB")
    failures = [f"variant {number}: {what}" for number, what in tally.gagal]
    if megabytes > MAX_MEGABYTES:
        failures.append(f"memory: {megabytes} MB")
    if kills:
        failures += _kills(kills)
    for failure in failures:
        print(f"FAILED {failure}")
    return int(bool(failures))


def _kills(kills: int) -> list[str]:
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        failures += kill_runs(f"sqlite:///{folder}/uji.sqlite", kills, seed=1, say=print)
    reason = why_not()
    if reason is not None:
        return [*failures, f"PostgreSQL: {reason}"]
    with running_server() as socket:
        failures += kill_runs(f"postgresql://{USER}@/postgres?host={socket}", kills, seed=2, say=print)
    return failures


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:4]]
    sys.exit(main(*given, *(VARIANTS, KILLS, 0)[len(given) :]))
