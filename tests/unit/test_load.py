"""The load driver: bounded, on this machine only, and honest about what failed."""

from __future__ import annotations

from itertools import islice

import pytest

from benchmarks import load
from benchmarks.load import BUSY, MOST_SECONDS, MOST_SESSIONS, Load, main, measure, rows, visitor
from benchmarks.report import Row
from benchmarks.session import Session
from tests import own_loop


@pytest.mark.parametrize("origin", ["http://192.0.2.1:8501", "http://contoh.id", "https://localhost.contoh.id"])
def test_no_other_machine_is_put_under_load(origin: str) -> None:
    with pytest.raises(ValueError, match="not on this machine"):
        Session(origin)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--sessions", str(MOST_SESSIONS + 1)],
        ["--sessions", "0"],
        ["--sessions", "1,x"],
        ["--seconds", str(MOST_SECONDS + 1)],
        ["--seconds", "1"],
    ],
)
def test_numbers_and_time_are_bounded(arguments: list[str]) -> None:
    with pytest.raises(SystemExit):
        main(arguments)


def test_half_of_the_visitors_are_on_the_map_and_every_page_has_some() -> None:
    addresses = [visitor(place)[0] for place in range(50)]
    assert sum(address.startswith("/peta?") for address in addresses) == 25
    assert {load.PLACE.sub("", address) for address in addresses} == {*load.MAPS, *load.PAGES}
    assert any("kab=" in address for address in addresses)
    assert not all("kab=" in address for address in addresses)
    # Two on the same page do not change the same at once.
    first, second = (list(islice(visitor(place)[1], 8)) for place in (0, 6))
    assert first != second


def _load(milliseconds: float, failures: list[str]) -> Load:
    found = [milliseconds / 1000] * 20
    return Load(BUSY, {"/": found}, found, failures, cpu_seconds=1, seconds=60, memory_mb=100)


def _row(found: list[Row], what: str) -> Row:
    return next(row for row in found if row.what == f"{BUSY} sessions: {what}")


def test_bars_stand_at_the_number_of_sessions_that_they_are_for() -> None:
    good = list(rows(_load(300, []), _load(100, [])))
    assert all(row.met is not False for row in good)
    assert _row(good, "p95").ratio == 3
    bad = list(rows(_load(1100, ["lost"]), _load(100, [])))
    assert [_row(bad, what).met for what in ("p95", "p95 by itself", "errors")] == [False] * 3


def test_a_short_load_on_the_empty_application_counts_every_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "EVERY_SECONDS", 0.5)
    found = own_loop.in_a_thread(measure, False, 3, 2.0)
    assert found.failures == []
    assert len(found.first) == 3
    # Four turns for each; one that came too late counts as such.
    assert len(found.all_ms) + found.not_asked in range(10, 13)
    assert found.cpu_seconds >= 0
