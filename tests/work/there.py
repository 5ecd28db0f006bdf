"""What the tests of ``lib.work`` have carried out in a child."""

from __future__ import annotations

import os
import sys
import time

from lib.domain.errors import BoundaryError
from lib.domain.language import current_language
from lib.work.progress import Tell


def place(_tell: Tell) -> tuple[int, list[str], str]:
    """The number of this process, what of Streamlit and the house is imported, and the language."""
    known = sorted(name for name in sys.modules if name.split(".")[0] in ("streamlit", "lib", "app"))
    return os.getpid(), known, current_language()


def steps(tell: Tell, number: int, *, sign: str) -> str:
    for step in range(number):
        tell(step / number, f"{sign}{step}")
    return sign * number


def noise(_tell: Tell) -> str:
    print("in between", flush=True)
    os.write(1, b'{"kind": "result", "size": 0, "last": false}\n')
    return "the answer"


def sleep(tell: Tell) -> None:
    tell(0.5, "sleeping")
    time.sleep(60)


def spin() -> bytes:
    while True:
        pass


def fill(_tell: Tell, megabytes: int) -> int:
    return len(bytearray(megabytes * 1024**2))


def refuse(_tell: Tell) -> None:
    raise BoundaryError("{berkas} ditolak.", berkas="a.gpkg")


def fail(_tell: Tell) -> None:
    raise ZeroDivisionError


def die(_tell: Tell) -> None:
    os._exit(3)


def environment() -> bytes:
    return "\n".join(os.environ).encode()


def take_over(answer: bytes) -> bytes:
    """What a child might send that a hostile file has taken over: past the end of its own protocol."""
    for descriptor in range(3, 20):
        try:
            os.write(descriptor, answer)
        except OSError:
            continue
    time.sleep(60)
    return b""
