"""A code is only believed when the names beside it agree; codes of another system refuse the whole file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.errors import ImportRefused, KodeError
from lib.domain.wilayah import digits
from lib.importing.matching.names import agreement, nearest
from lib.importing.matching.places import read_code, suggest
from tests.importing.files import csv_bytes, desa_codes, examine, examine_rows, per_desa_rows, register, rules

CODES = desa_codes()


@given(
    st.sampled_from(CODES),
    st.sampled_from(
        [
            lambda kode: kode,
            digits,
            lambda kode: int(digits(kode)),
            lambda kode: float(digits(kode)),
            lambda kode: digits(kode) + ".0",
            lambda kode: digits(kode) + ".00",
            lambda kode: kode.replace(".", " "),
            lambda kode: kode.replace(".", "-"),
            lambda kode: kode.replace(".", "-", 2),
            lambda kode: f"'{digits(kode)}",
            lambda kode: f'="{digits(kode)}"',
            lambda kode: f"{int(digits(kode)):,}",
            lambda kode: "\u00a0" + ".".join(digits(kode)[i : i + 2] for i in range(0, 10, 2)),
        ]
    ),
    st.sampled_from(["", " ", "\t", "\u200b", "\ufeff", "\n"]),
)
def test_any_spelling_of_a_code_gives_the_same_code(kode: str, spell, around: str) -> None:
    spelt = spell(kode)
    assert read_code(f"{around}{spelt}{around}" if isinstance(spelt, str) else spelt) == kode


@pytest.mark.parametrize("text", ["", "18,01", "1.80104E+09", "18.01.04.200", "abc", "=1801042001+1", "٣٤٥٦٧٨٩٠١٢", "²" * 10])
def test_what_is_not_a_code_is_not_mended(text: str) -> None:
    with pytest.raises(KodeError):
        read_code(text)


SAME = [
    ("HAJIMENA", "Hajimena", "desa"),
    ("PEKON  WAY-EMPULAU ULU", "Way Empulau Ulu", "desa"),
    ("KAMPUNG GAYABARU 8", "Gaya Baru VIII", "desa"),
    ("LABUHANRATUVIII", "Labuhan Ratu VIII", "desa"),
    ("Kampung Baru", "Kampung Baru", "desa"),
    ("KAB. LAMPUNG SELATAN", "Lampung Selatan", "kabupaten"),
    ("Kabupaten Way Kanan", "Way Kanan", "kabupaten"),
    ("METRO", "Kota Metro", "kabupaten"),
    ("Kec. Tanjung-Karang", "Tanjung Karang", "kecamatan"),
    ("PROVINSI LAMPUNG", "Lampung", "provinsi"),
]
SIMILAR = [
    ("TJ. RAJA", "Tanjung Raja", "desa"),
    ("TL PADANG", "Talang Padang", "desa"),
    ("HAJI MENNA", "Hajimena", "desa"),
    ("GUNUNG SUGIH RAYA", "Gunung S. Raya", "desa"),
    ("LAMPUNG SEL", "Lampung Selatan", "kabupaten"),
]
DIFFERENT = [
    ("GAYA BARU VII", "Gaya Baru VIII", "desa"),
    ("LABUHAN RATU", "Labuhan Ratu II", "desa"),
    ("SIDOMULYO", "Sidodadi", "desa"),
    ("SUKAMAJU", "Sukajaya", "desa"),
    ("LAMPUNG BARAT", "Lampung Selatan", "kabupaten"),
    ("", "Natar", "desa"),
]


@pytest.mark.parametrize(("given_name", "official", "level"), SAME)
def test_spellings_of_the_same_name_are_the_same(given_name: str, official: str, level: str) -> None:
    assert agreement(given_name, official, level) == "sama"


@pytest.mark.parametrize(("given_name", "official", "level"), SIMILAR)
def test_abbreviations_and_slips_are_similar(given_name: str, official: str, level: str) -> None:
    assert agreement(given_name, official, level) == "mirip"


@pytest.mark.parametrize(("given_name", "official", "level"), DIFFERENT)
def test_neighbours_with_like_names_are_different(given_name: str, official: str, level: str) -> None:
    assert agreement(given_name, official, level) == "beda"


def test_every_official_name_is_nearest_to_itself_among_its_kecamatan() -> None:
    for (level, area), names in register().names.items():
        if level == "desa" and area.count(".") == 2:
            for kode, nama in names.items():
                found = nearest(nama.upper(), names, "desa")
                assert found is not None
                assert names[found[0]].casefold() == nama.casefold(), (area, kode)


def test_a_similar_name_that_is_a_neighbours_own_is_not_believed() -> None:
    rows = per_desa_rows("18.07")
    row = next(row for row in rows if row[3] == "TAMAN CARI")
    row[3] = "TAMAN ASRI"
    assert rules(examine_rows(rows)) == {"nama_tidak_cocok": 1}


def test_a_name_that_does_not_match_comes_with_the_code_that_it_has() -> None:
    rows = per_desa_rows("18.01")
    rows[0][3] = "PEMANGGILAN"
    report = examine_rows(rows)
    (finding,) = report.findings
    assert (finding.rule, finding.row, finding.column, finding.value) == ("nama_tidak_cocok", 2, "D · nama_desa", "PEMANGGILAN")
    assert "Hajimena" in finding.text
    assert "Pemanggilan (18.01.04.2003)" in finding.suggestion
    assert (report.counts.accepted, report.counts.refused, report.publishable) == (255, 1, False)


def test_an_unknown_code_suggests_the_desa_of_that_name_in_the_named_kecamatan() -> None:
    rows = per_desa_rows("18.01")
    rows[0][0] = "1801049999"
    unknown = next(finding for finding in examine_rows(rows).findings if finding.rule == "kode_tidak_dikenal")
    assert "Hajimena (18.01.04.2001), Kecamatan Natar, Lampung Selatan" in unknown.suggestion


def test_spelling_of_kecamatan_and_kabupaten_only_warns_another_kabupaten_blocks() -> None:
    rows = per_desa_rows("18.09")
    rows[0][1], rows[1][1], rows[2][2], rows[3][2] = "PSWRN", "LAMPUNG BARAT", "ANTAH BERANTAH", ""
    report = examine_rows(rows)
    assert rules(report) == {"kabupaten_tidak_cocok": 1, "kabupaten_asing": 1, "kecamatan_tidak_cocok": 1}
    assert report.counts.refused == 1


def as_bps(rows: list[list]) -> list[list]:
    """The rows with the kabupaten part of the code as BPS writes it: valid codes of other desa."""
    bps = {digits(kode): place.kode_bps for kode, place in register().places.items() if place.kode_bps}
    return [[f"{bps[row[0][:4]]}{row[0][4:]}", *row[1:]] for row in rows]


def test_bps_codes_are_refused_whether_or_not_the_kabupaten_is_named() -> None:
    rows = as_bps(per_desa_rows("18"))
    with pytest.raises(ImportRefused, match="kode BPS, bukan kode Kemendagri"):
        examine_rows(rows)
    with pytest.raises(ImportRefused, match="kode BPS, bukan kode Kemendagri"):
        examine_rows([[row[0], "", "", *row[3:]] for row in rows])


def test_bps_codes_are_refused_by_their_own_shape() -> None:
    rows = per_desa_rows("18.01")
    shaped = [[f"{row[0][:6]}0{row[0][7:]}", *row[1:]] for row in rows]
    with pytest.raises(ImportRefused, match="tidak bersusunan Kemendagri"):
        examine_rows(shaped)


def test_one_kabupaten_in_bps_codes_within_a_right_province_refuses_the_file() -> None:
    rows = per_desa_rows("18")
    wrong = [row for row in rows if row[0].startswith("1804")]
    rest = [row for row in rows if row[0][:4] not in ("1801", "1804")]
    with pytest.raises(ImportRefused, match="kode BPS"):
        examine_rows(rest + as_bps(wrong))


def test_names_that_slipped_by_one_row_refuse_the_file() -> None:
    rows = per_desa_rows("18.09")
    names = [row[3] for row in rows]
    for row, nama in zip(rows, names[1:] + names[:1], strict=True):
        row[3] = nama
    with pytest.raises(ImportRefused, match=r"tidak cocok: 148 dari 148"):
        examine_rows(rows)


def test_a_file_of_another_province_is_refused() -> None:
    rows = [[f"36{row[0][2:]}", *row[1:]] for row in per_desa_rows("18.09")]
    with pytest.raises(ImportRefused, match="bukan dari Provinsi Lampung"):
        examine_rows(rows)


def test_far_more_rows_than_desa_are_no_data_about_desa() -> None:
    row = per_desa_rows("18.09")[0]
    with pytest.raises(ImportRefused, match=r"lebih dari 53\.020 baris"):
        examine(csv_bytes([row] * 53_021))


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["desa", "kecamatan", "kabupaten", "provinsi"]))
def test_any_two_texts_can_be_compared(first: str, second: str, level: str) -> None:
    assert agreement(first, second, level) in ("sama", "mirip", "beda")
    nearest(first, {"a": second}, level)


def test_suggestions_need_a_name() -> None:
    from lib.importing.matching.places import identify

    assert suggest(register(), identify(register(), "1801049999", None, None, None)) is None
