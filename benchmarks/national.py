"""All of Indonesia: the national file into Lampung's store, and a store with every desa of the country.

``python -m benchmarks.national [--years 10]`` keeps its part of ``benchmarks/HASIL.md``. The places are those of the shipped
list; every score is made up.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, create_engine, text

from benchmarks import report
from benchmarks.__main__ import _postgresql
from benchmarks.report import Row
from benchmarks.servers import ROOT, our_application
from benchmarks.session import Session
from lib.domain.roles import SISTEM
from lib.domain.wilayah import at_tingkat
from lib.store.engine import open_engine, parse_url
from lib.store.rows import DraftRows
from lib.store.seed import ensure_seeded
from lib.store.transactions import read, write
from lib.store.versions import DraftMeta, create_draft, put_in_force
from tests.importing.test_import_speed import NATIONAL_ROWS, national_workbook

HERE: Final = Path(__file__).parent
TITLE: Final = "All of Indonesia: the last run"
NEWEST_YEAR: Final = 2024
IMPORT_SECONDS, IMPORT_MB, RATIO = 60, 1024, 2
ROUNDS: Final = 3
SAMPLE_SECONDS: Final = 0.1
PAGES: Final = {
    "map, kabupaten": "/peta?tingkat=kabupaten",
    "map, desa of a kabupaten": "/peta?tingkat=desa&kab=18.04",
    "overview": "/",
    "progress": "/perkembangan",
    "comparison": "/perbandingan",
    "desa profile": "/desa?desa=18.04.15.2004",
    "data": "/data",
}
# In the national view: the page and, on Lampung's own installation, the one that it is held against.
NATIONAL_PAGES: Final = {
    "the country by province": ("/", "/"),
    "map, kabupaten": ("/peta?prov=18&tingkat=kabupaten", "/peta?tingkat=kabupaten"),
    "map, desa of a kabupaten": ("/peta?tingkat=desa&kab=18.04", "/peta?tingkat=desa&kab=18.04"),
    "overview": ("/?prov=18", "/"),
}
YEARS: Final = ("2023", "2022", "2021", "2024")
METHOD: Final = f"""
## How all of Indonesia is measured

- *National file*: {NATIONAL_ROWS:,} rows as XLSX, imported and published by the command of the terminal into a store with
  Lampung's list: other provinces' rows are read, counted and left out. Memory: the most that its processes had together.
- *All desa*: every place of the shipped list of 38 provinces, made-up scores for each desa and year. One version for each
  province and year, since a version speaks for one province at most.
