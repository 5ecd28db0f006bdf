"""Reading PDF back with poppler: the text of each page, and the pages as pictures."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image


def require() -> None:
    """Skip without poppler; in CI its absence is a failure."""
    if shutil.which("pdftotext") is None:
        reason = "poppler-utils (pdftotext, pdftoppm) is not installed"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)


def pages(pdf: bytes) -> list[str]:
    """The text of every page as it is laid out."""
    out = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return out.decode().split("\f")[:-1]


def text(pdf: bytes) -> str:
    """The whole text, white space drawn together."""
    out = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return " ".join(out.decode().split())


def facts(pdf: bytes) -> dict[str, str]:
    """What pdfinfo says: title, tagged, pages."""
    out = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return {name.strip(): value.strip() for name, _colon, value in (line.partition(":") for line in out.splitlines())}


def fonts(pdf: bytes) -> list[list[str]]:
    """One row per font: name, type, ..., with whether it is embedded ("yes") in the row."""
    out = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return [line.split() for line in out.splitlines()[2:]]


def pictures(pdf: bytes, folder: Path, dpi: int = 50) -> list[np.ndarray]:
    """Every page as an array of grey values."""
    file = folder / "halaman.pdf"
    file.write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", str(dpi), "-png", str(file), str(folder / "halaman")], check=True, capture_output=True)
    return [np.asarray(Image.open(io.BytesIO(path.read_bytes())).convert("L")) for path in sorted(folder.glob("halaman-*.png"))]
