"""A file with unknown columns is imported by saying which column is what; the same columns are known the next time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from lib.domain.errors import DasborError, ImportRefused
from lib.importing.layouts.mapping import Mapping, fingerprint, mapped_tables, parse_spec, roles
from lib.importing.layouts.mapping_preview import preview
from lib.importing.layouts.recognition import recognise
from lib.importing.layouts.records import records_of
from lib.importing.layouts.saved_mappings import mappings_folder, read_mapping, save_mapping, saved_tables
from lib.importing.reading.files import open_bytes
from lib.importing.run import examine_file
from lib.store.audit import read_audit
from tests.importing.conftest import Command
from tests.importing.files import PER_DESA, csv_bytes, per_desa_rows, xlsx_bytes
from tests.people import pengelola

STRANGE = ("Nomor", "Wil.", "Kec", "Nama Pekon", "Thn", "Sos", "Eko", "Ling", "Hasil", "Golongan")
SPEC = "Nomor=kode_desa,Nama Pekon=nama_desa,Thn=tahun,F=iks,G=ike,H=ikl,Hasil=nilai,Golongan=status"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASBOR_VAR_DIR", str(tmp_path / "var"))


def strange(header: tuple = STRANGE):
    return open_bytes("a.csv", csv_bytes([["Laporan kabupaten"], header, *per_desa_rows("18.09")], header=None))


def test_columns_are_named_by_header_or_by_letter(listed: Engine) -> None:
    with pytest.raises(ImportRefused, match="--petakan"):
        recognise(strange())
    petaan = parse_spec(SPEC, strange(), "indeks")
    assert (petaan.baris_judul, petaan.kolom["iks"], petaan.kolom["status"]) == (2, 5, 9)
    (part,) = examine_file(listed, strange(), petaan=petaan).bagian
    assert (part.counts.read, part.counts.accepted, part.dataset.indeks, part.source.layout) == (148, 148, "idm", "petaan")
    assert len(part.content.rows.dimensi) == 3 * 148
    assert part.publishable


def test_a_file_without_a_header_can_be_mapped_by_letters(listed: Engine) -> None:
    source = open_bytes("a.csv", csv_bytes(per_desa_rows("18.09"), header=None))
    petaan = parse_spec("A=kode_desa,D=nama_desa,E=tahun,I=nilai", source, "indeks", 0)
    (part,) = examine_file(listed, source, petaan=petaan).bagian
    assert (part.counts.read, part.counts.accepted) == (148, 148)
    with pytest.raises(ImportRefused, match="tanpa baris judul"):
        save_mapping(listed, source, petaan, pelaku=pengelola())


def test_a_kept_mapping_serves_every_file_with_that_header(listed: Engine) -> None:
    sidik = save_mapping(listed, strange(), parse_spec(SPEC, strange(), "indeks"), pelaku=pengelola())
    assert sidik == fingerprint([name.upper() for name in STRANGE])
    trace = read_audit(listed)[0]
    assert (trace.pelaku, trace.tindakan, trace.objek) == ("uji", "petaan", f"petaan {sidik}")
    (part,) = examine_file(listed, strange()).bagian
    assert (part.counts.accepted, [it.rule for it in part.findings if it.severity == "informs"]) == (148, ["petaan_tersimpan"])
    with pytest.raises(ImportRefused):
        recognise(strange((*STRANGE[:-1], "Lain")))


def test_a_known_layout_needs_no_mapping_and_takes_none(listed: Engine) -> None:
    source = open_bytes("a.csv", csv_bytes(per_desa_rows("18.09")))
    save_mapping(listed, source, Mapping("indeks", {"kode_desa": 0, "nilai": 5}), pelaku=pengelola())
    tables, told = recognise(source)
    assert (tables[0].layout.id, told) == ("idm_per_desa", [])


@pytest.mark.parametrize(
    ("spec", "word"),
    [
        ("", "tidak dapat dibaca"),
        ("Nomor", "tidak dapat dibaca"),
        ("Nomor=", "tidak dapat dibaca"),
        ("Tidak Ada=kode_desa,I=nilai", "Tidak Ada"),
        ("Nomor=apa,I=nilai", "Peran kolom tidak dikenal"),
        ("Nomor=kode_desa,A=nilai", "satu peran"),
        ("Nomor=kode_desa,I=kode_desa", "satu kolom"),
        ("Nomor=kode_desa", "perlu nilai atau status"),
        ("I=nilai", "perlu kode desa"),
        ("Nomor=kode_desa,GR=nilai", "tidak cocok|tidak ditemukan"),
    ],
)
def test_a_mapping_that_cannot_work_is_refused_in_words(spec: str, word: str) -> None:
    with pytest.raises(ImportRefused, match=word):
        mapped_tables(strange(), parse_spec(spec, strange(), "indeks"))


@settings(max_examples=150)
@given(st.text(max_size=60), st.sampled_from(["indeks", "program", "prestasi", "batas", "x"]))
def test_any_text_for_a_mapping_is_understood_or_refused_in_words(spec: str, jenis: str) -> None:
    try:
        parse_spec(spec, strange(), jenis)
    except DasborError as error:
        if not str(error):
            raise


@settings(max_examples=100)
@given(
    st.dictionaries(st.sampled_from([*roles("indeks"), "x"]), st.integers(-2, 300), max_size=6),
    st.integers(-1, 50),
    st.sampled_from(["", "x"]),
)
def test_any_mapping_gives_a_table_or_a_refusal(kolom: dict, baris: int, lembar: str) -> None:
    try:
        (table,) = mapped_tables(strange(), Mapping("indeks", kolom, baris, lembar))
    except DasborError:
        return
    assert list(records_of(table)) is not None


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[:40],
        lambda _text: "[]",
        lambda text: text.replace('"kode_desa": 0', '"kode_desa": "x"'),
        lambda text: text.replace('"kode_desa"', '"apa"'),
        lambda text: text.replace("Nomor", "Nomer"),
        lambda _text: "[" * 90_000,
        lambda text: text + " " * 200_000,
    ],
)
def test_a_damaged_mapping_is_refused_by_name_and_passed_over_by_the_import(damage, listed: Engine) -> None:
    sidik = save_mapping(listed, strange(), parse_spec(SPEC, strange(), "indeks"), pelaku=pengelola())
    path = mappings_folder() / f"{sidik}.json"
    path.write_text(damage(path.read_text("utf-8")), "utf-8")
    with pytest.raises(ImportRefused, match=f"{sidik}|Peran"):
        read_mapping(path)
    assert saved_tables(strange()) == ([], [])


def test_the_preview_guesses_what_it_can_and_shows_nothing_harmful() -> None:
    rows = [list(row) for row in per_desa_rows("18.09")]
    rows[0][3] = "\u202e<img src=x>\u200b"
    source = open_bytes("a.xlsx", xlsx_bytes({"Lama": [["x"]], "Isi": [["Laporan"], STRANGE, *rows]}, hidden=["Lama"]))
    first, second = preview(source, "indeks")
    assert (first.lembar, first.baris_judul, second.lembar) == ("Isi", 2, "Lama")
    assert first.judul == STRANGE
    assert first.tebakan == {0: "kode_desa", 2: "kecamatan", 3: "nama_desa", 9: "status"}
    assert first.contoh[0][1][3] == "<img src=x>"
    known = preview(open_bytes("a.csv", csv_bytes(per_desa_rows("18.09"))), "indeks")[0]
    assert [known.tebakan[place] for place in range(len(PER_DESA))] == [
        *("kode_desa", "kabupaten", "kecamatan", "nama_desa", "tahun", "iks", "ike", "ikl", "nilai", "status")
    ]
    bare = preview(open_bytes("a.csv", csv_bytes(per_desa_rows("18.09"), header=None)), "indeks")[0]
    assert (bare.baris_judul, bare.tebakan) == (0, {0: "kode_desa", 9: "status"})


def test_the_command_line_maps_and_keeps_the_mapping(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "aneh.csv"
    path.write_bytes(csv_bytes([["Laporan"], STRANGE, *per_desa_rows("18.09")], header=None))
    assert "--petakan" in command("impor", path).stderr
    done = command("impor", path, "--petakan", SPEC, "--simpan-petaan", "--terbitkan")
    assert (done.returncode, "Terbit sebagai versi" in done.stdout) == (0, True), done.stderr
    (kept,) = (tmp_path / "var" / "petaan").glob("*.json")
    assert json.loads(kept.read_text("utf-8"))["jenis"] == "indeks"
    assert command("impor", path).returncode == 0
    assert command("impor", path, "--petakan", "x").returncode == 2
