"""The benchmark's own arithmetic: medians against bars, and a relay that counts every byte."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest

from benchmarks.proxy import counted
from benchmarks.report import Row, machine, markdown_table, plain_table, quantile, write


def test_a_ratio_is_of_medians_and_is_what_the_bar_holds() -> None:
    row = Row("a", [90, 100, 500], "ms", 1.3, [10, 80, 200])
    assert row.median == 100
    assert row.ratio == 1.25
    assert row.met
    assert not Row("a", [90, 105, 500], "ms", 1.3, [80]).met


def test_without_a_reference_the_bar_holds_the_figure_itself() -> None:
    assert Row("a", [4.9], "s", 5).met
    assert Row("a", [5.1], "s", 5).met is False
    assert Row("a", [0], "files", 0).met
    assert Row("a", [5.1], "s").met is None


def test_a_row_says_unit_spread_bar_and_verdict() -> None:
    assert Row("a", [1200, 1000], "ms", 1.35, [1000]).cells() == (
        "a",
        "1,100 ms",
        "1,000–1,200 (n=2)",
        "1,000 ms",
        "1.10 ×",
        "≤ 1.35 ×",
        "yes",
    )
    assert Row("a", [7.5], "s", 5, decimals=1).cells() == ("a", "7.5 s", "", "", "", "≤ 5 s", "NO")


def test_the_document_counts_the_bars_that_are_met(tmp_path: Path) -> None:
    rows = [Row("satu", [1], "s", 5), Row("dua", [9], "s", 5), Row("tiga", [9], "s")]
    write(tmp_path / "HASIL.md", rows, ["2 cores"], "How it is measured.")
    text = (tmp_path / "HASIL.md").read_text("utf-8")
    assert "1 of 2 bars met" in text
    assert markdown_table(rows) in text
    assert "2 cores" in text
    assert len(plain_table(rows).splitlines()) == 4


def test_each_command_keeps_the_part_of_the_other(tmp_path: Path) -> None:
    path = tmp_path / "HASIL.md"
    one, two = [Row("satu", [1], "s", 5)], [Row("dua", [9], "s")]
    write(path, one, ["2 cores"], "## How it is measured\n\nSo.")
    first = path.read_text("utf-8")
    write(path, two, ["3 cores"], "## How the load is made\n\nThus.", title="Load: the last run", command="make beban")
    both = path.read_text("utf-8")
    assert both.startswith(first)
    assert "Written by `make beban`" in both
    write(path, two, ["4 cores"], "So.")
    again = path.read_text("utf-8")
    assert again.count("# Benchmarks: the last run") == again.count("# Load: the last run") == 1
    assert both.removeprefix(first) in again
    assert "4 cores" in again
    assert "2 cores" not in again


def test_a_quantile_is_one_of_the_values() -> None:
    values = [float(number) for number in range(20, 0, -1)]
    assert [quantile(values, percent) for percent in (50, 95, 99, 100)] == [10, 19, 20, 20]
    assert quantile([7.0], 50) == 7


def test_the_machine_is_described_but_not_named() -> None:
    facts = "\n".join(machine("1.2.3"))
    assert "cores" in facts
    assert "Chromium 1.2.3" in facts
    assert socket.gethostname() not in facts
    assert str(Path.home()) not in facts


@pytest.fixture
def echo() -> int:
    """A server that sends back what it gets, on the port that is returned."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _peer = listener.accept()
        with connection, listener:
            while chunk := connection.recv(1000):
                connection.sendall(chunk)

    threading.Thread(target=serve, daemon=True).start()
    return int(listener.getsockname()[1])


def test_the_relay_passes_everything_on_and_counts_both_ways(echo: int) -> None:
    sent = bytes(range(256)) * 400
    with counted(echo) as relay, socket.create_connection(("127.0.0.1", relay.port), timeout=10) as browser:
        browser.sendall(sent)
        received = b""
        while len(received) < len(sent):
            received += browser.recv(65536)
        assert received == sent
        assert relay.bytes == 2 * len(sent)
