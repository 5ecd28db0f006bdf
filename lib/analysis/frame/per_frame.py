"""Keeping what was derived from a shared frame for as long as that frame lives.

The frames that sessions share are read-only and replaced, never changed, when something is published. So the identity of
a frame is its version, and no hash of its content is needed. A weak reference drops the entry together with its frame.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

_T = TypeVar("_T")
_R = TypeVar("_R")


def kept(build: Callable[[_T], _R]) -> Callable[[_T], _R]:
    """``build`` computed once per living argument object (compared by identity).

    The result must not refer to the argument, or neither would ever be freed. Two threads that ask at once may both
    build; both get an equal result.
    """
    store: dict[int, tuple[weakref.ref[_T], _R]] = {}

    @wraps(build)
    def lookup(source: _T) -> _R:
        key = id(source)
        found = store.get(key)
        if found is not None and found[0]() is source:
            return found[1]
        result = build(source)
        store[key] = (weakref.ref(source, lambda _gone: store.pop(key, None)), result)
        return result

    return lookup
