"""Valid files of every kind that can be imported: what the damaged variants are made from."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from tests.importing.files import NATIONAL_2024, PER_DESA, csv_bytes, names_of, national_row, per_desa_rows, xlsx_bytes
from tests.importing.old_formats import ods_bytes, xls_bytes
from tests.importing.test_import_answers import answers, zipped
from tests.importing.test_import_boundaries import geojson, geopackage, named, shapefile
from tests.importing.test_import_by_name import LONG as INDEKS_DESA
from tests.importing.test_import_by_name import indeks_desa
from tests.importing.test_import_formats import merged_workbook
from tests.importing.test_import_programs import AWARDS, WIDE, long_rows, wide_rows
from tests.importing.test_import_programs import LONG as PROGRAM

AREA = "18.10"


@cache
def corpus() -> tuple[tuple[str, bytes], ...]:
    """(file name, content) of every valid file."""
    idm = per_desa_rows(AREA)
    codes = [row[0] for row in idm]
    dotted = [f"{code[:2]}.{code[2:4]}.{code[4:6]}.{code[6:]}" for code in codes]
    national = [national_row(kode) for kode in dotted]
    indeks = []
    for kode in dotted:
        (desa, kecamatan, kabupaten), (parts, score, status) = names_of(kode), indeks_desa(kode)
        indeks.append([1810, kabupaten, 181001, kecamatan, kode, desa, status, score, *parts])
    awards = [
        [kode, names_of(kode)[0], 2021 + n % 3, "Lomba Desa", "Provinsi", f"Juara {n}", ""] for n, kode in enumerate(dotted[:30])
    ]
    sheets = {"Pengantar": [["Laporan"]], "IDM": [["Judul", None, "2024"], [], list(PER_DESA), *idm]}
    one = next(iter(answers(AREA).items()))
    return (
        ("idm.csv", csv_bytes(idm)),
        ("idm-titik-koma.csv", csv_bytes(idm, delimiter=";", comma=True, encoding="utf-8-sig")),
        ("idm-utf16.txt", csv_bytes(idm, delimiter="\t", encoding="utf-16")),
        ("nasional.csv", csv_bytes(national, header=NATIONAL_2024)),
        ("indeks-desa.csv", csv_bytes(indeks, header=INDEKS_DESA)),
        ("program.csv", csv_bytes(long_rows(AREA), header=PROGRAM)),
        ("program-lebar.csv", csv_bytes(wide_rows(AREA), header=[*WIDE[:2], *(f"{name} 2023" for name in WIDE[2:])])),
        ("prestasi.csv", csv_bytes(awards, header=AWARDS)),
        ("idm.xlsx", xlsx_bytes(sheets, hidden=["Pengantar"])),
        ("bertahun.xlsx", merged_workbook()),
        ("idm.xls", xls_bytes(sheets, merged=[(0, 0, 0, 2)])),
        ("idm.ods", ods_bytes(sheets)),
        one,
        ("jawaban.zip", zipped(answers(AREA))),
        *_boundaries(),
    )


def _boundaries() -> list[tuple[str, bytes]]:
    areas = named("kecamatan")
    areas = areas[areas["kode"].str.startswith(AREA.replace(".", ""))]
    with tempfile.TemporaryDirectory() as folder:
        files = geopackage(areas, Path(folder)), shapefile(areas, Path(folder))
    return [("batas.geojson", geojson(areas)), ("batas.gpkg", files[0]), ("batas.zip", files[1])]
