"""The part of making a report that runs in a child process (``lib.work``), one report after the other.

Figures stay warm between reports and are renewed when something is published. Drawing and typesetting are compiled code that
may ask for any amount of memory: what happens here happens to the child alone.
"""

from __future__ import annotations

from pathlib import Path

from lib.domain import shown_area
from lib.domain.language import gettext as _
from lib.report.request import Request
from lib.work.progress import Tell


def make(tell: Tell, request: Request, out: Path) -> tuple[str, str]:
    """Make the report and write it to ``out``; its file name and media type."""
    from lib.published import source
    from lib.report.render import render

    shown_area.choose(request.provinsi)
    tell(0.0, _("Membuka data…"))
    made = render(source.figures(), request, tell)
    out.write_bytes(made.isi)
    return made.nama, made.mime
