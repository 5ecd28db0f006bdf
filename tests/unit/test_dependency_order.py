"""The house has one direction: a layer imports the layers below it and never one beside or above.

From the top: ``app.py`` and ``pages`` -> ``lib/ui`` -> ``lib/web`` -> ``lib/export`` -> ``lib/view`` -> ``lib/analysis`` ->
``lib/domain``, and ``lib/ui`` -> ``lib/importing`` -> ``lib/store``, ``lib/geo`` -> ``lib/work`` -> ``lib/domain``.
``lib/published`` joins the two: what the store has published, as figures and map descriptions; ``lib/report`` makes reports
and decks of it. ``lib/cli`` and its ``lib/commands`` stand beside ``lib/ui``: the same verbs for the terminal. What is shown
and exported (``view``, ``export``, ``analysis``) gets frames and never reads the store.
Streamlit is known to ``app.py``, ``pages``, ``lib/ui`` and ``lib/web`` alone, so that everything else can be tested and reused
without it.
A step may be skipped on the way down. Imports within functions and for types count like any other.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib.domain.data_file import ROOT
from tests.unit.imports import Import, imports_of, python_files

BELOW = {
    "domain": frozenset(),
    # Child processes with limits: for whatever is heavy or dangerous above.
    "work": frozenset({"domain"}),
    "store": frozenset({"domain"}),
    "geo": frozenset({"domain", "work"}),
    "analysis": frozenset({"domain"}),
    "importing": frozenset({"domain", "work", "store", "geo"}),
    # Below commands alone: no page asks a server outside.
    "fetching": frozenset({"domain", "work", "store", "geo", "importing"}),
    "view": frozenset({"domain", "analysis"}),
    "export": frozenset({"domain", "analysis", "view"}),
    "published": frozenset({"domain", "store", "geo", "analysis", "view"}),
    "report": frozenset({"domain", "work", "store", "geo", "analysis", "view", "export", "published"}),
    "web": frozenset({"domain", "work", "store", "geo", "analysis", "view", "export", "published", "report"}),
    "ui": frozenset({"domain", "work", "store", "geo", "analysis", "importing", "view", "export", "published", "report", "web"}),
    "commands": frozenset(
        {"domain", "work", "store", "geo", "analysis", "importing", "fetching", "view", "export", "published", "report"}
    ),
    "cli": frozenset(
        {"domain", "work", "store", "geo", "analysis", "importing", "view", "export", "published", "report", "commands"}
    ),
    "pages": frozenset({"domain", "analysis", "importing", "view", "export", "published", "report", "web", "ui"}),
    "app": frozenset({"domain", "web", "ui"}),
}
SCREEN = frozenset({"app", "pages", "ui", "web"})
SCREEN_PACKAGES = frozenset({"streamlit", "streamlit_folium"})
# Asking a server outside: for commands that somebody runs, never for a page.
NETWORK_PACKAGES = frozenset({"urllib3", "requests", "httpx", "httpcore", "aiohttp", "ftplib", "smtplib"})
NETWORK_MODULES = ("urllib.request", "http.client")
# Beside the house: the house stands without them.
OUTBUILDINGS = frozenset({"tests", "benchmarks", "docs", "data", "deploy"})


def layer_of(path: Path, root: Path) -> str:
    """``lib/view/indicator/maps.py`` -> ``view``, ``lib/cli.py`` -> ``cli``, ``pages/peta.py`` -> ``pages``."""
    parts = path.relative_to(root).with_suffix("").parts
    return parts[1] if parts[0] == "lib" and len(parts) > 1 else parts[0]


def violations(root: Path) -> list[str]:
    """Every import against the direction, as ``file:line: what``."""
    found = []
    for path in python_files(root, "app.py", "pages", "lib"):
        layer = layer_of(path, root)
        if layer == "__init__":
            continue
        for entry in imports_of(path):
            wrong = _wrong(layer, entry)
            if wrong:
                found.append(f"{path.relative_to(root)}:{entry.line}: {wrong}")
    return sorted(set(found))


def _wrong(layer: str, entry: Import) -> str:
    if not entry.top:
        return f"the relative import in {layer} hides which layer it reaches into"
    if layer not in BELOW:
        return f"lib/{layer} has no place in the order yet"
    if entry.top in SCREEN_PACKAGES and layer not in SCREEN:
        return f"{layer} imports {entry.top}"
    if (entry.top in NETWORK_PACKAGES or entry.module.startswith(NETWORK_MODULES)) and layer != "fetching":
        return f"{layer} imports {entry.module}"
    if entry.top in OUTBUILDINGS or entry.top in ("app", "pages"):
        return f"{layer} imports {entry.top}"
    if entry.top != "lib" or entry.module == "lib":
        return ""
    target = entry.module.split(".")[1]
    return "" if target == layer or target in BELOW[layer] else f"{layer} imports lib.{target}"


def test_the_code_keeps_the_direction() -> None:
    assert violations(ROOT) == []


def test_the_order_itself_goes_one_way() -> None:
    placed: set[str] = set()
    while placed != set(BELOW):
        ready = {layer for layer, below in BELOW.items() if below <= placed} - placed
        assert ready, f"a circle among {sorted(set(BELOW) - placed)}"
        placed |= ready


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circles(ROOT) == []


def circles(root: Path) -> list[str]:
    """Modules of ``lib`` in a circle of imports, or between two; imports for types alone do not count."""
    below = {}
    for path in python_files(root, "lib"):
        below[_module(path, root)] = {entry.module for entry in imports_of(path)} - set(_for_types(path))
    # ``from a import b`` is a.b where that is a module, else a.
    below = {
        module: {target if target in below else target.rpartition(".")[0] for target in targets} & below.keys()
        for module, targets in below.items()
    }
    # What no circle goes through falls away: modules that import nothing left, and modules that nothing left imports.
    left = set(below)
    while True:
        ends = {module for module in left if not below[module] & left}
        ends |= left - set().union(*(below[module] for module in left))
        if not ends:
            break
        left -= ends
    return sorted(left)


def _module(path: Path, root: Path) -> str:
    return ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


def _for_types(path: Path) -> Iterator[str]:
    """What is imported under ``if TYPE_CHECKING``."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            for entry in node.body:
                if isinstance(entry, ast.ImportFrom):
                    yield from (f"{entry.module}.{alias.name}" for alias in entry.names)


