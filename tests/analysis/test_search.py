"""Search: typing errors, spellings and codes find a desa; those of one name are told apart by where they are."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.analysis.desa.search import COLUMNS, MAX_QUERY, DesaIndex, find_desa, name_key
from lib.domain.data_file import data_dir

from .frames import LEVELS, frames_settings, provinces, wilayah_frame

TRIMULYO = {"18.01.05.2010", "18.04.15.2004", "18.07.05.2004", "18.09.03.2015", "18.09.05.2026"}


@pytest.fixture(scope="module")
def lampung() -> pd.DataFrame:
    frame = pd.read_csv(data_dir() / "wilayah" / "wilayah.csv", dtype=str, index_col="kode")
    return frame.assign(tingkat=[LEVELS[code.count(".")] for code in frame.index])


@pytest.fixture(scope="module")
def index(lampung: pd.DataFrame) -> DesaIndex:
    return DesaIndex(lampung)


@pytest.mark.parametrize(
    "query",
    ["Trimulyo", "trimulio", "tri mulyo", "TRI-MULYO", "trimoelio", "  trímulyo ", "trimulyp", "timulyo", "desa trimulyo"],
)
def test_all_five_trimulyo_come_first_told_apart_by_their_kecamatan(index, query):
    found = index.find(query)
    assert set(found["kode"][:5]) == TRIMULYO
    assert not found[:5][["kec_nama", "kab_nama"]].duplicated().any()


@pytest.mark.parametrize(
    "query",
    [
        "1804152004",
        "18.04.15.2004",
        " 18 04 15 2004 ",
        "trimulyo gedung surian",
        "trimulio, kec. gedung surian",
        "Trimulyo Lampung Barat",
        "trimulyo kab lampung barat",
    ],
)
def test_a_code_or_a_place_beside_the_name_finds_the_one_that_is_meant(index, query):
    first = index.find(query).iloc[0]
    assert first[["kode", "nama", "jenis", "kec_nama", "kab_nama"]].tolist() == [
        "18.04.15.2004",
        "Trimulyo",
        "desa",
        "Gedung Surian",
        "Lampung Barat",
    ]


def test_the_beginning_of_a_code_lists_what_lies_there_in_order(index):
    found = index.find("18.04.15", limit=100)
    assert found["kode"].is_monotonic_increasing
    assert found["kode"].str.startswith("18.04.15.").all()
    assert len(found) == 5


def test_an_exact_name_comes_before_names_that_hold_it(index):
    found = index.find("Natar")
    assert found.iloc[0]["nama"] == "Natar"
    assert found["skor"].is_monotonic_decreasing
    assert index.find("yosomulyo kota metro").iloc[0]["jenis"] == "kelurahan"


def test_the_name_as_it_is_written_comes_before_one_that_sounds_alike():
    wilayah = wilayah_frame([{"kode": "18.01.01.2001", "nama": "Waimulio"}, {"kode": "18.01.01.2002", "nama": "Way Mulyo"}])
    assert find_desa(wilayah, "way mulyo")["kode"].tolist() == ["18.01.01.2002", "18.01.01.2001"]
    assert find_desa(wilayah, "waimulio")["kode"].tolist() == ["18.01.01.2001", "18.01.01.2002"]


@pytest.mark.parametrize(
    "query", ["", "   ", "%%%", "1", "12.", "99.99.99.9999", "qqqqqqqqqqqq", "<script>", "'; drop table", "\x00", "²³⁴⁵"]
)
def test_what_is_no_desa_finds_nothing(index, query):
    found = index.find(query)
    assert list(found.columns) == list(COLUMNS)
    assert found.empty


@given(st.text(max_size=MAX_QUERY + 20), st.integers(-1, 12))
def test_no_text_is_an_error(index, query, limit):
    found = index.find(query, limit)
    assert len(found) <= max(limit, 0)
    assert found["skor"].between(0, 100).all()


@frames_settings
@given(provinces(), st.text(alphabet="desa 18.0kml", max_size=12), st.integers(0, 2**32 - 1))
def test_order_of_rows_does_not_matter_and_the_input_stays(wilayah, query, seed):
    before = wilayah.copy(deep=True)
    found = find_desa(wilayah, query)
    pd.testing.assert_frame_equal(found, find_desa(wilayah.sample(frac=1, random_state=seed), query))
    pd.testing.assert_frame_equal(wilayah, before)


def test_every_desa_is_found_by_its_own_name_and_place(lampung, index):
    for code, row in lampung[lampung["tingkat"] == "desa"].iloc[::97].iterrows():
        place = f"{lampung.at[code[:8], 'nama']} {lampung.at[code[:5], 'nama']}"
        assert code in index.find(f"{row.nama} {place}", 3)["kode"].tolist()
        assert index.find(code)["kode"].tolist() == [code]


def test_a_key_ignores_accents_case_spaces_and_old_spelling():
    assert name_key("Tri Mulyo") == name_key("TRIMOELIO") == name_key("Trí-Mulyo")
    assert name_key("Tjandi Redjo") == name_key("Candirejo")
