"""Which year a file is for: from its column names, its year column, or what the user chose."""

from __future__ import annotations

from collections import Counter
from typing import Final

from lib.domain.language import N_
from lib.importing.findings import Finding, Severity, refused
from lib.importing.layouts import Table
from lib.importing.rows import CheckedRow
from lib.importing.values import read_year

# So few rows of another year are slips in a file of one year; with more, the file is of several years.
_SLIP_ROWS: Final = 3
_SLIP_SHARE: Final = 0.1

_CHOOSE: Final = N_("Pilih satu dengan --tahun.")


def tables_of_year(tables: list[Table], chosen: int | None) -> list[Table]:
    """The tables to read when the years are in the column names; ImportRefused when there are several and none is chosen."""
    years = sorted({table.tahun for table in tables if table.tahun is not None})
    if chosen in years:
        return [table for table in tables if table.tahun == chosen]
    if len(years) > 1:
        raise refused(N_("Berkas ini memuat beberapa tahun ({tahun})."), _CHOOSE, tahun=tuple(str(year) for year in years))
    return tables


def year_of_rows(rows: list[CheckedRow], tables: list[Table], chosen: int | None) -> tuple[int, list[CheckedRow], list[Finding]]:
    """The year of ``rows``, the rows that are of it or wrongly of another, and findings about the file.

    Rows of another year are refused as slips; in a file that really holds several years those not chosen are left out.
    ImportRefused when no year can be found, or several are there and none is chosen.
    """
    header = next((table.tahun for table in tables if table.tahun is not None), None)
    said = [read_year(row.record.isi.get("tahun")) for row in rows]
    counts = Counter(year for year in said if year is not None)
    several = {year for year, count in counts.items() if count > max(_SLIP_ROWS, _SLIP_SHARE * counts.total())}
    if header is not None:
        tahun = header
    elif chosen is not None and (chosen in several or not counts):
        tahun = chosen
    elif not counts:
        raise refused(N_("Tahun data tidak ditemukan di berkas ini."), N_("Sebutkan tahunnya dengan --tahun."))
    elif len(several) > 1:
        raise refused(
            N_("Berkas ini memuat beberapa tahun ({tahun})."), _CHOOSE, tahun=tuple(str(year) for year in sorted(several))
        )
    else:
        tahun = counts.most_common(1)[0][0]
    findings = []
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
            row.find("tahun_salah_tulis", Severity.BLOCKS, "tahun", N_("Bukan tahun."), N_("Tulis empat angka, misalnya 2024."))
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
