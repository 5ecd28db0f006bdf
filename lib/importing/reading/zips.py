"""Archives from outside: looked over whole before any part is unpacked. Nothing is ever unpacked to a disk.

An archive may be a bomb (small zip, endless content), hold paths that lead elsewhere, links, further archives, XML that
defines entities, or be locked or cut off. Sizes are those that the archive declares: Python's zipfile never unpacks more
than that from an entry.
"""

from __future__ import annotations

import contextlib
import io
import stat
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Final
from xml.parsers import expat

from lib.domain.errors import DasborError, ImportRefused
from lib.domain.language import N_
from lib.importing.checks.findings import refused, shown

MAX_ENTRIES: Final = 5_000
MAX_UNZIPPED_BYTES: Final = 200 * 1024**2  # The national IDM file unpacks to some 35-100 MB.
_PROLOGUE_BYTES: Final = 65_536
_ARCHIVES: Final = (".zip", ".rar", ".7z", ".gz", ".tar", ".tgz", ".bz2", ".xz")


@contextlib.contextmanager
def checked_archive(
    data: bytes,
    nama: str,
    damaged: Callable[[str], ImportRefused],
    limit_of: Callable[[str], int] | None = None,
    largest: int = MAX_UNZIPPED_BYTES,
) -> Iterator[zipfile.ZipFile]:
    """An archive whose entries were looked over; ``limit_of`` gives the largest size of one entry by its lower-case name,
    ``largest`` is that of all together.

    Raises ImportRefused for a locked, hostile or too large archive, and what ``damaged`` makes of any other trouble, also
    of trouble within the block.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_entries(archive.infolist(), nama, limit_of, largest)
            yield archive
    except DasborError:
        raise
    except Exception:  # zipfile, zlib and expat each have their own errors for damage
        raise damaged(nama) from None


def check_xml(archive: zipfile.ZipFile, nama: str) -> None:
    """Refuse an archive of which a part begins with definitions of its own, whatever the part is called."""
    for entry in archive.infolist():
        with archive.open(entry) as part:
            start = part.read(_PROLOGUE_BYTES)
        if entry.filename.lower().endswith((".xml", ".rels")) or start.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<"):
            check_prologue(start, nama)


def _check_entries(entries: list[zipfile.ZipInfo], nama: str, limit_of: Callable[[str], int] | None, largest: int) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise refused(N_("{berkas} dikunci kata sandi."), N_("Buka kuncinya, simpan ulang, lalu impor lagi."), berkas=nama)
    if len(entries) > MAX_ENTRIES:
        raise refused(
            N_("{berkas} berisi {jumlah} berkas; paling banyak {batas}."),
            N_("Bagi arsip itu, misalnya per kabupaten."),
            berkas=nama,
            jumlah=len(entries),
            batas=MAX_ENTRIES,
        )
    for entry in entries:
        # The name as it stands in the archive: zipfile itself cuts it at a NUL and turns the separator round.
        if _leads_elsewhere(entry.orig_filename) or stat.S_ISLNK(entry.external_attr >> 16):
            raise refused(
                N_("{berkas} memuat tautan atau jalur yang menunjuk ke luar arsip ({isi}), jadi tidak dibuka."),
                N_("Buat ulang arsip itu dari berkas biasa."),
                berkas=nama,
                isi=shown(entry.orig_filename),
            )
    large = [entry for entry in entries if limit_of is not None and entry.file_size > limit_of(entry.filename.lower())]
    if large or sum(entry.file_size for entry in entries) > largest:
        raise refused(
            N_("{berkas} mengembang melebihi {batas} MB ketika dibuka, jadi tidak dibuka."),
            N_("Simpan data yang perlu saja ke berkas baru, tanpa gambar dan format."),
            berkas=nama,
            batas=largest // 1024**2,
        )


def _leads_elsewhere(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name[:3] or "\x00" in name


def refuse_nested(entries: list[zipfile.ZipInfo], nama: str) -> None:
    """Refuse an archive within an archive."""
    nested = next((entry.filename for entry in entries if entry.filename.lower().endswith(_ARCHIVES)), None)
    if nested is not None:
        raise refused(
            N_("{berkas} memuat arsip lain di dalamnya ({isi}), jadi tidak dibuka."),
            N_("Keluarkan dulu isinya, lalu buat satu arsip tanpa arsip lain."),
            berkas=nama,
            isi=shown(nested),
        )


def check_prologue(start: bytes, nama: str) -> None:
    """Refuse a document type: no spreadsheet program writes one, and entities are only defined there.

    A part that has not come to its first element within ``start`` hides something behind comments, and is refused too.
    """
    found = False
    reached = False
    parser = expat.ParserCreate()

    def doctype(*_args: object) -> None:
        nonlocal found
        found = True
        raise _Enough

    def element(*_args: object) -> None:
        nonlocal reached
        reached = True
        raise _Enough

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = element
    with contextlib.suppress(_Enough):
        parser.Parse(start, False)
    if found or (not reached and len(start) >= _PROLOGUE_BYTES):
        raise refused(
            N_("{berkas} memuat definisi XML yang tidak pernah ada di buku kerja biasa, jadi tidak dibuka."),
            N_("Buka di Excel/LibreOffice lalu simpan ulang sebagai .xlsx."),
            berkas=nama,
        )


class _Enough(Exception):
    """The first element or a document type has begun: what could define entities is known."""
