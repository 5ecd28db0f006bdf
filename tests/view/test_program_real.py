"""Coverage beside the two real IDM years: who is behind and missed, and early against not yet, again from the files."""

from __future__ import annotations

from pathlib import Path
from statistics import fmean

import pytest

from lib.analysis.frame.figures import Figures
from lib.domain.program import programs
from lib.domain.wilayah import digits
from lib.view.frame.selection import Selection
from lib.view.indicator.cross import describe_cross
from lib.view.program import association, gap
from tests import program_truth as truth
from tests.view.test_comparison_real import read, real  # noqa: F401

pytestmark = pytest.mark.real
BEHIND = {"tertinggal": {"TERTINGGAL", "SANGAT TERTINGGAL"}, "berkembang": {"BERKEMBANG", "TERTINGGAL", "SANGAT TERTINGGAL"}}


@pytest.mark.parametrize("tahun", [2023, 2024])
@pytest.mark.parametrize("limit", list(BEHIND))
@pytest.mark.parametrize("program", ["smart_village", "e_samdes"])
def test_the_priority_list_is_made_of_the_published_status(real: Figures, real_dir: Path, tahun: int, limit: str, program: str):  # noqa: F811
    published = read(real_dir, tahun)
    expected = [
        kode
        for kode, state in truth.states(program, tahun).items()
        if state != "sudah" and published.get(digits(kode), ("", 0.0))[0] in BEHIND[limit]
    ]
    codes = gap.priority(real, Selection(tahun), (program,))[limit]
    assert list(codes) == expected
    title = gap.priority_finding(real, Selection(tahun), limit, (program,), codes)
    assert title.startswith((f"{len(expected):,} ".replace(",", "."), "Tidak ada")[not expected])


@pytest.mark.parametrize("program", ["smart_village", "e_samdes", "desamart"])
def test_the_association_compares_the_published_scores(real: Figures, real_dir: Path, program: str):  # noqa: F811
    old, new = read(real_dir, 2023), read(real_dir, 2024)
    moved = {
        kode: new[digits(kode)][1] - old[digits(kode)][1]
        for kode in truth.states(program, 2024)
        if digits(kode) in old and digits(kode) in new
    }
    early = [change for kode, change in moved.items() if truth.states(program, 2023)[kode] == "sudah"]
    late = [
        change
        for kode, change in moved.items()
        if truth.states(program, 2023)[kode] != "sudah" and truth.states(program, 2024)[kode] == "belum"
    ]
    found = association.association_of(real, Selection(2024), programs()[program])
    assert (found.awal.n, found.belum.n) == (len(early), len(late))
    assert found.selisih == pytest.approx(fmean(early) - fmean(late))
    assert found.bawah < found.selisih < found.atas
    # The scores are official, who was reached is not: the warning stays.
    assert association.illustrative_warning(real, Selection(2024), programs()[program])


def test_the_cross_map_of_a_real_year_carries_the_badge_of_the_coverage(real: Figures, polygons):  # noqa: F811
    description = describe_cross(real, Selection(2024, program="e_samdes"), polygons, "maju_mandiri")
    assert description.contoh
    assert not real.is_illustrative(2024)
