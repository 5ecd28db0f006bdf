"""What is imported is asked for, what is asked for is used, and the locked lists are those that were compiled."""

from __future__ import annotations

import re
from collections import defaultdict
from importlib.metadata import packages_distributions
from typing import NamedTuple

import pytest

from lib.domain.data_file import ROOT
from tests.unit.imports import python_files, third_party

OWN = frozenset({"app", "pages", "lib", "data", "tests", "benchmarks", "docs"})
# Used, but not by an import statement; the reason has to stay true.
WITHOUT_IMPORT = {
    "brotli": "fontTools reads and packs web fonts with it",
    "psycopg": "SQLAlchemy loads it when DASBOR_DATABASE_URL names PostgreSQL",
    "xstatic-leaflet": "its files are served to the browser; only its folder is looked up",
}
DEV_WITHOUT_IMPORT = {
    "bandit": "run by make check",
    "pytest-xdist": "run by make test",
    "mypy": "run by make check",
    "pip-audit": "run by tests/audit.py as a program",
    "ruff": "run by make check",
    "axe-playwright-python": "its script is read out of the package and run in the page",
}


class Requirement(NamedTuple):
    """One line of a ``.in`` file."""

    name: str
    version: str
    reason: str


def canonical(name: str) -> str:
    """``XStatic_Leaflet`` -> ``xstatic-leaflet``, as PEP 503 spells names."""
    return re.sub(r"[-_.]+", "-", name).lower()


def requirements(file: str) -> dict[str, Requirement]:
    """The direct requirements of a ``.in`` file by canonical name."""
    found = {}
    for line in (ROOT / file).read_text("utf-8").splitlines():
        if not line or line.startswith(("#", "-c ", "-r ")):
            continue
        match = re.fullmatch(r"([\w.-]+)(?:\[[\w,]+\])?==([\w.]+)\s+# (.+)", line)
        assert match, f"{file}: “{line}” is not NAME==VERSION  # reason"
        found[canonical(match[1])] = Requirement(canonical(match[1]), match[2], match[3])
    return found


def locked(file: str) -> dict[str, str]:
    """The pinned versions of a compiled file by canonical name."""
    pins = re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==([\w.]+)", (ROOT / file).read_text("utf-8"), re.MULTILINE)
    return {canonical(name): version for name, version in pins}


def imported_distributions(*names: str) -> dict[str, str]:
    """The distributions that the files under ``names`` import, each with the place of its first import."""
    distributions = packages_distributions()
    found: dict[str, str] = {}
    for module, entry in third_party(python_files(ROOT, *names), OWN).items():
        place = f"{entry.path.relative_to(ROOT)}:{entry.line}"
        assert module in distributions, f"{place} imports {module}, which is not installed"
        for name in distributions[module]:
            found.setdefault(canonical(name), place)
    return found


def test_every_import_of_the_application_is_in_requirements_in() -> None:
    listed = requirements("requirements.in")
    missing = {
        name: place for name, place in imported_distributions("app.py", "pages", "lib", "data").items() if name not in listed
    }
    assert missing == {}


def test_everything_in_requirements_in_is_used() -> None:
    used = imported_distributions("app.py", "pages", "lib", "data")
    unused = requirements("requirements.in").keys() - used.keys() - WITHOUT_IMPORT.keys()
    assert unused == set()


def test_no_excuse_outlives_its_reason() -> None:
    listed = requirements("requirements.in")
    assert WITHOUT_IMPORT.keys() <= listed.keys()
    assert WITHOUT_IMPORT.keys() & imported_distributions("app.py", "pages", "lib", "data").keys() == set()
    leaflet = (ROOT / "lib" / "web" / "assets.py").read_text("utf-8")
    assert 'files("xstatic.pkg.leaflet")' in leaflet


def test_every_import_of_tests_and_benchmarks_is_in_one_of_the_lists() -> None:
    listed = requirements("requirements.in").keys() | requirements("requirements-dev.in").keys()
    used = imported_distributions("tests", "benchmarks", "docs")
    assert {name: place for name, place in used.items() if name not in listed} == {}


def test_everything_in_requirements_dev_in_is_used() -> None:
    used = imported_distributions("tests", "benchmarks", "docs")
    assert requirements("requirements-dev.in").keys() - used.keys() - DEV_WITHOUT_IMPORT.keys() == set()


@pytest.mark.parametrize("stem", ["requirements", "requirements-dev"])
def test_the_locked_list_holds_the_pins_it_was_compiled_from(stem: str) -> None:
    pins = locked(f"{stem}.txt")
    assert {name: entry.version for name, entry in requirements(f"{stem}.in").items()}.items() <= pins.items()


def test_both_locked_lists_agree() -> None:
    application, development = locked("requirements.txt"), locked("requirements-dev.txt")
    versions = defaultdict(set)
    for pins in (application, development):
        for name, version in pins.items():
            versions[name].add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_a_locked_list_names_no_index_and_hashes_everything(file: str) -> None:
    text = (ROOT / file).read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert not [line for line in lines if line.startswith("-") or "://" in line]
    pins = [line for line in lines if not line.startswith(" ")]
    assert all(line.endswith(" \\") for line in pins)
    assert len(re.findall(r"==[\w.]+ \\\n    --hash=sha256:", text)) == len(pins)
