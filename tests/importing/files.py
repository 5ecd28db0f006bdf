"""Files as offices send them, made on the spot from the shipped list of wilayah."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import openpyxl

from lib.domain.data_file import ROOT
from lib.domain.indeks import indices
from lib.domain.wilayah import at_tingkat, digits
from lib.importing.checks.index import check_index_file
from lib.importing.layouts.recognition import recognise
from lib.importing.matching.places import Register
from lib.importing.options import Options
from lib.importing.reading.files import open_bytes
from lib.importing.report.outcome import ImportReport
from lib.importing.run import CHECKS

PER_DESA = ("kode_desa", "kabupaten", "kecamatan", "nama_desa", "tahun", "iks", "ike", "ikl", "nilai_idm", "status_idm")
NATIONAL_2024 = (
    *("KODE_PROV", "NAMA_PROVINSI", "KODE_KAB", "NAMA_KABUPATEN", "KODE_KEC", "NAMA_KECAMATAN", "KODE_DESA", "NAMA_DESA"),
    *("IKS_2024", "IKE_2024", "IKL_2024", "NILAI_IDM_2024", "STATUS_IDM_2024", "Keterangan"),
)
NATIONAL_2023 = (
    *("KODE_PROV", "PROVINSI", "KODE_KAB_KOT", "KABUPATEN_KOTA", "KODE_KEC", "KECAMATAN", "KODE_DESA_DAGRI", "DESA"),
    *("IKS_2023", "IKE_2023", "IKL_2023", "NILAI_IDM_2023", "STATUS_IDM_2023", "UPDATE"),
)
STATUS_TEXT = {
    "sangat_tertinggal": "SANGAT TERTINGGAL",
    "tertinggal": "TERTINGGAL",
    "berkembang": "BERKEMBANG",
    "maju": "MAJU",
    "mandiri": "MANDIRI",
}


def wilayah_rows() -> list[dict]:
    """The shipped list, with the types of the table ``wilayah``."""
    with (ROOT / "data" / "wilayah" / "wilayah.csv").open(encoding="utf-8", newline="") as file:
        rows: list[dict] = [{key: value or None for key, value in row.items()} for row in csv.DictReader(file)]
    for row in rows:
        for name in ("berlaku_dari", "berlaku_sampai"):
            row[name] = dt.date.fromisoformat(row[name]) if row[name] else None
        for name in ("lintang", "bujur", "luas_km2"):
            row[name] = float(row[name]) if row[name] else None
        row["penduduk"] = int(row["penduduk"]) if row["penduduk"] else None
    return rows


@cache
def register() -> Register:
    return Register.from_rows(wilayah_rows())


@cache
def register_of(area: str) -> Register:
    """The list cut down to one kabupaten, for tests that go through many files."""
    return Register.from_rows(row for row in wilayah_rows() if row["kode"].startswith(area) or area.startswith(row["kode"]))


def values_of(kode: str) -> tuple[float, float, float, float, str]:
    """Made-up but consistent values of a desa: parts, their mean, and the status that follows from it."""
    seed = int(digits(kode))
    parts = [round(0.35 + (seed * factor % 6000) / 10_000, 4) for factor in (7, 11, 13)]
    nilai = round(sum(parts) / 3, 4)
    return *parts, nilai, STATUS_TEXT[str(indices()["idm"].status_of(nilai))]  # type: ignore[return-value]


def desa_codes(area: str = "18", tahun: int = 2024) -> list[str]:
    return sorted(register().expected(tahun, area))


def names_of(kode: str) -> tuple[str, str, str]:
    """(desa, kecamatan, kabupaten) in capitals, as published."""
    return (
        register().nama(kode).upper(),
        register().nama(at_tingkat(kode, "kecamatan")).upper(),
        register().nama(at_tingkat(kode, "kabupaten")).upper(),
    )


def per_desa_row(kode: str, tahun: int = 2024) -> list:
    desa, kecamatan, kabupaten = names_of(kode)
    return [digits(kode), kabupaten, kecamatan, desa, tahun, *values_of(kode)]


def per_desa_rows(area: str = "18.09", tahun: int = 2024) -> list[list]:
    return [per_desa_row(kode, tahun) for kode in desa_codes(area, tahun)]


def national_row(kode: str, last: object = None) -> list:
    desa, kecamatan, kabupaten = names_of(kode)
    parts = [int(digits(at_tingkat(kode, level))) for level in ("provinsi", "kabupaten", "kecamatan")]
    return [parts[0], "LAMPUNG", parts[1], kabupaten, parts[2], kecamatan, int(digits(kode)), desa, *values_of(kode), last]


def foreign_row(number: int, last: object = None) -> list:
    kode = 3604052001 + number
    return [36, "BANTEN", 3604, "SERANG", 360405, "BAROS", kode, f"DESA {number}", 0.5, 0.5, 0.5, 0.5, "TERTINGGAL", last]


def csv_bytes(
    rows: Iterable[Sequence],
    header: Sequence | None = PER_DESA,
    delimiter: str = ",",
    encoding: str = "utf-8",
    comma: bool = False,
) -> bytes:
    """A CSV file; ``comma`` writes decimal commas."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    for row in [*([header] if header else []), *rows]:
        writer.writerow([str(cell).replace(".", ",") if comma and isinstance(cell, float) else cell for cell in row])
    return text.getvalue().encode(encoding)


def xlsx_bytes(sheets: dict[str, Iterable[Sequence]], hidden: Sequence[str] = ()) -> bytes:
    """A workbook with the given sheets of rows."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if title in hidden else "visible"
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def examine(data: bytes, name: str = "berkas.csv", *, tahun: int | None = None, among: Register | None = None) -> ImportReport:
    """Everything that an import does before the store: read, recognise, check."""
    source = open_bytes(name, data)
    tables, told = recognise(source)
    report = check_index_file(source, tables, among or register(), tahun=tahun, told=told)
    assert 0 <= report.counts.accepted <= report.counts.read
    return report


def examine_rows(rows: Iterable[Sequence], **options: Any) -> ImportReport:
    return examine(csv_bytes(rows), **options)


def examine_all(
    data: bytes, name: str = "berkas.csv", *, options: Options | None = None, among: Register | None = None
) -> list[ImportReport]:
    """Every dataset of a file, as far as the store is not needed."""
    source = open_bytes(name, data)
    tables, told = recognise(source)
    reports = CHECKS[tables[0].layout.jenis](source, tables, among or register(), options or Options(), told)
    for report in reports:
        assert 0 <= report.counts.accepted <= report.counts.read
    return reports


def rules(report: ImportReport) -> dict[str, int]:
    """How many findings of each rule."""
    counts: dict[str, int] = {}
    for finding in report.findings:
        counts[finding.rule] = counts.get(finding.rule, 0) + 1
    return counts
