"""What each row of a coverage file says: programme, stage, date and count; or why it cannot be said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lib.domain.language import N_
from lib.domain.program import Program, Tahap, all_programs
from lib.domain.wilayah import is_kelurahan
from lib.importing.checks.findings import Severity
from lib.importing.checks.program_cells import find_program, find_stage, read_count, read_date
from lib.importing.checks.rows import CheckedRow
from lib.importing.layouts.layout import Table
from lib.importing.options import Options
from lib.importing.reading.values import read_year

DESA: Final = "desa"
_MEND_DATE: Final = N_("Tulis tanggal seperti 31/12/2023 atau 31 Desember 2023.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One count of one row; ``hari_tertulis`` is False where only a year or month was written."""

    row: CheckedRow
    program: Program
    tahap: Tahap
    tanggal: dt.date
    jumlah: int
    hari_tertulis: bool


def wide_programs(tables: Iterable[Table]) -> dict[str, list[tuple[Program, Tahap]]]:
    """The programme and stage of each programme column, by programme id in the order of the list."""
    present = {peran for table in tables for peran in table.kolom}
    return {
        program.id: columns
        for program in all_programs().values()
        if (columns := [(program, tahap) for tahap in program.tahap if f"{program.id}:{tahap.id}" in present])
    }


def crosses_mean_no(rows: list[CheckedRow], peran: str) -> bool:
    """A cross is "no" in a column that has ticks as well; alone it may be either."""
    return any(read_count(row.record.isi.get(peran)).nilai for row in rows)


def wide_entries(
    rows: list[CheckedRow], columns: list[tuple[Program, Tahap]], options: Options, today: dt.date
) -> Iterator[Entry]:
    """The entries of one programme in a wide file: an empty cell means no. Findings go to the rows."""
    no_crosses = {tahap.id: crosses_mean_no(rows, f"{program.id}:{tahap.id}") for program, tahap in columns}
    for row in rows:
        when = _date(row, options, today)
        for program, tahap in columns:
            peran = f"{program.id}:{tahap.id}"
            if peran not in row.record.table.kolom:
                continue
            jumlah = _count(row, program, peran, no_crosses[tahap.id], empty=0)
            if jumlah is not None and when is not None and _counts(row, program, jumlah):
                yield Entry(row, program, tahap, when[0], jumlah, when[1])


def long_program(row: CheckedRow) -> Program | None:
    """The programme of a row of a long file; a finding where there is none."""
    program = find_program(row.record.isi.get("program"))
    if program is None:
        row.find(
            "program_tidak_dikenal",
            Severity.BLOCKS,
            "program",
            N_("Program ini tidak ada di daftar program."),
            N_("Program yang ada: {ada}. Program baru ditambahkan di data/fakta/program.toml."),
            ada=tuple(entry.nama["id"] for entry in all_programs().values()),
        )
    return program


def long_entry(row: CheckedRow, program: Program, options: Options, today: dt.date, no_crosses: bool) -> Entry | None:
    """The entry of a row of a long file; None with a finding where something of it cannot be read."""
    tahap = find_stage(program, row.record.isi.get("tahap"))
    if tahap is None:
        row.find(
            "tahap_tidak_dikenal",
            Severity.BLOCKS,
            "tahap",
            N_("Tahap ini tidak ada pada program {program}."),
            N_("Tahap yang ada: {ada}."),
            program=program.nama["id"],
            ada=tuple(entry.nama["id"] for entry in program.tahap),
        )
    # Without a column for it, a row says that the desa has one.
    jumlah = _count(row, program, "jumlah", no_crosses, empty=1 if "jumlah" not in row.record.table.kolom else None)
    when = _date(row, options, today)
    if tahap is None or jumlah is None or when is None or not _counts(row, program, jumlah):
        return None
    return Entry(row, program, tahap, when[0], jumlah, when[1])


def _count(row: CheckedRow, program: Program, peran: str, no_crosses: bool, empty: int | None) -> int | None:
    count = read_count(row.record.isi.get(peran))
    if count.silang:
        if no_crosses:
            return 0
        row.find(
            "silang_bermakna_ganda",
            Severity.BLOCKS,
            peran,
            N_("Tanda silang dapat berarti ya atau tidak."),
            N_("Tulis ya atau tidak, atau 1 atau 0."),
        )
        return None
    if count.salah:
        row.find(
            "jumlah_salah",
            Severity.BLOCKS,
            peran,
            N_("Bukan jumlah, bukan ya, dan bukan tidak."),
            N_("Tulis bilangan bulat, atau ya atau tidak."),
        )
        return None
    if count.nilai is None:
        if empty is None:
            row.find("jumlah_kosong", Severity.BLOCKS, peran, N_("Jumlah kosong."), N_("Isi jumlahnya, 0 bila tidak ada."))
        return empty
    if program.penyebut == DESA and count.nilai > 1:
        row.find(
            "jumlah_lebih_dari_satu",
            Severity.BLOCKS,
            peran,
            N_("Program {program} menghitung desa: jumlah di satu desa 0 atau 1."),
            N_("Periksa apakah satu baris memang satu desa."),
            program=program.nama["id"],
        )
        return None
    return count.nilai


def _date(row: CheckedRow, options: Options, today: dt.date) -> tuple[dt.date, bool] | None:
    """The date of a row: its own, the year in its column names or its year column, what the user chose, or the title."""
    isi, table = row.record.isi, row.record.table
    found: dt.date | None = None
    written = True
    if isi.get("tanggal") is not None:
        found, written = read_date(isi["tanggal"])
        if found is None:
            row.find("tanggal_salah", Severity.BLOCKS, "tanggal", N_("Bukan tanggal."), _MEND_DATE)
            return None
    elif isi.get("tahun") is not None:
        year = read_year(isi["tahun"])
        if year is None:
            row.find("tahun_salah_tulis", Severity.BLOCKS, "tahun", N_("Bukan tahun."), N_("Tulis empat angka, misalnya 2024."))
            return None
        found, written = _end_of(year, options), False
    elif table.tahun is not None:
        found, written = _end_of(table.tahun, options), False
    elif options.tanggal is not None:
        found = options.tanggal
    elif options.tahun is not None or table.tahun_judul is not None:
        found, written = dt.date(int(options.tahun or table.tahun_judul or 0), 12, 31), False
    if found is None:
        return None
    if found > today:
        row.find(
            "tanggal_belum_terjadi",
            Severity.BLOCKS,
            "tanggal" if "tanggal" in table.kolom else "tahun",
            N_("Tanggal keadaan {tanggal} belum terjadi."),
            N_("Sebutkan tanggal keadaan yang benar di berkas, atau dengan --tanggal."),
            tanggal=found.isoformat(),
        )
        return None
    return found, written


def _end_of(year: int, options: Options) -> dt.date:
    """A year alone: the date that the user gave within it, else its last day."""
    return options.tanggal if options.tanggal is not None and options.tanggal.year == year else dt.date(year, 12, 31)


def _counts(row: CheckedRow, program: Program, jumlah: int) -> bool:
    """False for a kelurahan of a programme that does not count them; the row is then not stored."""
    if not is_kelurahan(row.kode) or program.termasuk_kelurahan:
        return True
    row.find(
        "kelurahan_tidak_dihitung",
        Severity.WARNS if jumlah else Severity.INFORMS,
        "kode_desa",
        N_("Program {program} tidak menghitung kelurahan; baris ini tidak disimpan."),
        program=program.nama["id"],
        refuse=True,
    )
    return False
