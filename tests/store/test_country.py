"""The country's figures, made of sums, are those of its provinces, made of rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from lib.analysis.indicator.national import CountryFigures
from lib.domain import shown_area
from lib.published.loading import load_country, load_figures, load_shown
from lib.store.rows import DraftRows
from lib.store.seed import ensure_seeded
from tests.store.drafts import DESA, meta, nilai, published
from tests.store.shipped_files import WILAYAH_HEADER, write_file
from tests.store.test_shown_province import BENGKULU, OTHERS


@pytest.fixture
def country(engine: Engine, small_data: Path) -> Engine:
    """Two provinces with rows, a third without."""
    others = [*OTHERS, "11,provinsi,Aceh,,,,,,,,,"]
    write_file(small_data / "wilayah" / "provinsi_lain.csv.gz", WILAYAH_HEADER, others, "turunan", "Provinsi lain")
    ensure_seeded(engine, small_data, others=True)
    published(engine, meta(wilayah="17"), nilai(0.9, wilayah="17", desa=BENGKULU))
    return engine


def same_as_rows(engine: Engine) -> CountryFigures:
    """The country's figures, compared with each province's for every year and figure."""
    whole = load_country(engine)
    for kode in whole.codes_at("provinsi"):
        alone = load_figures(engine, area=kode)
        for tahun in whole.years:
            counted, mean = alone.counts(tahun, "provinsi").loc[kode], alone.means(tahun, "provinsi").loc[kode]
            assert whole.counts(tahun, "provinsi").loc[kode].to_dict() == counted.to_dict(), (kode, tahun)
            found = whole.means(tahun, "provinsi").loc[kode]
            assert found["n"] == mean["n"]
            assert found["nilai"] == pytest.approx(mean["nilai"], nan_ok=True)
    return whole


def test_the_country_is_its_provinces(country: Engine) -> None:
    whole = same_as_rows(country)
    assert whole.codes_at("provinsi") == ("11", "17", "18")
    assert whole.codes_at("desa") == ()
    assert whole.counts(2024, "provinsi").loc["11", "jumlah"] == 0
    assert whole.totals(2024)["dinilai"] == len(BENGKULU) + 3


def test_a_later_version_of_a_part_hides_only_its_part(country: Engine) -> None:
    published(country, meta(), nilai(0.5, desa=DESA))
    published(country, meta(wilayah="18.01"), nilai(0.7, wilayah="18.01"))
    one = DraftRows(nilai=[("18.02.01.2001", 2024, "idm", 0.3, "sangat_tertinggal", "sangat_tertinggal", None)])
    published(country, meta(wilayah="18.02.01.2001"), one)
    whole = same_as_rows(country)
    assert whole.counts(2024, "provinsi").loc["18", "sangat_tertinggal"] == 1
    assert not whole.is_illustrative(2024)
    assert whole.is_illustrative(2023)
    assert whole.main_year == 2024


def test_kelurahan_unknown_desa_and_rows_without_a_status_are_counted_as_in_a_province(country: Engine) -> None:
    rows = DraftRows(
        nilai=[
            ("18.01.04.2001", 2024, "idm", None, None, None, None),
            ("18.02.01.1001", 2024, "idm", 0.7, "maju", "maju", None),
            ("18.02.99.2001", 2024, "idm", 0.7, "maju", "maju", None),
            ("18.02.01.2001", 2024, "idm", 0.6, "berkembang", "berkembang", None),
        ]
    )
    published(country, meta(), rows)
    assert same_as_rows(country).counts(2024, "provinsi").loc["18", "dinilai"] == 1


def test_in_the_national_view_a_request_sees_the_country_until_it_names_a_province(
    country: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASBOR_PROVINSI", "nasional")
    assert isinstance(load_shown(country), CountryFigures)
    assert shown_area.province() is None
    shown_area.choose("17")
    try:
        assert shown_area.province() == "17"
        monkeypatch.setenv("DASBOR_PROVINSI", "18")
        assert shown_area.province() == "18"
    finally:
        shown_area.choose(None)


@pytest.mark.parametrize(
    ("parameters", "kode"),
    [
        ({}, None),
        ({"prov": "17"}, "17"),
        ({"prov": "17", "kab": "18.01"}, "18"),
        ({"desa": "32.01.01.2001", "kab": "18.01"}, "32"),
        ({"prov": "18.01"}, None),
        ({"prov": "<script>"}, None),
        ({"kab": "x" * 500, "prov": "18"}, "18"),
    ],
)
def test_an_address_names_a_province_itself_or_by_an_area_within(parameters: dict[str, str], kode: str | None) -> None:
    assert shown_area.asked(parameters) == kode
