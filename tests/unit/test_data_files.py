"""Every file that ships tells where it comes from, and is the file that its twin tells of."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.sidik import main as renew
from lib.domain.data_file import ROOT, Sumber, file_sha256, read_sumber, read_toml, twin_path, write_sumber
from lib.domain.data_folder import check_data_files, data_files
from lib.domain.errors import DataFileError

DATA = ROOT / "data"
FILES = sorted(path.relative_to(DATA).as_posix() for path in data_files(DATA))


@pytest.mark.parametrize("file", FILES)
def test_a_data_file_has_a_twin_with_its_source_and_its_hash(file: str) -> None:
    sumber = read_sumber(DATA / file)
    assert sumber.sha256 == file_sha256(DATA / file)
    assert sumber.judul
    assert sumber.penerbit
    assert sumber.lisensi
    assert sumber.cara, "how was it made?"


@pytest.mark.parametrize("file", FILES)
def test_what_is_invented_says_so_and_nothing_else_does(file: str) -> None:
    assert (read_sumber(DATA / file).sifat == "contoh") == file.startswith("contoh/")


def test_the_folder_as_a_whole_is_in_order() -> None:
    assert check_data_files(DATA) == len(FILES) > 10


def test_every_licence_of_a_data_file_is_explained() -> None:
    explained = (DATA / "LICENSES.md").read_text("utf-8")
    assert [file for file in FILES if f"`{file}`" not in explained] == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files with good twins, a script, a note and a hidden file."""
    for name in ("satu.csv", "dua.toml"):
        (tmp_path / name).write_text("isi\n", "utf-8")
        write_sumber(tmp_path / name, read_sumber(DATA / "fakta" / "status.toml"))
    for name in ("build.py", "LICENSES.md", ".tersembunyi"):
        (tmp_path / name).write_text("", "utf-8")
    return tmp_path


def test_scripts_notes_and_hidden_files_need_no_twin(folder: Path) -> None:
    assert [path.name for path in data_files(folder)] == ["dua.toml", "satu.csv"]
    assert check_data_files(folder) == 2


def test_a_file_without_a_twin_is_named(folder: Path) -> None:
    twin_path(folder / "satu.csv").unlink()
    with pytest.raises(DataFileError, match=r"satu\.csv\.sumber\.toml"):
        check_data_files(folder)


def test_a_twin_without_its_file_is_named(folder: Path) -> None:
    (folder / "satu.csv").unlink()
    with pytest.raises(DataFileError, match=r"satu\.csv "):
        check_data_files(folder)


def test_an_edited_file_is_named_until_its_fingerprint_is_renewed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "dua.toml"
    path.write_text("isi lain\n", "utf-8")
    before = read_toml(twin_path(path), Sumber)
    with pytest.raises(DataFileError, match="sha256"):
        check_data_files(folder)
    assert renew([str(path)]) == 0
    assert check_data_files(folder) == 2
    assert read_sumber(path) == before.model_copy(update={"sha256": file_sha256(path)})
    assert renew([str(folder / "tiada.csv")]) == 2
    assert "tiada.csv" in capsys.readouterr().err
