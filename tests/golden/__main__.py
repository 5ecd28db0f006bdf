"""Makes the golden record and compares with it.

``python -m tests.golden compare`` says what differs from ``record.json`` and exits 1; ``write`` makes the record anew;
``dump FOLDER`` writes what was hashed as files, so that a difference can be read (``diff -r`` of two folders). ``--only WORD``
keeps the entries whose name begins with it: ``page``, ``api``, ``report``, or ``page/peta``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.golden import selections

ROOT: Final = Path(__file__).resolve().parents[2]
RECORD: Final = Path(__file__).with_name("record.json")
REAL: Final = ROOT.parent / "shared" / "real"
REAL_YEARS: Final = (2023, 2024)
# What ships, and what an office has that has published both real years.
STORES: Final = ("contoh", "resmi")
DAY: Final = dt.date(2026, 11, 24)
PROCESSES: Final = 2
HASH_LETTERS: Final = 16
SHOWN: Final = 40


@dataclass(frozen=True)
class Entry:
    """One thing to record: its name in the record and how to ask for it."""

    name: str
    kind: str
    store: str
    asked: Any


def entries(only: str) -> list[Entry]:
    """Everything that is recorded, in a fixed order. The store with real years has the pages of 2023 and 2024 and no API."""
    found = []
    for store in STORES:
        for path, query in selections.page_addresses():
            if store == "resmi" and (query.get("tahun") not in ("2023", "2024") or path in ("presentasi", "kelola")):
                continue
            for language in selections.LANGUAGES:
                asked = query | {"bahasa": language}
                found.append(Entry(f"page/{path}?{_text(asked)} [{store}]", "page", store, (path, asked)))
        for language in selections.LANGUAGES:
            for asked in selections.reports():
                if store == "contoh" or asked[4] == 2024:
                    words = "-".join(str(part) for part in asked if part)
                    found.append(Entry(f"report/{words}-{language} [{store}]", "report", store, (*asked, language)))
    found += [Entry(f"api{address}", "api", STORES[0], address) for address in selections.open_data_addresses()]
    return [entry for entry in found if entry.name.startswith(only)]


def _text(query: dict[str, str]) -> str:
    return "&".join(f"{name}={value}" for name, value in query.items())


def contents(wanted: list[Entry], var: Path) -> Iterator[tuple[str, str]]:
    """Name and content of each entry of one store; a report has several parts."""
    os.environ["DASBOR_VAR_DIR"] = str(var)
    os.environ.pop("DASBOR_DATABASE_URL", None)
    from tests.golden import look

    for entry in wanted:
        if entry.kind == "page":
            yield entry.name, look.page(*entry.asked)
        elif entry.kind == "api":
            yield entry.name, look.api(entry.asked)
        else:
            for part, text in look.report(*entry.asked, day=DAY).items():
                yield f"{entry.name} {part}".rstrip(), text


def part(given: argparse.Namespace) -> None:
    """One process's part of the record, as JSON in ``given.out``: every other entry of a store, since like ones cost alike."""
    store, number, var, out = given.part
    wanted = [entry for entry in entries(given.only) if entry.store == store][int(number) :: PROCESSES]
    found = {}
    for name, text in contents(wanted, Path(var)):
        found[name] = hashlib.sha256(text.encode()).hexdigest()[:HASH_LETTERS]
        if given.folder:
            (Path(given.folder) / re.sub(r"[^\w.=&-]+", "_", name)[:180]).write_text(text + "\n", "utf-8")
    Path(out).write_text(json.dumps(found), "utf-8")


def made(only: str, dump: str = "") -> dict[str, str]:
    """The record of this code: hash by name."""
    found: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="rekam-") as folder:
        for store in STORES:
            if store == "resmi" and not REAL.is_dir():
                print("without the real files: their part of the record is left out", file=sys.stderr)
                continue
            var = Path(folder) / store
            _fill(var, store)
            outs = [Path(folder) / f"{store}-{number}.json" for number in range(PROCESSES)]
            command = [sys.executable, "-m", "tests.golden", "part", dump, "--only", only, "--part"]
            running = [
                subprocess.Popen([*command, store, str(number), str(var), str(out)], cwd=ROOT, stderr=subprocess.PIPE, text=True)
                for number, out in enumerate(outs)
            ]
            for process in running:
                _out, said = process.communicate()
                if process.returncode:
                    raise SystemExit(said[-4000:])
            for out in outs:
                found |= json.loads(out.read_text("utf-8"))
    return dict(sorted(found.items()))


def _fill(var: Path, store: str) -> None:
    """A store in ``var``: the shipped data, for ``resmi`` with both real years published."""
    environment = os.environ | {"DASBOR_VAR_DIR": str(var), "DASBOR_DATABASE_URL": ""}
    commands = [["versi"]]
    if store == "resmi":
        commands += [["impor", str(REAL / f"idm_lampung_{year}.csv"), "--terbitkan"] for year in REAL_YEARS]
    for command in commands:
        subprocess.run([sys.executable, "-m", "lib.cli", *command], cwd=ROOT, env=environment, check=True, capture_output=True)


def main() -> int:
    """Write, compare or dump; exit code 1 when something differs from the record."""
    parser = argparse.ArgumentParser(prog="python -m tests.golden", description=__doc__)
    parser.add_argument("act", choices=("write", "compare", "dump", "part"))
    parser.add_argument("folder", nargs="?", default="")
    parser.add_argument("--only", default="")
    parser.add_argument("--part", nargs=4, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.act == "part":
        part(given)
        return 0
    if given.folder:
        Path(given.folder).mkdir(parents=True, exist_ok=True)
    now = made(given.only, given.folder)
    if given.act == "write":
        RECORD.write_text(json.dumps(now, indent=0, ensure_ascii=False) + "\n", "utf-8")
    if given.act != "compare":
        print(f"{len(now)} entries")
        return 0
    before = {name: value for name, value in json.loads(RECORD.read_text("utf-8")).items() if name.startswith(given.only)}
    if not REAL.is_dir():
        before = {name: value for name, value in before.items() if "[resmi]" not in name}
    differ = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    for name in differ[:SHOWN]:
        print(f"{'differs' if name in before and name in now else 'gone' if name in before else 'new'}: {name}")
    print(f"{len(now)} entries, {len(differ)} differ")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
