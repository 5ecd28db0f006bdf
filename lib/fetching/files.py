"""Keeping what was fetched: a file is written whole or not at all, and what was there before stays until then."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Final

from lib.domain.errors import SettingError
from lib.domain.language import N_

NEW: Final = ".baru-"


def make_ready(folder: Path) -> None:
    """Make ``folder`` and sweep what a killed run left in it; SettingError when it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for left_over in folder.glob(f"{NEW}*"):
            left_over.unlink(missing_ok=True)
    except OSError as error:
        raise _cannot_write(folder, error) from None


def put(path: Path, body: bytes) -> None:
    """Written beside and moved into place: whoever reads meanwhile, or a crash, meets the old file or the new one whole."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=NEW, delete=False) as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).chmod(0o644)
        Path(file.name).replace(path)
    except OSError as error:
        raise _cannot_write(path.parent, error) from None


def _cannot_write(folder: Path, error: OSError) -> SettingError:
    return SettingError(
        N_("Folder {folder} tidak dapat ditulis: {sebab}."),
        saran=N_("Periksa izin folder dan ruang kosong di diska; DASBOR_VAR_DIR memilih folder lain."),
        folder=folder,
        sebab=error.strerror or error,
    )