- *Filter change*: the application with that store, driven over Streamlit's protocol by one visitor, against the application with
  Lampung's store, in turn; {ROUNDS} rounds through four years. *All desa*: it shows Lampung, as it does without a setting.
  *National view*: `DASBOR_PROVINSI=nasional`, where the country is shown by province (held against Lampung's overview) until
  one is chosen.
"""
LOAD: Final = """
import sys, time
from pathlib import Path
from lib.published.source import load_figures
from lib.store.engine import open_engine
engine = open_engine(sys.argv[1])
def most():
    return next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
before = most()
start = time.perf_counter()
data = load_figures(engine)
print(time.perf_counter() - start, (most() - before) / 1024, len(data.nilai))
"""


def fill(engine: Engine, years: range) -> int:
    """Enter the list of every province, and scores for every desa and year; how many desa there are."""
    ensure_seeded(engine, others=True)
    with read(engine) as conn:
        codes = [str(kode) for (kode,) in conn.execute(text("SELECT kode FROM wilayah WHERE jenis = 'desa' ORDER BY kode"))]
    for province, own in itertools.groupby(codes, lambda kode: at_tingkat(kode, "provinsi")):
        of_province = list(own)
        with write(engine) as conn:
            for tahun in years:
                versi = create_draft(conn, _meta(province, tahun), _scores(of_province, tahun), pelaku=SISTEM)
                put_in_force(conn, versi, pelaku=SISTEM, tindakan="terbit")
    return len(codes)


def _meta(province: str, tahun: int) -> DraftMeta:
    return DraftMeta(
        jenis="indeks",
        tahun=tahun,
        wilayah=province,
        sifat="contoh",
        penerbit="benchmarks",
        judul=f"IDM {tahun} {province}",
        url="",
        lisensi="CC0",
        tanggal=dt.date(tahun, 7, 1),
        berkas="buatan",
        sha256="0" * 64,
    )


def _scores(codes: list[str], tahun: int) -> DraftRows:
    status = ("sangat_tertinggal", "tertinggal", "berkembang", "maju", "mandiri")
    nilai, dimensi = [], []
    for place, kode in enumerate(codes):
        score = 0.4 + (place * 37 + tahun * 11) % 500 / 1000
        label = status[sum(score > bound for bound in (0.4907, 0.5989, 0.7072, 0.8155))]
        nilai.append((kode, tahun, "idm", score, label, label, None))
        dimensi += [(kode, tahun, name, score) for name in ("iks", "ike", "ikl")]
    return DraftRows(nilai=nilai, dimensi=dimensi)


def import_file(url: str, var: Path) -> tuple[float, float, float]:
    """Seconds, seconds of processor time and most memory in MB of importing and publishing the national file."""
    path = var / "nasional.xlsx"
    path.write_bytes(national_workbook())
    open_engine(url).dispose()
    start, before = time.perf_counter(), os.times()
    process = subprocess.Popen(
        [sys.executable, "-m", "lib.cli", "impor", str(path), "--terbitkan"],
        cwd=ROOT,
        env=os.environ | {"DASBOR_DATABASE_URL": url, "DASBOR_VAR_DIR": str(var)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    most = 0.0
    while process.poll() is None:
        most = max(most, memory_mb(process.pid))
        time.sleep(SAMPLE_SECONDS)
    if process.returncode:
        raise RuntimeError(f"the import ended with {process.returncode}")
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - start, used, most


def memory_mb(pid: int) -> float:
    """Memory in MB that a process and its descendants have now."""
    children: dict[int, list[int]] = {}
    resident: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            found = dict(line.split(":", 1) for line in status.read_text("utf-8", "replace").splitlines() if ":" in line)
        except OSError:
            continue  # gone meanwhile
        children.setdefault(int(found["PPid"]), []).append(int(status.parent.name))
        resident[int(status.parent.name)] = int(found.get("VmRSS", "0").split()[0])
    family = [pid]
    for member in family:
        family += children.get(member, [])
    return sum(resident.get(member, 0) for member in family) / 1024


def load(url: str) -> tuple[float, float, int]:
    """Seconds and memory in MB of loading the figures, and how many rows of scores there are."""
    done = subprocess.run([sys.executable, "-c", LOAD, url], cwd=ROOT, capture_output=True, text=True, check=True)
    seconds, megabytes, count = done.stdout.split()
    return float(seconds), float(megabytes), int(count)


async def _changes(places: tuple[tuple[str, str], tuple[str, str]]) -> tuple[list[float], list[float]]:
    sessions = [Session(origin, address) for origin, address in places]
    found: tuple[list[float], list[float]] = [], []
    for session in sessions:
        await session.open()
    for _round, year in itertools.product(range(ROUNDS), YEARS):
        for session, times in zip(sessions, found, strict=True):
            run = await session.choose("Tahun", year)
            if run.failures:
                raise RuntimeError(f"{places}: {run.failures}")
            times.append(run.seconds * 1000)
    for session in sessions:
        await session.close()
    return found


def rows(years: int) -> Iterator[Row]:
    """Everything, on both databases."""
    with tempfile.TemporaryDirectory() as folder, _postgresql() as postgresql:
        for name, url in (("SQLite", f"sqlite:///{folder}/dasbor.sqlite"), ("PostgreSQL", postgresql)):
            if url is None:
                continue
            var = Path(folder) / name
            var.mkdir()
            seconds, processor, megabytes = import_file(url, var)
            yield Row(f"national file, {name}: imported and published", [seconds], "s", IMPORT_SECONDS, decimals=1)
            yield Row(f"national file, {name}: CPU of the import", [processor], "s", decimals=1)
            yield Row(f"national file, {name}: memory of the import", [megabytes], "MB", IMPORT_MB)
            engine = create_engine(parse_url(url)) if name == "PostgreSQL" else open_engine(url)
            ensure_seeded(engine)
            start = time.perf_counter()
            desa = fill(engine, range(NEWEST_YEAR - years + 1, NEWEST_YEAR + 1))
            yield Row(f"all desa, {name}: {desa:,} x {years} entered", [time.perf_counter() - start], "s", decimals=1)
            with read(engine) as conn:
                versions = conn.execute(text("SELECT count(*) FROM versi WHERE keadaan = 'terbit'")).scalar_one()
            yield Row(f"all desa, {name}: published versions", [versions], "versions")
            engine.dispose()
            seconds, megabytes, count = load(url)
            yield Row(f"all desa, {name}: {count:,} rows loaded", [seconds], "s", decimals=1)
            yield Row(f"all desa, {name}: memory of the figures", [megabytes], "MB")
        yield from _application(Path(folder))


def _application(folder: Path) -> Iterator[Row]:
    lampung = folder / "lampung"
    with our_application(lampung) as small:
        with our_application(folder) as full:
            yield Row("all desa: the server answers after", [full.answered_after], "s", decimals=1)
            for name, address in PAGES.items():
                large, reference = asyncio.run(_changes(((full.origin, address), (small.origin, address))))
                yield Row(f"filter change, {name}: all desa against Lampung", large, "ms", RATIO, reference)
            yield Row("all desa: memory of the server", [full.memory_mb()], "MB", None, [small.memory_mb()])
        with our_application(folder, DASBOR_PROVINSI="nasional") as national:
            yield Row("national view: the server answers after", [national.answered_after], "s", decimals=1)
            for name, (address, beside) in NATIONAL_PAGES.items():
                large, reference = asyncio.run(_changes(((national.origin, address), (small.origin, beside))))
                yield Row(f"filter change, {name}: national view against Lampung", large, "ms", RATIO, reference)
            yield Row("national view: memory of the server", [national.memory_mb()], "MB", None, [small.memory_mb()])


def main() -> int:
    """Measure, print, keep; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.national", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--years", type=int, default=10, help="years of scores (10)")
    parser.add_argument("--keep", type=Path, default=HERE / "HASIL.md", help="where the result is kept")
    options = parser.parse_args()
    facts = report.machine()
    found = []
    for row in rows(options.years):
        found.append(row)
        print("  ".join(cell for cell in row.cells() if cell), flush=True)
    report.write(options.keep, found, facts, METHOD, title=TITLE, command="make nasional")
    return 0 if all(row.met is not False for row in found) else 1


if __name__ == "__main__":
    raise SystemExit(main())
