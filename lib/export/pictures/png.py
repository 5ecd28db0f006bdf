"""A picture as PNG, painted by the typesetter from its SVG: no folder, no network, no font but the shipped one."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from lib.export.pictures.letters import font_folder

if TYPE_CHECKING:
    import typst


@cache
def fonts() -> typst.Fonts:
    """The shipped font, and those inside typst. None of the machine's, so that pictures and pages look alike everywhere."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(font_folder())])


def png_of(svg: bytes, wide: int, high: int) -> bytes:
    """The picture in pixels; the same SVG gives the same bytes."""
    import typst

    # 72 dots per inch: a point of the page is a pixel.
    page = f'#set page(width: {wide}pt, height: {high}pt, margin: 0pt)\n#image("gambar.svg", width: {wide}pt, height: {high}pt)'
    # Files in memory: the type hints of typst do not know it yet.
    files: Any = {"main.typ": page.encode(), "gambar.svg": svg}
    compiler = typst.Compiler(files, font_paths=fonts())
    png = compiler.compile(format="png", ppi=72.0)
    assert isinstance(png, bytes)  # one page, not a list of pages
    return png
