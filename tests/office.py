"""LibreOffice as a second opinion on Office files: what it makes of a presentation, as PDF."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest


class Word(NamedTuple):
    """One word on a page, its box in inches from the upper left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def require() -> None:
    """Skip without LibreOffice Impress; in CI its absence is a failure."""
    if shutil.which("soffice") is None:
        reason = "LibreOffice (libreoffice-impress) is not installed"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)


def to_pdf(content: bytes, folder: Path) -> bytes:
    """A presentation as LibreOffice prints it, with a profile of its own."""
    source = folder / "paparan.pptx"
    source.write_bytes(content)
    command = ["soffice", f"-env:UserInstallation={(folder / 'profil').as_uri()}", "--headless", "--convert-to", "pdf"]
    done = subprocess.run(
        [*command, "--outdir", str(folder), str(source)], capture_output=True, text=True, timeout=120, check=False
    )
    made = folder / "paparan.pdf"
    assert made.is_file(), done.stdout + done.stderr
    return made.read_bytes()


def words(pdf: bytes) -> list[list[Word]]:
    """The words of every page in reading order."""
    out = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    pattern = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
    return [
        [Word(html.unescape(match[5]), *(float(match[place]) / 72 for place in (1, 2, 3, 4))) for match in pattern.finditer(page)]
        for page in out.split("<page ")[1:]
    ]
