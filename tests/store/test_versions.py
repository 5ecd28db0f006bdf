"""Draft, publish, replace, discard, roll back: what is in force, what is refused, what is kept."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from sqlalchemy import Engine, text

from lib.domain.errors import StoreError
from lib.store.audit import read_audit
from lib.store.frames import cakupan_frame, nilai_frame, published_fingerprint, published_versions
from lib.store.rows import DraftRows
from lib.store.versions import VersionInfo, discard, import_and_publish, list_versions, publish, roll_back
from tests.people import pengelola
from tests.store.drafts import DESA, cakupan, draft, meta, nilai, published


def states(engine: Engine) -> dict[int, str]:
    return {info.id: info.keadaan for info in list_versions(engine)}


def in_force(engine: Engine) -> dict[str, float]:
    frame = nilai_frame(engine)
    return dict(zip(frame["kode_desa"], frame["nilai"], strict=True))


def test_a_draft_shows_nothing_until_it_is_published(engine: Engine) -> None:
    before = published_fingerprint(engine)
    versi_id = draft(engine, meta(), nilai(0.75))
    assert (in_force(engine), published_fingerprint(engine)) == ({}, before)
    publish(engine, versi_id, pelaku=pengelola("kepala"))
    assert in_force(engine) == dict.fromkeys(DESA, 0.75)
    assert published_fingerprint(engine) != before


def test_everything_about_a_version_comes_back(engine: Engine) -> None:
    of = meta(laporan={"dibaca": 6}, catatan="sudah diperiksa")
    versi_id = published(engine, of, nilai(0.75))
    (info,) = list_versions(engine)
    assert isinstance(info, VersionInfo)
    assert (info.id, info.jenis, info.tahun, info.wilayah, info.sifat) == (versi_id, "indeks", 2024, "18", "resmi")
    assert (info.tanggal, info.berkas, info.diimpor_oleh, info.catatan) == (of.tanggal, of.berkas, "analis", "sudah diperiksa")
    assert (info.jumlah_baris, info.laporan["dibaca"], info.tahun_isi, info.program) == (6, 6, (2024,), ())
    assert info.diterbitkan_pada is not None
    for waktu in (info.diimpor_pada, info.diterbitkan_pada):
        assert abs(dt.datetime.now(dt.UTC) - waktu) < dt.timedelta(minutes=1)


def test_a_newer_version_of_the_year_replaces_the_older(engine: Engine) -> None:
    first = published(engine, meta(), nilai(0.6))
    other_year = published(engine, meta(tahun=2023), nilai(0.5, 2023))
    second = published(engine, meta(), nilai(0.7))
    assert states(engine) == {first: "diganti", other_year: "terbit", second: "terbit"}
    assert [info.id for info in published_versions(engine)] == [second, other_year]


def test_a_kabupaten_is_corrected_within_its_province(engine: Engine) -> None:
    province = published(engine, meta(), nilai(0.6))
    kabupaten = published(engine, meta(wilayah="18.01"), nilai(0.7, wilayah="18.01"))
    assert states(engine) == {province: "terbit", kabupaten: "terbit"}
    assert in_force(engine) == {kode: 0.7 if kode.startswith("18.01.") else 0.6 for kode in DESA}


def test_a_scope_is_an_area_and_not_a_prefix_of_letters(engine: Engine) -> None:
    published(engine, meta(), nilai(0.6))
    published(engine, meta(wilayah="18.10"), nilai(0.7, wilayah="18.10"))
    assert in_force(engine)["18.01.04.2001"] == 0.6
    assert in_force(engine)["18.10.01.2001"] == 0.7


def test_a_desa_that_the_version_in_force_leaves_out_has_no_row(engine: Engine) -> None:
    published(engine, meta(), nilai(0.6))
    published(engine, meta(wilayah="18.01"), nilai(0.7, wilayah="18.01", desa=["18.01.04.2001"]))
    assert set(in_force(engine)) == set(DESA) - {"18.01.04.2002", "18.01.05.2001"}


def test_official_data_hide_the_illustrative_year_everywhere(engine: Engine) -> None:
    example = published(engine, meta(sifat="contoh"), nilai(0.6))
    other_year = published(engine, meta(tahun=2023, sifat="contoh"), nilai(0.5, 2023))
    published(engine, meta(wilayah="18.01"), nilai(0.7, wilayah="18.01"))
    frame = nilai_frame(engine)
    assert set(frame.loc[frame["tahun"] == 2024, "kode_desa"]) == {kode for kode in DESA if kode.startswith("18.01.")}
    assert set(frame.loc[frame["tahun"] == 2024, "sifat"]) == {"resmi"}
    assert (states(engine)[example], states(engine)[other_year]) == ("diganti", "terbit")


def test_rolling_back_publishes_the_older_version_again_with_a_new_place_in_the_order(engine: Engine) -> None:
    first = published(engine, meta(), nilai(0.6))
    second = published(engine, meta(), nilai(0.7))
    roll_back(engine, first, pelaku=pengelola("kepala"))
    assert states(engine) == {first: "terbit", second: "diganti"}
    assert set(in_force(engine).values()) == {0.6}
    assert published_versions(engine)[0].urutan_terbit == 3


def test_a_wrong_correction_of_a_kabupaten_is_undone_by_rolling_back_the_province(engine: Engine) -> None:
    province = published(engine, meta(), nilai(0.6))
    kabupaten = published(engine, meta(wilayah="18.01"), nilai(0.7, wilayah="18.01"))
    roll_back(engine, province, pelaku=pengelola("kepala"))
    assert states(engine) == {province: "terbit", kabupaten: "diganti"}
    assert in_force(engine) == dict.fromkeys(DESA, 0.6)


def test_every_step_leaves_its_trace(engine: Engine) -> None:
    first = published(engine, meta(), nilai(0.6))
    second = published(engine, meta(), nilai(0.7))
    roll_back(engine, first, pelaku=pengelola("kepala"), catatan="salah unggah")
    discard(engine, draft(engine, meta(), nilai(0.8)), pelaku=pengelola("analis"))
    trail = [(entry.pelaku, entry.tindakan, entry.objek) for entry in reversed(read_audit(engine))]
    assert trail == [
        ("analis", "draf", f"versi {first}"),
        ("kepala", "terbit", f"versi {first}"),
        ("analis", "draf", f"versi {second}"),
        ("kepala", "terbit", f"versi {second}"),
        ("kepala", "kembalikan", f"versi {first}"),
        ("analis", "draf", f"versi {second + 1}"),
        ("analis", "buang", f"versi {second + 1}"),
    ]
    rincian = read_audit(engine)[2].rincian
    assert (rincian["menggantikan"], rincian["catatan"]) == ([second], "salah unggah")


def test_what_is_not_a_draft_is_neither_published_nor_discarded(engine: Engine) -> None:
    live = published(engine, meta(), nilai(0.6))
    gone = draft(engine, meta(), nilai(0.7))
    discard(engine, gone, pelaku=pengelola("analis"))
    before = (states(engine), read_audit(engine))
    for versi_id in (live, gone):
        with pytest.raises(StoreError, match="bukan draf"):
            publish(engine, versi_id, pelaku=pengelola("kepala"))
        with pytest.raises(StoreError, match="bukan draf"):
            discard(engine, versi_id, pelaku=pengelola("kepala"))
    with pytest.raises(StoreError, match="tidak ada"):
        publish(engine, 999, pelaku=pengelola("kepala"))
    assert (states(engine), read_audit(engine)) == before


def test_only_what_was_replaced_can_be_rolled_back(engine: Engine) -> None:
    live = published(engine, meta(), nilai(0.6))
    waiting = draft(engine, meta(), nilai(0.7))
    with pytest.raises(StoreError, match="sudah berlaku"):
        roll_back(engine, live, pelaku=pengelola("kepala"))
    with pytest.raises(StoreError, match="belum pernah terbit"):
        roll_back(engine, waiting, pelaku=pengelola("kepala"))
    discard(engine, waiting, pelaku=pengelola("analis"))
    with pytest.raises(StoreError, match="belum pernah terbit"):
        roll_back(engine, waiting, pelaku=pengelola("kepala"))
    assert states(engine) == {live: "terbit", waiting: "dibuang"}


def test_publishing_against_a_comparison_that_is_out_of_date_is_refused(engine: Engine) -> None:
    seen = published_fingerprint(engine)
    mine, theirs = draft(engine, meta(), nilai(0.6)), draft(engine, meta(), nilai(0.7))
    publish(engine, theirs, pelaku=pengelola("kepala"), terlihat=seen)
    with pytest.raises(StoreError, match="Bandingkan lagi"):
        publish(engine, mine, pelaku=pengelola("analis"), terlihat=seen)
    publish(engine, mine, pelaku=pengelola("analis"), terlihat=published_fingerprint(engine))


def test_import_and_publish_is_one_step(engine: Engine) -> None:
    versi_id = import_and_publish(engine, meta(), nilai(0.6), pelaku=pengelola("kepala"))
    assert states(engine) == {versi_id: "terbit"}


@pytest.mark.parametrize(
    ("of", "rows", "message"),
    [
        (meta(), DraftRows(), "tidak berisi"),
        (meta(jenis="program"), nilai(0.6), "tidak berisi"),
        (meta(wilayah="18.02"), nilai(0.6), "di luar wilayah"),
        (meta(), nilai(0.6, tahun=2023), "tahun 2023"),
        (meta(), nilai(0.6, desa=[DESA[0], DESA[1], DESA[0]]), f"ganda.*{DESA[0]}"),
        (meta(), nilai(float("inf")), "hingga"),
    ],
)
def test_rows_that_do_not_belong_leave_nothing_behind(engine: Engine, of: object, rows: DraftRows, message: str) -> None:
    with pytest.raises(StoreError, match=message):
        import_and_publish(engine, of, rows, pelaku=pengelola("kepala"))
    assert list_versions(engine) == []
    assert read_audit(engine) == []
    with engine.connect() as conn:
        assert conn.execute(text("SELECT count(*) FROM nilai_indeks")).scalar() == 0


def test_texts_longer_than_their_column_are_cut_on_both_databases(engine: Engine) -> None:
    versi_id = draft(engine, meta(judul="a" * 999, berkas="b" * 999), nilai(0.6))
    (info,) = list_versions(engine)
    assert (info.id, len(info.judul), len(info.berkas)) == (versi_id, 300, 300)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_character_that_the_database_cannot_store_is_refused_in_words(engine: Engine) -> None:
    rows = DraftRows(prestasi=[("18.01", 2024, "Lomba", "Provinsi", "Juara\x001", "")])
    with pytest.raises(StoreError, match="menolak"):
        import_and_publish(engine, meta(jenis="prestasi"), rows, pelaku=pengelola("kepala"))
    assert list_versions(engine) == []


def test_numbers_from_numpy_and_missing_ones_are_stored_as_numbers(engine: Engine) -> None:
    kode = DESA[0]
    rows = DraftRows(
        nilai=[
            (kode, np.int64(2024), "idm", np.float64(0.7), "maju", None, np.int64(2023)),
            (DESA[1], np.int64(2024), "idm", float("nan"), None, None, float("nan")),
        ],
        dimensi=[(kode, np.int64(2024), "iks", np.float32(0.5)), (kode, 2024, "ike", float("nan"))],
    )
    import_and_publish(engine, meta(), rows, pelaku=pengelola("kepala"))
    first, second = nilai_frame(engine).itertuples()
    assert (first.nilai, first.dibawa_dari_tahun, first.iks) == (0.7, 2023, 0.5)
    assert np.isnan(first.ike)
    assert np.isnan(second.nilai)
    assert second.status != second.status, "a desa without a status has none, not the lowest"


def coverage(engine: Engine) -> dict[tuple[str, int], int]:
    frame = cakupan_frame(engine)
    assert not frame.duplicated(["program", "kode_wilayah", "tanggal", "tahap"]).any()
    return {(row.program, row.tanggal.year): row.jumlah for row in frame.itertuples()}


def test_a_programme_is_replaced_year_by_year_and_other_programmes_stay(engine: Engine) -> None:
    example = published(engine, meta(jenis="program", tahun=None, sifat="contoh"), cakupan(1, (2021, 2022, 2023)))
    other = published(engine, meta(jenis="program", tahun=None, sifat="contoh"), cakupan(2, (2022,), "kpb"))
    published(engine, meta(jenis="program", tahun=2022), cakupan(5, (2022,)))
    assert coverage(engine) == {
        ("smart_village", 2021): 1,
        ("smart_village", 2022): 5,
        ("smart_village", 2023): 1,
        ("kpb", 2022): 2,
    }
    assert (states(engine)[example], states(engine)[other]) == ("terbit", "terbit")
    published(engine, meta(jenis="program", tahun=None), cakupan(6, (2021, 2023)))
    assert states(engine)[example] == "diganti", "nothing of it is in force any more"
    assert coverage(engine)["smart_village", 2021] == 6
    assert coverage(engine)["smart_village", 2022] == 5


def test_a_programme_version_speaks_for_the_years_of_its_rows(engine: Engine) -> None:
    published(engine, meta(jenis="program", tahun=None), cakupan(1, (2022, 2023)))
    published(engine, meta(jenis="program", tahun=2023), cakupan(5, (2022, 2023)))
    assert set(coverage(engine).values()) == {5}
    assert list_versions(engine)[0].program == ("smart_village",)


def test_an_index_and_a_programme_of_the_same_year_do_not_replace_each_other(engine: Engine) -> None:
    published(engine, meta(), nilai(0.6))
    published(engine, meta(jenis="program"), cakupan(1, (2024,)))
    assert set(states(engine).values()) == {"terbit"}
