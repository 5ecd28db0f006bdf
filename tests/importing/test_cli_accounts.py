"""Accounts from the terminal: made, listed, changed, closed; a password is never an argument and never on the screen."""

from __future__ import annotations

import os
import pty
import sys
from pathlib import Path

import pytest

from lib.domain.data_file import ROOT
from lib.store.accounts import AccountError, sign_in
from lib.store.audit import read_audit
from lib.store.engine import open_engine
from tests.importing.conftest import Command
from tests.importing.test_cli import words

SANDI = "tujuh gajah putih"
OTHER = "delapan gajah abu"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'var' / 'dasbor.sqlite'}"


def test_an_account_is_made_listed_changed_and_closed(command: Command, url: str) -> None:
    words(command("akun", "tambah", "sri", "--peran", "pengelola", masukan=SANDI + "\n"), 0)
    words(command("akun", "tambah", "op.lambar", "--peran", "operator", "--kab", "18.04", masukan=SANDI), 0)
    listed = words(command("akun", "daftar"), 0)
    assert "operator kabupaten" in listed
    assert "18.04" in listed
    engine = open_engine(url)
    assert sign_in(engine, "op.lambar", SANDI).kabupaten == "18.04"
    words(command("akun", "sandi", "sri", masukan=OTHER + "\n"), 0)
    with pytest.raises(AccountError):
        sign_in(engine, "sri", SANDI)
    assert sign_in(engine, "sri", OTHER).peran == "pengelola"
    words(command("akun", "tutup", "sri"), 0)
    with pytest.raises(AccountError):
        sign_in(engine, "sri", OTHER)
    trail = [(entry.tindakan, entry.objek) for entry in reversed(read_audit(engine)) if entry.pelaku.startswith("cli")]
    assert trail == [
        ("akun tambah", "sri"),
        ("akun tambah", "op.lambar"),
        ("akun sandi", "sri"),
        ("akun tutup", "sri"),
    ]
    engine.dispose()


@pytest.mark.parametrize(
    ("arguments", "masukan", "said"),
    [
        (("tambah", "sri", "--peran", "pengelola"), "pendek\n", "Kata sandi harus"),
        (("tambah", "sri", "--peran", "pengelola"), "", "Kata sandi harus"),
        (("tambah", "sri", "--peran", "operator"), SANDI, "perlu satu kabupaten"),
        (("tambah", "sri", "--peran", "operator", "--kab", "18.99"), SANDI, "tidak ada di daftar wilayah"),
        (("tambah", "sri", "--peran", "operator", "--kab", "18.04.01"), SANDI, "bukan kode kabupaten"),
        (("tambah", "sri", "--peran", "gubernur"), SANDI, "pilihan 'gubernur' tidak ada"),
        (("tambah", "Sri Ayu", "--peran", "pengelola"), SANDI, "tidak dapat menjadi nama akun"),
        (("tambah", "sistem", "--peran", "pengelola"), SANDI, "tidak dapat menjadi nama akun"),
        (("tambah", "sri", SANDI, "--peran", "pengelola"), "", "argumen tidak dikenal"),
        (("sandi", "tidak.ada"), SANDI, "tidak ada atau sudah ditutup"),
        (("tutup", "tidak.ada"), "", "tidak ada atau sudah ditutup"),
        ((), "", "argumen ini wajib diisi"),
    ],
)
def test_what_cannot_be_done_is_said_with_exit_code_two(
    command: Command, arguments: tuple[str, ...], masukan: str, said: str
) -> None:
    assert said in words(command("akun", *arguments, masukan=masukan), 2)


def at_terminal(tmp_path: Path, *answers: str) -> tuple[int, str]:
    """The exit code and all that a terminal shows while somebody makes the account ``sri`` and types ``answers``."""
    child, screen = pty.fork()
    if child == 0:  # pragma: no cover - the other process
        os.chdir(ROOT)
        os.environ["DASBOR_VAR_DIR"] = str(tmp_path / "var")
        os.execv(sys.executable, [sys.executable, "-m", "lib.cli", "akun", "tambah", "sri", "--peran", "pengelola"])
    shown, waiting = b"", list(answers)
    while True:
        try:
            part = os.read(screen, 1000)
        except OSError:  # the terminal is gone with its process
            break
        if not part:
            break
        shown += part
        if waiting and shown.rstrip(b" ").endswith(b":"):
            os.write(screen, waiting.pop(0).encode() + b"\n")
            shown += b"\n"
    _pid, status = os.waitpid(child, 0)
    os.close(screen)
    return os.waitstatus_to_exitcode(status), shown.decode("utf-8", "replace")


def test_at_a_terminal_the_password_is_asked_for_twice_and_never_shown(tmp_path: Path, url: str) -> None:
    code, shown = at_terminal(tmp_path, SANDI, SANDI)
    assert (code, "Akun sri dibuat." in shown) == (0, True)
    assert "gajah" not in shown
    engine = open_engine(url)
    assert sign_in(engine, "sri", SANDI)
    engine.dispose()


def test_two_passwords_that_differ_make_no_account(tmp_path: Path, url: str) -> None:
    code, shown = at_terminal(tmp_path, SANDI, OTHER)
    assert (code, "tidak sama" in shown) == (2, True)
    engine = open_engine(url)
    with pytest.raises(AccountError):
        sign_in(engine, "sri", SANDI)
    engine.dispose()
