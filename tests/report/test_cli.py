"""``laporan`` and ``ekspor`` as a user calls them: files where they were asked for, clear words and exit codes otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from lib.analysis.frame.figures import Figures
from lib.cli import main
from lib.domain.data_file import ROOT
from lib.published import source
from tests import poppler

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def command(shipped_url: str, tmp_path_factory: pytest.TempPathFactory) -> Command:
    """``command("laporan", …)`` on the shipped data."""
    folder = tmp_path_factory.mktemp("var")

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "DASBOR_DATABASE_URL": shipped_url, "DASBOR_VAR_DIR": str(folder)}
        return subprocess.run(
            [sys.executable, "-m", "lib.cli", *map(str, arguments)],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def words(result: subprocess.CompletedProcess[str], code: int) -> str:
    text = result.stdout + result.stderr
    assert "Traceback" not in text
    assert result.returncode == code, text
    return text


def test_a_profile_is_written_into_a_folder_under_its_own_name(command: Command, tmp_path: Path) -> None:
    poppler.require()
    said = words(command("laporan", "--desa", "18.04.15.2004", "--tahun", "2024", "--keluar", tmp_path), 0)
    (file,) = tmp_path.iterdir()
    assert file.name == "profil-pekon-trimulyo-18-04-15-2004-2024-contoh.pdf"
    assert file.name in said
    assert "Pekon Trimulyo" in poppler.text(file.read_bytes())


def test_english_is_asked_for_like_anywhere_else(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "report.xlsx"
    words(command("laporan", "--kab", "18.13", "--format", "xlsx", "--keluar", file, "--bahasa", "en"), 0)
    assert "Sources" in " ".join(pd.ExcelFile(file).sheet_names) or "Source" in " ".join(pd.ExcelFile(file).sheet_names)


def test_every_kabupaten_in_one_archive(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "semua.zip"
    said = words(command("laporan", "--semua", "--format", "xlsx", "--keluar", file), 0)
    assert "13" in said
    assert len(zipfile.ZipFile(file).namelist()) == 13


def test_published_tables_are_written_as_they_are(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "nilai.csv"
    words(command("ekspor", "nilai", "--kab", "18.13", "--tahun", "2024", "--keluar", file), 0)
    assert len(pd.read_csv(file)) == 116
    words(command("ekspor", "jumlah", "--tingkat", "kabupaten", "--format", "parquet", "--keluar", tmp_path), 0)
    (parquet,) = tmp_path.glob("jumlah-kabupaten-*.parquet")
    assert len(pd.read_parquet(parquet)) == 15


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (("laporan",), "wajib"),
        (("laporan", "--kab", "18.99", "--keluar", "{}"), "Tidak ada wilayah"),
        (("laporan", "--kab", "apa", "--keluar", "{}"), "bukan kode wilayah"),
        (("laporan", "--desa", "18.04", "--keluar", "{}"), "bukan kode desa"),
        (("laporan", "--kab", "18.04", "--semua", "--keluar", "{}"), "keliru"),
        (("laporan", "--tahun", "1999", "--keluar", "{}"), "Tahun yang ada"),
        (("laporan", "--keluar", "{}/tidak/ada/laporan.pdf"), "tidak ada"),
        (("laporan", "--format", "pptx", "--program", "apa", "--keluar", "{}"), "Tidak ada program"),
        (("laporan", "--format", "doc", "--keluar", "{}"), "tidak ada"),
        (("ekspor", "apa", "--keluar", "{}"), "Tidak ada tabel"),
        (("ekspor", "--keluar", "{}/semua.csv"), "bukan folder"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    figures: Figures,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    call: tuple[str, ...],
    word: str,
) -> None:
    monkeypatch.setattr(source, "figures", lambda: figures)
    try:
        code = main([part.format(tmp_path) for part in call])
    except SystemExit as ended:  # argparse has its own way out
        code = int(ended.code or 0)
    said = capsys.readouterr()
    assert code == 2
    assert word in said.out + said.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is refused to root")
def test_a_folder_without_permission_is_told(command: Command, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert "tidak dapat ditulis" in words(command("laporan", "--keluar", tmp_path / "a.pdf"), 2)
