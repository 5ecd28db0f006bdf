"""A copy of the shipped data in which every name that people may give is an attack: scripts, markup, formulas, links."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

from lib.domain.data_file import ROOT, read_sumber, write_sumber

# Each is what works against one kind of carelessness; what follows in a name is the true one, so that it can be found.
ATTACKS = (
    "<script>window.jahat=1</script>",
    "<img src=x onerror=window.jahat=1>",
    '"><svg onload=window.jahat=1>',
    "<a href=javascript:window.jahat=1>klik</a>",
    '=HYPERLINK("http://jahat.example";"klik")',
    "[klik](javascript:window.jahat=1)",
    "![x](http://jahat.example/x.png)",
    "[klik](http://jahat.example)",
    "';window.jahat=1;//",
    "${window.jahat=1}{{7*7}}",
    '#import "/etc/passwd"; #eval("1")',
    "$\\href{http://jahat.example}{x}$ :red[**x**]",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "</style><script>window.jahat=1</script>",
    "\\u003cimg src=x onerror=window.jahat=1\\u003e",
)


def attack(number: int) -> str:
    return ATTACKS[number % len(ATTACKS)]


def hostile_data(folder: Path) -> dict[str, str]:
    """Write the data to ``folder``; the hostile names by code."""
    shutil.copytree(ROOT / "data", folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    names: dict[str, str] = {}
    list_file = folder / "wilayah" / "wilayah.csv"
    with list_file.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows):
        names[row["kode"]] = row["nama"] = f"{attack(number)} {row['nama']}"[:120]
    with list_file.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    _signed(list_file)
    for level in ("kabupaten", "kecamatan", "desa"):
        boundaries = folder / "batas" / f"{level}.geojson"
        content = json.loads(boundaries.read_text("utf-8"))
        for feature in content["features"]:
            feature["properties"]["nama"] = names[feature["properties"]["kode"]]
        boundaries.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
        _signed(boundaries)
    awards = folder / "fakta" / "prestasi.csv"
    with awards.open(encoding="utf-8", newline="") as file:
        won = list(csv.DictReader(file))
    for number, row in enumerate(won):
        row["hasil"] = attack(number)
        row["ajang"] = attack(number + 1)
    with awards.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, won[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(won)
    _signed(awards)
    programs = folder / "fakta" / "program.toml"
    text = re.sub(
        r'^(nama = \{ id = )"[^"]*"(, en = )"[^"]*"',
        r"\1'<img src=x onerror=window.jahat=1> \\'\2'<script>window.jahat=1</script>'",
        programs.read_text("utf-8"),
        flags=re.MULTILINE,
    ).replace("\\'", "'")
    programs.write_text(text, "utf-8")
    _signed(programs)
    return names


def _signed(path: Path) -> None:
    """The twin of a changed file says its new hash."""
    twin = path.with_name(path.name + ".sumber.toml")
    text = twin.read_text("utf-8")
    twin.write_text(re.sub(r'^sha256 = ".*"$', 'sha256 = ""', text, flags=re.MULTILINE), "utf-8")
    write_sumber(path, read_sumber(path))
