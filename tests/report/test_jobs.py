"""Reports made by a process of its own: kept when done, gone when cancelled, and a death of that process is a clear message."""

from __future__ import annotations

import os
import signal
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from lib.analysis.frame.figures import Figures
from lib.published import source
from lib.report import jobs
from lib.report.request import ReportError, Request
from lib.store.engine import open_engine

ONE = Request("pdf", 2024, "2026-11-24", "18.04.15.2004")
ALL = Request("pdf", 2024, "2026-11-24", semua=True)
PATIENCE = 120


@pytest.fixture(scope="module")
def pool(figures: Figures, shipped_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[jobs.Pool]:
    """A pool on the shipped data; its worker keeps boundaries in a folder of this test run."""
    opened = open_engine(shipped_url)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "engine", lambda: opened)
        patch.setattr(source, "figures", lambda: figures)
        patch.setenv("DASBOR_VAR_DIR", str(tmp_path_factory.mktemp("var")))
        made = jobs.Pool()
        yield made
        made.close()
    opened.dispose()


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until_running(job: jobs.Job) -> None:
    """Until the worker has told of the first part."""
    while not (job.progress().teks and job.progress().keadaan == "berjalan" and "dari 13" in job.progress().teks):
        assert not job.ended.wait(0.05), job.progress()


def test_a_report_comes_back_from_the_worker_and_is_kept(pool: jobs.Pool) -> None:
    first = pool.start(ONE).result(PATIENCE)
    assert first.isi.startswith(b"%PDF")
    assert first.nama == "profil-pekon-trimulyo-18-04-15-2004-2024-contoh.pdf"
    again = pool.start(ONE)
    assert again.progress().keadaan == "selesai"
    assert again.result(0) == first


def test_what_does_not_exist_is_said_in_the_words_of_the_error(pool: jobs.Pool) -> None:
    with pytest.raises(ReportError, match="1999"):
        pool.start(replace(ONE, tahun=1999)).result(PATIENCE)
    with pytest.raises(ReportError, match=r"18\.99"):
        pool.start(replace(ONE, kode="18.99")).result(PATIENCE)


def test_cancel_leaves_nothing(pool: jobs.Pool) -> None:
    job, behind = pool.start(ALL), pool.start(replace(ALL, bahasa="en"))
    wait_until_running(job)
    process = pool.process_id()
    assert process is not None
    assert behind.progress().keadaan == "menunggu"
    kept = sorted(Path(pool._folder.name).iterdir())
    behind.cancel()
    job.cancel()
    for one in (job, behind):
        assert one.progress().keadaan == "batal"
        with pytest.raises(ReportError, match="dibatalkan"):
            one.result(0)
    assert not alive(process)
    assert sorted(Path(pool._folder.name).iterdir()) == kept


def test_the_death_of_the_worker_is_a_clear_message_and_the_next_report_is_made(pool: jobs.Pool) -> None:
    job = pool.start(ALL)
    wait_until_running(job)
    process = pool.process_id()
    assert process is not None
    os.kill(process, signal.SIGKILL)
    with pytest.raises(ReportError, match="berhenti mendadak"):
        job.result(PATIENCE)
    assert pool.start(replace(ONE, bahasa="en")).result(PATIENCE).isi.startswith(b"%PDF")


def test_the_queue_has_an_end(pool: jobs.Pool) -> None:
    running = pool.start(ALL)
    wait_until_running(running)
    waiting = [pool.start(replace(ALL, bahasa="en")) for _place in range(jobs.MAX_WAITING)]
    with pytest.raises(ReportError, match="Terlalu banyak"):
        pool.start(ALL)
    for job in (*waiting, running):
        job.cancel()


def test_the_zip_holds_every_kabupaten_with_desa(pool: jobs.Pool) -> None:
    """XLSX: the same loop as PDF at a tenth of the work."""
    made = pool.start(replace(ALL, format="xlsx")).result(PATIENCE)
    assert made.nama == "laporan-semua-kabupaten-provinsi-lampung-2024-contoh.zip"
    names = zipfile.ZipFile(BytesIO(made.isi)).namelist()
    assert len(names) == 13
    assert "laporan-kabupaten-pesisir-barat-2024-contoh.xlsx" in names
