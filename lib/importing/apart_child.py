"""A process that examines one file, or writes one workbook, and ends. Started by ``lib.importing.apart`` alone.

It reads one order on standard input and answers with pickles: how far it is, then the result or what is wrong.
"""

from __future__ import annotations

import os
import pickle
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any, Final

from lib.domain.errors import DasborError, ImportRefused
from lib.domain.language import N_, set_language
from lib.domain.language import gettext as _
from lib.domain.progress import Tell, within
from lib.importing.apart import MAX_MEGABYTES, Examined, Order, Trouble
from lib.importing.checks.findings import refused, shown

# Readers go first.
NICENESS: Final = 10


def main() -> None:
    """Carry out the one order and answer."""
    # Whatever a library prints must not get between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _limit()

    def say(kind: str, content: object) -> None:
        pickle.dump((kind, content), answers)
        answers.flush()

    order: Order = pickle.load(sys.stdin.buffer)  # noqa: S301
    set_language(order.bahasa)
    try:
        say("hasil", _ACTS[order.act](order, lambda part, words: say("maju", (part, words))))
    except DasborError as error:
        say("galat", Trouble.of(error))
    except MemoryError:
        say("galat", _too_large())
    except Exception as error:  # the traceback goes to the log, the user gets a sentence
        traceback.print_exc()
        cause = N_("Berkas ini tidak dapat diperiksa: {sebab}.")
        mend = N_("Tidak ada yang disimpan. Bila terulang, laporkan kepada pengelola aplikasi.")
        say("galat", Trouble(ImportRefused, cause, mend, {"sebab": type(error).__name__}))


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: the time limit of the parent is all that bounds it
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEGABYTES * 1024**2, MAX_MEGABYTES * 1024**2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(NICENESS)


def _too_large() -> Trouble:
    return Trouble.of(
        refused(
            N_("Berkas ini perlu memori lebih dari {batas} MB untuk diperiksa."),
            N_("Bagi berkas itu per provinsi atau per kabupaten. Tidak ada yang disimpan."),
            batas=MAX_MEGABYTES,
        )
    )


def examined(order: Order, tell: Tell) -> Examined:
    """Open, recognise, check and compare; an error of the file is part of the answer."""
    from lib.importing.layouts.recognition import recognise
    from lib.importing.layouts.registry import LAYOUTS
    from lib.importing.reading.files import open_bytes
    from lib.importing.run import examine_file
    from lib.store.engine import open_engine

    answer = Examined()
    try:
        tell(0.02, _("Membuka {berkas} …").format(berkas=shown(order.nama)))
        source = open_bytes(order.nama, order.data)
        answer.opened, answer.tabular = True, bool(source.sheets)
        try:
            recognise(source, order.jenis, order.petaan)
        except ImportRefused as error:
            # A shape that is known in order to be refused (a recap) is not to be explained column by column.
            explained = any(layout.penolakan == error.pesan for layout in LAYOUTS)
            answer.unknown = answer.tabular and order.petaan is None and not explained
            raise
        engine = open_engine(order.url)
        try:
            answer.report = examine_file(
                engine,
                source,
                jenis=order.jenis,
                options=order.options,
                petaan=order.petaan,
                tell=within(tell, 0.1, 1.0),
            )
        finally:
            engine.dispose()
    except DasborError as error:
        answer.trouble = Trouble.of(error)
        return answer
    except MemoryError:
        answer.trouble = _too_large()
        return answer
    answer.report.asli = b""  # whoever asked has them
    for part in answer.report.bagian:
        part.checked = []
    return answer


def marked(order: Order, _tell: Tell) -> bytes:
    """The file as it came with its cells marked."""
    from lib.importing.reading.files import open_bytes
    from lib.importing.report.marked_file import marked_bytes

    return marked_bytes(open_bytes(order.nama, order.data), order.temuan)


def written(order: Order, _tell: Tell) -> bytes:
    """The report as a workbook."""
    from lib.importing.report.workbook import write_report

    assert order.report is not None  # the order says what to write
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "laporan.xlsx"
        write_report(order.report, path)
        return path.read_bytes()


_ACTS: Final[dict[str, Any]] = {"periksa": examined, "tandai": marked, "laporan": written}


if __name__ == "__main__":
    main()
