"""The made-up country of the benchmark: as many places as Indonesia has, each below another, none twice."""

from __future__ import annotations

import os
from collections import Counter

from benchmarks.national import DESA, KABUPATEN, KECAMATAN, PROVINCES, memory_mb, places
from lib.domain.wilayah import PROVINSI_LAMPUNG, induk, tingkat

LAMPUNG = {"kabupaten": 15, "kecamatan": 229, "desa": 2446}


def test_with_lampung_there_are_as_many_places_as_in_the_country() -> None:
    made = {kode: jenis for kode, jenis, _nama in places(LAMPUNG["desa"])}
    counts = Counter(made.values())
    assert counts["provinsi"] + 1 == len(PROVINCES) == 38
    found = {jenis: counts[jenis] + own for jenis, own in LAMPUNG.items()}
    assert found == {"kabupaten": KABUPATEN, "kecamatan": KECAMATAN, "desa": DESA}
    assert sum(counts.values()) == len(list(places(LAMPUNG["desa"])))
    assert all(tingkat(kode) == jenis for kode, jenis in made.items())
    assert all(jenis == "provinsi" or induk(kode) in made for kode, jenis in made.items())
    assert not any(kode.startswith(PROVINSI_LAMPUNG) for kode in made)


def test_memory_counts_this_process() -> None:
    assert memory_mb(os.getpid()) > 10
