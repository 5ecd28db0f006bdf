"""Whatever is in a file: a report that adds up or a refusal in words, never anything else."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.errors import DasborError
from lib.domain.language import set_language
from lib.importing.report.outcome import ImportReport
from lib.importing.report.text import report_text
from tests.importing.files import PER_DESA, csv_bytes, examine, per_desa_rows, register_of, xlsx_bytes

SMALL = "18.12"
ROWS = per_desa_rows(SMALL)[:30]

text = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
cells = st.one_of(
    st.none(),
    text,
    st.sampled_from(
        ["=1+1", "@x", "-", "0,5", "0.5", "TOTAL", "mandiri", "2024", 1e300, -1, 0, 2024.0, True, "'18", "18.12.01.2001"]
    ),
    st.floats(allow_nan=True, allow_infinity=True),
    st.integers(-(10**12), 10**12),
)


def report_or_words(data: bytes, name: str) -> ImportReport | None:
    try:
        report = examine(data, name, among=register_of(SMALL))
    except DasborError as error:
        words = str(error)
        if not words or "Traceback" in words:
            raise
        return None
    for language in ("id", "en"):
        set_language(language)
        assert report_text(report)
    set_language("id")
    return report


@settings(max_examples=150)
@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xlsx", "a.txt", "a", ".csv"]))
def test_random_bytes_are_refused_in_words(data: bytes, name: str) -> None:
    report_or_words(data, name)


@settings(max_examples=150)
@given(st.lists(st.lists(cells, max_size=12), max_size=12), st.sampled_from([",", ";", "\t"]))
def test_random_cells_below_a_header_give_a_report_that_adds_up(rows: list[list], delimiter: str) -> None:
    report_or_words(csv_bytes(rows, delimiter=delimiter), "a.csv")


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 29), st.integers(0, 9), cells), max_size=12))
def test_random_cells_in_a_good_file_give_a_report_that_adds_up(changes: list[tuple]) -> None:
    rows = [list(row) for row in ROWS]
    for row, column, value in changes:
        rows[row][column] = value
    report = report_or_words(csv_bytes(rows), "a.csv")
    if report is not None:
        assert report.counts.read + report.counts.skipped + report.counts.left_out <= len(rows)


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.integers(0, 29), st.integers(0, 9), st.sampled_from([None, "x", 5, 0.5, True, dt.date(2024, 1, 1)])),
        max_size=6,
    )
)
def test_a_workbook_with_odd_cells_gives_a_report_that_adds_up(changes: list[tuple]) -> None:
    rows = [list(row) for row in ROWS]
    for row, column, value in changes:
        rows[row][column] = value
    report_or_words(xlsx_bytes({"IDM": [PER_DESA, *rows]}), "a.xlsx")


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.booleans())
def test_damaged_files_are_reported_or_refused(seed: int, as_workbook: bool) -> None:
    chance = random.Random(seed)
    good = xlsx_bytes({"IDM": [PER_DESA, *ROWS]}) if as_workbook else csv_bytes(ROWS)
    damaged = bytearray(good)
    for _step in range(chance.randint(1, 20)):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    if chance.random() < 0.3:
        damaged = damaged[: chance.randrange(len(damaged))]
    report_or_words(bytes(damaged), "a.xlsx" if as_workbook else "a.csv")


def outcome(report: ImportReport | None) -> object:
    """What of a report may not depend on the order of rows and columns."""
    if report is None:
        return None
    return (
        sorted(report.content.rows.nilai),
        sorted(report.content.rows.dimensi),
        report.ringkasan,
        report.dataset.wilayah,
        (report.counts.read, report.counts.accepted, report.counts.refused),
        Counter((finding.rule, finding.severity, str(finding.value)) for finding in report.findings if finding.row),
    )


@settings(max_examples=40)
@given(
    st.randoms(use_true_random=False),
    st.lists(st.tuples(st.integers(0, 29), st.integers(0, 9), st.sampled_from(["", "x", "0.9", ROWS[3][0]])), max_size=3),
)
def test_the_order_of_rows_and_columns_changes_nothing(chance: random.Random, changes: list[tuple]) -> None:
    rows = [list(row) for row in ROWS]
    for row, column, value in changes:
        rows[row][column] = value
    expected = outcome(report_or_words(csv_bytes(rows), "a.csv"))
    order = list(range(len(PER_DESA)))
    chance.shuffle(rows)
    chance.shuffle(order)
    shuffled = csv_bytes([[row[place] for place in order] for row in rows], header=[PER_DESA[place] for place in order])
    assert outcome(report_or_words(shuffled, "a.csv")) == expected


@settings(max_examples=30)
@given(st.sampled_from([",", ";", "\t"]), st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]), st.booleans())
def test_the_way_a_file_is_written_changes_nothing(delimiter: str, encoding: str, as_workbook: bool) -> None:
    expected = outcome(report_or_words(csv_bytes(ROWS), "a.csv"))
    data = xlsx_bytes({"x": [PER_DESA, *ROWS]}) if as_workbook else csv_bytes(ROWS, delimiter=delimiter, encoding=encoding)
    assert outcome(report_or_words(data, "a.xlsx" if as_workbook else "a.csv")) == expected
