"""What is derived from a shared frame is kept with that frame and only with it."""

from __future__ import annotations

import gc

from hypothesis import given

from lib.analysis.frame.per_frame import kept
from lib.analysis.frame.population import assessed, population
from lib.analysis.status.distribution import status_counts
from lib.domain.wilayah import TINGKAT

from .frames import frames_settings, nilai_frame, provinces, wilayah_frame


class Source:
    pass


def test_a_result_is_built_once_per_living_object():
    built = []

    @kept
    def number(source: Source) -> int:
        built.append(id(source))
        return len(built)

    first, second = Source(), Source()
    assert [number(first), number(first), number(second), number(first)] == [1, 1, 2, 1]
    del first, second
    gc.collect()
    assert [number(Source()), number(Source())] == [3, 4]


def test_another_frame_never_gets_the_areas_of_the_first():
    one = wilayah_frame([{"kode": "18.01.01.2001"}])
    two = wilayah_frame([{"kode": "18.01.01.2001"}, {"kode": "18.02.01.2001"}])
    nilai = nilai_frame([{"kode_desa": "18.02.01.2001", "tahun": 2024, "nilai": 0.6, "status": "berkembang"}])
    assert [status_counts(nilai, frame, 2024, "provinsi")["dinilai"].iloc[0] for frame in (one, two, one)] == [0, 1, 0]


@frames_settings
@given(provinces())
def test_groups_are_the_ancestors_that_the_codes_name(wilayah):
    units = population(wilayah)
    assert population(wilayah) is units
    for level in TINGKAT:
        codes, group = units.groups(level)
        assert list(codes) == sorted(wilayah.index[wilayah["tingkat"] == level])
        for unit, place in zip(units.areas["desa"], group, strict=True):
            assert unit.startswith(codes[place])
    assert set(assessed(wilayah, 2024)) <= set(wilayah.index[wilayah["jenis"] == "desa"])
