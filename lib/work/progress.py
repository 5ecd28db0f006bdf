"""How far long work is: a function that whoever does the work calls, and whoever waits for it looks at."""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[[float, str], None]
"""Called with the part that is done (0..1, never less than before) and words for the reader, in the active language."""


def silent(bagian: float, teks: str) -> None:
    """Nobody is waiting."""


def within(tell: Tell, start: float, end: float) -> Tell:
    """For a step of longer work: its 0..1 is ``start``..``end`` of the whole.

    >>> within(lambda part, words: print(part, words), 0.5, 0.75)(0.5, "…")
    0.625 …
    """
    return lambda bagian, teks: tell(start + (end - start) * bagian, teks)
