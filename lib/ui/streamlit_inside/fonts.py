"""Streamlit's fonts with only the letters and signs that a page of ours can show: 100 kB of a first visit instead of 680.

Of the symbols those remain that the code of this application or of Streamlit names; of the letters those of the languages
written in Latin, with signs and arrows. Another letter comes from a font of the reader's machine, as the style sheet says.
Made once for an environment, beside the installed packages; without them the whole fonts are served.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Final

import streamlit
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from lib.domain.data_file import ROOT
from lib.web.pages import PAGES

PACKAGE: Final = Path(streamlit.__file__).parent
FOLDER: Final = PACKAGE / "static" / "static"
LETTERS: Final = ("SourceSansVF-Upright", "SourceSansVF-Italic")
SYMBOLS: Final = "MaterialSymbols-Rounded"
STYLE: Final = "css/index.*.css"
# Latin with its extensions, punctuation, money, arrows, mathematics and keys, shapes.
RANGES: Final = ((0x20, 0x24F), (0x2000, 0x206F), (0x20A0, 0x20BF), (0x2100, 0x23FF), (0x25A0, 0x260F), (0xFFFD, 0xFFFD))
# Figures have one width without being asked; of what has to be asked for these remain.
FEATURES: Final = ("ordn", "sups", "subs", "case")
SYMBOL_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz0123456789_"
_NAMED: Final = re.compile(r"\bmaterial/([a-z0-9_]+)")
# Raise it when something else is done to the fonts.
RULE: Final = 1


def folder() -> Path:
    """Where the small fonts are kept."""
    return Path(sys.prefix) / "dasbor-huruf"


def named_symbols(texts: Iterable[str]) -> set[str]:
    """The names of symbols in source code."""
    return {name for text in texts for name in _NAMED.findall(text)}


@cache
def own_symbols() -> frozenset[str]:
    """The symbols that our code and the menu name."""
    paths = [*(ROOT / "lib").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    return frozenset(named_symbols(path.read_text("utf-8") for path in paths) | {entry.ikon for entry in PAGES})


def streamlit_symbols() -> set[str]:
    """The symbols that Streamlit's own code names."""
    paths = (*PACKAGE.rglob("*.py"), *(FOLDER / "js").glob("*.js"))
    return named_symbols(path.read_text("utf-8", "ignore") for path in paths)


@cache
def replacements() -> dict[str, str]:
    """Address below ``/static/`` of each original font and of the style sheet that names them -> that of the small one.

    The new names carry a hash of all that the small fonts are made from, so that they too may be kept for ever.
    """
    found = [path for name in (*LETTERS, SYMBOLS) for path in (FOLDER / "media").glob(f"{name}.*")] + [*FOLDER.glob(STYLE)]
    if len(found) != len(LETTERS) + 2:
        return {}
    digest = hashlib.sha256(repr((RULE, RANGES, FEATURES, sorted(own_symbols()))).encode())
    for path in found:
        digest.update(path.read_bytes())
    key = digest.hexdigest()[:12]
    return {
        path.relative_to(FOLDER).as_posix(): path.relative_to(FOLDER).with_suffix(f".{key}{path.suffix}").as_posix()
        for path in found
    }


def small(address: str) -> Path | None:
    """The file for an address below ``/static/`` of ``replacements``; None for another, or before it was made."""
    return next((path for path in [folder() / address] if address in replacements().values() and path.is_file()), None)


def are_made() -> bool:
    """True when the small fonts are there to be served."""
    return bool(replacements()) and all(small(address) for address in replacements().values())


def with_small_fonts(page: bytes) -> bytes:
    """Streamlit's page, asking for the small fonts if they are made."""
    if are_made():
        for old, new in replacements().items():
            page = page.replace(f"./static/{old}".encode(), f"./static/{new}".encode())
    return page


def make() -> None:
    """Make the small fonts; what stands unfinished never has its final name. OSError where nothing may be written."""
    style = ""
    for old, new in sorted(replacements().items(), reverse=True):
        source = FOLDER / old
        if source.suffix == ".css":
            style = source.read_text("utf-8")
            for one, other in replacements().items():
                style = style.replace(f"../{one})", f"../{other})")
            _write(folder() / new, style.encode("utf-8"))
        else:
            _write(folder() / new, _symbols(source) if SYMBOLS in old else _letters(source))


def _letters(source: Path) -> bytes:
    font, subsetter = TTFont(source), Subsetter(_options())
    subsetter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    return _saved(font, subsetter)


def _symbols(source: Path) -> bytes:
    font, subsetter = TTFont(source), Subsetter(_options())
    # Otherwise every symbol stays, since the letters of its name do.
    subsetter.options.layout_closure = False
    signs = _signs(font)
    wanted = {signs[name] for name in own_symbols() | streamlit_symbols() if name in signs}
    subsetter.populate(glyphs=sorted(wanted), text=SYMBOL_LETTERS)
    return _saved(font, subsetter)


def _signs(font: Any) -> dict[str, str]:
    """Name of a symbol, as it is written -> its sign in the font: a ligature of the letters of the name."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    found = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            for first, ligatures in getattr(getattr(table, "ExtSubTable", table), "ligatures", {}).items():
                for ligature in ligatures:
                    name = "".join(letters.get(glyph, "?") for glyph in (first, *ligature.Component))
                    found[name] = ligature.LigGlyph
    return found


def _options() -> Options:
    options = Options()
    options.layout_features += FEATURES
    # A font that was changed may not carry the name of the one it was made from.
    options.name_IDs = []
    return options


def _saved(font: Any, subsetter: Subsetter) -> bytes:
    subsetter.subset(font)
    font.flavor = "woff2"
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.baru")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def make_beside() -> None:
    """Have the small fonts made by a process of its own while this one serves; a visitor until then gets the whole ones."""
    if not are_made() and os.access(sys.prefix, os.W_OK):
        command = [sys.executable, "-m", "lib.ui.streamlit_inside.fonts"]
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    if not are_made():
        with suppress(AttributeError):  # Windows
            os.nice(10)
        make()
