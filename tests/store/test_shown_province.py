"""A store may hold other provinces: the one that is shown is read alone, and its rows are what they would be without them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from lib.domain import shown_area
from lib.domain.errors import DataFileError, SettingError
from lib.importing.run import load_register
from lib.published.source import load_figures
from lib.store.frames import wilayah_frame
from lib.store.seed import ensure_seeded
from lib.store.versions import list_versions
from tests.store.drafts import cakupan, meta, nilai, published
from tests.store.shipped_files import WILAYAH_HEADER, write_file

BENGKULU = ("17.01.01.2001", "17.01.01.2002")
OTHERS = (
    "17,provinsi,Bengkulu,,,,,,,,,",
    "17.01,kabupaten,Bengkulu Selatan,17,,,,,,,,",
    "17.01.01,kecamatan,Kedurang,17.01,,,,,,,,",
    "17.01.01.2001,desa,Nanti Agung,17.01.01,desa,,,,,,,",
    "17.01.01.2002,desa,Batu Ampar,17.01.01,desa,,,,,,,",
)


@pytest.fixture
def two_provinces(small_data: Path) -> Path:
    """Small shipped data with a list of a second province."""
    write_file(small_data / "wilayah" / "provinsi_lain.csv.gz", WILAYAH_HEADER, OTHERS, "turunan", "Provinsi lain")
    return small_data


def test_the_other_provinces_are_entered_only_when_they_are_wanted(engine: Engine, two_provinces: Path) -> None:
    ensure_seeded(engine, two_provinces)
    assert {kode[:2] for kode in wilayah_frame(engine).index} == {"18"}
    ensure_seeded(engine, two_provinces, others=True)
    assert {kode[:2] for kode in wilayah_frame(engine).index} == {"17", "18"}
    told = len(list_versions(engine))
    ensure_seeded(engine, two_provinces)
    assert len(list_versions(engine)) == told
    assert {info.wilayah for info in list_versions(engine) if info.jenis == "wilayah" and info.keadaan == "terbit"} == {
        "17",
        "18",
    }


def test_a_later_list_of_the_other_provinces_takes_the_place_of_the_first(engine: Engine, two_provinces: Path) -> None:
    ensure_seeded(engine, two_provinces, others=True)
    changed = [line.replace("Nanti Agung", "Nanti Agung Baru") for line in OTHERS]
    write_file(two_provinces / "wilayah" / "provinsi_lain.csv.gz", WILAYAH_HEADER, changed, "turunan", "Provinsi lain")
    ensure_seeded(engine, two_provinces)
    listed = wilayah_frame(engine)
    assert listed.loc[BENGKULU[0], "nama"] == "Nanti Agung Baru"
    assert "18.01.04.2001" in listed.index


def test_what_is_shown_is_one_province_whatever_the_store_holds(
    engine: Engine, two_provinces: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_seeded(engine, two_provinces)
    alone = load_figures(engine)
    ensure_seeded(engine, two_provinces, others=True)
    published(engine, meta(wilayah="17"), nilai(0.9, wilayah="17", desa=BENGKULU))
    beside = load_figures(engine)
    for name in ("wilayah", "nilai", "cakupan", "prestasi"):
        there, here = getattr(alone, name), getattr(beside, name)
        assert there.equals(here), name
    assert beside.provenance == alone.provenance
    assert beside.main_year == alone.main_year

    monkeypatch.setenv("DASBOR_PROVINSI", "17")
    other = load_figures(engine)
    assert set(other.nilai["kode_desa"]) == set(BENGKULU)
    assert other.codes_at("provinsi") == ("17",)
    assert other.years == (2024,)
    assert len(other.cakupan) == len(other.prestasi) == 0
    assert {entry.wilayah for entry in other.provenance} == {"17"}
    assert load_register(engine).provinces == {"17"}


def test_rows_of_two_provinces_in_coverage_are_told_apart(engine: Engine, two_provinces: Path) -> None:
    ensure_seeded(engine, two_provinces)
    published(engine, meta("program", None), cakupan(3, (2024,)))
    assert set(load_figures(engine).cakupan["kode_wilayah"].str[:2]) == {"18"}
    assert len(load_figures(engine, area="18").cakupan) > 0


def test_official_data_of_one_province_leave_the_illustrative_data_of_another(engine: Engine, two_provinces: Path) -> None:
    ensure_seeded(engine, two_provinces, others=True)
    published(engine, meta(wilayah="17"), nilai(0.9, wilayah="17", desa=BENGKULU))
    assert set(load_figures(engine).nilai["sifat"]) == {"contoh"}
    published(engine, meta(wilayah="18"), nilai(0.9))
    assert load_figures(engine).nilai.groupby("tahun")["sifat"].first()[2024] == "resmi"


@pytest.mark.parametrize("text", ["x", "1", "18.01", "lampung", "018", "99999"])
def test_a_setting_that_is_no_province_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASBOR_PROVINSI", text)
    with pytest.raises(SettingError, match="DASBOR_PROVINSI"):
        shown_area.setting()


def test_a_province_without_a_list_is_refused(engine: Engine, two_provinces: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ensure_seeded(engine, two_provinces)
    monkeypatch.setenv("DASBOR_PROVINSI", "99")
    with pytest.raises(SettingError, match="99"):
        load_figures(engine)


def test_without_the_file_of_the_other_provinces_lampung_is_shown_and_another_is_not(
    engine: Engine, small_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_seeded(engine, small_data)
    monkeypatch.setenv("DASBOR_PROVINSI", "17")
    with pytest.raises(DataFileError, match="provinsi_lain"):
        ensure_seeded(engine, small_data)
