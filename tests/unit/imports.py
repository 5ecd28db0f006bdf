"""What a Python file imports, wherever in the file: at its head, within a function, or for its types only."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Import(NamedTuple):
    """One imported module: the file and line that ask for it, and its dotted name."""

    path: Path
    line: int
    module: str

    @property
    def top(self) -> str:
        """The first part of the name: ``lib`` of ``lib.view.indicator.maps``; empty for a relative import."""
        return self.module.partition(".")[0]


def imports_of(path: Path) -> Iterator[Import]:
    """Every import of the file; ``from a import b`` gives ``a.b``, so that submodules count as what they are."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path))):
        if isinstance(node, ast.Import):
            yield from (Import(path, node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = "." * node.level + (node.module or "")
            yield from (Import(path, node.lineno, f"{start}.{alias.name}") for alias in node.names)


def python_files(root: Path, *names: str) -> list[Path]:
    """The Python files at or under ``names`` of ``root``."""
    found = [path for name in names for path in ([root / name] if (root / name).is_file() else (root / name).rglob("*.py"))]
    return sorted(path for path in found if "__pycache__" not in path.parts)


def third_party(paths: list[Path], own: frozenset[str]) -> dict[str, Import]:
    """The first import of each top-level module that is neither Python's nor ``own``."""
    found: dict[str, Import] = {}
    for path in paths:
        for entry in imports_of(path):
            if entry.top and entry.top not in own and entry.top not in sys.stdlib_module_names:
                found.setdefault(entry.top, entry)
    return found
