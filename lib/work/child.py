"""The child's side: a process that carries out calls, one after the other. Started by ``lib.work.process`` alone.

It reads calls on standard input, each a pickle of function, arguments, named arguments and language, and answers on standard
output. An answer is one line of JSON, ``{"kind": "result", "size": 12, "last": false}``, and ``size`` bytes: a pickle from a
child that is trusted, else the bytes that the function gave. Kinds are ``progress``, ``result``, ``error`` (one of ours),
``memory`` and ``failed`` (any other error). ``last`` says that this process ends. Nothing of the house is imported before a
call asks for it.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any


def main() -> None:
    """Carry out calls until the parent closes the pipe."""
    from lib.work.limits import Limits, is_full, keep_to

    # Whatever a library prints must not get between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limits = Limits(**json.loads(sys.argv[1]))
    keep_to(limits)
    while True:
        try:
            call = pickle.load(sys.stdin.buffer)  # noqa: S301 (of our own parent)
        except EOFError:
            return
        kind, body = _carry_out(call, _teller(answers), limits.trusted)
        last = is_full(limits)
        _answer(answers, kind, body, last)
        if last:
            return
        del call, body
        gc.collect()


def _teller(answers: IO[bytes]) -> Callable[[float, str], None]:
    return lambda part, words: _answer(answers, "progress", json.dumps([part, words]).encode())


def _answer(answers: IO[bytes], kind: str, body: bytes, last: bool = False) -> None:
    answers.write(json.dumps({"kind": kind, "size": len(body), "last": last}).encode() + b"\n" + body)
    answers.flush()


def _carry_out(call: tuple[Any, ...], tell: Callable[[float, str], None], trusted: bool) -> tuple[str, bytes]:
    function, arguments, named, language = call
    try:
        if not trusted:  # it says nothing to a reader: no words, no errors of ours
            return "result", function(*arguments, **named)
        from lib.domain.language import set_language

        set_language(language)
        return "result", pickle.dumps(function(tell, *arguments, **named), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return "memory", b""
    except Exception as error:
        if trusted and (told := _of_ours(error)):
            return "error", told
        import traceback

        traceback.print_exc()  # to the log; the parent gets the kind of error
        return "failed", type(error).__name__.encode()


def _of_ours(error: Exception) -> bytes:
    from lib.domain.errors import DasborError

    return pickle.dumps(error) if isinstance(error, DasborError) else b""


if __name__ == "__main__":
    # Started as a file: neither the folder it was started in nor that of this file is to be searched for modules.
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    main()
