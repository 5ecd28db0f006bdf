"""Numbers for a monitor and a log for machines: true, in the form that they read, and about nobody."""

from __future__ import annotations

import json
import logging
import re
import shutil
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from benchmarks.session import Session
from lib.domain.errors import SettingError
from lib.domain.version import VERSION
from lib.published import source
from lib.web import log
from lib.web.log import JsonLine, session_number
from lib.web.metrics import ADDRESS, BOUNDS, MEDIA_TYPE, Runs, memory_bytes
from tests import own_loop
from tests.browser.running_app import running_app
from tests.ui.asgi import get
from tests.ui.conftest import data_at

SAMPLE = re.compile(r'[a-z_]+(\{[a-z]+="[^"\n]*"(,[a-z]+="[^"\n]*")*\})? [0-9.+e-]+')


def samples(text: str) -> dict[str, float]:
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert [line for line in lines if not SAMPLE.fullmatch(line)] == []
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


@pytest.mark.usefixtures("published")
def test_a_monitor_reads_versions_memory_and_that_the_database_answers(app: Any) -> None:
    source.figures()
    answer = get(app, ADDRESS)
    assert answer.status == 200
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert answer.headers["cache-control"] == "no-store"
    found = samples(answer.body.decode())
    assert found[f'dasbor_info{{aplikasi="{VERSION}",sidik="{source.figures().short_fingerprint}"}}'] == 1
    assert found["dasbor_basis_data"] == 1
    assert found["dasbor_memori_bita"] > 1_000_000
    assert found["dasbor_sesi"] == 0


def test_without_a_database_the_numbers_still_come(app: Any, tmp_path: Path) -> None:
    path = tmp_path / "dasbor.sqlite"
    path.write_bytes(b"bukan basis data" * 100)
    with data_at(f"sqlite:///{path}", tmp_path):
        answer = get(app, ADDRESS)
    assert answer.status == 200
    assert samples(answer.body.decode())["dasbor_basis_data"] == 0


def test_runs_are_counted_by_their_seconds_however_they_end() -> None:
    times = iter([0.0, 0.04, 10.0, 10.3, 20.0, 29.0])
    runs = Runs(lambda: next(times))
    with runs.measured():
        pass
    with pytest.raises(KeyError), runs.measured():
        raise KeyError
    with runs.measured():
        pass
    runs.failed()
    found = samples("\n".join(runs.lines()))
    counts = [found[f'dasbor_run_detik_bucket{{le="{bound}"}}'] for bound in BOUNDS]
    assert counts == [1, 1, 1, 2, 2, 2, 2]
    assert found['dasbor_run_detik_bucket{le="+Inf"}'] == found["dasbor_run_detik_count"] == 3
    assert found["dasbor_run_detik_sum"] == pytest.approx(9.34)
    assert found["dasbor_galat_total"] == 1
    assert memory_bytes() > 0


def test_a_record_is_one_line_of_json_with_its_traceback() -> None:
    try:
        raise ValueError("dua\nbaris “é”")
    except ValueError as error:
        info = (ValueError, error, error.__traceback__)
    record = logging.LogRecord("dasbor", logging.ERROR, "f.py", 1, "nomor %s\nlagi", ("ab12",), info)
    line = JsonLine().format(record)
    assert "\n" not in line
    told = json.loads(line)
    assert (told["tingkat"], told["asal"], told["pesan"]) == ("ERROR", "dasbor", "nomor ab12\nlagi")
    assert "ValueError" in told["jejak"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", told["waktu"])


def test_a_session_is_a_number_that_does_not_tell_its_name() -> None:
    assert session_number("sesi-a") == session_number("sesi-a") != session_number("sesi-b")
    assert re.fullmatch(r"[0-9a-f]{12}", session_number("sesi-a"))


def test_another_form_of_the_log_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASBOR_LOG", "xml")
    with pytest.raises(SettingError, match="DASBOR_LOG"):
        log.form()


def test_the_running_application_logs_json_and_counts(shipped_url: str, tmp_path: Path) -> None:
    shutil.copy(shipped_url.removeprefix("sqlite:///"), tmp_path / "dasbor.sqlite")
    with running_app(tmp_path, DASBOR_LOG="json") as running:
        with urllib.request.urlopen(running.origin + ADDRESS, timeout=20) as answer:
            found = samples(answer.read().decode())
        own_loop.run(year_changed(running.origin))
        (tmp_path / "dasbor.sqlite").unlink()
        with pytest.raises(urllib.error.HTTPError), urllib.request.urlopen(running.origin + "/api/sehat", timeout=20):
            pass
    assert found["dasbor_galat_total"] == 0
    after = running.log_text().partition("{")
    lines = [line for line in (after[1] + after[2]).splitlines() if line.strip()]
    told = [json.loads(line) for line in lines]
    assert told
    # No visitor and nothing that one asked for.
    assert "127.0.0.1" not in after[1] + after[2]
    assert "/api/metrik" not in after[1] + after[2]
    assert all({"waktu", "tingkat", "asal", "pesan"} <= set(entry) for entry in told)
    drawn = [entry for entry in told if "halaman" in entry]
    assert [(entry["halaman"], entry["bahasa"]) for entry in drawn] == [("peta", "en")] * 2
    assert len({entry["sesi"] for entry in drawn}) == 1
    assert all(entry["lama_ms"] > 0 and entry["sidik"] for entry in drawn)
    # But for the time, which may be 18.04 seconds past a minute.
    assert "18.04" not in json.dumps([{name: value for name, value in entry.items() if name != "waktu"} for entry in told])


async def year_changed(origin: str) -> None:
    """One visitor who opens the map of a kabupaten and changes the year."""
    session = Session(origin, "/peta?kab=18.04&bahasa=en")
    await session.open()
    assert (await session.choose("Year", "2023")).failures == []
    await session.close()
