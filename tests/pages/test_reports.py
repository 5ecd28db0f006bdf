"""Reports from the pages: asked for, watched, cancelled, saved; and everybody else's pages go on meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.report import jobs
from lib.report.request import Request
from tests.pages.conftest import OpenPage

PATIENCE = 120
ALL = Request("pdf", 2024, "2026-11-24", semua=True)


@pytest.fixture(autouse=True)
def _own_pool(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("DASBOR_VAR_DIR", str(tmp_path))
    monkeypatch.setattr(jobs, "_pool", None)
    yield
    if jobs._pool is not None:
        jobs._pool.close()


def asked(app: AppTest) -> jobs.Job:
    (job,) = app.session_state["_laporan"].values()
    return job


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def test_pages_go_on_while_every_report_is_made(open_page: OpenPage) -> None:
    """Runs of pages are counted while the archive is being made: were it made here, there would be none."""
    job = jobs.start(ALL)
    while "dari 13" not in job.progress().teks:
        assert not job.ended.wait(0.05), job.progress()
    runs = 0
    while not job.ended.is_set() and runs < 3:
        open_page("/", kab="18.04", tahun="2024")
        runs += not job.ended.is_set()
    assert runs == 3
    job.cancel()


def test_a_report_is_asked_for_watched_and_saved(open_page: OpenPage) -> None:
    app = open_page("/desa", desa="18.04.15.2004", tahun="2024")
    app.button(key="laporan_18.04.15.2004").click().run()
    job = asked(app)
    assert "Batalkan" in labels(app) or job.ended.is_set()
    assert job.result(PATIENCE).isi.startswith(b"%PDF")
    app.run()
    assert "Batalkan" not in labels(app)
    names = [entry.proto.label for entry in app.get("download_button")]
    assert any("profil-pekon-trimulyo" in name for name in names), names


def test_cancel_puts_the_page_back(open_page: OpenPage) -> None:
    app = open_page("/", tahun="2024")
    app.button(key="laporan_provinsi_semua").click().run()
    job = asked(app)
    next(button for button in app.button if button.label == "Batalkan").click().run()
    assert job.progress().keadaan == "batal"
    app.run()
    assert "Batalkan" not in labels(app)
    assert not app.error
    assert not app.button(key="laporan_provinsi_semua").disabled


def test_nothing_is_made_before_it_is_asked_for(open_page: OpenPage) -> None:
    for address in ("/", "/perbandingan"):
        open_page(address, kab="18.04")
    assert jobs._pool is None
