"""One damaged file through everything that an import does: a report that adds up, or a refusal in words."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import Engine, func, select

from lib.domain.errors import DasborError
from lib.domain.language import set_language
from lib.importing.publication import publish_file
from lib.importing.reading.files import open_bytes
from lib.importing.report.marked_file import marked_bytes
from lib.importing.report.outcome import FileReport
from lib.importing.report.text import report_text
from lib.importing.run import examine_file
from lib.store.tables import CakupanProgram, NilaiDimensi, NilaiIndeks, Prestasi, Versi
from lib.store.transactions import read
from tests.fuzz.corpus import AREA
from tests.importing.files import register_of
from tests.people import pengelola

MAX_SECONDS = 60
"""For one variant, on a machine that is busy with other things."""
TABLES = (Versi, NilaiIndeks, NilaiDimensi, CakupanProgram, Prestasi)


@dataclass
class Tally:
    """How the variants went: ``gagal`` are those that broke a promise, with what happened."""

    hasil: Counter[str] = field(default_factory=Counter)
    gagal: list[tuple[int, str]] = field(default_factory=list)
    terlama: float = 0.0


def counts(engine: Engine) -> tuple[int, ...]:
    """Number of rows of every table that an import may write."""
    with read(engine) as conn:
        return tuple(conn.execute(select(func.count()).select_from(table)).scalar_one() for table in TABLES)


def try_variant(engine: Engine, number: int, name: str, data: bytes, tally: Tally) -> None:
    """Import one variant, and publish it where that is allowed; what goes wrong is added to ``tally``."""
    start = time.monotonic()
    before = counts(engine)
    try:
        outcome = _run(engine, number, name, data, before)
    except DasborError as error:
        outcome = "ditolak" if str(error) and "Traceback" not in str(error) else "galat: no words"
        if counts(engine) != before:
            outcome = "galat: something was written of a refused file"
    except Exception as error:  # anything else is what this test looks for
        outcome = f"galat: {type(error).__name__}: {error}"
    seconds = time.monotonic() - start
    if seconds > MAX_SECONDS:
        outcome = f"galat: {seconds:.0f} s"
    tally.terlama = max(tally.terlama, seconds)
    tally.hasil[outcome.partition(":")[0]] += 1
    if outcome.startswith("galat"):
        tally.gagal.append((number, outcome))


def _run(engine: Engine, number: int, name: str, data: bytes, before: tuple[int, ...]) -> str:
    source = open_bytes(name, data)
    report = examine_file(engine, source, register=register_of(AREA))
    if wrong := _promises(report):
        return f"galat: {wrong}"
    for language in ("en", "id"):
        set_language(language)
        report_text(report)
    if number % 5 == 0:
        marked_bytes(source, report.findings)
    if counts(engine) != before:
        return "galat: reading wrote something"
    if not report.publishable:
        return "dengan temuan yang menolak"
    publish_file(engine, report, pelaku=pengelola())
    expected = (
        len(report.bagian),
        *(
            sum(len(getattr(part.content.rows, table)) for part in report.bagian)
            for table in ("nilai", "dimensi", "cakupan", "prestasi")
        ),
    )
    written = tuple(after - old for old, after in zip(before, counts(engine), strict=True))
    return "terbit" if written == expected else f"galat: {written} rows written, {expected} accepted"


def _promises(report: FileReport) -> str:
    for part in report.bagian:
        counts = part.counts
        if not 0 <= counts.accepted <= counts.read or min(counts.left_out, counts.skipped) < 0:
            return f"counts that cannot be: {counts}"
        stored = {"indeks": part.content.rows.nilai, "prestasi": part.content.rows.prestasi}.get(part.dataset.jenis)
        if stored is not None and len(stored) != part.counts.accepted:
            return f"accepted {part.counts.accepted}, to be stored {len(stored)}"
    return ""
