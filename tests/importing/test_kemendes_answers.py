"""Recorded answers of the ministry's interface: read when whole, passed over when not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.importing.layouts.kemendes_answers import MAX_ANSWER_BYTES, newest_answer, read_answer

KODE = "18.01.01.2001"
ROW = {
    "NO": 1,
    "INDIKATOR": "Skor Pasar ",
    "SKOR": 3,
    "KETERANGAN": "x",
    "KEGIATAN": "-",
    "NILAI": "0.02",
    "KAB": "Dinas",
    "CSR": None,
}


def answer(rows: list[Any] | None = None, kode: str = "1801012001", tahun: int = 2024) -> dict:
    total = {"NO": None, "INDIKATOR": "IKS 2024", "SKOR": 0.9}
    content = {"SUMMARIES": {"TAHUN": tahun}, "ROW": [ROW, total] if rows is None else rows, "IDENTITAS": [{"id_desa": kode}]}
    return {"status": 200, "mapData": content}


def write(folder: Path, content: Any, name: str = "1801012001_2024.json") -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return path


def test_totals_among_the_rows_are_no_indicators(tmp_path):
    found = read_answer(write(tmp_path, answer()))
    assert found is not None
    assert (found.kode, found.tahun, len(found.indikator)) == (KODE, 2024, 1)
    entry = found.indikator[0]
    assert (entry.nama, entry.skor, entry.kegiatan, entry.pelaksana) == ("Pasar", 3, "", (("KAB", "Dinas"),))


def test_the_weakest_come_first_and_of_equal_scores_the_one_worth_most(tmp_path):
    rows = [
        ROW | {"INDIKATOR": name, "SKOR": score, "NILAI": gain}
        for name, score, gain in (("a", 5, 0), ("b", 1, 0.01), ("c", 1, 0.03), ("d", 4, 0.09))
    ]
    found = read_answer(write(tmp_path, answer(rows)))
    assert found is not None
    assert [entry.nama for entry in found.weakest(8)] == ["c", "b", "d"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        '{"status": 500, "error": true}',
        '{"mapData": {"ROW": 1, "IDENTITAS": [], "SUMMARIES": {}}}',
        "[" * 100_000,
    ],
)
def test_an_error_answer_is_passed_over(tmp_path, content):
    assert read_answer(write(tmp_path, content)) is None


def test_an_answer_of_another_desa_than_its_name_says_is_passed_over(tmp_path):
    assert read_answer(write(tmp_path, answer(kode="1801012009"))) is None
    assert read_answer(write(tmp_path, answer(tahun=2021))) is None
    assert newest_answer(tmp_path, KODE) is None


def test_an_answer_too_large_to_be_one_is_not_read(tmp_path):
    assert read_answer(write(tmp_path, json.dumps(answer()) + " " * MAX_ANSWER_BYTES)) is None


def test_a_damaged_newer_answer_does_not_hide_the_last_good_one(tmp_path):
    write(tmp_path, answer(tahun=2023), "1801012001_2023.json")
    write(tmp_path, "{", "1801012001_2024.json")
    found = newest_answer(tmp_path, KODE)
    assert found is not None
    assert found.tahun == 2023
    assert newest_answer(tmp_path / "absent", KODE) is None


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["mapData", "ROW", "IDENTITAS", "SUMMARIES", "TAHUN", "id_desa", "NO", "SKOR"]), inner, max_size=4
            )
        ),
        max_leaves=12,
    )
)
def test_no_shape_of_an_answer_raises(tmp_path_factory, content):
    read_answer(write(tmp_path_factory.mktemp("jawaban"), content))


@pytest.mark.real
def test_every_recorded_answer_is_read(real_dir):
    paths = sorted((real_dir / "kemendes_api").glob("*.json"))
    found = [read_answer(path) for path in paths]
    assert len(found) == 10
    assert all(entry is not None and len(entry.indikator) == 50 for entry in found)
