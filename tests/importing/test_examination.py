"""A file examined in a process of its own: the same report, told step by step, and trouble that stays there."""

from __future__ import annotations

import io
import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from lib.commands.progress import told_at_terminal
from lib.domain.data_file import ROOT
from lib.domain.errors import ImportRefused
from lib.domain.language import set_language
from lib.importing import examination, run
from lib.importing.examination import examine_apart, marked_apart, report_apart
from lib.importing.options import Options
from lib.importing.publication import publish_file
from lib.importing.reading import files
from lib.importing.reading.files import open_bytes
from lib.importing.report.text import report_text
from lib.importing.run import examine_file
from lib.work import limits, process
from lib.work.progress import Tell, silent, within
from tests.importing.files import csv_bytes, per_desa_rows
from tests.people import pengelola

PESAWARAN = "18.09"


def faulty() -> bytes:
    rows = per_desa_rows(PESAWARAN)
    rows[3][8] = "delapan"
    rows[5][9] = "MAJU" if rows[5][9] != "MAJU" else "MANDIRI"
    rows[7][0] = "1809019999"
    return csv_bytes(rows)


def boundaries() -> bytes:
    content = json.loads((ROOT / "data" / "batas" / "kabupaten.geojson").read_text("utf-8"))
    return json.dumps(content | {"name": "lain"}).encode()


@pytest.mark.parametrize(("name", "data"), [("a.csv", faulty()), ("batas.geojson", boundaries())])
def test_the_report_is_the_one_that_is_made_here(listed: Engine, name: str, data: bytes) -> None:
    examined = examine_apart(listed, name, data, options=Options())
    assert examined.report is not None
    assert report_text(examined.report) == report_text(examine_file(listed, open_bytes(name, data)))
    assert examined.report.asli == data
    assert (examined.opened, examined.unknown) == (True, False)


@pytest.mark.parametrize("bahasa", ["id", "en"])
def test_the_bar_moves_from_step_to_step_and_never_back(listed: Engine, bahasa: str) -> None:
    set_language(bahasa)
    told: list[tuple[float, str]] = []
    try:
        examine_apart(listed, "batas.geojson", boundaries(), tell=lambda part, words: told.append((part, words)))
    finally:
        set_language("id")
    parts = [part for part, _words in told]
    assert parts == sorted(parts)
    assert 0.0 <= parts[0] <= parts[-1] <= 1.0
    assert len({words for _part, words in told}) >= 7
    assert ("Getting ready" in told[0][1]) == (bahasa == "en")


def test_rows_are_told_while_they_are_read(listed: Engine, real_dir: Path) -> None:
    told: list[str] = []
    data = (real_dir / "idm_lampung_2024.csv").read_bytes()
    examine_apart(listed, "idm_lampung_2024.csv", data, tell=lambda _part, words: told.append(words))
    assert "Memeriksa baris 2.000 …" in told


@pytest.mark.parametrize(
    ("name", "data", "word", "opened", "unknown"),
    [
        ("a.xlsx", b"PK\x03\x04" + bytes(100), "a.xlsx", False, False),
        ("a.csv", b"satu,dua\n1,2\n3,4\n", "satu", True, True),
        ("a.csv", b"<html><p>Galat 502</p></html>", "a.csv", False, False),
    ],
)
def test_a_refusal_comes_back_in_words(listed: Engine, name: str, data: bytes, word: str, opened: bool, unknown: bool) -> None:
    examined = examine_apart(listed, name, data)
    assert examined.trouble is not None
    assert examined.report is None
    assert word in str(examined.trouble)
    assert (examined.opened, examined.unknown) == (opened, unknown)


def test_both_workbooks_are_made_there_too(listed: Engine) -> None:
    data = faulty()
    report = examine_apart(listed, "a.csv", data).report
    assert report is not None
    findings = load_workbook(io.BytesIO(report_apart(report)))["Temuan"]
    assert findings.max_row - 1 == len(report.findings)
    marked = load_workbook(io.BytesIO(marked_apart("a.csv", data, report.findings))).worksheets[0]
    assert marked["I5"].comment is not None


