"""From a file to a published version: nothing is written unless the whole file can be published."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from lib.domain.errors import StoreError
from lib.importing.reading.files import open_bytes
from lib.importing.report.outcome import Stored
from lib.importing.run import import_file, publish_report
from lib.store.audit import read_audit
from lib.store.frames import nilai_frame
from lib.store.tables import NilaiDimensi, NilaiIndeks, Versi
from lib.store.transactions import read
from lib.store.versions import list_versions, roll_back
from tests.importing.files import csv_bytes, per_desa_rows, rules, values_of
from tests.people import pengelola


def source(rows: Iterable[list], name: str = "idm.csv"):
    return open_bytes(name, csv_bytes(rows))


def counts(engine: Engine) -> tuple[int, ...]:
    with read(engine) as conn:
        return tuple(
            conn.execute(select(func.count()).select_from(table)).scalar_one() for table in (Versi, NilaiIndeks, NilaiDimensi)
        )


def test_a_clean_file_is_only_stored_when_asked(listed: Engine) -> None:
    report = import_file(listed, source(per_desa_rows("18.09")))
    assert (report.publishable, report.stored) == (True, None)
    assert counts(listed) == (0, 0, 0)


def test_a_clean_file_is_stored_and_published_in_one_go(listed: Engine) -> None:
    rows = per_desa_rows("18.09")
    report = import_file(listed, source(rows), terbitkan=pengelola(), catatan="percobaan")
    (version,) = list_versions(listed)
    assert report.stored == Stored(version.id, published=True)
    assert (version.jenis, version.tahun, version.wilayah, version.sifat) == ("indeks", 2024, "18.09", "resmi")
    assert (version.keadaan, version.jumlah_baris, version.berkas) == ("terbit", 148, "idm.csv")
    assert (version.sha256, version.diimpor_oleh, version.catatan) == (source(rows).sha256, "uji", "percobaan")
    assert version.laporan["dibaca"] == version.laporan["diterima"] == 148
    assert [entry.tindakan for entry in read_audit(listed)] == ["terbit", "draf"]
    frame = nilai_frame(listed)
    assert len(frame) == 148
    first = frame.iloc[0]
    iks, ike, ikl, nilai, status = values_of(first["kode_desa"])
    assert (first["nilai"], first["iks"], first["ike"], first["ikl"]) == (nilai, iks, ike, ikl)
    assert first["status"].replace("_", " ").upper() == status
    assert (frame["status"] == frame["status_hitung"]).all()


@pytest.mark.parametrize("place", [0, 100])
def test_one_row_that_blocks_keeps_the_whole_file_out(listed: Engine, place: int) -> None:
    rows = per_desa_rows("18.09")
    rows[place][8] = "x"
    report = import_file(listed, source(rows), terbitkan=pengelola())
    assert (report.stored is not None, report.counts.accepted, report.counts.refused) == (False, 147, 1)
    assert counts(listed) == (0, 0, 0)
    with pytest.raises(StoreError, match="belum dapat diterbitkan"):
        publish_report(listed, report, pelaku=pengelola())


def test_warnings_do_not_keep_a_file_out(listed: Engine) -> None:
    rows = per_desa_rows("18.09")
    rows[0][9] = "MANDIRI" if rows[0][9] != "MANDIRI" else "MAJU"
    rows[1][8:] = ["", ""]
    report = import_file(listed, source(rows), terbitkan=pengelola())
    assert (report.stored is not None, report.counts.accepted, report.counts.refused) == (True, 147, 1)
    frame = nilai_frame(listed)
    assert (frame["status"] != frame["status_hitung"]).sum() == 1


def test_the_report_compares_with_what_is_in_force_for_that_area_and_year(listed: Engine) -> None:
    import_file(listed, source(per_desa_rows("18")), terbitkan=pengelola())
    better = [[*row[:5], 0.9, 0.9, 0.9, 0.9, "MANDIRI"] for row in per_desa_rows("18.09")]
    report = import_file(listed, source(better), terbitkan=pengelola())
    assert sum(report.changes.sebelum.values()) == 148
    assert (report.ringkasan, report.changes.sebelum_sifat) == ({"mandiri": 148}, ("resmi",))
    again = import_file(listed, source(per_desa_rows("18")))
    frame = nilai_frame(listed)
    assert again.changes.sebelum == {status: n for status, n in frame["status"].value_counts().items() if n}
    assert again.changes.sebelum["mandiri"] >= 148
    assert "sudah_terbit" in {finding.rule for finding in again.findings}
    other_year = import_file(listed, source(per_desa_rows("18.09", 2023)))
    assert other_year.changes.sebelum == {}


def test_a_kabupaten_replaces_only_its_own_desa(listed: Engine) -> None:
    import_file(listed, source(per_desa_rows("18")), terbitkan=pengelola())
    before = nilai_frame(listed).set_index("kode_desa")
    better = [[*row[:5], 0.9, 0.9, 0.9, 0.9, "MANDIRI"] for row in per_desa_rows("18.09")]
    second = import_file(listed, source(better), terbitkan=pengelola())
    after = nilai_frame(listed).set_index("kode_desa")
    changed = after.index[(after["nilai"] != before["nilai"])]
    assert len(after) == len(before) == 2446
    assert {kode[:5] for kode in changed} == {"18.09"}
    assert second.stored is not None
    roll_back(listed, second.stored.id - 1, pelaku=pengelola())
    assert nilai_frame(listed).set_index("kode_desa")["nilai"].equals(before["nilai"])


def test_a_report_is_built_without_a_list_of_its_own_only_when_the_store_has_one(engine: Engine) -> None:
    with pytest.raises(StoreError, match="masih kosong"):
        import_file(engine, source(per_desa_rows("18.09")))


def test_an_official_year_takes_the_place_of_the_illustrative_one(seeded: Engine) -> None:
    frame = nilai_frame(seeded)
    assert set(frame.loc[frame["tahun"] == 2021, "sifat"]) == {"contoh"}
    report = import_file(seeded, source(per_desa_rows("18.09", 2021)))
    assert report.changes.sebelum_sifat == ("contoh",)
    publish_report(seeded, report, pelaku=pengelola())
    frame = nilai_frame(seeded)
    assert set(frame.loc[frame["tahun"] == 2021, "sifat"]) == {"resmi"}


@pytest.mark.real
def test_both_real_years_give_the_published_totals(seeded: Engine, real_dir: Path) -> None:
    expected = {
        2023: {"mandiri": 181, "maju": 1008, "berkembang": 1253, "tertinggal": 4},
        2024: {"mandiri": 359, "maju": 1164, "berkembang": 919, "tertinggal": 4},
    }
    for tahun, totals in expected.items():
        report = import_file(seeded, real_dir / f"idm_lampung_{tahun}.csv", terbitkan=pengelola())
        assert (report.counts.read, report.counts.accepted, report.counts.refused) == (2446, 2446, 0)
        assert rules(report) == ({} if tahun == 2023 else {"lonjakan_nilai": 15})
        assert (report.stored is not None, report.dataset.wilayah, report.ringkasan) == (True, "18", totals)
    frame = nilai_frame(seeded)
    for tahun, totals in expected.items():
        year = frame[frame["tahun"] == tahun]
        assert {status: n for status, n in year["status"].value_counts().items() if n} == totals
        assert (year["status"] == year["status_hitung"]).all()
        assert set(year["sifat"]) == {"resmi"}
    again = import_file(seeded, real_dir / "idm_lampung_2024.csv")
    assert again.changes.sebelum == expected[2024]
