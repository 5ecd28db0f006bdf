"""The version of the application, as ``pyproject.toml`` says it."""

from __future__ import annotations

import tomllib
from typing import Final

from lib.domain.data_file import ROOT

VERSION: Final[str] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
