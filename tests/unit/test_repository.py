"""The repository as a newcomer meets it: nothing of one machine in it, and documentation that is true."""

from __future__ import annotations

import ast
import importlib.util
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from lib.domain.data_file import ROOT
from tests.unit.imports import python_files

DOCUMENTS = (
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "data/LICENSES.md",
    *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md"))),
)
# Written apart, so that this file is not a find of its own.
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
MACHINE_PATHS = re.compile(r"(?:^|[\s\"'`(=:,])/(?:work|root|home|Users|mnt)/\w", re.MULTILINE)
OUTSIDE_HOSTS = re.compile(
    r"\b(?:py" r"pi\.org|python" r"hosted\.org|npm" r"js\.(?:com|org)|un" r"pkg\.com|js" r"delivr\.net|cdn" r"js\.cloudflare"
    r"|fonts\.g" r"static|(?:fonts|ajax)\.google" r"apis|code\.j" r"query\.com|bootstrap" r"cdn|deb" r"\.debian\.org)",
    re.IGNORECASE,
)  # fmt: skip


@cache
def tracked() -> dict[str, str]:
    """The text files of the repository by path; binary ones are left out."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    found = {}
    for name in filter(None, listed.stdout.decode().split("\0")):
        try:
            found[name] = (ROOT / name).read_text("utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
    return found


def places(pattern: re.Pattern[str]) -> list[str]:
    """Where a pattern occurs, as ``file:line: text``."""
    found = []
    for name, text in tracked().items():
        for match in pattern.finditer(text):
            line = text.count("\n", 0, match.start() + 1) + 1
            found.append(f"{name}:{line}: {match[0].strip()}")
    return found


def test_nothing_is_left_unfinished() -> None:
    assert places(UNFINISHED) == []


def test_no_path_of_one_machine_is_written_down() -> None:
    assert places(MACHINE_PATHS) == []


def test_no_host_of_a_registry_or_of_borrowed_scripts_is_named() -> None:
    assert places(OUTSIDE_HOSTS) == []


def test_what_an_installation_makes_is_not_tracked() -> None:
    assert [name for name in tracked() if name.startswith(("var/", ".venv/")) or name.endswith((".mo", ".sqlite", ".pyc"))] == []


def test_the_readme_names_exactly_two_commands_to_get_going() -> None:
    assert set(re.findall(r"\bmake (\w+)", _code(ROOT / "README.md"))) == {"run", "test"}


def test_every_make_command_of_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z][a-z ]*):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    known = {name for line in targets for name in line.split()}
    named = {name for document in DOCUMENTS for name in re.findall(r"\bmake (\w+)", _code(ROOT / document))}
    assert named - known == set()


def _code(path: Path) -> str:
    """What is written as code in a document: blocks and words between backticks."""
    text = path.read_text("utf-8")
    blocks = re.findall(r"^```.*?^```", text, re.MULTILINE | re.DOTALL)
    return "\n".join([*blocks, *re.findall(r"`([^`\n]+)`", text)])


def settings_read_by(*names: str) -> set[str]:
    """Environment settings that the code reads: ``os.environ.get("X")``, and ``settings.get("X")`` where it is handed on."""
    found = set()
    for path in python_files(ROOT, *names):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(value=owner, attr="get"), args=[ast.Constant(value=str(name)), *_]):
                    pass
                case ast.Subscript(value=owner, slice=ast.Constant(value=str(name))):
                    pass
                case ast.Call(func=ast.Attribute(value=owner, attr="getenv"), args=[ast.Constant(value=str(name)), *_]):
                    assert ast.unparse(owner) == "os"
                    found.add(name)
                    continue
                case _:
                    continue
            if ast.unparse(owner) in ("os.environ", "environ", "settings"):
                found.add(name)
    return found


def test_the_settings_in_the_readme_are_those_that_the_code_reads() -> None:
    table = re.findall(r"^\| `([A-Z][A-Z_]+)` \|", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    # PATH is not a setting of ours: it is handed on to the processes that read foreign files.
    assert sorted(table) == sorted(settings_read_by("app.py", "pages", "lib") - {"PATH"})


def test_settings_that_only_tests_and_benchmarks_read_are_in_the_developers_guide() -> None:
    guide = (ROOT / "docs" / "pengembang.md").read_text("utf-8")
    own = {name for name in settings_read_by("tests", "benchmarks", "docs") if name.startswith("DASBOR_")}
    assert {name for name in own - settings_read_by("app.py", "pages", "lib") if f"`{name}`" not in guide} == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_and_module_that_a_document_names_exists(document: str) -> None:
    text = _code(ROOT / document)
    missing = [
        name
        for name in re.findall(r"(?<![\w./-])(?:lib|pages|tests|benchmarks|data|docs|locale|\.ci|\.streamlit)/[\w./-]+", text)
        if not (ROOT / name.rstrip("/.")).exists() and "NAME" not in name
    ]
    missing += [name for name in re.findall(r"python -m ([\w.]+)", text) if importlib.util.find_spec(name) is None]
    assert missing == []


def test_the_licence_is_the_apache_licence_whole() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_scripts_that_are_run_are_executable() -> None:
    for name in (".ci/run", ".ci/paket"):
        assert (ROOT / name).stat().st_mode & 0o111 == 0o111, name
