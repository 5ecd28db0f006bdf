"""With the two real IDM years: who improved most, who stands where, worked out again straight from the files."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path
from statistics import fmean

import pytest

from lib.analysis.frame.figures import Figures
from lib.domain.status import parse_status
from lib.domain.wilayah import parse_kode
from lib.view.comparison import rank
from lib.view.comparison.areas import choose
from lib.view.comparison.measures import measures
from lib.view.comparison.sentences import headline
from lib.view.comparison.slope import slope_chart
from lib.view.comparison.swarm import swarm_chart
from lib.view.frame.selection import Selection
from tests.analysis.frames import nilai_frame

pytestmark = pytest.mark.real
YEARS = (2023, 2024)


@cache
def read(folder: Path, year: int) -> dict[str, tuple[str, float]]:
    """Status as the file spells it and score, by the ten digits of the desa."""
    with (folder / f"idm_lampung_{year}.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["kode_desa"]: (row["status_idm"].strip().upper(), float(row["nilai_idm"])) for row in csv.DictReader(file)}


def by_kabupaten(folder: Path, year: int) -> dict[str, dict[str, tuple[str, float]]]:
    found: dict[str, dict[str, tuple[str, float]]] = defaultdict(dict)
    for kode, row in read(folder, year).items():
        found[f"{kode[:2]}.{kode[2:4]}"][kode] = row
    return found


@pytest.fixture(scope="module")
def real(figures: Figures, real_dir: Path) -> Figures:
    rows = [
        {"kode_desa": parse_kode(kode), "tahun": year, "nilai": score, "status": parse_status(status)}
        for year in YEARS
        for kode, (status, score) in read(real_dir, year).items()
    ]
    nilai = nilai_frame(rows)
    nilai["sifat"] = nilai["sifat"].astype(object).map(lambda _kind: "resmi").astype(nilai["sifat"].dtype)
    return replace(figures, nilai=nilai)


def chosen(data: Figures, **fields):
    return choose(data, replace(Selection(2024), **fields), "", "")[0]


def test_pringsewu_raised_its_share_of_mandiri_most(real: Figures, real_dir: Path):
    shares = {
        year: {kab: 100 * sum(s == "MANDIRI" for s, _n in rows.values()) / len(rows) for kab, rows in found.items()}
        for year, found in ((year, by_kabupaten(real_dir, year)) for year in YEARS)
    }
    gained = {kab: shares[2024][kab] - shares[2023][kab] for kab in shares[2024]}
    assert max(gained, key=gained.get) == "18.10"
    found = rank.ranking(real, chosen(real))
    assert found.frame["selisih"].dropna().to_dict() == pytest.approx(gained)
    order = sorted(gained, key=lambda kab: -round(gained[kab], 1))
    lines = rank.by_improvement(real, found)
    assert lines[0].nama == "Pringsewu"
    assert {line.kode for line in lines[:5]} == set(order[:5])
    assert "paling membaik sejak 2023: Pringsewu" in rank.finding(real, found)


def test_the_mean_score_improved_most_where_the_files_say(real: Figures, real_dir: Path):
    old, new = (by_kabupaten(real_dir, year) for year in YEARS)
    gained = {kab: fmean(rows[kode][1] - old[kab][kode][1] for kode in rows if kode in old[kab]) for kab, rows in new.items()}
    best = max(gained, key=gained.get)
    found = rank.ranking(real, chosen(real, indikator="nilai"))
    assert found.frame["selisih"].dropna().to_dict() == pytest.approx(gained)
    assert rank.by_improvement(real, found)[0].kode == best
    assert real.name(best) in rank.finding(real, found)


def test_real_years_carry_no_badge_and_may_be_compared(real: Figures):
    comparison = chosen(real)
    slope = slope_chart(real, comparison)
    assert slope is not None
    assert not slope.contoh
    assert not swarm_chart(real, comparison, "semua").contoh
    assert "contoh" not in slope.tabel.nama_berkas


def test_the_figures_side_by_side_are_those_of_the_files(real: Figures, real_dir: Path):
    comparison = chosen(real, kab="18.04")
    found = {entry.id: entry.nilai for entry in measures(real, comparison)}
    for kab in comparison.kode:
        rows = by_kabupaten(real_dir, 2024)[kab].values()
        assert found["dinilai"][kab] == len(rows)
        assert found["mandiri"][kab] == pytest.approx(sum(status == "MANDIRI" for status, _score in rows) / len(rows))
        assert found["nilai"][kab] == pytest.approx(fmean(score for _status, score in rows))
    assert "Kabupaten Lampung Barat: 48,1% desa Mandiri pada 2024, peringkat 1 dari 13" in headline(real, comparison)


def test_every_real_desa_is_a_dot(real: Figures, real_dir: Path):
    chart = swarm_chart(real, chosen(real), "semua")
    drawn = {kode.replace(".", ""): score for series in chart.seri for kode, score in zip(series.kode, series.y, strict=True)}
    assert drawn == pytest.approx({kode: score for kode, (_status, score) in read(real_dir, 2024).items()})
