"""Results that are kept for each province that is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Generic, TypeVar

from lib.domain import shown_area

T = TypeVar("T")


class PerProvince(Generic[T]):
    """``make`` as a function that remembers its result for each province, until ``cache_clear``."""

    def __init__(self, make: Callable[[], T]) -> None:
        self.__doc__ = make.__doc__
        self.__wrapped__ = make
        self._kept = cache(lambda _kode: make())

    def __call__(self) -> T:
        """The result for the province of this request."""
        return self._kept(shown_area.province())

    def cache_clear(self) -> None:
        """Forget the results of every province."""
        self._kept.cache_clear()
