"""Fixtures for every test: the real files beside the checkout, and a database of each kind."""

from __future__ import annotations

import csv
import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings
from sqlalchemy import Engine

from lib.analysis.frame.figures import Figures
from lib.domain.data_file import ROOT, data_dir
from lib.domain.wilayah import Tingkat
from lib.geo.prepared import PreparedGeometry, prepare
from lib.published.source import load_figures
from lib.store.engine import open_engine
from lib.store.seed import ensure_seeded
from tests.browser.running_app import app_environment
from tests.postgres_server import USER, running_server, why_not

# One profile for all: a busy machine is no failure, and every run tries the same examples.
settings.register_profile("dasbor", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("dasbor")

REAL_DIR = Path(__file__).resolve().parents[2] / "shared" / "real"
REAL_YEARS = (2023, 2024)
DATABASES = ("sqlite", "postgresql")
NewUrl = Callable[[str], str]


@pytest.fixture(scope="session")
def real_dir() -> Path:
    """The folder of real files beside the checkout; the test skips where it is absent."""
    if not REAL_DIR.is_dir():
        pytest.skip("the real files (../shared/real) are not on this machine")
    return REAL_DIR


@pytest.fixture(scope="session")
def files(real_dir: Path) -> dict[int, dict[str, dict[str, str]]]:
    """The rows of the ministry's files of both real IDM years, by year and dotted code."""
    found: dict[int, dict[str, dict[str, str]]] = {}
    for year in REAL_YEARS:
        with (real_dir / f"idm_lampung_{year}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        codes = (row["kode_desa"] for row in rows)
        found[year] = {f"{it[:2]}.{it[2:4]}.{it[4:6]}.{it[6:]}": row for it, row in zip(codes, rows, strict=True)}
    return found


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory, real_dir: Path) -> Iterator[Figures]:
    """The figures after an analyst imported both real years from the terminal."""
    var = tmp_path_factory.mktemp("asli")
    for year in REAL_YEARS:
        command = [sys.executable, "-m", "lib.cli", "impor", str(real_dir / f"idm_lampung_{year}.csv"), "--terbitkan"]
        done = subprocess.run(command, cwd=ROOT, env=app_environment(var), capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    engine = open_engine(f"sqlite:///{var / 'dasbor.sqlite'}")
    yield load_figures(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def postgres_socket() -> Iterator[Path]:
    """The socket folder of a PostgreSQL server of this test run; without one the test skips, but in CI it fails."""
    reason = why_not()
    if reason is not None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    with running_server() as folder:
        yield folder


@pytest.fixture(scope="session")
def _new_postgres(postgres_socket: Path) -> Iterator[Callable[[str], str]]:
    """Creates a database as a copy of a template and gives its URL."""
    numbers = itertools.count(1)
    with psycopg.connect(host=str(postgres_socket), user=USER, dbname="postgres", autocommit=True) as connection:

        def new(template: str) -> str:
            name = f"uji_{next(numbers)}"
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
            return f"postgresql://{USER}@/{name}?host={postgres_socket}"

        yield new


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    """The kind of database that the test runs against: it runs once for each."""
    return request.param


@pytest.fixture
def empty_url(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of a database in which there is nothing yet, not even a schema."""
    if database == "sqlite":
        return f"sqlite:///{tmp_path / 'kosong' / 'dasbor.sqlite'}"
    return request.getfixturevalue("_new_postgres")("template0")


@pytest.fixture(scope="session")
def _templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Databases with a schema and no rows, by kind, made when first needed: copying is cheaper than migrating."""
    return {"folder": str(tmp_path_factory.mktemp("skema"))}


@pytest.fixture
def schema_url(database: str, request: pytest.FixtureRequest, tmp_path: Path, _templates: dict[str, str]) -> str:
    """URL of a database with the schema and no rows."""
    template = Path(_templates["folder"]) / "dasbor.sqlite"
    if database == "sqlite":
        if not template.exists():
            open_engine(f"sqlite:///{template}").dispose()
        return f"sqlite:///{shutil.copy(template, tmp_path / 'dasbor.sqlite')}"
    new = request.getfixturevalue("_new_postgres")
    if database not in _templates:
        url = new("template0")
        open_engine(url).dispose()
        _templates[database] = url.rpartition("/uji_")[2].partition("?")[0]
    return new(f"uji_{_templates[database]}")


@pytest.fixture
def engine(schema_url: str) -> Iterator[Engine]:
    """An engine on a database with the schema and no rows; the test runs on SQLite and on PostgreSQL."""
    opened = open_engine(schema_url)
    yield opened
    opened.dispose()


@pytest.fixture(scope="session")
def shipped_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """URL of a SQLite database filled with the shipped data, for tests that only read it; copy the file to change it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('bawaan') / 'dasbor.sqlite'}"
    opened = open_engine(url)
    ensure_seeded(opened)
    opened.dispose()
    return url


@pytest.fixture(scope="session")
def figures(shipped_url: str) -> Figures:
    """The figures of the shipped data, built as the application builds them."""
    opened = open_engine(shipped_url)
    try:
        return load_figures(opened)
    finally:
        opened.dispose()


@pytest.fixture(scope="session")
def geometry(tmp_path_factory: pytest.TempPathFactory) -> dict[Tingkat, PreparedGeometry]:
    """The shipped boundaries, prepared for the browser."""
    return prepare(data_dir() / "batas", tmp_path_factory.mktemp("peta"))


@pytest.fixture(scope="session")
def polygons(geometry: dict[Tingkat, PreparedGeometry]) -> Callable[[Tingkat], tuple[str, ...]]:
    """Codes of a level's polygons in the order of its file, as ``describe_map`` wants them."""
    return lambda level: geometry[level].kode
