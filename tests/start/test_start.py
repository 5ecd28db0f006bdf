"""Starting the application: it serves, or it says in one message what is in the way and ends with a code that is not 0."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lib.domain.data_file import ROOT, Sumber, read_toml, twin_path, write_sumber

START_SECONDS = 90
Start = Callable[..., subprocess.CompletedProcess[str]]


def environment(var: Path, **settings: str) -> dict[str, str]:
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("DASBOR_", "STREAMLIT_"))}
    return plain | {"DASBOR_VAR_DIR": str(var), "PORT": str(free_port())} | settings


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def refused(tmp_path: Path) -> Start:
    """Starts the application with these settings; it has to end by itself, with one message and no traceback."""

    def run(**settings: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "lib.web.start"],
            cwd=ROOT,
            env=environment(tmp_path / "var", **settings),
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
            check=False,
        )
        assert done.returncode == 2, done.stdout + done.stderr
        assert "Traceback" not in done.stdout + done.stderr
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
        return done

    return run


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the shipped data to damage."""
    return Path(shutil.copytree(ROOT / "data", tmp_path / "data"))


def answer(url: str) -> int:
    with urllib.request.urlopen(url, timeout=5) as reply:
        return int(reply.status)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Callable[..., tuple[int, subprocess.Popen[bytes]]]]:
    """Starts the application and waits until it is healthy; gives its port and process."""
    started: list[subprocess.Popen[bytes]] = []

    def run(**settings: str) -> tuple[int, subprocess.Popen[bytes]]:
        env = environment(tmp_path / "var", **settings)
        log = tmp_path / "log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "lib.web.start"], cwd=ROOT, env=env, stdout=out, stderr=subprocess.STDOUT
            )
        started.append(process)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and process.poll() is None:
            try:
                answer(f"http://127.0.0.1:{env['PORT']}/api/sehat")
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
            else:
                return int(env["PORT"]), process
        raise AssertionError(log.read_text("utf-8", "replace"))

    yield run
    for process in started:
        process.kill()
        process.wait()


def damaged(path: Path, old: bytes, new: bytes, *, twin: bool = True) -> None:
    """Replace a piece of the file; with ``twin`` its fingerprint follows, so that only the content is wrong."""
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))
    if twin:
        write_sumber(path, read_toml(twin_path(path), Sumber))


def test_it_serves_on_the_port_it_was_given_and_to_this_machine_only(served) -> None:
    port, process = served()
    assert answer(f"http://127.0.0.1:{port}/") == 200
    listening = Path("/proc/net/tcp")
    if listening.exists():
        hexadecimal = f":{port:04X} 00000000:0000 0A"
        (line,) = [line for line in listening.read_text().splitlines() if hexadecimal in line]
        assert line.split()[1].startswith("0100007F:"), "listens on more than 127.0.0.1"
    process.terminate()
    assert process.wait(20) in (0, -15)


def test_no_library_warns_in_the_terminal(served, tmp_path: Path) -> None:
    served()
    assert "detected" not in (tmp_path / "log").read_text("utf-8")
    assert "arning" not in (tmp_path / "log").read_text("utf-8")


def test_a_port_in_use_is_named_and_another_proposed(refused) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = refused(PORT=str(port))
    assert f"Port {port}" in done.stderr
    assert f"PORT={port + 1} make run" in done.stderr


@pytest.mark.parametrize("port", ["abc", "0", "65536", "٨٥٠١", "9" * 5000])
def test_a_port_that_is_none_is_refused(refused, port: str) -> None:
    assert "PORT" in refused(PORT=port).stderr


def test_an_address_of_another_machine_is_refused(refused) -> None:
    assert "192.0.2.1" in refused(ADDRESS="192.0.2.1").stderr


def test_messages_come_in_the_language_that_was_asked_for(refused) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        done = refused(PORT=str(other.getsockname()[1]), DASBOR_BAHASA="en")
    assert "another program" in done.stderr


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("fakta/status.toml", b'id = "maju"', b'id = "maju'),
        ("fakta/indeks.toml", b"batas_atas", b"batas_bawah"),
        ("fakta/program.toml", b"satuan", b"satuann"),
        ("fakta/idm_kabupaten.csv", b"18.01", b"18,01"),
        ("fakta/idm_provinsi.csv", b"mandiri", b"mandirii"),
        ("fakta/program_angka.csv", b"jumlah", b"total"),
        ("fakta/prestasi.csv", b"kode_wilayah", b"kode"),
        ("wilayah/wilayah.csv", b"18.01.04.2001", b"18.01.04.x001"),
        ("batas/kabupaten.geojson", b'"Polygon"', b'"Poligon"'),
    ],
)
def test_a_file_with_a_wrong_cell_or_key_is_named(refused, data: Path, file: str, old: bytes, new: bytes) -> None:
    damaged(data / file, old, new)
    assert str(data / file) in refused(DASBOR_DATA_DIR=str(data)).stderr


