"""The first fill, and what later starts do: nothing, unless a shipped file has changed."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from lib.domain.data_file import ROOT, twin_path
from lib.domain.errors import DataFileError
from lib.domain.status import STATUS
from lib.store.frames import cakupan_frame, nilai_frame, prestasi_frame, published_fingerprint, wilayah_frame
from lib.store.seed import ensure_seeded
from lib.store.versions import import_and_publish, list_versions
from tests.people import pengelola
from tests.store.drafts import cakupan, meta, nilai
from tests.store.shipped_files import (
    CAKUPAN_HEADER,
    DESA,
    NILAI_HEADER,
    PRESTASI_HEADER,
    WILAYAH,
    WILAYAH_HEADER,
    cakupan_lines,
    nilai_lines,
    write_file,
)


def test_each_year_and_each_programme_becomes_a_version(engine: Engine, small_data: Path) -> None:
    ensure_seeded(engine, small_data)
    found = [
        (info.jenis, info.tahun, info.program, info.sifat, info.keadaan, info.jumlah_baris) for info in list_versions(engine)
    ]
    assert sorted(found, key=str) == sorted(
        [
            ("wilayah", None, (), "turunan", "terbit", 0),
            ("indeks", 2023, (), "contoh", "terbit", 3),
            ("indeks", 2024, (), "contoh", "terbit", 3),
            ("indeks", 2025, (), "contoh", "terbit", 3),
            ("program", None, ("smart_village",), "contoh", "terbit", 6),
            ("program", None, ("kpb",), "contoh", "terbit", 6),
            ("prestasi", None, (), "resmi", "terbit", 1),
        ],
        key=str,
    )
    assert len(wilayah_frame(engine)) == len(WILAYAH)
    assert set(nilai_frame(engine)["status_hitung"]) == {"berkembang"}
    assert prestasi_frame(engine)["sumber"].tolist() == ["Koran · https://contoh.id/a"]


def test_provenance_comes_from_the_twin(engine: Engine, small_data: Path) -> None:
    ensure_seeded(engine, small_data)
    info = next(info for info in list_versions(engine) if info.jenis == "indeks")
    assert (info.judul, info.penerbit, info.lisensi, str(info.tanggal)) == ("Contoh indeks", "Uji", "CC0", "2026-01-02")
    assert (info.berkas, len(info.sha256), info.diimpor_oleh) == ("contoh/nilai_indeks.csv.gz", 64, "sistem")


def test_programmes_and_their_targets_can_be_joined(engine: Engine, small_data: Path) -> None:
    ensure_seeded(engine, small_data)
    with engine.connect() as conn:
        query = "SELECT p.nama, s.target FROM program p JOIN sasaran_program s ON s.program = p.id WHERE p.id = 'smart_village'"
        assert conn.execute(text(query)).first() is not None


def test_a_second_start_changes_nothing_and_takes_milliseconds(engine: Engine, small_data: Path) -> None:
    ensure_seeded(engine, small_data)
    before = (published_fingerprint(engine), list_versions(engine))
    durations = []
    for _ in range(5):
        start = time.perf_counter()
        ensure_seeded(engine, small_data)
        durations.append(time.perf_counter() - start)
    assert (published_fingerprint(engine), list_versions(engine)) == before
    assert min(durations) < 0.1


def test_a_changed_list_of_wilayah_is_taken_over(engine: Engine, small_data: Path) -> None:
    ensure_seeded(engine, small_data)
    before = published_fingerprint(engine)
    changed = [line.replace("Hajimena", "Hajimena Baru") for line in WILAYAH]
    write_file(small_data / "wilayah" / "wilayah.csv", WILAYAH_HEADER, changed, "turunan")
    ensure_seeded(engine, small_data)
    assert wilayah_frame(engine).loc[DESA[0], "nama"] == "Hajimena Baru"
    assert published_fingerprint(engine) != before
    assert [info.keadaan for info in list_versions(engine) if info.jenis == "wilayah"] == ["terbit", "diganti"]


def test_a_changed_programme_is_taken_over(engine: Engine, small_data: Path) -> None:
    ensure_seeded(engine, small_data)
    path = small_data / "fakta" / "program.toml"
    path.write_text(path.read_text("utf-8").replace('id = "Smart Village"', 'id = "Desa Pintar"'), "utf-8")
    ensure_seeded(engine, small_data)
    with engine.connect() as conn:
        assert conn.execute(text("SELECT nama FROM program WHERE id = 'smart_village'")).scalar() == "Desa Pintar"


def test_a_new_edition_of_the_illustrative_file_never_displaces_imported_years(engine: Engine, small_data: Path) -> None:
    ensure_seeded(engine, small_data)
    import_and_publish(engine, meta(tahun=2024), nilai(0.75, 2024, desa=DESA), pelaku=pengelola("kepala"))
    import_and_publish(engine, meta(jenis="program", tahun=None), cakupan(9, (2022,)), pelaku=pengelola("kepala"))
    lines = nilai_lines(idm="0.6000")
    write_file(small_data / "contoh" / "nilai_indeks.csv.gz", NILAI_HEADER, lines, "contoh")
    lines = [line.removesuffix("1") + "4" for line in cakupan_lines()]
    write_file(small_data / "contoh" / "cakupan_program.csv.gz", CAKUPAN_HEADER, lines, "contoh")
    ensure_seeded(engine, small_data)
    nilai_now = nilai_frame(engine)
    assert {(row.tahun, row.sifat, row.nilai) for row in nilai_now.itertuples()} == {
        (2023, "contoh", 0.6),
        (2024, "resmi", 0.75),
        (2025, "contoh", 63.15),
    }
    cakupan_now = cakupan_frame(engine)
    assert {(row.program, row.tanggal.year, row.sifat, row.jumlah) for row in cakupan_now.itertuples()} == {
        ("smart_village", 2022, "resmi", 9),
        ("smart_village", 2023, "contoh", 4),
        ("kpb", 2022, "contoh", 4),
        ("kpb", 2023, "contoh", 4),
    }
    before = list_versions(engine)
    ensure_seeded(engine, small_data)
    assert list_versions(engine) == before, "the file has been dealt with"


@pytest.mark.parametrize(
    ("name", "header", "lines", "words"),
    [
        ("wilayah/wilayah.csv", WILAYAH_HEADER, [WILAYAH[0].replace("-5.4", "lima")], ("baris 2", "lintang", "lima")),
        ("wilayah/wilayah.csv", "kode,nama", ["18,Lampung"], ("judul kolomnya", "kode,jenis,nama")),
        ("contoh/nilai_indeks.csv.gz", NILAI_HEADER, [*nilai_lines()[:2], "18.01,2024"], ("baris 4", "jumlah kolomnya 2")),
        ("contoh/nilai_indeks.csv.gz", NILAI_HEADER, nilai_lines(status="baik"), ("baris 2", "status", "baik")),
        ("contoh/cakupan_program.csv.gz", CAKUPAN_HEADER, cakupan_lines(programs=("lain",)), ("baris 2", "program", "lain")),
        ("fakta/prestasi.csv", PRESTASI_HEADER, ["1801,2021,Lomba,Provinsi,Juara,,,"], ("baris 2", "kode_wilayah", "1801")),
        ("fakta/prestasi.csv", PRESTASI_HEADER, ["18.01,2021,Lomba,Provinsi,Juara,,", ""], ("baris 2", "jumlah kolomnya 7")),
    ],
)
def test_a_bad_cell_is_named_and_nothing_is_filled(
    engine: Engine, small_data: Path, name: str, header: str, lines: list[str], words: tuple[str, ...]
) -> None:
    write_file(small_data / name, header, lines, "contoh")
    with pytest.raises(DataFileError) as caught:
        ensure_seeded(engine, small_data)
    for word in (Path(name).name, *words):
        assert word in str(caught.value)
    assert list_versions(engine) == []
    assert len(wilayah_frame(engine)) == 0


@pytest.mark.parametrize(
    "name", ["wilayah/wilayah.csv", "contoh/nilai_indeks.csv.gz", "fakta/prestasi.csv", "fakta/program.toml"]
)
def test_a_missing_file_is_named(engine: Engine, small_data: Path, name: str) -> None:
    (small_data / name).unlink()
    with pytest.raises(DataFileError, match=Path(name).name):
        ensure_seeded(engine, small_data)


def test_a_file_that_contradicts_its_twin_is_refused(engine: Engine, small_data: Path) -> None:
    path = small_data / "contoh" / "nilai_indeks.csv.gz"
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(DataFileError, match="sha256"):
        ensure_seeded(engine, small_data)
    twin_path(path).unlink()
    with pytest.raises(DataFileError, match=r"sumber\.toml"):
        ensure_seeded(engine, small_data)
    assert list_versions(engine) == []


def test_a_truncated_archive_with_a_true_twin_is_refused(engine: Engine, small_data: Path) -> None:
    path = small_data / "contoh" / "nilai_indeks.csv.gz"
    path.write_bytes(path.read_bytes()[:-9])
    twin = twin_path(path)
    twin.write_text("\n".join(line for line in twin.read_text("utf-8").splitlines() if "sha256" not in line), "utf-8")
    with pytest.raises(DataFileError, match="tidak dapat dibaca"):
        ensure_seeded(engine, small_data)
    assert list_versions(engine) == []


def test_the_shipped_data_fill_a_new_store(engine: Engine) -> None:
    ensure_seeded(engine, ROOT / "data")
    wilayah = wilayah_frame(engine)
    assert wilayah["jenis"].value_counts().to_dict() == {
        "desa": 2446,
        "kecamatan": 229,
        "kelurahan": 205,
        "kabupaten": 13,
        "kota": 2,
        "provinsi": 1,
    }
    nilai = nilai_frame(engine)
    of_2024 = nilai[nilai["tahun"] == 2024]["status"].value_counts()
    assert [int(of_2024[status]) for status in reversed(STATUS)] == [359, 1164, 919, 4, 0]
    assert not nilai.duplicated(["kode_desa", "tahun"]).any()
    assert set(nilai["sifat"]) == {"contoh"}
    assert (nilai["status"].astype(str) == nilai["status_hitung"].astype(str)).all()
