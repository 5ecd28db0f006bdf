"""Whatever is created, published, rolled back and discarded: one version wins for each desa, and nothing is lost."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from lib.domain.errors import StoreError
from lib.domain.wilayah import is_within
from lib.store.audit import read_audit
from lib.store.frames import nilai_frame
from lib.store.versions import discard, list_versions, publish, roll_back
from tests.store.drafts import DESA, draft, meta, nilai

AREAS = ("18", "18.01", "18.02", "18.10", "18.01.04")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("draf"), st.sampled_from(AREAS), st.sampled_from(("resmi", "turunan", "contoh"))),
        st.tuples(st.sampled_from(("terbit", "kembalikan", "buang")), st.integers(0, 7), st.none()),
    ),
    min_size=1,
    max_size=24,
)
# Each example gets a year of its own, so that all can share one database.
YEARS = itertools.count(3000)


@dataclass
class Told:
    """What a person was told to have published last, kept without any notion of states."""

    versions: list[tuple[int, str, str]] = field(default_factory=list)
    order: dict[int, int] = field(default_factory=dict)

    def winner(self, kode: str) -> int | None:
        published = [(self.order[i], i, area, sifat) for i, area, sifat in self.versions if i in self.order]
        alive = [
            (place, i)
            for place, i, area, sifat in published
            if is_within(kode, area)
            and not (sifat == "contoh" and any(p > place and s != "contoh" for p, _i, _a, s in published))
        ]
        return max(alive)[1] if alive else None


def rows_in_store(engine: Engine) -> tuple[int, int]:
    with engine.connect() as conn:
        return tuple(conn.execute(text(f"SELECT count(*) FROM {table}")).scalar() for table in ("nilai_indeks", "versi"))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_one_version_wins_for_each_desa_and_nothing_is_deleted(engine: Engine, steps: list) -> None:
    tahun = next(YEARS)
    told, clock = Told(), itertools.count(1)
    stored, trail = rows_in_store(engine), len(read_audit(engine))
    for verb, what, sifat in steps:
        if verb == "draf":
            rows = nilai(0.5, tahun, what)
            told.versions.append((draft(engine, meta(tahun=tahun, wilayah=what, sifat=sifat), rows), what, sifat))
            stored = (stored[0] + len(rows.nilai), stored[1] + 1)
            trail += 1
        elif told.versions:
            versi_id = told.versions[what % len(told.versions)][0]
            change = {"terbit": publish, "kembalikan": roll_back, "buang": discard}[verb]
            try:
                change(engine, versi_id, pelaku="kepala")
            except StoreError:
                continue
            trail += 1
            if verb != "buang":
                told.order[versi_id] = next(clock)
    frame = nilai_frame(engine)
    frame = frame[frame["tahun"] == tahun]
    assert not frame["kode_desa"].duplicated().any()
    expected = {kode: told.winner(kode) for kode in DESA}
    assert dict(zip(frame["kode_desa"], frame["versi_id"], strict=True)) == {k: v for k, v in expected.items() if v is not None}
    assert rows_in_store(engine) == stored
    assert len(read_audit(engine)) == trail
    in_force = {info.id for info in list_versions(engine) if info.tahun == tahun and info.keadaan == "terbit"}
    assert set(expected.values()) - {None} <= in_force


def test_places_in_the_order_of_publication_are_never_shared(engine: Engine) -> None:
    ids = [draft(engine, meta(), nilai(0.5)) for _ in range(4)]
    for versi_id in ids:
        publish(engine, versi_id, pelaku="kepala")
    roll_back(engine, ids[0], pelaku="kepala")
    orders = [info.urutan_terbit for info in list_versions(engine)]
    assert sorted(orders) == [2, 3, 4, 5]


@pytest.mark.parametrize("sifat", ["resmi", "turunan"])
def test_illustrative_data_come_back_only_when_somebody_rolls_back_to_them(engine: Engine, sifat: str) -> None:
    example = draft(engine, meta(sifat="contoh"), nilai(0.5))
    publish(engine, example, pelaku="sistem")
    real = draft(engine, meta(wilayah="18.02", sifat=sifat), nilai(0.6, wilayah="18.02"))
    publish(engine, real, pelaku="kepala")
    assert set(nilai_frame(engine)["sifat"]) == {sifat}
    roll_back(engine, example, pelaku="kepala")
    assert set(nilai_frame(engine)["sifat"]) == {"contoh"}