def test_a_planted_circle_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "lib" / "view"
    folder.mkdir(parents=True)
    (folder / "one.py").write_text("from lib.view.two import show\n", "utf-8")
    (folder / "two.py").write_text("def show():\n    from lib.view import three\n", "utf-8")
    (folder / "three.py").write_text("import lib.view.one\n", "utf-8")
    (folder / "above.py").write_text("import lib.view.one\nimport lib.view.below\n", "utf-8")
    (folder / "below.py").write_text("import json\n", "utf-8")
    assert circles(tmp_path) == ["lib.view.one", "lib.view.three", "lib.view.two"]


def test_the_address_is_read_and_written_in_one_place() -> None:
    # At the beginning of a run Streamlit's own word for it may be older than the last choice; that place knows better.
    files = [path for folder in ("lib", "pages") for path in (ROOT / folder).rglob("*.py")]
    assert [path.name for path in files if re.search(r"\bst\.query_params", path.read_text("utf-8"))] == ["address.py"]


@pytest.mark.parametrize(
    ("file", "line", "said"),
    [
        ("lib/view/indicator/maps.py", "from lib.store.frames import nilai_frame", "view imports lib.store"),
        ("lib/export/tables/sheet.py", "def f():\n    import lib.store.engine", "export imports lib.store"),
        ("lib/analysis/status/distribution.py", "from lib import store", "analysis imports lib.store"),
        ("lib/store/engine.py", "from lib.importing.run import import_file", "store imports lib.importing"),
        ("lib/work/process.py", "from lib.geo.cells import cells", "work imports lib.geo"),
        ("lib/geo/cells.py", "from lib.store import frames", "geo imports lib.store"),
        ("lib/domain/wilayah.py", "from lib.geo.cells import cells", "domain imports lib.geo"),
        ("lib/view/indicator/maps.py", "import streamlit as st", "view imports streamlit"),
        ("lib/cli.py", "from lib.ui import source", "cli imports lib.ui"),
        ("lib/importing/reading/files.py", "from urllib.request import urlopen", "importing imports urllib.request.urlopen"),
        ("lib/ui/frame/page_frame.py", "import requests", "ui imports requests"),
        ("lib/ui/frame/page_frame.py", "from lib.fetching.polite import PoliteClient", "ui imports lib.fetching"),
        ("lib/ui/frame/page_frame.py", "from tests.unit import imports", "ui imports tests"),
        ("pages/peta.py", "from lib.store.engine import open_engine", "pages imports lib.store"),
        (
            "lib/view/indicator/maps.py",
            "from ..store import frames",
            "the relative import in view hides which layer it reaches into",
        ),
        ("lib/baru/satu.py", "import json", "lib/baru has no place in the order yet"),
    ],
)
def test_a_planted_violation_is_found(tmp_path: Path, file: str, line: str, said: str) -> None:
    path = tmp_path / file
    path.parent.mkdir(parents=True)
    path.write_text(line + "\n", "utf-8")
    found = violations(tmp_path)
    assert len(found) == 1
    assert found[0].startswith(file)
    assert found[0].endswith(said)
