"""A process that is there to be killed while it publishes: ``python -m tests.fuzz.victim URL``.

It reads numbers from its input. For each it forks a child that publishes a whole province whose every score says the
number, and prints the child's process id, ``mulai`` when the publication begins, and at last how the child ended.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace

from lib.importing.comparing.in_force import basis_of
from lib.importing.publication import publish_file
from lib.importing.report.outcome import Changes, Content, Counts, Dataset, FileReport, ImportReport, SourceRead
from lib.store.engine import open_engine
from lib.store.rows import DraftRows
from lib.store.transactions import read
from tests.fuzz.kills import AREA, YEAR, score_of
from tests.importing.files import desa_codes
from tests.people import pengelola


def report_of(number: int) -> ImportReport:
    """A report that would publish ``number`` as the score of every desa."""
    nilai = score_of(number)
    codes = desa_codes(AREA, YEAR)
    rows = DraftRows(
        nilai=[(kode, YEAR, "idm", nilai, "maju", "maju", None) for kode in codes],
        dimensi=[(kode, YEAR, part, nilai) for kode in codes for part in ("iks", "ike", "ikl")],
    )
    return ImportReport(
        source=SourceRead(f"{number}.csv", f"{number:064}", "idm_per_desa", "", ("",)),
        dataset=Dataset(
            jenis="indeks",
            wilayah=AREA,
            wilayah_nama="Lampung",
            tahun=YEAR,
            judul=f"IDM {YEAR}",
            indeks="idm",
            penerbit="uji",
        ),
        counts=Counts(read=len(codes), accepted=len(codes)),
        findings=(),
        ringkasan={"maju": len(codes)},
        content=Content(rows=rows),
    )


def publish(url: str, number: int) -> None:
    """Publish ``number`` as an import does, once the state of the store has been seen."""
    engine = open_engine(url)
    report = report_of(number)
    with read(engine) as conn:
        report = replace(report, changes=Changes(basis=basis_of(conn, "indeks", report.claim_keys, AREA)))
    _say("mulai")
    publish_file(engine, FileReport(report.source.berkas, report.source.sha256, (report,)), pelaku=pengelola("korban"))


def _say(line: str) -> None:
    """In one write: parent and child speak into the same pipe, and half a line of one would end in one of the other."""
    os.write(1, f"{line}\n".encode())


def main(url: str) -> None:
    """Fork a publishing child for every number on standard input."""
    desa_codes(AREA, YEAR)  # read once, for every child
    _say("siap")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                publish(url, int(line))
                code = 0
            finally:
                os._exit(code)
        _say(f"anak {child}")
        _pid, status = os.waitpid(child, 0)
        _say(f"selesai {status}")


if __name__ == "__main__":
    main(sys.argv[1])
