"""A document as PDF: set by typst from a template that ships here, with the shipped fonts and no way to the network.

Tagged for screen readers (PDF/UA-1): language, title, headings as bookmarks, table headers, words for every picture.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
from pathlib import Path
from typing import Final

from lib.domain.errors import DasborError
from lib.domain.language import N_
from lib.export.pdf.document import Document, as_data
from lib.export.pictures.png import fonts

TEMPLATE: Final = Path(__file__).parent / "typst" / "dokumen.typ"
STANDARDS: Final = ("ua-1",)
NOON: Final = 12


class TypesettingError(DasborError):
    """The typesetter refused a document."""


def to_pdf(document: Document) -> bytes:
    """The document as PDF; the same document gives the same bytes. TypesettingError when it cannot be set."""
    return typeset(document)[0]


def typeset(document: Document) -> tuple[bytes, int]:
    """The document as PDF, and how many pages it has."""
    import typst

    data, pictures = as_data(document)
    with tempfile.TemporaryDirectory(prefix="dasbor-") as name:
        folder = Path(name)
        shutil.copy(TEMPLATE, folder / "dokumen.typ")
        (folder / "isi.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        for file, content in pictures.items():
            (folder / file).write_bytes(content)
        try:
            compiler = typst.Compiler(
                str(folder / "dokumen.typ"), root=str(folder), font_paths=fonts(), package_path=name, package_cache_path=name
            )
            noon = dt.datetime.combine(document.tanggal, dt.time(NOON), dt.UTC)
            pdf = compiler.compile(format="pdf", pdf_standards=list(STANDARDS), timestamp=noon)
            pages = json.loads(compiler.query("<jumlah_halaman>", field="value", one=True))
        except RuntimeError as error:
            raise TypesettingError(
                N_("Dokumen “{judul}” tidak dapat disusun: {sebab}."),
                saran=N_("Laporkan kepada pengelola aplikasi beserta pesan ini."),
                judul=document.judul,
                sebab=str(error).strip()[:300],
            ) from None
    assert isinstance(pdf, bytes)  # one file, not a list of pages
    return pdf, int(pages)
