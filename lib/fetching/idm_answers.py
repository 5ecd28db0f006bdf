"""The ministry's indicator answers, one file ``KODE_TAHUN.json`` per desa, fetched into the folder that the pages read.

An answer replaces a file only when it is whole, of that desa and of that year; everything else (an error, a page, half an
answer, another desa's) is told and leaves the last good copy alone. What is there already is not fetched again, so a run
that was stopped goes on where it ended.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from lib.domain.language import N_
from lib.domain.wilayah import digits
from lib.fetching.files import make_ready, put
from lib.fetching.polite import FetchError, PoliteClient, ServerBusy, check_address
from lib.importing.checks.findings import shown
from lib.importing.layouts.kemendes_answers import MAX_ANSWER_BYTES, parse_answer, read_answer
from lib.importing.reading.answers import answer_row

DEFAULT_ADDRESS: Final = "https://idm.kemendesa.go.id/open/api/desa/rumusan"
"""Followed by ``/KODE/TAHUN``, the code without dots."""
MAX_FAILED_IN_A_ROW: Final = 10
"""So many desa one after another without an answer: the server is down, and asking on would only load it."""


@dataclass
class FetchReport:
    """What a run came to, by code: newly fetched, kept as they were, failed with the reason, and not asked for any more."""

    diambil: list[str] = field(default_factory=list)
    ada: list[str] = field(default_factory=list)
    gagal: dict[str, FetchError] = field(default_factory=dict)
    belum: list[str] = field(default_factory=list)
    berhenti: str = ""
    """Why the run ended before its end: "", "server", "busy" or "user"."""

    @property
    def complete(self) -> bool:
        """True when every desa has a good answer."""
        return not self.gagal and not self.belum


def fetch_answers(
    codes: Sequence[str],
    tahun: int,
    folder: Path,
    *,
    alamat: str,
    client: PoliteClient,
    ulang: bool = False,
    progress: Callable[[int, FetchReport], None] = lambda _done, _report: None,
) -> FetchReport:
    """Fetch the answers of ``codes`` for ``tahun`` into ``folder``; ``ulang`` asks again for those that are there.

    ``progress`` is told how many codes are dealt with. Ctrl-C ends the run and is told in the report. SettingError when the
    address is none or the folder cannot be written.
    """
    base = check_address(alamat).rstrip("/")
    make_ready(folder)
    report = FetchReport()
    in_a_row = 0
    for done, kode in enumerate(codes):
        try:
            progress(done, report)
            path = folder / f"{digits(kode)}_{tahun}.json"
            if not ulang and read_answer(path) is not None:
                report.ada.append(kode)
                continue
            body = client.get(
                f"{base}/{digits(kode)}/{tahun}",
                max_bytes=MAX_ANSWER_BYTES,
                check=partial(check_answer, stem=path.stem),
            )
            put(path, body)
            report.diambil.append(kode)
            in_a_row = 0
        except FetchError as error:
            report.gagal[kode] = error
            in_a_row += 1
            report.berhenti = (
                "busy" if isinstance(error, ServerBusy) else "server" if in_a_row >= MAX_FAILED_IN_A_ROW else report.berhenti
            )
        except KeyboardInterrupt:
            report.berhenti = "user"
            report.belum = list(codes[done:])
            break
        if report.berhenti:
            report.belum = list(codes[done + 1 :])
            break
    progress(len(report.diambil) + len(report.ada) + len(report.gagal), report)
    return report


def check_answer(data: bytes, stem: str) -> None:
    """FetchError with what is wrong, unless ``data`` is the answer for the desa and year of ``stem``."""
    if not data.strip():
        raise FetchError(N_("Jawaban kosong."), lewat=True)
    if data.lstrip()[:1] == b"<":
        raise FetchError(N_("Jawaban berupa halaman web, bukan data."), lewat=True)
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise FetchError(N_("Jawaban terpotong atau bukan JSON."), lewat=True) from None
    if not isinstance(content, dict) or not content.get("mapData"):
        said = str(content.get("message") or content.get("error") or "") if isinstance(content, dict) else ""
        if isinstance(content, dict) and content.get("error"):
            raise FetchError(N_("Server menyatakan galat: {pesan}."), lewat=True, pesan=shown(said)[:120].rstrip("."))
        raise FetchError(N_("Server tidak punya data untuk desa dan tahun ini."))
    row = answer_row(f"{stem}.json", data)
    if row is None and _other(content, stem):
        raise FetchError(N_("Jawaban untuk desa atau tahun lain."))
    # Good for both readers: the page shows the indicators, the importer takes score and status.
    if row is None or row[-1] is None or row[-2] is None or parse_answer(data, stem) is None:
        raise FetchError(N_("Susunan jawaban tidak dikenal."))


def _other(content: dict[str, object], stem: str) -> bool:
    """True when the answer names a desa and year, but not those of ``stem``."""
    try:
        place = content["mapData"]["IDENTITAS"][0]["id_desa"]  # type: ignore[index]
        tahun = content["mapData"]["SUMMARIES"]["TAHUN"]  # type: ignore[index]
    except (KeyError, TypeError, IndexError):
        return False
    return f"{place}_{tahun}" != stem
