"""The files that versions came from, kept as they were: ``var/asli/<hash>``, each once, written before its version is stored.

The name on disk is the hash alone: what a file was called is in its version, and never part of a path.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from pathlib import Path
from typing import Final

from lib.domain.data_file import var_dir
from lib.domain.errors import StoreError
from lib.domain.language import N_

_HASH: Final = re.compile(r"[0-9a-f]{64}")


def originals_folder() -> Path:
    """Where the files are kept."""
    return var_dir() / "asli"


def keep_original(sha256: str, data: bytes) -> None:
    """Keep ``data`` under its hash, whole or not at all; StoreError when it cannot be written."""
    if not data or original(sha256) is not None:
        return
    folder = originals_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".baru-", delete=False) as file:
            file.write(data)
        Path(file.name).chmod(0o640)
        Path(file.name).replace(folder / sha256)
    except OSError as error:
        raise StoreError(
            N_("Berkas asli tidak dapat disimpan di {folder}: {sebab}."),
            saran=N_("Tidak ada yang disimpan. Periksa izin folder dan ruang kosong di diska."),
            folder=folder,
            sebab=error.strerror,
        ) from None


def original(sha256: str) -> bytes | None:
    """The file with this hash; None when it is not here, or is no longer what it was."""
    path = originals_folder() / sha256
    if not _HASH.fullmatch(sha256) or not path.is_file():
        return None
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None
