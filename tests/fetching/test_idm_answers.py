"""Fetching the ministry's answers: whole answers of the right desa are kept, and nothing else ever takes their place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.errors import SettingError
from lib.domain.wilayah import digits
from lib.fetching.idm_answers import MAX_FAILED_IN_A_ROW, FetchReport, check_answer, fetch_answers
from lib.fetching.polite import FetchError, PoliteClient
from lib.importing.layouts.kemendes_answers import MAX_ANSWER_BYTES, newest_answer, read_answer
from lib.importing.reading.files import open_path
from tests.fetching.local_server import LocalServer, Reply
from tests.importing.files import desa_codes
from tests.importing.test_import_answers import answer

CODES = desa_codes("18.10", 2023)[:6]
TAHUN = 2023


def path_of(kode: str, tahun: int = TAHUN) -> str:
    return f"/{digits(kode)}/{tahun}"


def file_of(folder: Path, kode: str) -> Path:
    return folder / f"{digits(kode)}_{TAHUN}.json"


def good(kode: str, tahun: int = TAHUN) -> Reply:
    return Reply(answer(kode, tahun), headers={"Content-Type": "application/json"})


@pytest.fixture
def up(server: LocalServer) -> LocalServer:
    """A server that has an answer for every desa."""
    for kode in CODES:
        server.play(path_of(kode), good(kode))
    return server


def run(server: LocalServer, client: PoliteClient, folder: Path, **more: object) -> FetchReport:
    return fetch_answers(CODES, TAHUN, folder, alamat=server.address, client=client, **more)  # type: ignore[arg-type]


def test_every_answer_becomes_the_file_that_the_page_and_the_importer_read(
    up: LocalServer, client: PoliteClient, tmp_path: Path
) -> None:
    report = run(up, client, tmp_path / "kemendes")
    assert (report.diambil, report.ada, report.gagal, report.complete) == (list(CODES), [], {}, True)
    assert sorted(path.name for path in (tmp_path / "kemendes").iterdir()) == sorted(f"{digits(k)}_{TAHUN}.json" for k in CODES)
    assert newest_answer(tmp_path / "kemendes", CODES[0]) is not None
    rows = list(open_path(tmp_path / "kemendes").sheets[0].read())
    assert len(rows) == 1 + len(CODES)


BAD = {
    "galat": b'{"status":500,"error":true,"message":"Internal Server Error","mapData":null}',
    "galat tanpa data": b'{"status":404,"error":true,"message":"Not Found"}',
    "halaman": b"<!DOCTYPE html><html><body>504 Gateway Time-out</body></html>",
    "kosong": b"",
    "spasi": b" \n",
    "null": b"null",
    "terpotong": answer(CODES[0], TAHUN)[:200],
    "tanpa data": b'{"status":200,"error":false,"mapData":null}',
    "daftar": b"[]",
    "desa lain": answer(CODES[1], TAHUN),
    "tahun lain": answer(CODES[0], 2022),
    "tanpa indikator": answer(CODES[0], TAHUN).replace(b'"NO": 1', b'"NO": null'),
    "tanpa skor": answer(CODES[0], TAHUN).replace(b'"SKOR_SAAT_INI"', b'"SKOR_LAIN"'),
    "bukan utf-8": b"\xff\xfe\x00",
    "dalam": b'{"a":' * 20_000,
    "besar": b"x" * (MAX_ANSWER_BYTES + 1),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("status", [200, 500])
def test_no_error_answer_replaces_the_last_good_copy(
    up: LocalServer, client: PoliteClient, tmp_path: Path, name: str, status: int
) -> None:
    run(up, client, tmp_path)
    before = file_of(tmp_path, CODES[0]).read_bytes()
    up.play(path_of(CODES[0]), Reply(BAD[name], status))
    report = run(up, client, tmp_path, ulang=True)
    assert list(report.gagal) == [CODES[0]]
    assert str(report.gagal[CODES[0]])
    assert report.diambil == list(CODES[1:])
    assert file_of(tmp_path, CODES[0]).read_bytes() == before
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("name", BAD)
def test_without_a_copy_an_error_answer_leaves_no_file(up: LocalServer, client: PoliteClient, tmp_path: Path, name: str) -> None:
    up.play(path_of(CODES[0]), Reply(BAD[name]))
    assert list(run(up, client, tmp_path).gagal) == [CODES[0]]
    assert not file_of(tmp_path, CODES[0]).exists()


@given(st.binary(max_size=300))
def test_no_bytes_at_all_upset_the_judge(data: bytes) -> None:
    with pytest.raises(FetchError) as refused:
        check_answer(data, f"{digits(CODES[0])}_{TAHUN}")
    assert str(refused.value)


@pytest.mark.parametrize("name", ["galat", "halaman", "kosong", "terpotong"])
def test_what_looks_like_a_hiccup_is_asked_again(up: LocalServer, client: PoliteClient, tmp_path: Path, name: str) -> None:
    up.play(path_of(CODES[0]), Reply(BAD[name]), good(CODES[0]))
    assert run(up, client, tmp_path).complete
    assert up.times(path_of(CODES[0])) == 2


@pytest.mark.parametrize("name", ["tanpa data", "desa lain", "tahun lain"])
def test_a_clear_no_is_not_asked_again(up: LocalServer, client: PoliteClient, tmp_path: Path, name: str) -> None:
    up.play(path_of(CODES[0]), Reply(BAD[name]))
    run(up, client, tmp_path)
    assert up.times(path_of(CODES[0])) == 1


def test_a_second_run_asks_only_for_what_is_missing_or_damaged(up: LocalServer, client: PoliteClient, tmp_path: Path) -> None:
    up.play(path_of(CODES[2]), Reply(b"", 404))
    first = run(up, client, tmp_path)
    assert (len(first.diambil), list(first.gagal)) == (len(CODES) - 1, [CODES[2]])
    file_of(tmp_path, CODES[4]).write_bytes(b'{"mapData": {')
    up.play(path_of(CODES[2]), good(CODES[2]))
    up.asked.clear()
    second = run(up, client, tmp_path)
    assert second.complete
    assert second.diambil == [CODES[2], CODES[4]]
    assert [path for path, _when in up.asked] == [path_of(CODES[2]), path_of(CODES[4])]


def test_a_server_that_is_down_is_left_alone_and_the_rest_is_told(
    server: LocalServer, client: PoliteClient, tmp_path: Path
) -> None:
    server.default = Reply(b"", 404)
    codes = desa_codes("18.10", 2023)[: MAX_FAILED_IN_A_ROW + 15]
    report = fetch_answers(codes, TAHUN, tmp_path, alamat=server.address, client=client)
    assert (len(report.gagal), report.berhenti) == (MAX_FAILED_IN_A_ROW, "server")
    assert report.belum == list(codes[MAX_FAILED_IN_A_ROW:])
    assert len(server.asked) == MAX_FAILED_IN_A_ROW


def test_a_server_that_asks_for_peace_ends_the_run(up: LocalServer, client: PoliteClient, tmp_path: Path) -> None:
    up.play(path_of(CODES[1]), Reply(b"", 429, {"Retry-After": "7200"}))
    report = run(up, client, tmp_path)
    assert (report.diambil, list(report.gagal), report.berhenti) == ([CODES[0]], [CODES[1]], "busy")
    assert report.belum == list(CODES[2:])


@pytest.mark.parametrize("at", range(len(CODES)))
def test_ctrl_c_keeps_what_was_fetched_and_tells_what_was_not(
    up: LocalServer, client: PoliteClient, tmp_path: Path, at: int
) -> None:
    def interrupt(done: int, _report: FetchReport) -> None:
        if done == at and not _report.berhenti:
            raise KeyboardInterrupt

    report = run(up, client, tmp_path, progress=interrupt)
    assert (report.berhenti, report.diambil, report.belum) == ("user", list(CODES[:at]), list(CODES[at:]))
    assert all(read_answer(file_of(tmp_path, kode)) for kode in CODES[:at])
    assert run(up, client, tmp_path).ada == list(CODES[:at])


def test_left_overs_of_a_killed_run_are_swept_and_never_read(up: LocalServer, client: PoliteClient, tmp_path: Path) -> None:
    (tmp_path / ".baru-abc").write_bytes(b"{")
    run(up, client, tmp_path)
    assert not list(tmp_path.glob(".baru-*"))


def test_a_folder_that_cannot_be_written_is_said(up: LocalServer, client: PoliteClient, tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("x")
    with pytest.raises(SettingError, match="tidak dapat ditulis"):
        run(up, client, tmp_path / "berkas" / "kemendes")


@pytest.mark.real
def test_recorded_answers_are_good_ones(server: LocalServer, client: PoliteClient, real_dir: Path, tmp_path: Path) -> None:
    recorded = sorted((real_dir / "kemendes_api").glob("*_2024.json"))
    assert recorded
    codes = []
    for path in recorded:
        kode = json.loads(path.read_text("utf-8"))["mapData"]["IDENTITAS"][0]["id_desa"]
        codes.append(f"{kode[:2]}.{kode[2:4]}.{kode[4:6]}.{kode[6:]}")
        server.play(f"/{kode}/2024", Reply(path.read_bytes()))
    report = fetch_answers(codes, 2024, tmp_path, alamat=server.address, client=client)
    assert report.complete
    assert [(tmp_path / path.name).read_bytes() for path in recorded] == [path.read_bytes() for path in recorded]