@pytest.mark.parametrize("file", ["contoh/nilai_indeks.csv.gz", "contoh/cakupan_program.csv.gz", "batas/desa.geojson"])
def test_half_a_file_is_named_even_when_its_fingerprint_agrees(refused, data: Path, file: str) -> None:
    path = data / file
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    write_sumber(path, read_toml(twin_path(path), Sumber))
    assert str(path) in refused(DASBOR_DATA_DIR=str(data)).stderr


@pytest.mark.parametrize("file", ["contoh/nilai_indeks.csv.gz", "fakta/status.toml"])
def test_a_file_that_differs_from_its_fingerprint_is_named(refused, data: Path, file: str) -> None:
    with (data / file).open("ab") as content:
        content.write(b"\n")
    done = refused(DASBOR_DATA_DIR=str(data))
    assert str(data / file) in done.stderr
    assert "sha256" in done.stderr


@pytest.mark.parametrize("file", ["wilayah/wilayah.csv", "fakta/program.toml"])
def test_a_missing_twin_is_named(refused, data: Path, file: str) -> None:
    twin_path(data / file).unlink()
    assert f"{data / file}.sumber.toml" in refused(DASBOR_DATA_DIR=str(data)).stderr


@pytest.mark.parametrize("file", ["batas/desa.geojson", "fakta/indeks.toml"])
def test_a_missing_file_is_named(refused, data: Path, file: str) -> None:
    (data / file).unlink()
    assert str(data / file) in refused(DASBOR_DATA_DIR=str(data)).stderr


@pytest.mark.parametrize("file", ["wilayah/wilayah.csv", "batas/desa.geojson"])
def test_a_file_that_is_missing_with_its_twin_is_named(refused, data: Path, file: str) -> None:
    (data / file).unlink()
    twin_path(data / file).unlink()
    assert str(data / file) in refused(DASBOR_DATA_DIR=str(data)).stderr


def test_a_data_folder_that_does_not_exist_is_named(refused, tmp_path: Path) -> None:
    assert str(tmp_path / "salah") in refused(DASBOR_DATA_DIR=str(tmp_path / "salah")).stderr


def test_a_database_that_is_none_is_named_and_left_alone(refused, tmp_path: Path) -> None:
    path = tmp_path / "dasbor.sqlite"
    path.write_bytes(b"bukan basis data " * 100)
    before = path.read_bytes()
    assert str(path) in refused(DASBOR_DATABASE_URL=f"sqlite:///{path}").stderr
    assert path.read_bytes() == before


def test_a_database_of_a_newer_version_is_named_and_left_alone(refused, tmp_path: Path) -> None:
    path = tmp_path / "dasbor.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE skema_dasbor (version_num TEXT)")
        connection.execute("INSERT INTO skema_dasbor VALUES ('9999')")
    connection.close()
    done = refused(DASBOR_DATABASE_URL=f"sqlite:///{path}")
    assert str(path) in done.stderr
    assert "9999" in done.stderr
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT version_num FROM skema_dasbor").fetchall() == [("9999",)]
    connection.close()


def test_a_database_server_that_does_not_answer_is_named_without_its_password(refused) -> None:
    url = f"postgresql://dasbor:rahasia@127.0.0.1:{free_port()}/dasbor"
    done = refused(DASBOR_DATABASE_URL=url)
    assert "127.0.0.1" in done.stderr
    assert "rahasia" not in done.stderr


@pytest.mark.parametrize("url", ["mysql://a@b/c", "dasbor.sqlite", "sqlite://"])
def test_an_address_of_another_kind_of_database_is_refused(refused, url: str) -> None:
    assert "DASBOR_DATABASE_URL" in refused(DASBOR_DATABASE_URL=url).stderr


def test_a_folder_that_cannot_be_made_is_named(refused, tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("")
    var = tmp_path / "berkas" / "var"
    assert str(var) in refused(DASBOR_VAR_DIR=str(var)).stderr


def test_after_a_refusal_the_same_database_starts_with_the_file_mended(refused, served, data: Path) -> None:
    path = data / "contoh" / "cakupan_program.csv.gz"
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    refused(DASBOR_DATA_DIR=str(data))
    path.write_bytes(whole)
    served(DASBOR_DATA_DIR=str(data))


@pytest.mark.parametrize(
    ("provinsi", "words"),
    [("lampung", "dua angka"), ("99", "Daftar wilayah provinsi 99"), ("17", "data.batas.build --provinsi 17")],
)
def test_a_province_that_cannot_be_shown_is_named_with_the_mend(refused, provinsi: str, words: str) -> None:
    assert words in refused(DASBOR_PROVINSI=provinsi).stderr
