"""``ambil-idm`` as a user calls it: files first, words for every failure, exit codes, stopped and gone on with."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from lib.cli import main
from lib.domain.data_file import ROOT
from lib.domain.language import set_language
from lib.domain.wilayah import digits
from lib.fetching import idm_answers
from lib.importing.layouts.kemendes_answers import read_answer
from lib.store.engine import open_engine
from lib.store.versions import list_versions
from tests.fetching.conftest import QUICK
from tests.fetching.local_server import LocalServer, Reply
from tests.importing.files import desa_codes
from tests.importing.test_import_answers import answer

KAB = "18.10"
CODES = desa_codes(KAB, 2023)


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, shipped_url: str, server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped data, a folder and an address of this test; pauses that take no time."""
    copy = shutil.copy(shipped_url.removeprefix("sqlite:///"), tmp_path / "dasbor.sqlite")
    monkeypatch.setenv("DASBOR_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("DASBOR_DATABASE_URL", f"sqlite:///{copy}")
    monkeypatch.setenv("DASBOR_ALAMAT_IDM", server.address + "/api/")
    monkeypatch.setattr("lib.fetching.polite.Manners", lambda **_asked: replace(QUICK, first_wait=0, read=10, whole=20))
    server.default = Reply(b"<html>", 404)


def play_all(server: LocalServer, tahun: int = 2023) -> None:
    for kode in CODES:
        server.play(f"/api/{digits(kode)}/{tahun}", Reply(answer(kode, tahun)))


def asked(*words: str) -> int:
    try:
        return main(["ambil-idm", "--jeda", "0.1", *words])
    finally:
        set_language("id")


def test_all_desa_of_a_kabupaten_are_fetched_and_can_be_imported(
    server: LocalServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    play_all(server)
    assert asked("--tahun", "2023", "--kab", KAB) == 0
    said = capsys.readouterr()
    assert f"Diambil {len(CODES)}, sudah ada 0, gagal 0, belum ditanyakan 0." in said.out
    assert f"{len(CODES)}/{len(CODES)}" in said.err
    folder = tmp_path / "var" / "kemendes"
    assert len(list(folder.iterdir())) == len(CODES)
    assert main(["impor", str(folder), "--tahun", "2023"]) == 0
    assert "dapat diterbitkan" in capsys.readouterr().out


def test_fetching_publishes_nothing(server: LocalServer, tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'dasbor.sqlite'}")
    before = list_versions(engine)
    play_all(server)
    asked("--tahun", "2023", "--kab", KAB)
    assert list_versions(engine) == before
    engine.dispose()


def test_what_failed_is_told_with_its_reason_and_the_next_run_completes_it(
    server: LocalServer, capsys: pytest.CaptureFixture[str]
) -> None:
    play_all(server)
    server.play(f"/api/{digits(CODES[3])}/2023", Reply(b'{"error":true,"message":"rusak"}'))
    server.play(f"/api/{digits(CODES[9])}/2023", Reply(b"", 500))
    assert asked("--tahun", "2023", "--kab", KAB) == 1
    said = capsys.readouterr().out
    assert "gagal 2" in said
    assert "Server menyatakan galat: rusak" in said
    assert "Server menjawab 500" in said
    assert "jalankan lagi perintah yang sama" in said
    play_all(server)
    server.asked.clear()
    assert asked("--tahun", "2023", "--kab", KAB) == 0
    assert f"Diambil 2, sudah ada {len(CODES) - 2}" in capsys.readouterr().out
    assert len(server.asked) == 2


def test_a_server_that_is_down_ends_the_run_early(server: LocalServer, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("--tahun", "2023") == 1
    said = capsys.readouterr().out
    assert "tidak ditanya lagi" in said
    assert f"gagal {idm_answers.MAX_FAILED_IN_A_ROW}," in said
    assert len(server.asked) == idm_answers.MAX_FAILED_IN_A_ROW


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--tahun", "2025"), "tidak ada IDM"),
        (("--tahun", "2023", "--kab", "18.99"), "Tidak ada desa"),
        (("--tahun", "2023", "--kab", "18.71"), "Tidak ada desa"),
        (("--tahun", "2023", "--alamat", "ftp://contoh.id"), "bukan alamat"),
        (("--tahun", "2023", "--alamat", "contoh.id/api"), "bukan alamat"),
    ],
)
def test_what_cannot_be_asked_is_said_before_anything_is(
    server: LocalServer, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert asked(*words) == 2
    assert said in capsys.readouterr().err
    assert server.asked == []


@pytest.mark.parametrize("jeda", ["0", "-1", "x", "nan", "1e9"])
def test_nobody_can_ask_without_pause(jeda: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["ambil-idm", "--tahun", "2023", "--jeda", jeda])
    assert ended.value.code == 2
    assert "jeda" in capsys.readouterr().err


def start() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "lib.cli", "ambil-idm", "--tahun", "2023", "--kab", KAB, "--jeda", "0.1"],
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A process among others that run tests may have been told to ignore it, and would pass that on.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def wait_for_files(folder: Path, count: int) -> None:
    end = time.monotonic() + 60
    while len(list(folder.glob("*.json"))) < count:
        assert time.monotonic() < end, "nothing was fetched"
        time.sleep(0.05)


@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGKILL])
def test_a_stopped_run_leaves_whole_files_and_the_next_one_goes_on(
    server: LocalServer, tmp_path: Path, blow: signal.Signals
) -> None:
    play_all(server)
    folder = tmp_path / "var" / "kemendes"
    running = start()
    wait_for_files(folder, 3)
    running.send_signal(blow)
    out, err = running.communicate(timeout=30)
    files = list(folder.glob("*.json"))
    assert 3 <= len(files) < len(CODES)
    assert all(read_answer(path) for path in files)
    if blow == signal.SIGINT:
        assert (running.returncode, "Dihentikan." in out, "Traceback" in err) == (130, True, False)
        assert "jalankan lagi perintah yang sama" in out
    server.asked.clear()
    assert asked("--tahun", "2023", "--kab", KAB) == 0
    assert len(server.asked) == len(CODES) - len(files)
