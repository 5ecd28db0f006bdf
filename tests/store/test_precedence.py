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
from tests.people import pengelola
from tests.store.drafts import DESA, draft, meta, nilai

AREAS = ("18", "18.01", "18.02", "18.10", "18.01.04")
NEW = st.tuples(
    st.sampled_from(("impor", "impor", "draf")), st.sampled_from(AREAS), st.sampled_from(("resmi", "turunan", "contoh"))
)
CHANGE = st.tuples(st.sampled_from(("terbit", "kembalikan", "buang")), st.integers(0, 7), st.none())
STEPS = st.lists(st.one_of(NEW, NEW, CHANGE), min_size=2, max_size=24)
# Each example gets a year of its own, so that all can share one database.
YEARS = itertools.count(3000)


@dataclass
class Shelf:
    """The rule as it is told to people: what is published last lies on top, and what it replaces is taken away."""

    drafts: dict[int, tuple[str, str]] = field(default_factory=dict)
    lying: list[int] = field(default_factory=list)

    def publish(self, versi_id: int) -> None:
        area, sifat = self.drafts[versi_id]

        def replaced(older: int) -> bool:
            its_area, its_sifat = self.drafts[older]
            return is_within(its_area, area) or (its_sifat == "contoh" and sifat != "contoh")

        self.lying = [older for older in self.lying if not replaced(older)] + [versi_id]

    def winner(self, kode: str) -> int | None:
        return next((i for i in reversed(self.lying) if is_within(kode, self.drafts[i][0])), None)


def rows_in_store(engine: Engine) -> tuple[int, int]:
    with engine.connect() as conn:
        return tuple(conn.execute(text(f"SELECT count(*) FROM {table}")).scalar() for table in ("nilai_indeks", "versi"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_one_version_wins_for_each_desa_and_nothing_is_deleted(engine: Engine, steps: list) -> None:
    tahun = next(YEARS)
    shelf = Shelf()
    stored, trail = rows_in_store(engine), len(read_audit(engine))
    for verb, what, sifat in steps:
        if verb in ("draf", "impor"):
            rows = nilai(0.5, tahun, what)
            versi_id = draft(engine, meta(tahun=tahun, wilayah=what, sifat=sifat), rows)
            shelf.drafts[versi_id] = (what, sifat)
            stored = (stored[0] + len(rows.nilai), stored[1] + 1)
            trail += 1
            if verb == "impor":
                publish(engine, versi_id, pelaku=pengelola("kepala"))
                shelf.publish(versi_id)
                trail += 1
        elif shelf.drafts:
            versi_id = sorted(shelf.drafts)[what % len(shelf.drafts)]
            change = {"terbit": publish, "kembalikan": roll_back, "buang": discard}[verb]
            try:
                change(engine, versi_id, pelaku=pengelola("kepala"))
            except StoreError:
                continue
            trail += 1
            if verb != "buang":
                shelf.publish(versi_id)
    frame = nilai_frame(engine)
    frame = frame[frame["tahun"] == tahun]
    assert not frame["kode_desa"].duplicated().any()
    expected = {kode: shelf.winner(kode) for kode in DESA}
    assert dict(zip(frame["kode_desa"], frame["versi_id"], strict=True)) == {k: v for k, v in expected.items() if v is not None}
    assert rows_in_store(engine) == stored
    assert len(read_audit(engine)) == trail
    in_force = {info.id for info in list_versions(engine) if info.tahun == tahun and info.keadaan == "terbit"}
    assert in_force == set(shelf.lying)


def test_places_in_the_order_of_publication_are_never_shared(engine: Engine) -> None:
    ids = [draft(engine, meta(), nilai(0.5)) for _ in range(4)]
    for versi_id in ids:
        publish(engine, versi_id, pelaku=pengelola("kepala"))
    roll_back(engine, ids[0], pelaku=pengelola("kepala"))
    orders = [info.urutan_terbit for info in list_versions(engine)]
    assert sorted(orders) == [2, 3, 4, 5]


@pytest.mark.parametrize("sifat", ["resmi", "turunan"])
def test_illustrative_data_come_back_only_when_somebody_rolls_back_to_them(engine: Engine, sifat: str) -> None:
    example = draft(engine, meta(sifat="contoh"), nilai(0.5))
    publish(engine, example, pelaku=pengelola("sistem"))
    real = draft(engine, meta(wilayah="18.02", sifat=sifat), nilai(0.6, wilayah="18.02"))
    publish(engine, real, pelaku=pengelola("kepala"))
    assert set(nilai_frame(engine)["sifat"]) == {sifat}
    roll_back(engine, example, pelaku=pengelola("kepala"))
    assert set(nilai_frame(engine)["sifat"]) == {"contoh"}
