"""The file that a backup is: a ZIP with one JSON line for each row, the kept files, and a manifest with the hash of each.

``manifest.json`` names every other member with its size and SHA-256; a member that it does not name, or one that differs,
makes the whole archive worthless, and it says so before anything is done with it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, Final, Literal

from pydantic import ValidationError

from lib.domain.data_file import Model
from lib.domain.errors import StoreError
from lib.domain.language import N_
from lib.store.table_rows import Kind

FORMAT: Final = "dasbor-desa-cadangan"
FORMAT_VERSION: Final = 1
MANIFEST: Final = "manifest.json"
MAX_MANIFEST_BYTES: Final = 64 * 1024 * 1024
# What an installation keeps beside its database and cannot make again; a test holds this to the modules that write there.
FOLDERS: Final = ("asli", "petaan", "batas", "kemendes")
_READ_AT_ONCE: Final = 1024 * 1024
_ROWS_AT_ONCE: Final = 5_000
_MEND: Final = N_("Tidak ada yang diubah. Pakai cadangan lain, atau salin ulang berkas ini dari tempat asalnya.")


class Member(Model):
    """Size in bytes and hash of a member."""

    bytes: int
    sha256: str


class TableMember(Member):
    """A table: its rows are in ``tabel/NAME.jsonl``."""

    baris: int
    kolom: dict[str, Kind]


class Manifest(Model):
    """What is in an archive, in which schema, and when and by which version of the application it was made."""

    format: Literal["dasbor-desa-cadangan"] = "dasbor-desa-cadangan"
    versi_format: int = FORMAT_VERSION
    aplikasi: str
    dibuat: dt.datetime
    basis_data: Literal["sqlite", "postgresql"]
    skema: str
    tabel: dict[str, TableMember]
    berkas: dict[str, Member]

    @property
    def rows(self) -> int:
        """Rows in all tables."""
        return sum(table.baris for table in self.tabel.values())


class MemberHash:
    """Counts and hashes bytes as they pass."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self.bytes = 0

    def add(self, data: bytes) -> None:
        """Take some more."""
        self._hash.update(data)
        self.bytes += len(data)

    @property
    def sha256(self) -> str:
        """The hash of all that has passed."""
        return self._hash.hexdigest()


class Archive:
    """An opened archive whose members have all been held against its manifest."""

    def __init__(self, path: Path, zipped: zipfile.ZipFile, manifest: Manifest) -> None:
        self.path, self.manifest = path, manifest
        self._zip = zipped

    def rows(self, table: str) -> Iterator[list[list[Any]]]:
        """The rows of a table, some thousands at a time."""
        found: list[list[Any]] = []
        with self._zip.open(table_member(table)) as file:
            for line in file:
                found.append(json.loads(line))
                if len(found) == _ROWS_AT_ONCE:
                    yield found
                    found = []
        if found:
            yield found

    def extract(self, name: str, target: Path) -> None:
        """Write a kept file to ``target``."""
        with self._zip.open(file_member(name)) as file, target.open("wb") as out:
            while chunk := file.read(_READ_AT_ONCE):
                out.write(chunk)


def table_member(name: str) -> str:
    """Where a table's rows are in the archive."""
    return f"tabel/{name}.jsonl"


def file_member(name: str) -> str:
    """Where a kept file is in the archive; ``name`` is its path below the folder of the installation."""
    return f"berkas/{name}"


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """The archive at ``path``, every member verified; StoreError when it is none, is damaged, or is from a newer version."""
    try:
        with zipfile.ZipFile(path) as zipped:
            manifest = _manifest(path, zipped)
            _verify(path, zipped, manifest)
            yield Archive(path, zipped, manifest)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise StoreError(N_("Cadangan {berkas} rusak: {sebab}."), saran=_MEND, berkas=path, sebab=error) from None
    except OSError as error:
        if error.filename is not None and Path(error.filename) != path:
            raise
        raise StoreError(
            N_("Cadangan {berkas} tidak dapat dibaca: {sebab}."),
            saran=N_("Periksa nama dan izin berkas itu."),
            berkas=path,
            sebab=error.strerror or error,
        ) from None


def _manifest(path: Path, zipped: zipfile.ZipFile) -> Manifest:
    try:
        if zipped.getinfo(MANIFEST).file_size > MAX_MANIFEST_BYTES:
            raise ValueError(MANIFEST)
        manifest = Manifest.model_validate_json(zipped.read(MANIFEST))
    except (KeyError, ValueError, ValidationError):
        raise StoreError(
            N_("{berkas} bukan cadangan dasbor ini: daftar isinya tidak ada atau tidak dapat dibaca."),
            saran=N_("Sebut berkas yang dibuat dengan perintah cadangkan."),
            berkas=path,
        ) from None
    if manifest.versi_format > FORMAT_VERSION:
        raise StoreError(
            N_("Cadangan {berkas} dibuat oleh aplikasi yang lebih baru ({versi})."),
            saran=N_("Perbarui aplikasi ini, lalu pulihkan lagi."),
            berkas=path,
            versi=manifest.aplikasi,
        )
    return manifest


def _verify(path: Path, zipped: zipfile.ZipFile, manifest: Manifest) -> None:
    wanted: dict[str, Member] = {table_member(name): member for name, member in manifest.tabel.items()}
    for name, member in manifest.berkas.items():
        if not _is_kept_file(name):
            raise _damaged(path, name)
        wanted[file_member(name)] = member
    present = [name for name in zipped.namelist() if name != MANIFEST]
    strange = sorted(set(present) ^ set(wanted)) or sorted(name for name in wanted if present.count(name) > 1)
    if strange:
        raise _damaged(path, strange[0])
    for name, member in wanted.items():
        seen = MemberHash()
        with zipped.open(name) as file:
            # One byte more than the manifest says is enough to know.
            while seen.bytes <= member.bytes and (chunk := file.read(_READ_AT_ONCE)):
                seen.add(chunk)
        if (seen.bytes, seen.sha256) != (member.bytes, member.sha256):
            raise _damaged(path, name)


def _is_kept_file(name: str) -> bool:
    """True for a plain path below one of the ``FOLDERS``: an archive never writes anywhere else."""
    parts = PurePosixPath(name).parts
    plain = len(parts) > 1 and parts[0] in FOLDERS and str(PurePosixPath(*parts)) == name
    return plain and not any(part in ("..", ".") or "\\" in part or ":" in part or "\0" in part for part in parts)


def _damaged(path: Path, name: str) -> StoreError:
    return StoreError(
        N_("Cadangan {berkas} rusak: isi {nama} tidak sama dengan yang dicatat saat dibuat."),
        saran=_MEND,
        berkas=path,
        nama=name,
    )
