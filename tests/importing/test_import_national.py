"""In the national view a national file becomes one version for each of its provinces, all of them or none."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from lib.importing.options import Options
from lib.importing.publication import publish_file
from lib.importing.run import examine_file, load_register
from lib.published.loading import load_country, load_figures
from lib.store.rows import bulk_insert
from lib.store.shipped import WILAYAH_COLUMNS
from lib.store.transactions import write
from tests.importing.files import NATIONAL_2024, csv_bytes
from tests.people import pengelola

PLACES = {
    "17.01.01.2001": ("BENGKULU", "BENGKULU SELATAN", "KEDURANG", "NANTI AGUNG"),
    "17.01.01.2002": ("BENGKULU", "BENGKULU SELATAN", "KEDURANG", "BATU AMPAR"),
    "18.01.04.2001": ("LAMPUNG", "LAMPUNG SELATAN", "NATAR", "HAJIMENA"),
    "18.01.04.2002": ("LAMPUNG", "LAMPUNG SELATAN", "NATAR", "SIDOSARI"),
}


@pytest.fixture
def country(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A list of two provinces of two desa each."""
    monkeypatch.setenv("DASBOR_PROVINSI", "nasional")
    rows: dict[str, tuple] = {}
    for kode, names in PLACES.items():
        for length, jenis, nama in zip((2, 5, 8, 13), ("provinsi", "kabupaten", "kecamatan", "desa"), names, strict=True):
            place = kode[:length]
            rows[place] = (place, jenis, nama.title(), place.rpartition(".")[0] or None, *[None] * (len(WILAYAH_COLUMNS) - 4))
    with write(engine) as conn:
        bulk_insert(conn, "wilayah", WILAYAH_COLUMNS, [rows[kode] for kode in sorted(rows)])
    return engine


def row(kode: str, nilai: float = 0.6, status: str = "BERKEMBANG") -> list:
    provinsi, kabupaten, kecamatan, desa = PLACES[kode]
    digits = kode.replace(".", "")
    return [digits[:2], provinsi, digits[:4], kabupaten, digits[:6], kecamatan, digits, desa, *[nilai] * 4, status, ""]


def national(path: Path, rows: list[list]) -> Path:
    path.write_bytes(csv_bytes(rows, NATIONAL_2024))
    return path


def test_each_province_of_the_file_becomes_a_version_of_its_own(country: Engine, tmp_path: Path) -> None:
    file = national(tmp_path / "idm.csv", [row(kode) for kode in PLACES])
    told: list[float] = []
    report = examine_file(country, file, tell=lambda part, _words: told.append(part))
    assert [
        (part.dataset.wilayah, part.counts.accepted, part.counts.refused, part.counts.left_out) for part in report.bagian
    ] == [
        ("17.01", 2, 0, 0),
        ("18.01", 2, 0, 0),
    ]
    assert sum(part.counts.in_file for part in report.bagian) == len(PLACES)
    assert told == sorted(told)
    publish_file(country, report, pelaku=pengelola("kepala"))
    for kode in ("17", "18"):
        assert len(load_figures(country, area=kode).nilai) == 2
    assert load_country(country).totals(2024)["berkembang"] == len(PLACES)


def test_a_row_that_cannot_be_right_keeps_the_whole_file_out(country: Engine, tmp_path: Path) -> None:
    rows = [row(kode) for kode in PLACES]
    rows[0][8] = "x"
    report = examine_file(country, national(tmp_path / "idm.csv", rows))
    assert [part.publishable for part in report.bagian] == [False, True]
    assert not report.publishable


def test_one_province_can_be_taken_from_it(country: Engine, tmp_path: Path) -> None:
    file = national(tmp_path / "idm.csv", [row(kode) for kode in PLACES])
    (part,) = examine_file(country, file, options=Options(wilayah="17")).bagian
    assert (part.dataset.wilayah, part.counts.accepted, part.counts.left_out) == ("17.01", 2, 2)


def test_the_year_before_is_compared_within_the_province(country: Engine, tmp_path: Path) -> None:
    first = examine_file(country, national(tmp_path / "idm.csv", [row(kode) for kode in PLACES]))
    publish_file(country, first, pelaku=pengelola("kepala"))
    second = examine_file(country, national(tmp_path / "lagi.csv", [row(kode, 0.61) for kode in PLACES]))
    assert [len(part.changes.perbandingan[0].berubah) for part in second.bagian] == [2, 2]
    assert not [finding.rule for part in second.bagian for finding in part.findings if finding.rule == "contoh_hilang"]


def test_where_one_province_is_shown_the_others_are_counted_and_left_out(
    country: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASBOR_PROVINSI", "17")
    assert load_register(country).provinces == {"17"}
    (part,) = examine_file(country, national(tmp_path / "idm.csv", [row(kode) for kode in PLACES])).bagian
    assert (part.dataset.wilayah, part.counts.accepted, part.counts.left_out) == ("17.01", 2, 2)
