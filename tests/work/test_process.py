"""Work in a child process: limits, progress, cancel, and a clear error for whatever goes wrong there."""

from __future__ import annotations

import os
import pickle
import threading
from dataclasses import replace

import pytest

from lib.domain.errors import BoundaryError
from lib.domain.language import set_language
from lib.work import limits as limits_module
from lib.work.limits import Limits, keep_to
from lib.work.process import Cause, Process, WorkStopped, call, call_untrusted
from lib.work.progress import silent
from tests.work import there

LIMITS = Limits(megabytes=1_024, seconds=30)
UNTRUSTED = replace(LIMITS, trusted=False)


def cause(limits: Limits, function: object, *arguments: object) -> Cause:
    with pytest.raises(WorkStopped) as stopped:
        call(limits, silent, function, *arguments)  # type: ignore[arg-type]
    assert str(stopped.value)
    return stopped.value.cause


def test_it_happens_in_another_process_that_knows_nothing_of_the_screen() -> None:
    set_language("en")
    try:
        pid, known, language = call(LIMITS, silent, there.place)
    finally:
        set_language("id")
    assert pid != os.getpid()
    assert language == "en"
    assert [name for name in known if name.startswith(("streamlit", "app", "lib.ui"))] == []


def test_progress_and_arguments_go_through() -> None:
    told: list[tuple[float, str]] = []
    assert call(LIMITS, lambda part, words: told.append((part, words)), there.steps, 4, sign="x") == "xxxx"
    assert [step for step in told if step[1].startswith("x")] == [(0.0, "x0"), (0.25, "x1"), (0.5, "x2"), (0.75, "x3")]


def test_what_a_library_prints_is_no_answer() -> None:
    assert call(LIMITS, silent, there.noise) == "the answer"


def test_the_clock_ends_it() -> None:
    with Process(replace(LIMITS, seconds=1)) as process:
        with pytest.raises(WorkStopped) as stopped:
            process.call(silent, there.sleep)
        assert stopped.value.cause == Cause.TIME
        assert "1 detik" in str(stopped.value)
        assert not process.alive


@pytest.mark.skipif(limits_module.resource is None, reason="this system limits neither memory nor processor time")
def test_memory_and_processor_time_are_limited() -> None:
    assert call(LIMITS, silent, there.fill, 10) == 10 * 1024**2
    assert cause(LIMITS, there.fill, 2_000) == Cause.MEMORY
    with pytest.raises(WorkStopped) as stopped:
        call_untrusted(replace(UNTRUSTED, processor_seconds=1), there.spin)
    assert stopped.value.cause == Cause.TIME


@pytest.mark.skipif(limits_module.resource is None, reason="this system limits neither memory nor processor time")
def test_a_child_of_a_child_may_use_no_more_than_its_parent() -> None:
    small = replace(LIMITS, megabytes=400)
    assert cause(small, _call_within, LIMITS, 450) == Cause.MEMORY


def _call_within(_tell: object, limits: Limits, megabytes: int) -> int:
    try:
        return call(limits, silent, there.fill, megabytes)
    except WorkStopped as error:
        if error.cause == Cause.MEMORY:
            raise MemoryError from error
        raise


def test_a_system_without_limits_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits_module, "resource", None)
    keep_to(Limits(megabytes=1, seconds=1, processor_seconds=1, niceness=5))
    assert not limits_module.is_full(Limits(megabytes=1, seconds=1, full_megabytes=1))


def test_an_error_of_ours_comes_back_as_it_was_and_the_child_goes_on() -> None:
    with Process(LIMITS) as process:
        first = process.call(silent, there.place)[0]
        with pytest.raises(BoundaryError, match=r"a\.gpkg ditolak\."):
            process.call(silent, there.refuse)
        with pytest.raises(WorkStopped, match="ZeroDivisionError"):
            process.call(silent, there.fail)
        assert process.call(silent, there.place)[0] == first == process.pid


def test_a_death_is_told_and_another_child_can_be_had() -> None:
    assert cause(LIMITS, there.die) == Cause.DIED
    assert call(LIMITS, silent, there.steps, 1, sign="y") == "y"


def test_whoever_stops_listening_ends_the_child() -> None:
    def leave(part: float, _words: str) -> None:
        if part:
            raise InterruptedError

    with Process(LIMITS) as process:
        with pytest.raises(InterruptedError):
            process.call(leave, there.sleep)
        assert not process.alive


def test_another_thread_may_cancel() -> None:
    with Process(LIMITS) as process:
        begun = threading.Event()
        causes: list[Cause] = []

        def wait() -> None:
            try:
                process.call(lambda part, _words: begun.set() if part else None, there.sleep)
            except WorkStopped as error:
                causes.append(error.cause)

        thread = threading.Thread(target=wait)
        thread.start()
        assert begun.wait(30)
        process.kill()
        thread.join(30)
        assert causes == [Cause.DIED]


@pytest.mark.skipif(limits_module.resource is None, reason="this system does not tell how large a process is")
def test_a_child_that_has_grown_full_ends_after_its_answer() -> None:
    # The size of the process that starts it is not its own.
    large = b"x" * 300 * 1024**2
    with Process(replace(LIMITS, full_megabytes=200)) as process:
        process.call(silent, there.fill, 1)
        assert process.alive
        assert process.call(silent, there.fill, 300) == len(large)
        assert not process.alive


def test_a_child_that_is_not_trusted_sees_no_secret_and_none_of_the_house(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASBOR_DATABASE_URL", "rahasia")
    names = call_untrusted(UNTRUSTED, there.environment, environment={"SATU": "1"}).decode().split()
    assert "SATU" in names
    assert not [name for name in names if name.startswith("DASBOR")]


def _dangerous() -> bytes:
    class Trap:
        def __reduce__(self) -> tuple[object, ...]:
            return os.abort, ()

    return pickle.dumps(Trap())


def _answer(kind: str, body: bytes) -> bytes:
    return b'{"kind": "%s", "size": %d, "last": false}\n' % (kind.encode(), len(body)) + body


def test_what_a_child_that_was_taken_over_gives_is_bytes_and_no_more() -> None:
    body = _dangerous()
    assert call_untrusted(UNTRUSTED, there.take_over, _answer("result", body)) == body


@pytest.mark.parametrize(
    "answer",
    [
        _answer("progress", b"[0.5, 7]"),
        _answer("error", _dangerous()),
        _answer("anything", b""),
        b"no answer\n",
        b"[]\n",
        b"x" * 10_000,
        b'{"kind": "result", "size": -1, "last": false}\n',
        b'{"kind": "result", "size": Infinity, "last": 1}\n',
    ],
)
def test_an_answer_that_is_none_is_a_death(answer: bytes) -> None:
    with pytest.raises(WorkStopped) as stopped:
        call_untrusted(UNTRUSTED, there.take_over, answer)
    assert stopped.value.cause == Cause.DIED


def test_an_error_that_takes_other_arguments_survives_the_way() -> None:
    again = pickle.loads(pickle.dumps(WorkStopped(Cause.FAILED, LIMITS, "KeyError")))
    assert (type(again), again.cause, str(again)) == (WorkStopped, Cause.FAILED, "Pekerjaan ini gagal: KeyError.")
