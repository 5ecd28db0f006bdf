"""``python -m tests.audit``: are there known vulnerabilities in the packages that we lock? Part of ``make check``.

A finding fails. A vulnerability service that cannot be reached, or that knows none of the packages, does not: that is said,
in so many words, for a check that was not made must not look like one that passed.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from typing import Any, Final

from lib.domain.data_file import ROOT

LISTS: Final = ("requirements.txt", "requirements-dev.txt")
SECONDS: Final = 180
# Findings that do not concern us, each by its id with the reason; it has to stay true.
ACCEPTED: Final[dict[str, str]] = {}
_OUT_OF_REACH: Final = re.compile(
    r"connect|timed? ?out|resol|proxy|ssl|certificate|network|redirect|HTTPError|unreachable", re.IGNORECASE
)


@dataclass(frozen=True)
class Verdict:
    """Whether the check passes, and what is said about it."""

    passed: bool
    words: tuple[str, ...]


def verdict(file: str, output: str, errors: str) -> Verdict:
    """What the audit's answer about one list of packages means."""
    try:
        entries: list[dict[str, Any]] = json.loads(output)["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = next((line for line in reversed(errors.splitlines()) if line.strip()), "no answer")
        if _OUT_OF_REACH.search(errors) or not errors.strip():
            return Verdict(True, (f"{file}: NOT AUDITED, the vulnerability service cannot be reached ({last.strip()[:200]})",))
        return Verdict(False, (f"{file}: the audit itself failed: {last.strip()[:200]}",))
    found = [
        f"{file}: {entry['name']} {entry['version']}: {flaw['id']}"
        f" ({', '.join(flaw.get('aliases', ()))}), mended in {', '.join(flaw.get('fix_versions', ())) or 'no version yet'}"
        for entry in entries
        for flaw in entry.get("vulns", ())
        if not {flaw["id"], *flaw.get("aliases", ())} & set(ACCEPTED)
    ]
    skipped = [str(entry["name"]) for entry in entries if "skip_reason" in entry]
    audited = len(entries) - len(skipped)
    words = list(found)
    if entries and not audited:
        words.append(f"{file}: NOT AUDITED, the vulnerability service knows none of the {len(entries)} packages")
    elif skipped:
        words.append(f"{file}: {audited} packages audited, not audited: {', '.join(skipped)}")
    else:
        words.append(f"{file}: {audited} packages audited, {len(found) or 'no'} known vulnerabilities")
    return Verdict(not found, tuple(words))


def audit(file: str) -> Verdict:
    """Ask about one list."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner", "off"]
    command += ["-f", "json", "-r", file]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return verdict(file, "", f"timed out after {SECONDS} seconds")
    return verdict(file, done.stdout, done.stderr)


def main() -> int:
    """Audit both lists; exit code 1 when something is known about one of the packages."""
    verdicts = [audit(file) for file in LISTS]
    for entry in verdicts:
        for line in entry.words:
            print(line, flush=True)
    return 0 if all(entry.passed for entry in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
