"""``cadangkan`` and ``pulihkan`` from the terminal: an installation is destroyed and comes back."""

from __future__ import annotations

import shutil
from pathlib import Path

from lib.store.engine import open_engine
from lib.store.frames import published_fingerprint
from lib.store.versions import list_versions
from tests.importing.conftest import Command
from tests.importing.files import csv_bytes, per_desa_rows
from tests.importing.test_cli import words


def test_an_installation_comes_back_from_one_file(command: Command, tmp_path: Path) -> None:
    var, file, source = tmp_path / "var", tmp_path / "dasbor.zip", tmp_path / "idm.csv"
    source.write_bytes(csv_bytes(per_desa_rows("18.01")))
    url = f"sqlite:///{var / 'dasbor.sqlite'}"
    words(command("impor", source, "--terbitkan"), 0)
    engine = open_engine(url)
    sidik, versions = published_fingerprint(engine), list_versions(engine)
    engine.dispose()
    assert "Cadangan ditulis" in words(command("cadangkan", file), 0)
    assert "sudah ada" in words(command("cadangkan", file), 2)
    words(command("cadangkan", file, "--timpa"), 0)

    shutil.rmtree(var)
    assert "utuh" in words(command("pulihkan", file, "--periksa"), 0)
    assert not var.exists()
    assert "isinya sama" in words(command("pulihkan", file), 0)
    engine = open_engine(url)
    assert (published_fingerprint(engine), list_versions(engine)) == (sidik, versions)
    engine.dispose()
    assert [path.read_bytes() for path in (var / "asli").iterdir()] == [source.read_bytes()]

    assert "tidak kosong" in words(command("pulihkan", file), 2)
    words(command("pulihkan", file, "--timpa"), 0)
    # The application starts on it as on its own: nothing is entered a second time.
    words(command("versi"), 0)
    engine = open_engine(url)
    assert list_versions(engine) == versions
    engine.dispose()


def test_nothing_is_backed_up_where_there_is_nothing(command: Command, tmp_path: Path) -> None:
    said = words(command("cadangkan", tmp_path / "kosong.zip"), 2)
    assert "Tidak ada yang dapat dicadangkan" in said
    assert not (tmp_path / "var" / "dasbor.sqlite").exists()
    assert not (tmp_path / "kosong.zip").exists()


def test_what_is_no_backup_is_said_in_one_line_and_makes_no_database(command: Command, tmp_path: Path) -> None:
    other = tmp_path / "lain.zip"
    other.write_bytes(b"PK\x03\x04 bukan cadangan")
    for name in (other, tmp_path / "tidak-ada.zip"):
        assert "Traceback" not in words(command("pulihkan", name), 2)
    assert not (tmp_path / "var").exists()
