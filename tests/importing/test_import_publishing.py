"""Publishing is all or nothing, and only against the state that the comparison was made with."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine

from lib.domain.errors import StoreError
from lib.domain.roles import AccessDenied
from lib.importing.publication import draft_file, publish_drafts, publish_file
from lib.importing.reading.files import open_bytes
from lib.importing.reading.originals import original, originals_folder
from lib.importing.report.outcome import FileReport
from lib.importing.run import examine_file, import_file
from lib.store.audit import read_audit
from lib.store.frames import nilai_frame
from lib.store.tables import DIBUANG, DRAF, TERBIT
from lib.store.versions import discard, list_versions
from tests.importing.files import csv_bytes, per_desa_rows, values_of
from tests.people import operator, pengelola

YEARS = (2021, 2022, 2023)
WORDS = ("IKS", "IKE", "IKL", "NILAI IDM", "STATUS IDM")


def side_by_side(area: str = "18.10", years: tuple[int, ...] = YEARS, per_row: int = 0) -> bytes:
    header = ["KODE DESA", "NAMA DESA", *(f"{name} {year}" for year in years for name in WORDS)]
    rows = [[row[0], row[3], *values_of(row[0]) * len(years)] for row in per_desa_rows(area, 2021)]
    if per_row:
        rows[0][per_row] = "x"
    return csv_bytes(rows, header=header)


def examined(engine: Engine, data: bytes) -> FileReport:
    return examine_file(engine, open_bytes("a.csv", data))


def test_years_side_by_side_become_one_version_each(listed: Engine) -> None:
    report = examined(listed, side_by_side())
    assert [(part.dataset.tahun, part.counts.accepted) for part in report.bagian] == [(year, 126) for year in YEARS]
    ids = publish_file(listed, report, pelaku=pengelola(), catatan="tiga tahun")
    versions = list_versions(listed)
    assert {info.id for info in versions} == set(ids)
    assert {(info.tahun, info.keadaan, info.jumlah_baris) for info in versions} == {(year, "terbit", 126) for year in YEARS}
    assert len(nilai_frame(listed)) == 3 * 126


def test_one_year_that_blocks_keeps_all_years_out(listed: Engine) -> None:
    report = examined(listed, side_by_side(per_row=10))
    assert [part.publishable for part in report.bagian] == [True, False, True]
    with pytest.raises(StoreError, match="belum dapat diterbitkan"):
        publish_file(listed, report, pelaku=pengelola())
    assert list_versions(listed) == []


def test_each_year_is_compared_with_the_one_before_in_the_same_file(listed: Engine) -> None:
    report = examined(listed, side_by_side())
    assert [[it.tahun for it in part.changes.perbandingan] for part in report.bagian] == [[2021], [2022, 2021], [2023, 2022]]
    assert ["nilai_sama_tahun_lalu" in {it.rule for it in part.findings} for part in report.bagian] == [False, True, True]


def test_of_two_who_publish_the_same_area_one_wins_and_the_other_is_told(listed: Engine) -> None:
    first, second = (examined(listed, csv_bytes(per_desa_rows("18.09"))) for _ in range(2))
    start = threading.Barrier(2)

    def attempt(report: FileReport) -> str:
        start.wait()
        try:
            publish_file(listed, report, pelaku=pengelola("orang"))
        except StoreError as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(attempt, (first, second)))
    assert told[0] == ""
    assert "telah berubah sejak berkas ini dibandingkan: versi 1 (IDM 2024, Pesawaran) diterbitkan lebih dulu" in told[1]
    assert [entry.tindakan for entry in read_audit(listed)] == ["terbit", "draf"]


@pytest.mark.parametrize(("area", "tahun"), [("18.10", 2024), ("18.09", 2023)])
def test_who_publishes_something_else_is_no_obstacle(listed: Engine, area: str, tahun: int) -> None:
    mine = examined(listed, csv_bytes(per_desa_rows("18.09")))
    import_file(listed, open_bytes("b.csv", csv_bytes(per_desa_rows(area, tahun))), terbitkan=pengelola("lain"))
    publish_file(listed, mine, pelaku=pengelola())
    assert len(list_versions(listed)) == 2


def test_a_wider_publication_in_between_is_an_obstacle(listed: Engine) -> None:
    mine = examined(listed, csv_bytes(per_desa_rows("18.09")))
    import_file(listed, open_bytes("b.csv", csv_bytes(per_desa_rows("18"))), terbitkan=pengelola("lain"))
    with pytest.raises(StoreError, match="telah berubah"):
        publish_file(listed, mine, pelaku=pengelola())


def test_drafts_wait_unseen_and_are_published_together(listed: Engine) -> None:
    ids = draft_file(listed, examined(listed, side_by_side()), pelaku=pengelola("operator"))
    assert {info.keadaan for info in list_versions(listed)} == {"draf"}
    assert len(nilai_frame(listed)) == 0
    publish_drafts(listed, ids, pelaku=pengelola("pengelola"), catatan="ya")
    assert {info.keadaan for info in list_versions(listed)} == {"terbit"}
    with pytest.raises(StoreError, match="bukan draf lagi"):
        publish_drafts(listed, ids, pelaku=pengelola("pengelola"))


def test_a_file_looked_at_again_takes_the_place_of_its_drafts(listed: Engine) -> None:
    old = draft_file(listed, examined(listed, side_by_side(years=(2022, 2023))), pelaku=pengelola())
    new = draft_file(listed, examined(listed, side_by_side(years=(2022, 2023))), pelaku=pengelola(), menggantikan=old)
    states = {entry.id: entry.keadaan for entry in list_versions(listed)}
    assert states == dict.fromkeys(old, DIBUANG) | dict.fromkeys(new, DRAF)
    assert [it.rincian for it in read_audit(listed) if it.tindakan == "buang"] == [{"diganti_oleh": new[0]}] * len(old)
    publish_file(listed, examined(listed, side_by_side(years=(2022, 2023))), pelaku=pengelola(), menggantikan=new)
    assert sorted(entry.keadaan for entry in list_versions(listed)) == sorted([DIBUANG] * 4 + [TERBIT] * 2)


def test_nothing_is_stored_when_a_draft_to_be_replaced_is_none_any_more(listed: Engine) -> None:
    old = draft_file(listed, examined(listed, side_by_side(years=(2022, 2023))), pelaku=pengelola())
    publish_drafts(listed, old, pelaku=pengelola())
    before = [(entry.id, entry.keadaan) for entry in list_versions(listed)]
    with pytest.raises(StoreError, match="bukan draf lagi"):
        draft_file(listed, examined(listed, side_by_side(years=(2022, 2023))), pelaku=pengelola(), menggantikan=old)
    assert [(entry.id, entry.keadaan) for entry in list_versions(listed)] == before


def test_nobody_replaces_a_draft_that_they_may_not_discard(listed: Engine) -> None:
    others = draft_file(listed, examined(listed, csv_bytes(per_desa_rows("18.02"))), pelaku=pengelola())
    with pytest.raises(AccessDenied):
        draft_file(listed, examined(listed, csv_bytes(per_desa_rows("18.01"))), pelaku=operator("18.01"), menggantikan=others)
    assert [entry.keadaan for entry in list_versions(listed)] == [DRAF]


def test_a_draft_that_was_overtaken_or_discarded_is_refused_whole(listed: Engine) -> None:
    ids = draft_file(listed, examined(listed, side_by_side()), pelaku=pengelola("operator"))
    import_file(listed, open_bytes("b.csv", csv_bytes(per_desa_rows("18.10", 2023))), terbitkan=pengelola("lain"))
    with pytest.raises(StoreError, match="telah berubah"):
        publish_drafts(listed, ids, pelaku=pengelola("pengelola"))
    publish_drafts(listed, ids[:2], pelaku=pengelola("pengelola"))
    discard(listed, ids[2], pelaku=pengelola("pengelola"))
    with pytest.raises(StoreError, match="bukan draf lagi"):
        publish_drafts(listed, ids[2:], pelaku=pengelola("pengelola"))


def test_the_file_itself_is_kept_and_given_back_only_as_it_was(
    listed: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASBOR_VAR_DIR", str(tmp_path / "var"))
    data = csv_bytes(per_desa_rows("18.10"))
    report = examined(listed, data)
    assert original(report.sha256) is None
    publish_file(listed, report, pelaku=pengelola())
    assert original(list_versions(listed)[0].sha256) == data
    (originals_folder() / report.sha256).write_bytes(b"lain")
    assert original(report.sha256) is None
    for name in ("", "..", "../dasbor.sqlite", "x" * 64):
        assert original(name) is None


def test_where_the_file_cannot_be_kept_nothing_is_published(
    listed: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "var").write_text("in the way")
    monkeypatch.setenv("DASBOR_VAR_DIR", str(tmp_path / "var"))
    with pytest.raises(StoreError, match="Berkas asli tidak dapat disimpan"):
        publish_file(listed, examined(listed, csv_bytes(per_desa_rows("18.10"))), pelaku=pengelola())
    assert list_versions(listed) == []
