"""The addresses of our scripts and style sheets, and of Leaflet's out of its installed package: hashed, so kept for ever."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

ASSETS: Final = Path(__file__).parent / "aset"
# A hashed name never changes its bytes; a year is what HTTP caches take for "always".
IMMUTABLE: Final = "public, max-age=31536000, immutable"
LEAFLET_FILES: Final = ("leaflet.js", "leaflet.css")


@cache
def own_asset(name: str) -> str:
    """The address of one of our own assets, with the hash of its bytes: ``/aset/peta.1a2b3c4d5e6f.js``."""
    digest = hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:12]
    stem, _, ending = name.rpartition(".")
    return f"/aset/{stem}.{digest}.{ending}"


def _leaflet_folder() -> Path:
    return Path(str(files("xstatic.pkg.leaflet") / "data"))


@cache
def leaflet_asset(name: str) -> str:
    """The address of a file of Leaflet's; the hash is in the folder, for its style sheet names its images relative to it."""
    content = b"".join((_leaflet_folder() / file).read_bytes() for file in LEAFLET_FILES)
    return f"/aset/leaflet.{hashlib.sha256(content).hexdigest()[:12]}/{name}"


@cache
def assets() -> dict[str, Path]:
    """Every file served under ``/aset/``: ours, and Leaflet out of its installed package."""
    names = (*LEAFLET_FILES, *(f"images/{path.name}" for path in (_leaflet_folder() / "images").iterdir()))
    found = {leaflet_asset(name).removeprefix("/aset/"): _leaflet_folder() / name for name in names}
    found |= {own_asset(path.name).removeprefix("/aset/"): path for path in ASSETS.iterdir() if path.suffix in (".js", ".css")}
    return found
