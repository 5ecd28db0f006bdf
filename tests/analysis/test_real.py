"""The two real IDM years give the published figures, kabupaten by kabupaten."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pandas as pd
import pytest

from lib.analysis.status.change import change_on_year_before, class_moves, status_flows
from lib.analysis.status.distribution import mean_scores, status_counts, unmatched_rows
from lib.domain.data_file import data_dir
from lib.domain.status import STATUS, parse_status
from lib.domain.wilayah import at_tingkat, parse_kode

from .frames import LEVELS, nilai_frame

pytestmark = pytest.mark.real
PROVINCE = {2023: (0, 4, 1253, 1008, 181), 2024: (0, 4, 919, 1164, 359)}


def read(real_dir: Path, year: int) -> list[dict[str, str]]:
    with (real_dir / f"idm_lampung_{year}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def nilai(real_dir: Path) -> pd.DataFrame:
    rows = []
    for year in PROVINCE:
        for row in read(real_dir, year):
            status = parse_status(row["status_idm"])
            entry = {"kode_desa": parse_kode(row["kode_desa"]), "tahun": year, "nilai": float(row["nilai_idm"]), "status": status}
            rows.append(entry | {part: float(row[part]) for part in ("iks", "ike", "ikl")})
    return nilai_frame(rows)


@pytest.fixture(scope="module")
def wilayah() -> pd.DataFrame:
    frame = pd.read_csv(data_dir() / "wilayah" / "wilayah.csv", dtype=str, index_col="kode")
    return frame.assign(tingkat=pd.Categorical([LEVELS[code.count(".")] for code in frame.index]))


@pytest.mark.parametrize("year", sorted(PROVINCE))
def test_the_province_has_the_published_number_of_each_status(nilai, wilayah, year):
    counts = status_counts(nilai, wilayah, year, "provinsi").loc["18"]
    assert tuple(counts[list(STATUS)]) == PROVINCE[year]
    assert (counts["dinilai"], counts["belum_dinilai"], counts["tanpa_data"], counts["jumlah"]) == (2446, 205, 0, 2651)
    assert unmatched_rows(nilai, wilayah, year) == 0


@pytest.mark.parametrize("year", sorted(PROVINCE))
@pytest.mark.parametrize("level", ["kabupaten", "kecamatan"])
def test_counts_and_means_are_those_of_the_file_itself(real_dir, nilai, wilayah, year, level):
    numbers = {code: dict.fromkeys(STATUS, 0) for code in wilayah.index[wilayah["tingkat"] == level]}
    scores = defaultdict(list)
    width = {"kabupaten": 4, "kecamatan": 6}[level]
    for row in read(real_dir, year):
        code = ".".join(re.findall("..", row["kode_desa"][:width]))
        numbers[code][row["status_idm"].lower().replace(" ", "_")] += 1
        scores[code].append([float(row[part]) for part in ("nilai_idm", "iks", "ike", "ikl")])
    assert status_counts(nilai, wilayah, year, level)[list(STATUS)].to_dict("index") == numbers
    means = mean_scores(nilai, wilayah, year, level)
    for code in numbers:
        values = scores[code]
        assert means.at[code, "n"] == len(values)
        if values:
            by_hand = [sum(column) / len(values) for column in zip(*values, strict=True)]
            assert means.loc[code, ["nilai", "iks", "ike", "ikl"]].tolist() == pytest.approx(by_hand)
        else:
            assert pd.isna(means.at[code, "nilai"])


def test_every_kabupaten_equals_the_published_facts(nilai, wilayah):
    with (data_dir() / "fakta" / "idm_kabupaten.csv").open(encoding="utf-8", newline="") as file:
        facts = [row for row in csv.DictReader(file) if int(row["tahun"]) in PROVINCE and row["rerata_nilai"]]
    assert len(facts) == 2 * 13
    for fact in facts:
        counts = status_counts(nilai, wilayah, int(fact["tahun"]), "kabupaten").loc[fact["kode"]]
        assert counts[list(STATUS)].tolist() == [int(fact[status]) for status in STATUS]
        assert counts["dinilai"] == int(fact["jumlah_desa"])
        means = mean_scores(nilai, wilayah, int(fact["tahun"]), "kabupaten").loc[fact["kode"]]
        published = {"nilai": "rerata_nilai", "iks": "rerata_iks", "ike": "rerata_ike", "ikl": "rerata_ikl"}
        # Half a unit of the fourth decimal and a grain: a mean may lie exactly between two published figures.
        assert {name: means[name] for name in published} == pytest.approx(
            {name: float(fact[column]) for name, column in published.items()}, abs=5.01e-5
        )


def test_changes_and_flows_are_those_of_the_files(real_dir, nilai, wilayah):
    old, new = ({row["kode_desa"]: row for row in read(real_dir, year)} for year in sorted(PROVINCE))
    differences = defaultdict(list)
    moves = defaultdict(int)
    for code in old.keys() & new.keys():
        differences[parse_kode(code[:4])].append(float(new[code]["nilai_idm"]) - float(old[code]["nilai_idm"]))
        moves[parse_status(old[code]["status_idm"]), parse_status(new[code]["status_idm"])] += 1
    change = change_on_year_before(nilai, wilayah, 2024, "kabupaten")
    assert change.dropna()["selisih"].to_dict() == pytest.approx({code: sum(d) / len(d) for code, d in differences.items()})
    assert change["n_berpasangan"].sum() == 2446
    flows = status_flows(nilai, wilayah, 2024)
    assert {(a, b): n for a, row in flows.iterrows() for b, n in row.items() if n} == dict(moves)
    by_class = class_moves(nilai, wilayah, 2024, "provinsi").loc["18"]
    assert by_class["naik"] == sum(n for (a, b), n in moves.items() if STATUS.index(b) > STATUS.index(a))


def test_every_row_lies_in_the_area_that_its_code_names(nilai, wilayah):
    counts = status_counts(nilai, wilayah, 2024, "desa", "18.13")
    assert {at_tingkat(code, "kabupaten") for code in counts.index} == {"18.13"}
    behind = counts.index[counts["tertinggal"] == 1]
    assert len(behind) == 4
