"""The command line as a user calls it: exit codes, words instead of tracebacks, nothing saved unless asked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from lib.domain.data_file import ROOT
from lib.importing.examination import examine_apart
from lib.importing.report.text import report_text
from lib.store.engine import open_engine
from tests.importing.conftest import Command
from tests.importing.files import csv_bytes, per_desa_rows


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    path = tmp_path / "pesawaran.csv"
    path.write_bytes(csv_bytes(per_desa_rows("18.09")))
    return path


@pytest.fixture
def blocked(tmp_path: Path) -> Path:
    rows = per_desa_rows("18.09")
    rows[0][8] = "x"
    path = tmp_path / "keliru.csv"
    path.write_bytes(csv_bytes(rows))
    return path


def words(result: subprocess.CompletedProcess[str], code: int) -> str:
    text = result.stdout + result.stderr
    assert "Traceback" not in text
    assert result.returncode == code, text
    return text


def test_a_clean_file_is_reported_then_published_listed_and_rolled_back(command: Command, clean: Path) -> None:
    assert "Belum ada yang disimpan" in words(command("impor", clean), 0)
    assert "Pesawaran" not in words(command("versi"), 0)
    published = words(command("impor", clean, "--terbitkan", "--catatan", "uji"), 0)
    number = published.rpartition("Terbit sebagai versi ")[2].partition(":")[0]
    assert f"{number}  " in words(command("versi"), 0)
    one = words(command("versi", number), 0)
    assert "Dibaca 148 = diterima 148 + ditolak 0" in one
    assert "Setelah diterbitkan, data contoh" in one
    assert "no longer shown" in words(command("--bahasa", "en", "versi", number), 0)
    assert "tidak ada" in words(command("versi", 999_999), 2)
    assert "bukan draf lagi" in words(command("terbitkan", number), 2)
    assert "sudah berlaku seluruhnya" in words(command("kembalikan", number), 2)
    words(command("impor", clean, "--terbitkan"), 0)
    assert f"Versi {number} terbit kembali" in words(command("kembalikan", number), 0)


def test_findings_that_block_give_one_and_publish_nothing(command: Command, blocked: Path, tmp_path: Path) -> None:
    report = tmp_path / "laporan.xlsx"
    text = words(command("impor", blocked, "--terbitkan", "--laporan", report), 1)
    assert "Tidak ada yang disimpan" in text
    assert len(openpyxl.load_workbook(report).worksheets) == 2
    assert "Pesawaran" not in words(command("versi"), 0)


def test_the_language_can_be_chosen_before_or_after_the_verb(command: Command) -> None:
    assert "pemakaian:" in words(command("--help"), 0)
    for call in (("--bahasa", "en", "impor", "--help"), ("impor", "--bahasa=en", "--help")):
        assert "usage:" in words(command(*call), 0)
    assert "keliru" in words(command("--bahasa", "fr", "versi"), 2)


@pytest.mark.parametrize(
    ("call", "word"),
    [
        ((), "wajib"),
        (("impor",), "wajib"),
        (("impor", "x.csv", "--tahun", "24"), "bukan tahun"),
        (("impor", "x.csv", "--jenis", "apa"), "tidak ada"),
        (("impor", "x.csv", "--apa"), "tidak dikenal"),
        (("impor", "tidak-ada.csv"), "tidak ditemukan"),
        (("impor", "docs"), "folder tanpa jawaban"),
        (("impor", "pyproject.toml"), "tidak dikenal"),
        (("terbitkan", "satu"), "bukan nomor versi"),
        (("terbitkan", "99999"), "tidak ada"),
        (("kembalikan", "99999"), "tidak ada"),
    ],
)
def test_wrong_commands_and_files_give_two_and_say_why(command: Command, call: tuple, word: str) -> None:
    assert word in words(command(*call), 2)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_gives_two(command: Command, clean: Path) -> None:
    clean.chmod(0)
    assert "izin" in words(command("impor", clean), 2)


def test_a_report_over_the_file_itself_or_where_it_cannot_be_is_refused_before_publishing(command: Command, clean: Path) -> None:
    before = clean.read_bytes()
    assert "--laporan" in words(command("impor", clean, "--terbitkan", "--laporan", clean), 2)
    assert clean.read_bytes() == before
    assert "tidak dapat ditulis" in words(command("impor", clean, "--terbitkan", "--laporan", clean.parent), 2)
    assert "Pesawaran" not in words(command("versi"), 0)


def test_trouble_with_the_database_is_told_in_words(command: Command, clean: Path, tmp_path: Path) -> None:
    broken = tmp_path / "rusak.sqlite"
    broken.write_bytes(b"not a database at all" * 100)
    words(command("impor", clean, DASBOR_DATABASE_URL=f"sqlite:///{broken}"), 2)
    words(command("versi", DASBOR_DATABASE_URL="postgresql://nobody@localhost:1/none"), 2)
    words(command("versi", DASBOR_DATABASE_URL="mysql://x"), 2)


def test_a_wrong_file_is_refused_before_a_database_is_made(command: Command, tmp_path: Path) -> None:
    (tmp_path / "gambar.xlsx").write_bytes(b"\x89PNG\r\n")
    assert "gambar" in words(command("impor", tmp_path / "gambar.xlsx"), 2)
    assert not (tmp_path / "var").exists()


def test_output_survives_a_terminal_without_the_letters(command: Command, clean: Path) -> None:
    words(command("impor", clean, PYTHONIOENCODING="ascii"), 0)


def test_help_does_not_load_what_it_does_not_need() -> None:
    code = (
        "import sys, lib.cli; sys.exit(bool({'pandas', 'sqlalchemy', 'openpyxl', 'rapidfuzz', 'pydantic'} & sys.modules.keys()))"
    )
    heavy = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert heavy.returncode == 0, heavy.stderr


@pytest.mark.real
def test_the_real_files_are_imported_or_refused_as_their_readme_says(command: Command, real_dir: Path) -> None:
    for tahun in (2023, 2024):
        assert "2.446 baris" in words(command("impor", real_dir / f"idm_lampung_{tahun}.csv", "--terbitkan"), 0)
    for name, word in (
        ("rekap_idm_2024_per_provinsi.xlsx", "rekap per provinsi"),
        ("desa_lampung_kode_bps_tanpa_judul.csv", "tanpa judul kolom"),
        ("README.md", ".md"),
    ):
        assert word in words(command("impor", real_dir / name), 2)
    assert "jawaban API" in words(command("impor", real_dir / "kemendes_api" / "1801042001_2024.json"), 0)
    assert "2.640" in words(command("impor", real_dir / "batas_desa_mentah.geojson", "--terbitkan"), 0)
    assert "Batas kecamatan Lampung" in words(command("impor", real_dir / "batas_kecamatan.gpkg", "--terbitkan"), 0)
    assert "Berkas hanya memuat 3 dari 2.446 desa" in words(command("impor", real_dir / "kemendes_api"), 1)


@pytest.mark.real
@pytest.mark.parametrize("name", ["idm_lampung_2023.csv", "idm_lampung_2024.csv", "batas_kabupaten.gpkg"])
def test_the_terminal_prints_the_report_that_the_page_shows(command: Command, tmp_path: Path, real_dir: Path, name: str) -> None:
    printed = words(command("impor", real_dir / name), 0)
    engine = open_engine(f"sqlite:///{tmp_path / 'var' / 'dasbor.sqlite'}")
    shown = examine_apart(engine, name, (real_dir / name).read_bytes()).report
    engine.dispose()
    assert shown is not None
    assert printed.startswith(report_text(shown))


def test_the_list_of_areas_by_province_and_the_other_provinces_when_asked_for(command: Command) -> None:
    assert [line.split()[0] for line in words(command("wilayah"), 0).splitlines()[1:]] == ["18"]
    lines = words(command("wilayah", "--nasional"), 0).splitlines()[1:]
    assert len(lines) == 38
    assert lines[0].split() == ["11", "Aceh", "18", "5", "290", "6.500", "0"]
