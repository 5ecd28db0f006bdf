"""Answers of the ministry's interface: one, a folder or a zip; an error answer is named and never taken for data."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from lib.domain.errors import DasborError, ImportRefused
from lib.domain.wilayah import digits
from lib.importing.layouts.kemendes_answers import MAX_ANSWER_BYTES
from lib.importing.layouts.recognition import recognise
from lib.importing.options import Options
from lib.importing.reading import answers as reading_answers
from lib.importing.reading.answers import answer_row
from lib.importing.reading.files import open_bytes, open_path
from lib.importing.run import CHECKS, examine_file
from tests.importing.files import desa_codes, examine, examine_all, names_of, register, rules, values_of

ERRORS = {
    "an error": b'{"status":500,"error":true,"message":"Internal Server Error"}',
    "a page": b"<html><body>504 Gateway Time-out</body></html>",
    "nothing": b"",
    "torn": b'{"status":200,"mapData":{"SUMMARIES":{"SKOR',
    "empty": b'{"status":200,"error":false,"mapData":null}',
    "deep": b'{"a":' * 20_000,
}

FIRST = desa_codes("18.10", 2022)[0]


def answer(kode: str, tahun: int = 2023) -> bytes:
    desa, kecamatan, kabupaten = names_of(kode)
    *parts, nilai, status = values_of(kode)
    rows = [
        {"NO": None, "INDIKATOR": f"{name} {tahun}", "SKOR": part}
        for name, part in zip(("IKS", "IKE", "IKL"), parts, strict=True)
    ]
    rows += [
        {"NO": 1, "INDIKATOR": "Skor Akses Sarkes", "SKOR": 5},
        {"NO": None, "INDIKATOR": f"STATUS IDM {tahun}", "SKOR": "x"},
    ]
    place = {"nama_provinsi": "LAMPUNG", "id_desa": digits(kode), "nama_kab_kota": kabupaten}
    place |= {"nama_kecamatan": kecamatan, "nama_desa": desa}
    summary = {"SKOR_SAAT_INI": nilai, "STATUS": status, "TAHUN": tahun}
    return json.dumps(
        {"status": 200, "error": False, "mapData": {"SUMMARIES": summary, "ROW": rows, "IDENTITAS": [place]}}
    ).encode()


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def answers(area: str = "18.10", tahun: int = 2023) -> dict[str, bytes]:
    return {f"{digits(kode)}_{tahun}.json": answer(kode, tahun) for kode in desa_codes(area, tahun)}


def test_one_answer_is_one_desa() -> None:
    report = examine(answer(FIRST), f"{digits(FIRST)}_2023.json")
    assert (report.counts.read, report.counts.accepted, report.dataset.wilayah, report.dataset.tahun) == (1, 1, FIRST, 2023)
    assert report.content.rows.nilai[0][3] == values_of(FIRST)[3]
    assert len(report.content.rows.dimensi) == 3
    assert report.publishable


@pytest.mark.parametrize("what", ERRORS)
def test_an_error_answer_is_refused(what: str) -> None:
    with pytest.raises(ImportRefused):
        open_bytes(f"{digits(FIRST)}_2023.json", ERRORS[what])


def test_an_answer_of_another_desa_or_year_than_its_name_says_is_none() -> None:
    for name in ("1810992002_2023.json", f"{digits(FIRST)}_2022.json"):
        with pytest.raises(ImportRefused, match="bukan jawaban API"):
            open_bytes(name, answer(FIRST))
    assert examine(answer(FIRST), "jawaban.json").counts.read == 1


@pytest.mark.parametrize("kind", ["zip", "folder"])
def test_many_answers_are_one_dataset_per_year(kind: str, tmp_path: Path) -> None:
    files = answers(tahun=2022) | answers(tahun=2023)
    names = iter(list(files))
    broken = {next(names): data for data in ERRORS.values()}
    if kind == "zip":
        source = open_bytes("a.zip", zipped({"data/" + name: data for name, data in (files | broken).items()}))
    else:
        for name, data in (files | broken | {"catatan.txt": b"x"}).items():
            (tmp_path / name).write_bytes(data)
        source = open_path(tmp_path)
        assert source.sha256 == open_path(tmp_path).sha256
    tables, told = recognise(source)
    first, second = CHECKS["indeks"](source, tables, register(), Options(), told)
    assert (first.dataset.tahun, first.counts.accepted, second.dataset.tahun, second.counts.accepted) == (
        2022,
        126 - len(broken),
        2023,
        126,
    )
    assert (first.counts.skipped, rules(first)["dilewati_rusak"]) == (len(broken), 1)
    (skipped,) = [finding for finding in first.findings if finding.rule == "dilewati_rusak"]
    assert next(iter(broken)) in skipped.text
    assert rules(first)["desa_kurang"] == 1
    assert first.dataset.wilayah == second.dataset.wilayah == "18.10"


def test_a_finding_names_the_file_of_its_answer() -> None:
    files = answers()
    name = next(iter(files))
    files[name] = files[name].replace(b'"STATUS": "', b'"STATUS": "x')
    (report,) = examine_all(zipped(files), "a.zip")
    (told,) = [finding for finding in report.findings if finding.rule == "status_tidak_dikenal"]
    assert told.sheet == name


def test_a_zip_of_something_else_or_with_something_hidden_is_refused() -> None:
    for files, word in (
        ({"a.csv": b"x"}, "tidak memuat jawaban"),
        (answers() | {"lagi.zip": b"PK"}, "arsip lain"),
        (answers() | {"../x.json": b"{}"}, "luar arsip"),
    ):
        with pytest.raises(ImportRefused, match=word):
            open_bytes("a.zip", zipped(files))
    data = zipped(answers())
    with pytest.raises(ImportRefused, match="rusak"):
        open_bytes("a.zip", data[: len(data) // 2])


def test_limits_of_folders_and_answers_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    big = {"besar.json": answer(FIRST)[:-1] + b" " * MAX_ANSWER_BYTES + b"}"}
    (report,) = examine_all(zipped(answers() | big), "a.zip")
    assert (report.counts.accepted, report.counts.skipped) == (126, 1)
    (tmp_path / "kosong").mkdir()
    with pytest.raises(ImportRefused, match="tanpa jawaban"):
        open_path(tmp_path / "kosong")
    for name, data in answers().items():
        (tmp_path / name).write_bytes(data)
    monkeypatch.setattr(reading_answers, "MAX_ANSWERS", 100)
    with pytest.raises(ImportRefused, match="paling banyak 100"):
        open_path(tmp_path)


values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200)
@given(st.sampled_from(["IDENTITAS", "SUMMARIES", "ROW"]), st.sampled_from(["", "id_desa", "TAHUN", "STATUS", "SKOR"]), values)
def test_an_answer_of_any_shape_is_a_row_or_none(part: str, key: str, value: object) -> None:
    content = json.loads(answer(FIRST))
    if key:
        target = content["mapData"][part]
        (target[0] if isinstance(target, list) else target)[key] = value
    else:
        content["mapData"][part] = value
    data = json.dumps(content).encode()
    row = answer_row("a.json", data)
    assert row is None or len(row) == len(reading_answers.COLUMNS)
    try:
        examine(data, "a.json")
    except DasborError:
        return


def test_one_desa_that_would_take_the_illustrative_year_away_is_told(seeded: Engine) -> None:
    report = examine_file(seeded, open_bytes(f"{digits(FIRST)}_2023.json", answer(FIRST)))
    assert "contoh_hilang" in rules(report.bagian[0])


@pytest.mark.real
def test_the_recorded_answers_are_read(listed: Engine, real_dir: Path) -> None:
    report = examine_file(listed, real_dir / "kemendes_api")
    assert {part.dataset.tahun: part.counts.accepted for part in report.bagian} == {2021: 2, 2022: 2, 2023: 3, 2024: 3}
    single = examine_file(listed, real_dir / "kemendes_api" / "1804062007_2024.json")
    assert single.publishable
    assert single.bagian[0].content.rows.nilai[0][:3] == ("18.04.06.2007", 2024, "idm")
