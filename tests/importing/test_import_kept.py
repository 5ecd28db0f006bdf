"""Findings are kept with their version: the same words in either language, and nothing that a file said is trusted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, func, select

from lib.domain.errors import StoreError
from lib.domain.language import LANGUAGES, set_language
from lib.importing.checks.findings import Finding, Severity
from lib.importing.publication import draft_file, publish_file
from lib.importing.reading.files import open_bytes
from lib.importing.report.kept_findings import MAX_KEPT, as_rows, kept_findings
from lib.importing.report.text import place
from lib.importing.report.workbook import MAX_FINDINGS
from lib.importing.run import examine_file
from lib.store.engine import open_engine
from lib.store.rows import DraftRows
from lib.store.seed import ensure_seeded
from lib.store.tables import Temuan
from lib.store.transactions import write
from lib.store.versions import DraftMeta, create_draft, discard, list_versions
from tests.importing.files import csv_bytes, examine_rows, per_desa_rows
from tests.importing.test_import_rules import CASES, file_with
from tests.people import pengelola

PESAWARAN = "18.09"


def told(findings: tuple[Finding, ...]) -> list[tuple]:
    """All that a reader sees of findings, in both languages."""
    seen = []
    for bahasa in LANGUAGES:
        set_language(bahasa)
        seen += [(it.rule, it.severity, it.text, it.suggestion, place(it), it.column, it.shown_value) for it in findings]
    set_language("id")
    return seen


def kept(engine: Engine, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings out of the database, stored with a small version."""
    meta = DraftMeta("indeks", 2024, PESAWARAN, "resmi", "", "uji", "", "", None, "a.csv", "0" * 64)
    rows = DraftRows(nilai=[("18.09.01.2001", 2024, "idm", 0.6, "maju", "maju", None)], temuan=as_rows(findings))
    with write(engine) as conn:
        versi_id = create_draft(conn, meta, rows, pelaku=pengelola())
    return kept_findings(engine, versi_id)


def test_every_rule_about_values_reads_as_it_did(listed: Engine) -> None:
    findings = tuple(finding for change, *_rest in CASES.values() for finding in examine_rows(file_with(change)).findings)
    assert len(findings) >= len(CASES)
    assert told(kept(listed, findings)) == told(findings)


def warned() -> bytes:
    """A file that can be published with warnings of several kinds."""
    content = per_desa_rows(PESAWARAN)
    content[3][9] = "MANDIRI" if content[3][9] != "MANDIRI" else "MAJU"
    content[5][3] = " "
    return csv_bytes(content)


@pytest.mark.parametrize("store", [draft_file, publish_file])
def test_a_version_keeps_the_findings_of_its_report(listed: Engine, store: Callable[..., tuple[int, ...]]) -> None:
    report = examine_file(listed, open_bytes("a.csv", warned()))
    (versi_id,) = store(listed, report, pelaku=pengelola())
    assert {finding.severity for finding in report.findings} >= {Severity.WARNS}
    assert told(kept_findings(listed, versi_id)) == told(report.findings)
    (entry,) = list_versions(listed)
    assert sum(entry.laporan["temuan"].values()) == len(report.findings)


def test_a_discarded_draft_keeps_them_and_a_failed_one_leaves_none(listed: Engine) -> None:
    report = examine_file(listed, open_bytes("a.csv", warned()))
    (versi_id,) = draft_file(listed, report, pelaku=pengelola())
    discard(listed, versi_id, pelaku=pengelola())
    assert len(kept_findings(listed, versi_id)) == len(report.findings)
    with pytest.raises(StoreError, match="bukan draf lagi"):
        draft_file(listed, report, pelaku=pengelola(), menggantikan=(versi_id,))
    with listed.connect() as conn:
        assert conn.execute(select(func.count()).select_from(Temuan)).scalar() == len(report.findings)


HOSTILE = (
    "=HYPERLINK(1)",
    "<img src=x onerror=alert(1)>",
    "'; DROP TABLE temuan; --",
    "a\u202eb",
    "{0.__class__}",
    "nol\x00nol",
    "\\N\t",
)


def test_what_a_file_says_is_kept_as_data(listed: Engine) -> None:
    findings = tuple(
        Finding("uji", Severity.WARNS, "Nilai {a} dan {b}.", isian={"a": text, "b": (text, 0.5)}, row=3, column=text, value=text)
        for text in HOSTILE
    )
    back = kept(listed, findings)
    assert [(it.text, it.shown_value) for it in back] == [(it.text, it.shown_value) for it in findings]
    assert all(character.isprintable() for it in back for character in it.column)


def test_numbers_that_are_none_are_kept_as_text(listed: Engine) -> None:
    finding = Finding("uji", Severity.INFORMS, "{a} {b}", isian={"a": float("nan"), "b": float("inf")}, value=0)
    (back,) = kept(listed, (finding,))
    assert back.text == "nan inf"
    assert back.shown_value == "0"


def test_as_many_are_kept_as_the_report_writes() -> None:
    assert MAX_KEPT == MAX_FINDINGS
    finding = Finding("uji", Severity.INFORMS, "a")
    assert len(as_rows(finding for _n in range(MAX_KEPT + 1))) == MAX_KEPT


def test_what_shipped_found_nothing(empty_url: str) -> None:
    engine = open_engine(empty_url)
    ensure_seeded(engine)
    assert [kept_findings(engine, entry.id) for entry in list_versions(engine)] == [()] * len(list_versions(engine))
    engine.dispose()
