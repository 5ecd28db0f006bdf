"""The audit of packages: a finding fails, an audit that could not be made passes and says that it was none."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lib.domain.data_file import ROOT
from tests import audit
from tests.audit import verdict

GOOD = {"name": "aman", "version": "1.0", "vulns": []}
BAD = {
    "name": "bocor",
    "version": "1.0",
    "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["1.1"], "description": ""}],
}
UNKNOWN = {"name": "asing", "skip_reason": "not found"}


def answer(*entries: dict[str, Any]) -> str:
    return json.dumps({"dependencies": entries, "fixes": []})


def test_a_known_vulnerability_fails_and_is_named() -> None:
    found = verdict("r.txt", answer(GOOD, BAD, UNKNOWN), "Found 1 known vulnerability")
    assert not found.passed
    assert "bocor 1.0: PYSEC-1 (CVE-1), mended in 1.1" in found.words[0]


def test_packages_without_findings_pass() -> None:
    assert verdict("r.txt", answer(GOOD, GOOD), "") == audit.Verdict(
        True, ("r.txt: 2 packages audited, no known vulnerabilities",)
    )


def test_what_was_not_audited_is_named() -> None:
    found = verdict("r.txt", answer(GOOD, UNKNOWN), "")
    assert found.passed
    assert found.words == ("r.txt: 1 packages audited, not audited: asing",)


@pytest.mark.parametrize(
    ("output", "errors"),
    [
        ("", "ERROR: Could not connect to the vulnerability feed\nTip: your network may be blocking this service."),
        ("", "requests.exceptions.ConnectionError: Failed to resolve 'host'"),
        ("", "timed out after 180 seconds"),
        ("", ""),
        (answer(UNKNOWN, UNKNOWN), ""),
    ],
)
def test_a_service_out_of_reach_does_not_fail_and_is_said_plainly(output: str, errors: str) -> None:
    found = verdict("r.txt", output, errors)
    assert found.passed
    assert "NOT AUDITED" in found.words[0]


@pytest.mark.parametrize("errors", ["usage: pip-audit: error: unrecognized arguments: --x", "No module named pip_audit"])
def test_an_audit_that_is_called_wrongly_fails(errors: str) -> None:
    assert not verdict("r.txt", "", errors).passed


def test_a_finding_is_accepted_only_by_name_and_with_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(reason.strip() for reason in audit.ACCEPTED.values())
    monkeypatch.setattr(audit, "ACCEPTED", {"CVE-1": "the part is not used"})
    assert verdict("r.txt", answer(BAD), "").passed


def test_make_check_looks_for_both() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    check = makefile[makefile.index("\ncheck:") : makefile.index("\nbench:")]
    assert "$(BIN)/bandit" in check
    assert "-m tests.audit" in check