def test_what_was_examined_there_is_published_here(listed: Engine) -> None:
    report = examine_apart(listed, "a.csv", csv_bytes(per_desa_rows(PESAWARAN))).report
    assert report is not None
    (versi_id,) = publish_file(listed, report, pelaku=pengelola())
    assert versi_id > 0


def test_a_process_that_dies_is_told_and_the_next_file_is_examined(listed: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(process.sys, "executable", "/bin/false")
        examined = examine_apart(listed, "a.csv", faulty())
    assert examined.trouble is not None
    assert "berhenti mendadak" in str(examined.trouble)
    assert examine_apart(listed, "a.csv", faulty()).report is not None


def test_a_file_that_takes_too_long_is_told_so(listed: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "EXAMINATION", replace(limits.EXAMINATION, seconds=0))
    examined = examine_apart(listed, "a.csv", faulty())
    assert examined.trouble is not None
    assert "dihentikan sesudah 0 detik" in str(examined.trouble)


def too_much(_tell: Tell) -> None:
    bytearray(2 * limits.EXAMINATION.megabytes * 1024**2)


def test_a_file_that_asks_for_too_much_memory_is_told_so() -> None:
    with pytest.raises(ImportRefused, match=r"lebih dari 4\.096 MB"):
        examination._call(silent, too_much)


def test_whoever_leaves_ends_the_examination(listed: Engine) -> None:
    class LeftError(Exception):
        pass

    def leave(part: float, _words: str) -> None:
        if part > 0.1:
            raise LeftError

    with pytest.raises(LeftError):
        examine_apart(listed, "batas.geojson", boundaries(), tell=leave)
    assert not examination._ONE_AT_A_TIME.locked()


def test_a_second_file_waits_for_the_first(listed: Engine) -> None:
    told: list[str] = []
    began = threading.Event()

    def first() -> None:
        examine_apart(listed, "batas.geojson", boundaries(), tell=lambda _part, _words: began.set())

    thread = threading.Thread(target=first)
    thread.start()
    began.wait()
    second = examine_apart(listed, "a.csv", faulty(), tell=lambda _part, words: told.append(words))
    thread.join()
    assert told[0].startswith("Menunggu giliran")
    assert second.report is not None


def test_nothing_of_the_examination_happens_in_this_process(listed: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def here(*_arguments: object, **_named: object) -> None:
        raise AssertionError

    monkeypatch.setattr(files, "open_bytes", here)
    monkeypatch.setattr(run, "examine_file", here)
    report = examine_apart(listed, "batas.geojson", boundaries()).report
    assert report is not None
    assert report.counts.accepted > 0


def unknown_failure(_tell: Tell) -> None:
    raise KeyError


def test_an_unknown_failure_gives_a_sentence() -> None:
    with pytest.raises(ImportRefused, match="tidak dapat diperiksa: KeyError"):
        examination._call(silent, unknown_failure)


def test_a_step_of_longer_work_takes_its_share() -> None:
    told: list[float] = []
    inner = within(within(lambda part, _words: told.append(part), 0.5, 1.0), 0.0, 0.5)
    for part in (0.0, 1.0):
        inner(part, "")
    assert told == [0.5, 0.75]


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_the_same_steps_and_a_file_nothing(listed: Engine) -> None:
    with told_at_terminal(_Terminal()) as tell:
        examine_file(listed, open_bytes("batas.geojson", boundaries()), tell=tell)
    screen, file = _Terminal(), io.StringIO()
    for stream in (screen, file):
        with told_at_terminal(stream) as tell:
            tell(0.5, "Merapatkan batas")
    assert "50/100" in screen.getvalue()
    assert "Merapatkan batas" in screen.getvalue()
    assert "100/100" in screen.getvalue()
    assert file.getvalue() == ""
