"""Several processes and threads on one database: they wait for each other, and one that dies leaves no half change."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine

from lib.domain.data_file import ROOT
from lib.domain.errors import StoreError
from lib.store import transactions
from lib.store.audit import read_audit
from lib.store.engine import open_engine
from lib.store.frames import nilai_frame
from lib.store.seed import ensure_seeded
from lib.store.transactions import write
from lib.store.versions import create_draft, discard, import_and_publish, list_versions, publish
from tests.people import pengelola
from tests.store.drafts import DESA, draft, meta, nilai

START = """
import sys
from pathlib import Path
from lib.store.engine import open_engine
from lib.store.seed import ensure_seeded
ensure_seeded(open_engine(sys.argv[1]), Path(sys.argv[2]))
"""
DIE_HALF_WAY = """
import sys, time
from lib.store.engine import open_engine
from lib.store.transactions import write
from lib.store.versions import create_draft, put_in_force
from tests.people import pengelola
from tests.store.drafts import meta, nilai
with write(open_engine(sys.argv[1])) as conn:
    x = pengelola("x")
    put_in_force(conn, create_draft(conn, meta(), nilai(0.9), pelaku=x), pelaku=x, tindakan="terbit")
    print("half", flush=True)
    time.sleep(60)
"""


def python(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_processes_that_start_at_once_on_nothing_make_one_store(empty_url: str, small_data: Path) -> None:
    processes = [python(START, empty_url, str(small_data)) for _ in range(4)]
    for process in processes:
        _out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
    engine = open_engine(empty_url)
    versions = list_versions(engine)
    assert len(versions) == 7
    assert {info.keadaan for info in versions} == {"terbit"}
    engine.dispose()


def test_of_several_that_publish_one_draft_one_wins(engine: Engine) -> None:
    versi_id = draft(engine, meta(), nilai(0.6))
    start = threading.Barrier(4)

    def attempt(name: int) -> bool:
        start.wait()
        try:
            publish(engine, versi_id, pelaku=pengelola(f"orang {name}"))
        except StoreError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(attempt, range(4))) == [False, False, False, True]
    assert [entry.tindakan for entry in read_audit(engine)] == ["terbit", "draf"]


def test_of_a_publication_and_a_discard_at_once_one_wins(engine: Engine) -> None:
    for _ in range(5):
        versi_id = draft(engine, meta(), nilai(0.6))
        start = threading.Barrier(2)

        def attempt(change: object, versi_id: int = versi_id, start: threading.Barrier = start) -> bool:
            start.wait()
            try:
                change(engine, versi_id, pelaku=pengelola("orang"))
            except StoreError:
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            assert sum(pool.map(attempt, (publish, discard))) == 1


def test_versions_published_at_once_get_places_one_after_the_other(engine: Engine) -> None:
    with ThreadPoolExecutor(4) as pool:
        ids = list(pool.map(lambda n: import_and_publish(engine, meta(), nilai(n / 10), pelaku=pengelola("orang")), range(8)))
    versions = list_versions(engine)
    assert sorted(info.urutan_terbit or 0 for info in versions) == list(range(1, 9))
    assert [info.keadaan for info in versions].count("terbit") == 1
    assert len(set(ids)) == 8
    assert len(nilai_frame(engine)) == len(DESA)


def test_readers_do_not_wait_for_a_writer_and_see_nothing_of_it(engine: Engine) -> None:
    import_and_publish(engine, meta(), nilai(0.6), pelaku=pengelola("kepala"))
    with write(engine) as conn:
        create_draft(conn, meta(), nilai(0.7), pelaku=pengelola())
        start = time.perf_counter()
        assert set(nilai_frame(engine)["nilai"]) == {0.6}
        assert len(list_versions(engine)) == 1
        assert time.perf_counter() - start < 1


def test_a_writer_that_waited_too_long_is_told_to_try_again(
    database: str, schema_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = open_engine(schema_url)
    monkeypatch.setattr("lib.store.engine.WAIT_SECONDS", 1)
    monkeypatch.setattr(transactions, "WAIT_SECONDS", 1)
    second = open_engine(schema_url)
    with write(first), pytest.raises(StoreError, match="sedang dipakai") as caught:
        import_and_publish(second, meta(), nilai(0.6), pelaku=pengelola("orang"))
    assert "coba lagi" in str(caught.value), database
    import_and_publish(second, meta(), nilai(0.6), pelaku=pengelola("orang"))
    first.dispose()
    second.dispose()


def test_a_process_killed_in_the_middle_leaves_the_store_as_it_was(engine: Engine, schema_url: str) -> None:
    import_and_publish(engine, meta(), nilai(0.6), pelaku=pengelola("kepala"))
    before = (list_versions(engine), read_audit(engine))
    process = python(DIE_HALF_WAY, schema_url)
    assert process.stdout is not None
    assert process.stdout.readline() == "half\n"
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=10)
    assert (list_versions(engine), read_audit(engine)) == before
    import_and_publish(engine, meta(), nilai(0.7), pelaku=pengelola("kepala"))
    assert set(nilai_frame(engine)["nilai"]) == {0.7}


def test_a_fill_that_fails_half_way_is_done_whole_the_next_time(
    engine: Engine, small_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_power(_folder: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("lib.store.shipped.prestasi_rows", out_of_power)
        with pytest.raises(KeyboardInterrupt):
            ensure_seeded(engine, small_data)
    assert list_versions(engine) == []
    ensure_seeded(engine, small_data)
    assert len(list_versions(engine)) == 7
