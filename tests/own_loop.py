"""Coroutines of tests, run where no event loop runs yet: the browser of other tests keeps one running in the main thread."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """``asyncio.run`` in a thread of its own."""
    return in_a_thread(asyncio.run, work)


def in_a_thread(work: Callable[..., T], *arguments: Any) -> T:
    """Something that calls ``asyncio.run`` itself, in a thread of its own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work, *arguments).result()
