"""A process that makes reports, one after the other: ``python -m lib.report.worker``. Started by ``lib.report.jobs`` alone.

It reads requests as JSON lines and answers with JSON lines: how far it is, then where the finished file lies or what is
wrong, in the reader's language. Figures stay warm between requests and are renewed when something is published. Drawing and
typesetting are compiled code that may ask for any amount of memory: what happens here happens to this process alone.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path
from typing import Any, Final, TextIO

from lib.domain.errors import DasborError
from lib.domain.language import N_, set_language
from lib.domain.language import gettext as _

MEGABYTES: Final = 4_096
FULL_MEGABYTES: Final = 768
# Other sessions go first.
NICENESS: Final = 10


def main() -> None:
    """Work until the parent closes the pipe."""
    # Whatever a library prints must not get between the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    _limit()
    for line in sys.stdin:
        if _work(json.loads(line), answers):
            # The parent has been told: it starts another when there is more to do.
            break
        gc.collect()


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: the number of jobs is all that bounds it
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 1024**2, MEGABYTES * 1024**2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(NICENESS)


def _is_full() -> bool:
    """True when this process has grown so large that a new one is cheaper than what it keeps."""
    try:
        import resource
    except ImportError:
        return False
    # Kilobytes on Linux, bytes on macOS.
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > FULL_MEGABYTES * unit


def _work(order: dict[str, Any], answers: TextIO) -> bool:
    """Make one report and answer; True when this process has said that it ends."""

    def say(**fields: Any) -> None:
        answers.write(json.dumps(fields, ensure_ascii=False) + "\n")
        answers.flush()

    def end(**fields: Any) -> bool:
        full = _is_full()
        say(**fields, pamit=full)
        return full

    set_language(str(order["permintaan"].get("bahasa")))
    try:
        from lib.domain import shown_area
        from lib.published import source
        from lib.report.render import render
        from lib.report.request import Request

        request = Request(**order["permintaan"])
        shown_area.choose(request.provinsi)
        say(bagian=0.0, teks=_("Membuka data…"))
        made = render(source.figures(), request, lambda part, words: say(bagian=part, teks=words))
        Path(order["keluar"]).write_bytes(made.isi)
        return end(nama=made.nama, mime=made.mime)
    except DasborError as error:
        return end(pesan=error.pesan, saran=error.saran, isian={key: str(value) for key, value in error.isian.items()})
    except MemoryError:
        return end(
            pesan=N_("Laporan ini perlu memori lebih dari yang disediakan."),
            saran=N_("Minta laporan wilayah yang lebih kecil."),
            isian={},
        )
    except Exception as error:  # the traceback goes to the log, the reader gets a sentence
        import traceback

        traceback.print_exc()
        return end(
            pesan=N_("Laporan tidak dapat dibuat: {sebab}."),
            saran=N_("Coba lagi; bila terulang, laporkan kepada pengelola aplikasi."),
            isian={"sebab": type(error).__name__},
        )


if __name__ == "__main__":
    main()
