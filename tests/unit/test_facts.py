"""The shipped facts: they are consistent with each other and with the wilayah list, and a damaged file is refused by place."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from lib.domain import facts, program
from lib.domain.data_file import ROOT, read_sumber, twin_path
from lib.domain.errors import DataFileError
from lib.domain.status import STATUS

FAKTA = ROOT / "data" / "fakta"
KABUPATEN = [f"18.{number:02d}" for number in range(1, 14)]
FILES = ["idm_kabupaten.csv", "idm_provinsi.csv", "program_angka.csv", "prestasi.csv"]


def _forget() -> None:
    for cached in (facts._kabupaten, facts.province_facts, facts.program_facts, facts.achievements, program.all_programs):
        cached.cache_clear()


@pytest.fixture
def copy_of_data(tmp_path, monkeypatch) -> Path:
    """A writable copy of data/fakta that the loaders read instead."""
    shutil.copytree(FAKTA, tmp_path / "fakta")
    monkeypatch.setenv("DASBOR_DATA_DIR", str(tmp_path))
    _forget()
    yield tmp_path / "fakta"
    _forget()


@pytest.fixture(scope="module")
def names() -> dict[str, str]:
    with (ROOT / "data" / "wilayah" / "wilayah.csv").open(encoding="utf-8", newline="") as file:
        return {row["kode"]: row["nama"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("tahun", [2023, 2024])
def test_every_kabupaten_is_complete_and_sums_to_the_province(tahun):
    counts = facts.status_facts_kabupaten()
    assert [kode for year, kode in counts if year == tahun] == KABUPATEN
    for status in STATUS:
        assert sum(counts[tahun, kode][status] for kode in KABUPATEN) == facts.status_facts_provinsi()[tahun][status]


def test_province_totals_are_the_published_ones():
    found = facts.status_facts_provinsi()
    assert [found[2024][status] for status in STATUS] == [0, 4, 919, 1164, 359]
    assert [found[2023][status] for status in STATUS] == [0, 4, 1253, 1008, 181]
    assert [found[2025][status] for status in STATUS] == [0, 0, 699, 1186, 561]
    assert found[2020] == {"sangat_tertinggal": 6, "tertinggal": 226, "mandiri": 19}
    assert found[2016] == {"sangat_tertinggal": 151, "tertinggal": 1306}


def test_contradicted_figures_are_left_out_and_named_in_the_twin():
    assert "mandiri" not in facts.status_facts_kabupaten().get((2022, "18.09"), {})
    assert facts.status_facts_provinsi()[2025]["mandiri"] != 579
    assert "579" in read_sumber(FAKTA / "idm_provinsi.csv").cara
    assert "Pesawaran 2022" in read_sumber(FAKTA / "idm_kabupaten.csv").cara


def test_a_status_that_is_not_known_is_absent_not_zero():
    assert facts.status_facts_kabupaten()[2019, "18.04"] == {"sangat_tertinggal": 0, "tertinggal": 14}


@pytest.mark.parametrize("tahun", [2019, 2020, 2021, 2022])
def test_kabupaten_facts_never_exceed_the_province(tahun):
    for status, total in facts.status_facts_provinsi()[tahun].items():
        known = [counts.get(status, 0) for (year, _), counts in facts.status_facts_kabupaten().items() if year == tahun]
        assert sum(known) <= total


def test_mean_of_the_three_parts_is_the_mean_score():
    for means in facts.mean_facts_kabupaten().values():
        assert (means["iks"] + means["ike"] + means["ikl"]) / 3 == pytest.approx(means["nilai"], abs=0.0002)


def test_programme_stages_are_kept_apart():
    e_samdes = {(fact.tahap, fact.jumlah) for fact in facts.program_facts() if fact.program == "e_samdes"}
    assert {("agen", 477), ("melayani", 277), ("beroperasi", 276)} <= e_samdes
    assert program.programs()["e_samdes"].tahap_utama.id == "agen"
    assert [base for base, entry in program.all_programs().items() if entry.jenis == "basis"] == ["bumdes", "petani"]


def test_first_phase_of_kpb_sums_to_its_total():
    first = [fact for fact in facts.program_facts() if fact.program == "kpb" and fact.tanggal.isoformat() == "2020-06-10"]
    assert sum(fact.jumlah for fact in first if fact.kode_wilayah != "18") == 7235
    assert [fact.jumlah for fact in first if fact.kode_wilayah == "18"] == [7235]


def test_targets_are_the_published_ones():
    targets = {(entry.id, goal.tahun): goal.target for entry in program.programs().values() for goal in entry.sasaran}
    assert targets[("smart_village", 2024)] == 2446
    assert 800_000 in targets.values()


def test_every_code_of_facts_and_awards_is_in_the_list(names):
    codes = {kode for _, kode in facts.status_facts_kabupaten()} | {fact.kode_wilayah for fact in facts.program_facts()}
    assert codes | {award.kode_wilayah for award in facts.achievements()} <= set(names)


@pytest.mark.parametrize(
    ("kode", "desa", "kecamatan", "kabupaten"),
    [
        ("18.04.15.2004", "Trimulyo", "Gedung Surian", "Lampung Barat"),
        ("18.12.01.2009", "Pulung Kencana", "Tulang Bawang Tengah", "Tulang Bawang Barat"),
        ("18.01.05.2023", "Sri Katon", "Tanjung Bintang", "Lampung Selatan"),
        ("18.02.25.2002", "Sri Bawono", "Way Seputih", "Lampung Tengah"),
        ("18.72.04.1001", "Yosodadi", "Metro Timur", "Kota Metro"),
    ],
)
def test_awards_belong_to_the_right_one_of_several_namesakes(names, kode, desa, kecamatan, kabupaten):
    assert kode in {award.kode_wilayah for award in facts.achievements()}
    assert (names[kode], names[kode[:8]], names[kode[:5]]) == (desa, kecamatan, kabupaten)


@pytest.mark.parametrize("name", [*FILES, "program.toml"])
def test_every_facts_file_has_a_true_twin(name):
    assert read_sumber(FAKTA / name).sha256


def _load_all() -> None:
    facts.status_facts_kabupaten(), facts.province_facts(), facts.program_facts(), facts.achievements()


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("idm_kabupaten.csv", "2023,18.01,0,0,145,", "2023,18.01,0,0,x45,", ["baris 24", "“berkembang”", "“x45”"]),
        ("idm_kabupaten.csv", "2023,18.01,0,0,145,", "2023,18.01,0,0,144,", ["baris 24", "“jumlah_desa”", "“256”"]),
        ("idm_kabupaten.csv", "2023,18.01,0,0", "2023,1801,0,0", ["baris 24", "“kode”", "“1801”"]),
        ("idm_kabupaten.csv", ",0.82,", ",82,", ["baris 24", "“rerata_iks”", "“82”"]),
        ("idm_kabupaten.csv", "2023,18.02,", "2023,18.01,", ["baris 25", "“kode”", "18.01"]),
        ("idm_kabupaten.csv", "tahun,kode,sangat", "tahun,code,sangat", ["tidak mempunyai kolom kode"]),
        ("idm_provinsi.csv", "2024,idm,maju,1164", "2024,idm,Maju,1164", ["“status”", "“Maju”"]),
        ("idm_provinsi.csv", "2025,indeks_desa,mandiri", "2025,idm,mandiri", ["“indeks”", "“idm”"]),
        ("idm_provinsi.csv", "mandiri,561", "mandiri,5610", ["“jumlah”", "“5610”"]),
        ("program_angka.csv", "2022-12-13,18,1792", "13-12-2022,18,1792", ["“tanggal”", "“13-12-2022”"]),
        ("program_angka.csv", "e_samdes,agen,2023", "e_samdes,aktif,2023", ["“tahap”", "“aktif”"]),
        ("program_angka.csv", ",18,1792,desa,", ",18,1792,desa,,", ["baris 4"]),
        ("prestasi.csv", "18.04.15.2004", "18.04.15.204", ["“kode_wilayah”", "“18.04.15.204”"]),
        ("prestasi.csv", "Juara 3", "Juara 2", ["sidik jarinya", "prestasi.csv.sumber.toml"]),
    ],
)
def test_a_mutated_facts_file_is_refused_with_its_place(copy_of_data, name, old, new, told):
    path = copy_of_data / name
    content = path.read_text("utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), "utf-8")
    with pytest.raises(DataFileError) as caught:
        _load_all()
    message = str(caught.value)
    assert name in message
    for part in told:
        assert part in message


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", ["absent", "binary", "empty", "no twin"])
def test_a_ruined_facts_file_is_refused_with_a_message(copy_of_data, name, damage):
    path = copy_of_data / name
    if damage == "absent":
        path.unlink()
    elif damage == "no twin":
        twin_path(path).unlink()
    else:
        path.write_bytes(b"\xff\xfe\x00PNG" if damage == "binary" else b"")
    with pytest.raises(DataFileError, match=name.replace(".", r"\.")):
        _load_all()
