"""Which year a file is for: from its column names, its year column, or what the user chose."""

from __future__ import annotations

from collections import Counter
from typing import Final

from lib.domain.language import N_
from lib.importing.checks.findings import Finding, Severity, refused
from lib.importing.checks.rows import CheckedRow
from lib.importing.layouts.layout import Table
from lib.importing.reading.values import read_year

# So small a share of rows of another year are slips; with more, the file is of several years.
_SLIP_SHARE: Final = 0.1

_CHOOSE: Final = N_("Pilih satu dengan --tahun.")
_NO_YEAR: Final = N_("Bukan tahun.")
_WRITE_YEAR: Final = N_("Tulis empat angka, misalnya 2024.")


def column_years(tables: list[Table]) -> list[int]:
    """The years that column names carry, oldest first."""
    return sorted({table.tahun for table in tables if table.tahun is not None})


def tables_of_year(tables: list[Table], chosen: int | None) -> list[Table]:
    """The tables to read when the years are in the column names; ImportRefused when there are several and none is chosen."""
    years = column_years(tables)
    if chosen in years:
        return [table for table in tables if table.tahun == chosen]
    if len(years) > 1:
        raise refused(N_("Berkas ini memuat beberapa tahun ({tahun})."), _CHOOSE, tahun=tuple(str(year) for year in years))
    return tables


def several_years(rows: list[CheckedRow]) -> set[int]:
    """The years that ``rows`` really are of: those with so few rows that they look like slips are not among them."""
    counts = Counter(year for row in rows if (year := read_year(row.record.isi.get("tahun"))) is not None)
    most = max(counts.values(), default=0)
    return {year for year, count in counts.items() if count > _SLIP_SHARE * most}


def by_year(rows: list[CheckedRow]) -> dict[int, list[CheckedRow]]:
    """The rows of a file of several years, each under its year, oldest first.

    A row without a year, or of a year that looks like a slip, is refused and counted under the first year.
    """
    years = sorted(several_years(rows))
    parts: dict[int, list[CheckedRow]] = {year: [] for year in years}
    for row in rows:
        year = read_year(row.record.isi.get("tahun"))
        if year in parts:
            parts[year].append(row)
            continue
        parts[years[0]].append(row)
        if year is None:
            row.find("tahun_salah_tulis", Severity.BLOCKS, "tahun", _NO_YEAR, _WRITE_YEAR)
        else:
            row.find(
                "tahun_baris_berbeda",
                Severity.BLOCKS,
                "tahun",
                N_("Hanya sedikit baris bertahun {tahun} di berkas ini, jadi tahun itu diragukan."),
                N_("Perbaiki tahunnya, atau pindahkan baris ini ke berkas tahun itu."),
                tahun=str(year),
            )
    return parts


def year_of_rows(rows: list[CheckedRow], tables: list[Table], chosen: int | None) -> tuple[int, list[CheckedRow], list[Finding]]:
    """The year of ``rows``, the rows that are of it or wrongly of another, and findings about the file.

    Rows of another year are refused as slips; in a file that really holds several years those not chosen are left out.
    ImportRefused when no year can be found, or several are there and none is chosen.
    """
    header = next((table.tahun for table in tables if table.tahun is not None), None)
    hint = next((table.tahun_judul for table in tables if table.tahun_judul is not None), None)
    said = [read_year(row.record.isi.get("tahun")) for row in rows]
    counts = Counter(year for year in said if year is not None)
    several = several_years(rows)
    findings = []
    if header is not None:
        tahun = header
    elif chosen is not None and (chosen in several or not counts):
        tahun = chosen
    elif not counts and hint is not None:
        tahun = hint
        findings.append(
            Finding(
                rule="tahun_dari_judul",
                severity=Severity.INFORMS,
                message=N_("Tahun {tahun} dibaca dari judul tabel atau nama lembar."),
                isian={"tahun": str(hint)},
            )
        )
    elif not counts:
        raise refused(N_("Tahun data tidak ditemukan di berkas ini."), N_("Sebutkan tahunnya dengan --tahun."))
    elif len(several) > 1:
        raise refused(
            N_("Berkas ini memuat beberapa tahun ({tahun})."), _CHOOSE, tahun=tuple(str(year) for year in sorted(several))
        )
    else:
        tahun = counts.most_common(1)[0][0]
    if chosen is not None and header is None and not counts and hint not in (None, chosen):
        findings.append(
            Finding(
                rule="tahun_judul_berbeda",
                severity=Severity.WARNS,
                message=N_("Judul tabel atau nama lembar menyebut tahun {tahun}, padahal yang dipilih tahun {pilihan}."),
                saran=N_("Pastikan tahun yang dipilih benar."),
                isian={"tahun": str(hint), "pilihan": str(chosen)},
            )
        )
    if chosen is not None and tahun != chosen:
        findings.append(
            Finding(
                rule="tahun_berbeda",
                severity=Severity.BLOCKS,
                message=N_("Berkas ini berisi tahun {tahun}, padahal yang dipilih tahun {pilihan}."),
                saran=N_("Pilih tahun {tahun}, atau impor berkas tahun {pilihan}."),
                isian={"tahun": str(tahun), "pilihan": str(chosen)},
            )
        )
    others = several - {tahun} if len(several) > 1 else set()
    kept = []
    for row, year in zip(rows, said, strict=True):
        if year in others:
            continue
        kept.append(row)
        if year is not None and year != tahun:
            row.find(
                "tahun_baris_berbeda",
                Severity.BLOCKS,
                "tahun",
                N_("Tahun di baris ini bukan {tahun}."),
                N_("Perbaiki tahunnya, atau pindahkan baris ini ke berkas tahun itu."),
                tahun=str(tahun),
            )
        elif year is None and row.record.isi.get("tahun") is not None:
            row.find("tahun_salah_tulis", Severity.BLOCKS, "tahun", _NO_YEAR, _WRITE_YEAR)
    if len(kept) < len(rows):
        findings.append(
            Finding(
                rule="tahun_lain",
                severity=Severity.INFORMS,
                message=N_("{jumlah} baris tahun lain ditinggalkan ({tahun})."),
                isian={"jumlah": len(rows) - len(kept), "tahun": tuple(str(year) for year in sorted(others))},
            )
        )
    return tahun, kept, findings
