"""Recorded answers of the ministry's IDM interface: the 54 indicators of one desa and year with what is recommended.

An answer is a file ``KODE_TAHUN.json`` (code without dots) in a folder; it comes from outside, so its size and shape are
checked and its identity is compared with its name before any of it is shown.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lib.domain.errors import KodeError
from lib.domain.wilayah import digits, parse_kode

MAX_ANSWER_BYTES: Final = 500_000
# The interface scores every indicator from 0 to 5.
FULL_SCORE: Final = 5
# Fields of the answer that name who is responsible, in the order of the levels of government.
ACTORS: Final = ("PUSAT", "PROV", "KAB", "DESA", "CSR", "LAINNYA")


@dataclass(frozen=True, slots=True)
class IndicatorAnswer:
    """One indicator: score 0..5, condition found, activity recommended, gain in IDM points if it were full, actors by field."""

    nama: str
    skor: int
    keadaan: str
    kegiatan: str
    tambahan: float
    pelaksana: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DesaAnswer:
    """The answer for one desa and year."""

    kode: str
    tahun: int
    indikator: tuple[IndicatorAnswer, ...]

    def weakest(self, n: int) -> tuple[IndicatorAnswer, ...]:
        """The ``n`` indicators furthest below the full score; of equal scores the one worth most to the IDM first."""
        below = [entry for entry in self.indikator if entry.skor < FULL_SCORE]
        return tuple(sorted(below, key=lambda entry: (entry.skor, -entry.tambahan, entry.nama))[:n])


def newest_answer(folder: Path, kode: str) -> DesaAnswer | None:
    """The newest readable answer for a desa in ``folder``; None when there is none. A damaged file is passed over."""
    for path in sorted(folder.glob(f"{digits(kode)}_*.json"), reverse=True):
        answer = read_answer(path)
        if answer is not None and answer.kode == kode:
            return answer
    return None


def read_answer(path: Path) -> DesaAnswer | None:
    """The answer in a file; None when it is too large, no answer, an error answer, or of another desa than its name says."""
    try:
        if path.stat().st_size > MAX_ANSWER_BYTES:
            return None
        return parse_answer(path.read_bytes(), path.stem)
    except OSError:
        return None


def parse_answer(data: bytes, stem: str) -> DesaAnswer | None:
    """The answer in ``data``; None as ``read_answer``, where the file would be called ``stem`` (``KODE_TAHUN``)."""
    try:
        content = json.loads(data.decode("utf-8-sig"))["mapData"]
        kode = parse_kode(content["IDENTITAS"][0]["id_desa"])
        tahun = int(content["SUMMARIES"]["TAHUN"])
        rows = [_indicator(row) for row in content["ROW"] if row.get("NO") is not None]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, KodeError):
        return None
    if stem != f"{digits(kode)}_{tahun}" or not rows:
        return None
    return DesaAnswer(kode, tahun, tuple(rows))


def _indicator(row: dict[str, Any]) -> IndicatorAnswer:
    return IndicatorAnswer(
        nama=_text(row["INDIKATOR"]).removeprefix("Skor ").strip(),
        skor=int(row["SKOR"]),
        keadaan=_text(row.get("KETERANGAN")),
        kegiatan=_text(row.get("KEGIATAN")).strip("-").strip(),
        tambahan=float(row.get("NILAI") or 0),
        pelaksana=tuple((field, _text(row[field])) for field in ACTORS if row.get(field)),
    )


def _text(value: Any) -> str:
    return " ".join(str(value or "").split())[:300]
