"""A few publications killed at random moments on each database; ``make fuzz`` kills fifty on each."""

from __future__ import annotations

from tests.fuzz.kills import kill_runs

RUNS = 3


def test_a_publication_killed_at_any_moment_leaves_the_old_state_or_the_new(schema_url: str, database: str) -> None:
    assert kill_runs(schema_url, RUNS, seed=len(database)) == []
