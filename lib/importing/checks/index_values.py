"""Rules about the values of an index: scale, status, formula, carried-over scores. From here come the rows to store."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Final

from lib.domain.indeks import Indeks
from lib.domain.language import N_, localized
from lib.domain.status import parse_status, status_label
from lib.domain.wilayah import is_kelurahan
from lib.importing.checks.findings import Finding, Severity
from lib.importing.checks.rows import CheckedRow
from lib.importing.reading.values import Number, read_number, read_year
from lib.store.rows import DraftRows

_BLOCKS, _WARNS, _INFORMS = Severity.BLOCKS, Severity.WARNS, Severity.INFORMS
_EPSILON: Final = 1e-9  # What binary fractions lose on their way through a spreadsheet.


def check_values(rows: list[CheckedRow], indeks: Indeks, tahun: int) -> tuple[DraftRows, Counter[str], list[Finding]]:
    """Check the values of ``rows`` against ``indeks`` and give what is to be stored of those that are not refused.

    Returns the rows to store, the number of desa per status, and findings about the file as a whole. A row without score
    and status is not stored (its desa shows as *tanpa data*); a status that is empty is taken from the score.
    """
    drafts = DraftRows()
    summary: Counter[str] = Counter()
    commas = 0
    for row in rows:
        if is_kelurahan(row.kode):
            _check_kelurahan(row)
            continue
        numbers = {peran: read_number(row.record.isi.get(peran)) for peran in ("nilai", *(d.id for d in indeks.dimensi))}
        commas += sum(number.comma for number in numbers.values())
        nilai = _score(row, numbers["nilai"], indeks)
        parts = _dimensions(row, numbers, indeks)
        status = _status(row, nilai, indeks)
        if nilai is None and status is None and row.stored:
            row.find(
                "tanpa_nilai",
                _WARNS,
                "nilai",
                N_("Desa ini tanpa nilai dan tanpa status."),
                N_("Baris ini tidak disimpan; desa tampil sebagai “tanpa data”."),
                refuse=True,
            )
        _check_formula(row, nilai, parts, indeks)
        dibawa = _carried_over(row, tahun)
        if row.stored and status is not None:
            summary[status] += 1
            drafts.nilai.append((row.kode, tahun, indeks.id, nilai, status, indeks.status_of(nilai), dibawa))
            drafts.dimensi.extend((row.kode, tahun, dimensi, value) for dimensi, value in parts.items())
    return drafts, summary, [_comma_finding(commas)] if commas else []


def _comma_finding(commas: int) -> Finding:
    return Finding(
        rule="koma_desimal",
        severity=_INFORMS,
        message=N_("{jumlah} angka ditulis dengan koma desimal dan dibaca sebagai desimal."),
        isian={"jumlah": commas},
    )


def _check_kelurahan(row: CheckedRow) -> None:
    has_value = read_number(row.record.isi.get("nilai")).value is not None or row.record.isi.get("status") is not None
    if has_value and row.stored:
        row.find(
            "kelurahan_berstatus",
            _BLOCKS,
            "status",
            N_("{kode} adalah kelurahan: kelurahan tidak dinilai dan tidak punya status."),
            N_("Periksa kodenya (kode desa memuat 2 pada angka ketujuh), atau hapus barisnya."),
            kode=row.kode,
        )
    elif row.stored:
        row.find(
            "kelurahan_dilewati", _INFORMS, "kode_desa", N_("Kelurahan tidak dinilai; baris ini tidak disimpan."), refuse=True
        )


def _text_in_number(row: CheckedRow, peran: str) -> None:
    row.find("teks_di_kolom_angka", _BLOCKS, peran, N_("Bukan angka."), N_("Isi angka, atau kosongkan selnya."))


def _score(row: CheckedRow, number: Number, indeks: Indeks) -> float | None:
    if not number.valid:
        _text_in_number(row, "nilai")
        return None
    if number.value is not None and not -_EPSILON <= number.value <= indeks.skala_maks + _EPSILON:
        row.find(
            "nilai_di_luar_skala",
            _BLOCKS,
            "nilai",
            N_("Nilai di luar skala 0 sampai {maks} ({indeks})."),
            N_("Periksa angka dan tanda desimalnya."),
            maks=indeks.skala_maks,
            indeks=indeks.singkatan,
        )
        return None
    return None if number.value is None else min(max(number.value, 0.0), indeks.skala_maks)


def _dimensions(row: CheckedRow, numbers: dict[str, Number], indeks: Indeks) -> dict[str, float]:
    parts = {}
    for dimensi in indeks.dimensi:
        number = numbers[dimensi.id]
        if not number.valid:
            _text_in_number(row, dimensi.id)
        elif number.value is None:
            if dimensi.id in row.record.table.kolom and numbers["nilai"].value is not None:
                row.find("dimensi_kosong", _WARNS, dimensi.id, N_("{dimensi} kosong."), dimensi=dimensi.singkatan)
        elif not -_EPSILON <= number.value <= dimensi.maks + _EPSILON:
            row.find(
                "dimensi_di_luar_batas",
                _BLOCKS,
                dimensi.id,
                N_("{dimensi} di luar 0 sampai {maks}."),
                N_("Periksa angka dan tanda desimalnya."),
                dimensi=dimensi.singkatan,
                maks=dimensi.maks,
            )
        else:
            parts[dimensi.id] = min(max(number.value, 0.0), dimensi.maks)
    return parts


def _status(row: CheckedRow, nilai: float | None, indeks: Indeks) -> str | None:
    """The status as published; the computed one where the file gives none."""
    cell = row.record.isi.get("status")
    computed = indeks.status_of(nilai)
    if cell is None or read_number(cell) == Number(None):
        if computed is not None:
            row.find(
                "status_kosong",
                _WARNS,
                "status",
                N_("Status kosong; dipakai status menurut nilainya: {hitung}."),
                hitung=partial(status_label, computed),
            )
        return computed
    status = parse_status(cell)
    if status is None:
        row.find(
            "status_tidak_dikenal",
            _BLOCKS,
            "status",
            N_("Status ini bukan salah satu dari lima status desa."),
            N_("Tulis Mandiri, Maju, Berkembang, Tertinggal, atau Sangat Tertinggal."),
        )
    elif computed is not None and computed != status:
        row.find(
            "status_tak_sesuai_nilai",
            _WARNS,
            "status",
            N_("Status tidak sesuai dengan nilai {nilai}: menurut nilainya {hitung}."),
            N_("Status disimpan seperti tertulis; selisihnya tampil di laporan mutu data."),
            nilai=nilai,
            hitung=partial(status_label, computed),
        )
    if status is not None and nilai is None and row.stored:
        row.find("nilai_kosong", _WARNS, "nilai", N_("Nilai kosong; hanya statusnya yang disimpan."))
    return status


def _check_formula(row: CheckedRow, nilai: float | None, parts: dict[str, float], indeks: Indeks) -> None:
    implied = indeks.score_from_dimensions(parts)
    if nilai is None or implied is None:
        return
    if abs(nilai - implied) > indeks.formula_tolerance:
        row.find(
            "nilai_tak_sesuai_rumus",
            _WARNS,
            "nilai",
            N_("Nilai {nilai} tidak sama dengan hasil rumus dari dimensinya, {hasil} ({rumus})."),
            N_("Periksa nilai dan dimensinya di berkas asli."),
            nilai=nilai,
            hasil=implied,
            rumus=partial(localized, indeks.rumus),
        )


def _carried_over(row: CheckedRow, tahun: int) -> int | None:
    year = read_year(row.record.isi.get("dibawa"))
    if year is None or year >= tahun:
        return None
    row.find(
        "nilai_dibawa",
        _INFORMS,
        "dibawa",
        N_("Nilai dibawa dari tahun {tahun}: tidak ada pemutakhiran."),
        tahun=str(year),
    )
    return year
