"""Before publishing it is said what would change, row by row; what is said is what then happens."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from lib.domain.facts import status_facts_kabupaten
from lib.domain.indeks import indices
from lib.domain.status import STATUS, parse_status
from lib.domain.wilayah import parse_kode
from lib.importing.comparing.comparison import LARGEST, TAHUN_LALU, TERBIT, compare_scores
from lib.importing.reading.files import open_bytes
from lib.importing.report.text import report_text
from lib.importing.run import examine_file, import_file
from lib.store.frames import nilai_frame
from tests.importing.files import STATUS_TEXT, csv_bytes, per_desa_rows, rules
from tests.people import pengelola

status_of = indices()["idm"].status_of
codes = st.sampled_from([f"18.09.01.20{number:02}" for number in range(1, 9)])
scores = st.dictionaries(codes, st.one_of(st.none(), st.floats(0, 1)).map(lambda nilai: (nilai, status_of(nilai) or "maju")))


@settings(max_examples=200)
@given(scores, scores)
def test_every_row_is_new_changed_unchanged_or_missing(before: dict, after: dict) -> None:
    found = compare_scores(before, after, dasar=TERBIT, tahun=2024, desimal=4)
    assert sorted(found.baru + found.berubah + found.tetap + found.hilang) == sorted(before.keys() | after.keys())
    assert set(found.baru) == after.keys() - before.keys()
    assert set(found.hilang) == before.keys() - after.keys()
    assert sum(found.arus.values()) == len(before.keys() & after.keys())
    assert sum(found.sebelum.values()) == len(before)
    assert sum(found.sesudah.values()) == len(after)
    assert found.empty == (not before)


@settings(max_examples=200)
@given(scores, scores)
def test_the_largest_changes_are_the_largest(before: dict, after: dict) -> None:
    found = compare_scores(before, after, dasar=TERBIT, tahun=2024, desimal=4)
    by_hand = {
        kode: round(after[kode][0], 4) - round(before[kode][0], 4)
        for kode in before.keys() & after.keys()
        if before[kode][0] is not None and after[kode][0] is not None
    }
    rises = sorted((change for change in by_hand.values() if change > 0), reverse=True)
    falls = sorted(change for change in by_hand.values() if change < 0)
    assert [change.selisih for change in found.naik] == rises[:LARGEST]
    assert [change.selisih for change in found.turun] == falls[:LARGEST]
    assert (found.nilai_sama, found.nilai_berpasangan) == (sum(not it for it in by_hand.values()), len(by_hand))


def test_scores_that_are_printed_alike_are_unchanged() -> None:
    found = compare_scores({"a": (0.70714, "berkembang")}, {"a": (0.7071, "berkembang")}, dasar=TERBIT, tahun=2024, desimal=4)
    assert found.tetap == ("a",)


def test_what_is_announced_is_what_happens(listed: Engine) -> None:
    import_file(listed, open_bytes("a.csv", csv_bytes(per_desa_rows("18.09"))), terbitkan=pengelola())
    before = nilai_frame(listed).set_index("kode_desa")
    rows = per_desa_rows("18.09")[3:]
    rows[0][5:] = [0.9, 0.9, 0.9, 0.9, "MANDIRI"]
    report = import_file(listed, open_bytes("b.csv", csv_bytes(rows)), terbitkan=pengelola())
    (announced,) = report.changes.perbandingan
    after = nilai_frame(listed).set_index("kode_desa")
    assert set(announced.hilang) == set(before.index) - set(after.index)
    assert len(announced.hilang) == 3
    assert list(announced.berubah) == [kode for kode in after.index if after.at[kode, "nilai"] != before.at[kode, "nilai"]]
    assert rules(report)["hilang_dari_terbit"] == rules(report)["berbeda_dari_terbit"] == rules(report)["desa_kurang"] == 1


def test_a_file_that_repeats_last_year_is_told(listed: Engine) -> None:
    import_file(listed, open_bytes("a.csv", csv_bytes(per_desa_rows("18.09", 2023))), terbitkan=pengelola())
    report = import_file(listed, open_bytes("b.csv", csv_bytes(per_desa_rows("18.09", 2024))))
    (told,) = [finding for finding in report.findings if finding.rule == "nilai_sama_tahun_lalu"]
    assert told.text.startswith("Nilai semua 148 desa sama dengan tahun 2023")
    rows = per_desa_rows("18.09", 2024)
    for row in rows[: len(rows) // 2 + 1]:
        row[5:9] = [round(value - 0.01, 4) for value in row[5:9]]
    report = import_file(listed, open_bytes("b.csv", csv_bytes(rows)))
    assert "nilai_sama_tahun_lalu" not in rules(report)


def test_a_jump_within_a_year_is_told_at_its_cell(listed: Engine) -> None:
    rows = per_desa_rows("18.09", 2023)
    rows[5][5:] = [0.5, 0.5, 0.5, 0.5, "TERTINGGAL"]
    import_file(listed, open_bytes("a.csv", csv_bytes(rows)), terbitkan=pengelola())
    rows = per_desa_rows("18.09", 2024)
    rows[5][5:] = [0.75, 0.75, 0.75, 0.75, "MAJU"]
    report = import_file(listed, open_bytes("b.csv", csv_bytes(rows)))
    (told,) = [finding for finding in report.findings if finding.rule == "lonjakan_nilai"]
    assert (told.row, told.column, told.value) == (7, "I · nilai_idm", "0.75")
    assert "+0,2500" in told.text
    assert report.publishable


def test_nothing_is_compared_across_the_change_of_method(listed: Engine) -> None:
    import_file(listed, open_bytes("a.csv", csv_bytes(per_desa_rows("18.09", 2024))), terbitkan=pengelola())
    header = ("kode_desa", "nama_desa", "tahun", "dld", "ds", "de", "dl", "da", "dtkpd", "skor", "status")
    rows = [[row[0], row[3], 2025, 119, 59.5, 112, 63, 35, 56, 70.0, "MAJU"] for row in per_desa_rows("18.09")]
    report = import_file(listed, open_bytes("b.csv", csv_bytes(rows, header=header)))
    assert [comparison.dasar for comparison in report.changes.perbandingan] == [TERBIT]


def test_totals_are_held_against_published_figures(listed: Engine) -> None:
    facts = status_facts_kabupaten()[2024, "18.09"]
    statuses = [status for status in STATUS for _ in range(facts[status])]
    middle = {status: sum(indices()["idm"].interval_of(status)) / 2 for status in STATUS}
    rows = per_desa_rows("18.09")
    for row, status in zip(rows, statuses, strict=True):
        row[5:] = [*[middle[status]] * 4, STATUS_TEXT[status]]
    report = import_file(listed, open_bytes("a.csv", csv_bytes(rows)))
    assert {fact.kunci: fact.terbit for fact in report.changes.fakta} == facts
    assert all(fact.cocok for fact in report.changes.fakta)
    rows[-1][5:] = [*[middle["maju"]] * 4, "MAJU"]
    report = import_file(listed, open_bytes("a.csv", csv_bytes(rows)))
    assert sorted(fact.kunci for fact in report.changes.fakta if not fact.cocok) == ["maju", "mandiri"]
    assert rules(report)["beda_dari_angka_terbitan"] == 2


def test_flows_from_illustrative_values_are_not_told(seeded: Engine) -> None:
    text = report_text(examine_file(seeded, open_bytes("a.csv", csv_bytes(per_desa_rows("18.09", 2022)))))
    assert "Dibanding data yang sekarang terbit (data contoh): 0 baru" in text
    assert "Maju →" not in text


@pytest.mark.real
def test_the_flows_from_2023_to_2024_are_those_counted_by_hand(listed: Engine, real_dir: Path) -> None:
    import_file(listed, real_dir / "idm_lampung_2023.csv", terbitkan=pengelola())
    report = import_file(listed, real_dir / "idm_lampung_2024.csv")
    read = {
        tahun: {
            parse_kode(row["kode_desa"]): (float(row["nilai_idm"]), parse_status(row["status_idm"]))
            for row in csv.DictReader((real_dir / f"idm_lampung_{tahun}.csv").open(encoding="utf-8"))
        }
        for tahun in (2023, 2024)
    }
    same_year, last_year = report.changes.perbandingan
    assert (same_year.empty, last_year.dasar, last_year.tahun) == (True, TAHUN_LALU, 2023)
    flows = Counter((read[2023][kode][1], read[2024][kode][1]) for kode in read[2024])
    assert last_year.arus == flows
    assert {pair: n for pair, n in flows.items() if pair[0] != pair[1]} == {
        ("berkembang", "maju"): 328,
        ("berkembang", "mandiri"): 7,
        ("maju", "berkembang"): 1,
        ("maju", "mandiri"): 172,
        ("mandiri", "maju"): 1,
    }
    assert (last_year.nilai_sama, last_year.nilai_berpasangan) == (424, 2446)
    assert (last_year.naik[0].kode, round(last_year.naik[0].selisih, 4)) == ("18.05.11.2008", 0.1791)
    assert (last_year.turun[0].kode, round(last_year.turun[0].selisih, 4)) == ("18.06.09.2008", -0.1041)
    assert len(report.changes.fakta) == 70
    assert all(fact.cocok for fact in report.changes.fakta)
