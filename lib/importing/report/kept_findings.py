"""The findings of an import, kept with the version that came of it and read again in any language.

Messages are stored as catalogue keys with their fields, as they are in a ``Finding``; what came out of the file is stored
as it is shown. Whatever a file says is data here: it is bound to a query, never part of one.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from functools import partial
from typing import Any, Final, cast

from sqlalchemy import Engine, Table, select

from lib.domain.language import localized
from lib.domain.status import status_label
from lib.importing.checks.findings import Finding, Key, Severity, shown
from lib.store.tables import Temuan
from lib.store.transactions import read

MAX_KEPT: Final = 100_000
"""As many as the report of an import writes; how many there were of each kind is in the version's own record."""
_TEMUAN: Final = cast(Table, Temuan.__table__)


def as_rows(findings: Iterable[Finding]) -> list[tuple]:
    """Rows in the order of ``lib.store.rows.TEMUAN_COLUMNS``."""
    rows = []
    for nomor, it in enumerate(findings, start=1):
        if nomor > MAX_KEPT:
            break
        isian = json.dumps({name: _plain(value) for name, value in it.isian.items()}, ensure_ascii=True)
        nilai = None if it.value is None else it.shown_value
        texts = (it.rule, it.severity.value, it.message, it.saran, isian, _text(it.sheet))
        rows.append((nomor, *texts, it.row, _text(it.column), nilai))
    return rows


def kept_findings(engine: Engine, versi_id: int) -> tuple[Finding, ...]:
    """The findings of the import that a version came from, in the order of its report; none for what shipped."""
    query = select(_TEMUAN).where(_TEMUAN.c.versi_id == versi_id).order_by(_TEMUAN.c.nomor)
    with read(engine) as conn:
        return tuple(
            Finding(
                rule=row["aturan"],
                severity=Severity(row["bobot"]),
                message=row["pesan"],
                saran=row["saran"],
                isian={name: _read(value) for name, value in row["isian"].items()},
                sheet=row["lembar"],
                row=row["baris"],
                column=row["kolom"],
                value=row["nilai"],
            )
            for row in conn.execute(query).mappings()
        )


def _text(text: str) -> str:
    return "".join(character for character in text if character.isprintable())


def _plain(value: object) -> Any:
    """A field as JSON. What is put into words only when it is shown stays so: keys, names of status, texts of data files."""
    if isinstance(value, Key):
        return {"kunci": str(value)}
    if isinstance(value, tuple):
        return {"daftar": [_plain(part) for part in value]}
    if isinstance(value, partial) and value.func is status_label:
        return {"status": value.args[0]}
    if isinstance(value, partial) and value.func is localized:
        return {"teks": dict(value.args[0])}
    if callable(value):
        return shown(value())
    if isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        return value
    return shown(value)


def _read(value: Any) -> object:
    if not isinstance(value, dict):
        return value
    ((kind, content),) = value.items()
    if kind == "kunci":
        return Key(content)
    if kind == "daftar":
        return tuple(_read(part) for part in content)
    return partial(status_label, content) if kind == "status" else partial(localized, content)
