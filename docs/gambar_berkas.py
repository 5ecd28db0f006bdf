"""A file with mistakes for the pictures of an import: the illustrative figures of one kabupaten, three rows of them spoilt."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path
from typing import Final

from lib.domain.data_file import ROOT

HEADER: Final = ("KODE DESA", "NAMA DESA", "IKS 2024", "IKE 2024", "IKL 2024", "NILAI IDM 2024", "STATUS IDM 2024")
KABUPATEN: Final = "18.04"
TAHUN: Final = "2024"


def write_file(folder: Path) -> Path:
    """Write ``idm_2024_contoh.csv`` into ``folder``; gives its path."""
    with (ROOT / "data" / "wilayah" / "wilayah.csv").open(encoding="utf-8", newline="") as file:
        names = {row["kode"]: row["nama"] for row in csv.DictReader(file)}
    with gzip.open(ROOT / "data" / "contoh" / "nilai_indeks.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = [
            [row["kode_desa"], names[row["kode_desa"]], row["iks"], row["ike"], row["ikl"], row["nilai"], row["status"]]
            for row in csv.DictReader(file)
            if row["tahun"] == TAHUN and row["kode_desa"].startswith(KABUPATEN + ".")
        ]
    for row in rows:
        row[6] = row[6].replace("_", " ").upper()
    # As such mistakes are met: a decimal point that got lost, a code with a digit too many, a status of another class.
    rows[6][5] = rows[6][5].replace("0.", "")
    rows[19][0] += "1"
    rows[31][6] = "TERTINGGAL"
    out = io.StringIO()
    csv.writer(out).writerows([HEADER, *rows])
    path = folder / "idm_2024_contoh.csv"
    path.write_text(out.getvalue(), "utf-8")
    return path
