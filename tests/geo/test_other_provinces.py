"""The list of the provinces other than Lampung: what the package holds, no more is claimed."""

from __future__ import annotations

import csv
import gzip
from collections import Counter

import pytest

from data.wilayah import others
from lib.domain.data_file import read_sumber
from lib.domain.wilayah import induk, is_desa, is_kelurahan, is_kode, tingkat

MOST_BYTES = 2_000_000


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with gzip.open(others.PRODUCT, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_with_lampung_there_are_38_provinces_514_kabupaten_and_75266_desa(rows) -> None:
    counts = Counter(row["jenis"] for row in rows)
    assert counts == others.COUNTS
    assert counts["provinsi"] + 1 == 38
    assert counts["kabupaten"] + counts["kota"] + 15 == 514
    assert counts["kecamatan"] + 229 == 7285
    assert counts["desa"] + 2446 == 75266
    assert counts["kelurahan"] + 205 == 8496


def test_lampung_is_not_in_it_and_every_code_lies_under_its_parent(rows) -> None:
    codes = {row["kode"] for row in rows}
    assert len(codes) == len(rows)
    assert [row["kode"] for row in rows] == sorted(codes)
    for row in rows:
        assert is_kode(row["kode"])
        assert not row["kode"].startswith("18")
        assert row["kode_induk"] == (induk(row["kode"]) or "")
        assert not row["kode_induk"] or row["kode_induk"] in codes


def test_kinds_agree_with_codes_desa_adat_are_desa(rows) -> None:
    for row in rows:
        level = {"kota": "kabupaten", "kelurahan": "desa"}.get(row["jenis"], row["jenis"])
        assert tingkat(row["kode"]) == level
        assert is_desa(row["kode"]) == (row["jenis"] == "desa")
        assert is_kelurahan(row["kode"]) == (row["jenis"] == "kelurahan")
    assert sum(row["kode"].count(".") == 3 and row["kode"][9] == "3" for row in rows) == 14


def test_points_lie_in_the_archipelago_and_no_date_is_invented(rows) -> None:
    for row in rows:
        assert others.point(row["lintang"], row["bujur"]) == (row["lintang"], row["bujur"])
        assert (row["berlaku_dari"], row["berlaku_sampai"], row["kode_bps"]) == ("", "", "")


def test_the_file_is_small_and_its_twin_tells_what_it_is() -> None:
    assert others.PRODUCT.stat().st_size < MOST_BYTES
    twin = read_sumber(others.PRODUCT)
    assert twin.lisensi == "MIT"
    assert "241 kode" in twin.cara


def test_the_script_gives_the_same_bytes_for_the_same_rows(rows, tmp_path, monkeypatch) -> None:
    before = others.PRODUCT.read_bytes()
    monkeypatch.setattr(others, "PRODUCT", tmp_path / "again.csv.gz")
    others.write(rows)
    assert others.PRODUCT.read_bytes() == before
    assert others.problems(rows) == []
    assert others.problems(rows[1:]) != []
