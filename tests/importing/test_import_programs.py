"""Coverage of programmes, long and wide as offices keep it, and awards: one version per programme, silence said aloud."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from lib.domain.errors import ImportRefused
from lib.domain.program import all_programs
from lib.importing.checks.program_cells import MAX_COUNT, find_program, find_stage, read_count, read_date
from lib.importing.options import Options
from lib.importing.publication import publish_file
from lib.importing.reading.files import open_bytes
from lib.importing.run import examine_file
from lib.store.frames import cakupan_frame, prestasi_frame
from lib.store.versions import list_versions
from tests.importing.files import csv_bytes, desa_codes, examine_all, names_of, register, rules, xlsx_bytes
from tests.people import pengelola

LONG = ("kode_desa", "nama_desa", "program", "tahap", "tanggal", "jumlah")
AREA = "18.09"


def long_rows(area: str = AREA, **changes: object) -> list[list]:
    row = {"program": "Smart Village", "tahap": "pengguna", "tanggal": "2023-12-31", "jumlah": 1} | changes
    return [[kode, names_of(kode)[0], *row.values()] for kode in desa_codes(area)]


def one(data: bytes, **options):
    (report,) = examine_all(data, options=Options(**options))
    return report


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        *[(yes, 1) for yes in ("ya", "Ya", " YA ", "y", "√", "✓", "v", "V", "ada", "Sudah", "1", 1, 1.0, True)],
        *[(no, 0) for no in ("tidak", "Tidak ", "TDK", "belum", "-", "–", "0", 0, 0.0, False, "tidak ada")],
        *[("36", 36), (36.0, 36), ("1.234", 1234), ("12,0", 12)],
        *[(wrong, None) for wrong in ("mungkin", -1, 1.5, "1,5", float("inf"), MAX_COUNT + 1, "ya/tidak", "=1+1")],
    ],
)
def test_counts_and_yes_and_no_are_read_as_offices_write_them(cell: object, count: int | None) -> None:
    read = read_count(cell)  # type: ignore[arg-type]
    assert (read.nilai, read.salah) == (count, count is None)


@pytest.mark.parametrize(
    ("cell", "date", "day"),
    [
        ("31/12/2023", (2023, 12, 31), True),
        ("6-2-2023", (2023, 2, 6), True),
        ("2023-02-06", (2023, 2, 6), True),
        ("2023-02-06 00:00:00", (2023, 2, 6), True),
        (dt.datetime(2023, 2, 6), (2023, 2, 6), True),
        ("6 Februari 2023", (2023, 2, 6), True),
        ("16 okt. 2021", (2021, 10, 16), True),
        ("Februari 2024", (2024, 2, 29), False),
        ("2023", (2023, 12, 31), False),
        (2023.0, (2023, 12, 31), False),
        ("31/02/2023", None, True),
        ("12/31/2023", None, True),
        ("kemarin", None, False),
        (45291, None, False),
        (True, None, False),
    ],
)
def test_dates_are_read_as_offices_write_them(cell: object, date: tuple | None, day: bool) -> None:
    assert read_date(cell) == (None if date is None else dt.date(*date), day)  # type: ignore[arg-type]


@given(st.one_of(st.text(max_size=20), st.floats(), st.integers(), st.booleans(), st.datetimes(), st.none()))
def test_any_cell_is_a_count_or_none_and_a_date_or_none(cell: object) -> None:
    count = read_count(cell)  # type: ignore[arg-type]
    assert count.nilai is None or 0 <= count.nilai <= MAX_COUNT
    read_date(cell)  # type: ignore[arg-type]


def test_programmes_and_stages_are_found_by_id_and_by_name() -> None:
    for program in all_programs().values():
        for name in (program.id, *program.nama.values(), program.nama["id"].upper(), f" {program.id} "):
            assert find_program(name) is program
        for tahap in program.tahap:
            assert find_stage(program, tahap.nama["id"].upper()) is tahap
            assert find_stage(program, tahap.id) is tahap
        assert find_stage(program, None) is program.tahap_utama
    assert find_program("DESA MART") is all_programs()["desamart"]
    assert find_program("apa saja") is None


def test_a_long_file_gives_one_dataset_per_programme() -> None:
    rows = [*long_rows(), *long_rows(program="e-Samdes", tahap="Agen terdaftar", tanggal="6 Februari 2023")[:40]]
    reports = examine_all(csv_bytes(rows, header=LONG), options=Options(wilayah=AREA))
    assert [
        (report.dataset.program, report.counts.read, report.counts.accepted, report.dataset.wilayah) for report in reports
    ] == [
        ("smart_village", 148, 148, AREA),
        ("e_samdes", 40, 40, AREA),
    ]
    assert [report.ringkasan for report in reports] == [{"pengguna 2023-12-31": 148}, {"agen 2023-02-06": 40}]
    assert reports[0].dataset.judul == "Smart Village 2023, Pesawaran"
    assert all(report.publishable for report in reports)


def test_what_a_list_does_not_name_is_said_aloud() -> None:
    report = one(csv_bytes(long_rows()[:100], header=LONG))
    (told,) = [finding for finding in report.findings if finding.rule == "tidak_disebut"]
    assert "48 dari 148 desa di Pesawaran" in told.text
    assert report.publishable
    two = csv_bytes([*long_rows("18.09"), *long_rows("18.10")], header=LONG)
    report = one(two)
    assert (report.dataset.wilayah, rules(report)["kabupaten_tidak_disebut"], report.publishable) == ("18", 1, False)
    assert one(two, wilayah="18").publishable
    assert (one(two, wilayah="18.10").counts.accepted, one(two, wilayah="18.10").counts.left_out) == (126, 148)


WIDE = ("KODE DESA", "NAMA DESA", "Smart Village", "e-Samdes Agen", "e-Samdes (melayani)", "DesaMart")


def wide_rows(area: str = AREA) -> list[list]:
    return [
        [kode, names_of(kode)[0], ("ya", "tidak")[n % 2], ("√", "")[n % 3 > 0], ("1", "0")[n % 4 > 0], ("v", "x")[n % 5 > 0]]
        for n, kode in enumerate(desa_codes(area))
    ]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_wide_file_of_yes_and_no_gives_one_dataset_per_programme(kind: str) -> None:
    rows = [WIDE, *wide_rows()]
    data = csv_bytes(rows, header=None) if kind == "csv" else xlsx_bytes({"Program": rows})
    reports = examine_all(data, f"a.{kind}", options=Options(tanggal=dt.date(2023, 6, 30)))
    assert {report.dataset.program: report.ringkasan for report in reports} == {
        "smart_village": {"pengguna 2023-06-30": 74},
        "e_samdes": {"agen 2023-06-30": 50, "melayani 2023-06-30": 37},
        "desamart": {"ada 2023-06-30": 30},
    }
    assert {(report.counts.read, report.counts.accepted, report.dataset.wilayah) for report in reports} == {(148, 148, AREA)}
    assert {report.dataset.program: len(report.content.rows.cakupan) for report in reports} == {
        "smart_village": 148,
        "e_samdes": 296,
        "desamart": 148,
    }
    assert [rules(report) for report in reports] == [{}, {}, {}]


def test_the_date_may_come_from_the_column_the_user_the_title_or_must_be_given() -> None:
    rows = [[kode, names_of(kode)[0], "ya", "tidak"] for kode in desa_codes(AREA)]
    years = one(csv_bytes(rows, header=("KODE DESA", "NAMA DESA", "Smart Village 2022", "Smart Village 2023")))
    assert years.ringkasan == {"pengguna 2022-12-31": 148, "pengguna 2023-12-31": 0}
    assert rules(years) == {"tanggal_akhir": 1}
    header = ("KODE DESA", "NAMA DESA", "Smart Village", "Desamart")
    with pytest.raises(ImportRefused, match="--tanggal"):
        examine_all(csv_bytes(rows, header=header))
    title = csv_bytes([["Data program tahun 2022"], header, *rows], header=None)
    assert {report.dataset.tahun for report in examine_all(title)} == {2022}
    assert {report.dataset.tahun for report in examine_all(csv_bytes(rows, header=header), options=Options(tahun=2021))} == {2021}
    future = dt.date.today() + dt.timedelta(days=30)
    reports = examine_all(csv_bytes(rows, header=header), options=Options(tanggal=future))
    assert rules(reports[0])["tanggal_belum_terjadi"] == 148
    assert not reports[0].publishable


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"program": "apa"}, "program_tidak_dikenal"),
        ({"tahap": "apa"}, "tahap_tidak_dikenal"),
        ({"tanggal": "kapan"}, "tanggal_salah"),
        ({"jumlah": "banyak"}, "jumlah_salah"),
        ({"jumlah": ""}, "jumlah_kosong"),
        ({"jumlah": 2}, "jumlah_lebih_dari_satu"),
        ({"jumlah": "-1"}, "jumlah_salah"),
        ({"tanggal": "", "jumlah": 1}, "tanpa_tanggal"),
    ],
)
def test_what_cannot_be_read_is_refused_by_row(changes: dict, rule: str) -> None:
    rows = [*long_rows()[1:], *long_rows(**changes)[:1]]
    report = one(csv_bytes(rows, header=LONG))
    assert (report.counts.read, report.counts.refused, rules(report)[rule]) == (148, 1, 1)
    assert not report.publishable


def test_one_desa_twice_for_a_stage_and_date_is_refused_and_for_others_not() -> None:
    rows = [*long_rows(), *long_rows(tahap="percontohan", jumlah=0), *long_rows(tanggal="2022-12-31")]
    report = one(csv_bytes(rows, header=LONG))
    assert (report.counts.accepted, report.dataset.tahun, rules(report)) == (3 * 148, None, {"tahap_kosong": 1})
    report = one(csv_bytes([*rows, rows[0]], header=LONG))
    assert (report.counts.refused, rules(report)["desa_ganda"]) == (2, 2)


def test_kelurahan_count_where_the_programme_says_so() -> None:
    kelurahan = sorted(kode for kode in register().places if kode.startswith("18.72") and kode.count(".") == 3)
    for program, stored in (("kpb", len(kelurahan)), ("smart_village", 0)):
        rows = [[kode, register().nama(kode), program, "", "2021-12-27", 1] for kode in kelurahan]
        report = one(csv_bytes(rows, header=LONG))
        assert (report.counts.accepted, report.counts.read) == (stored, len(kelurahan))
        assert ("kelurahan_tidak_dihitung" in rules(report)) is (program == "smart_village")


def test_a_cross_is_no_beside_ticks_and_unclear_alone() -> None:
    rows = [[kode, names_of(kode)[0], "x"] for kode in desa_codes(AREA)]
    header = ("KODE DESA", "NAMA DESA", "Smart Village 2023")
    assert rules(one(csv_bytes(rows, header=header)))["silang_bermakna_ganda"] == 148
    rows[0][2] = "√"
    report = one(csv_bytes(rows, header=header))
    assert (report.ringkasan, report.publishable) == ({"pengguna 2023-12-31": 1}, True)


def test_published_coverage_is_what_the_file_said_and_replaces_only_its_area(seeded: Engine) -> None:
    before = cakupan_frame(seeded)
    source = open_bytes("a.csv", csv_bytes(wide_rows(), header=WIDE))
    report = examine_file(seeded, source, options=Options(tanggal=dt.date(2023, 12, 31)))
    comparison = report.bagian[0].changes.perbandingan[0]
    mine = before[(before["program"] == "smart_village") & before["kode_wilayah"].str.startswith(AREA + ".")]
    mine = mine[mine["tanggal"].dt.year == 2023]
    assert len(comparison.berubah) + len(comparison.tetap) + len(comparison.hilang) == len(mine)
    publish_file(seeded, report, pelaku=pengelola())
    frame = cakupan_frame(seeded)
    rows = frame[(frame["program"] == "smart_village") & (frame["sifat"] == "resmi")]
    assert (len(rows), rows["jumlah"].sum()) == (148, 74)
    versions = [info for info in list_versions(seeded) if info.sifat == "resmi" and info.jenis == "program"]
    assert {info.program for info in versions} == {("smart_village",), ("e_samdes",), ("desamart",)}


def test_figures_that_differ_from_published_ones_are_told(listed: Engine) -> None:
    codes = desa_codes("18")
    rows = [[kode, names_of(kode)[0], "smart_village", "pengguna", "2023-12-31", 1] for kode in codes[:2385]]
    report = examine_file(listed, open_bytes("a.csv", csv_bytes(rows, header=LONG)), options=Options(wilayah="18")).bagian[0]
    assert [(fact.terbit, fact.berkas) for fact in report.changes.fakta] == [(2385, 2385)]
    rows[0][5] = 0
    report = examine_file(listed, open_bytes("a.csv", csv_bytes(rows, header=LONG)), options=Options(wilayah="18")).bagian[0]
    assert rules(report)["beda_dari_angka_terbitan"] == 1


AWARDS = ("kode_wilayah", "nama_desa", "tahun", "ajang", "tingkat", "hasil", "sumber")


def award_rows() -> list[list]:
    return [
        ["18.01.09.2009", register().nama("18.01.09.2009"), 2021, "Lomba Desa", "Provinsi", "Juara 2", "x"],
        ["18.04.15.2004", "Trimulyo", 2021, "Desa BRILiaN", "Nasional", "Peringkat 4", ""],
    ]


def test_awards_are_read_compared_and_published_for_their_area_only(seeded: Engine) -> None:
    before = len(prestasi_frame(seeded))
    rows = [[*award_rows()[1][:5], "Peringkat 3", "baru"]]
    report = examine_file(seeded, open_bytes("a.csv", csv_bytes(rows, header=AWARDS)))
    (part,) = report.bagian
    assert (part.dataset.wilayah, part.dataset.tahun, part.dataset.judul) == ("18.04.15.2004", 2021, "Prestasi 2021, Trimulyo")
    assert len(part.changes.perbandingan[0].baru) == 1
    assert "hilang_dari_terbit" in rules(part)
    publish_file(seeded, report, pelaku=pengelola())
    frame = prestasi_frame(seeded)
    assert len(frame) == before
    assert list(frame.loc[frame["kode_wilayah"] == "18.04.15.2004", "hasil"]) == ["Peringkat 3"]


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        (2, "dahulu", "tahun_salah_tulis"),
        (2, 1900, "tahun_salah_tulis"),
        (3, "", "ajang_kosong"),
        (5, " ", "hasil_kosong"),
        (3, "x" * 81, "teks_terlalu_panjang"),
        (0, "18.99.99.2009", "kode_tidak_dikenal"),
        (1, "Nama Lain", "nama_tidak_cocok"),
    ],
)
def test_an_award_that_cannot_be_read_is_refused(column: int, value: object, rule: str) -> None:
    rows = award_rows()
    rows[0][column] = value
    report = one(csv_bytes(rows, header=AWARDS))
    assert (report.counts.read, report.counts.accepted, rules(report)[rule]) == (2, 1, 1)


def test_texts_of_awards_are_kept_as_plain_text_in_one_line() -> None:
    rows = award_rows()
    rows[0][3:6] = ["Lomba\n Desa\u202e", "<img src=x onerror=alert(1)>", "=HYPERLINK(1)\u200f"]
    (stored, _other) = sorted(one(csv_bytes(rows, header=AWARDS)).content.rows.prestasi)
    assert stored[2:5] == ("Lomba Desa", "<img src=x onerror=alert(1)>", "=HYPERLINK(1)")


def test_the_same_award_twice_is_stored_once() -> None:
    report = one(csv_bytes([*award_rows(), award_rows()[0]], header=AWARDS))
    assert (report.counts.read, report.counts.accepted, rules(report)["prestasi_ganda"]) == (3, 2, 1)
    assert report.publishable


def test_dates_of_a_workbook_are_dates() -> None:
    rows = [LONG, *([*row[:4], dt.datetime(2023, 12, 31), 1] for row in long_rows())]
    (report,) = examine_all(xlsx_bytes({"Program": rows}), "a.xlsx")
    assert report.ringkasan == {"pengguna 2023-12-31": 148}


def test_a_snapshot_of_another_day_than_the_rest_of_the_province_is_told(seeded: Engine) -> None:
    source = open_bytes("a.csv", csv_bytes(long_rows(tanggal="2023-06-30"), header=LONG))
    publish_file(seeded, examine_file(seeded, source), pelaku=pengelola())
    for tanggal, told in (("2023-06-30", False), ("2023-09-30", True)):
        source = open_bytes("a.csv", csv_bytes(long_rows("18.10", tanggal=tanggal), header=LONG))
        (part,) = examine_file(seeded, source).bagian
        assert ("tanggal_lain_di_provinsi" in rules(part)) is told
