"""The open data: cached by what is published, made in few threads of its own, bounded, and readable from any page."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lib.analysis.frame.figures import Figures
from lib.published import selected, source
from lib.view.data.open_query import Query, QueryRefused, read_query
from lib.web import open_data
from tests import own_loop
from tests.ui.asgi import get
from tests.ui.questions import ask, asked, operations, questions

pytestmark = pytest.mark.usefixtures("published", "fresh_answers")


@pytest.mark.parametrize("path", ["/desa.csv", "/kecamatan.json", "/kabupaten.geojson"])
def test_an_answer_that_is_known_is_not_sent_again(app, path):
    first = ask(app, path, {"kab": "18.04"})
    etag = first.headers["etag"]
    assert "max-age" in first.headers["cache-control"]
    for offered in (etag, etag.removeprefix("W/"), f'"x", {etag}', "*"):
        again = ask(app, path, {"kab": "18.04"}, if_none_match=offered)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == etag
    assert ask(app, path, {"kab": "18.04"}, if_none_match='"x"').status == 200


@questions
@given(drawn=st.data())
def test_different_answers_have_different_etags_and_equal_questions_equal_ones(drawn, app, described, published_figures):
    path = drawn.draw(st.sampled_from(operations(described)))
    one, other = (drawn.draw(asked(described, published_figures, path)) for _ in range(2))
    first, second = ask(app, path, one), ask(app, path, other)
    assume(first.status == second.status == 200)
    if first.body != second.body:
        assert first.headers["etag"] != second.headers["etag"]
    assert ask(app, path, dict(reversed(one.items()))).headers["etag"] == first.headers["etag"]


def test_what_is_published_changes_the_etag(app, monkeypatch):
    before = ask(app, "/kabupaten.json", {}).headers["etag"]
    changed = replace(source.figures(), fingerprint="other")
    monkeypatch.setattr(source, "figures", lambda: changed)
    assert ask(app, "/kabupaten.json", {}, if_none_match=before).status == 200


def test_kept_answers_stay_within_their_bound():
    kept = open_data.KeptAnswers(limit=100, each=40)
    for number in range(50):
        kept.put(str(number % 7), bytes(number % 60), {})
        assert kept.size <= 100
    assert all(len(kept.get(str(number))[0]) <= 40 for number in range(7) if kept.get(str(number)))


def test_too_many_at_once_are_told_to_come_back(app, monkeypatch):
    monkeypatch.setattr(open_data, "_waiting", open_data.MAX_WAITING)
    answer = ask(app, "/desa.csv", {})
    assert answer.status == 503
    assert answer.headers["retry-after"]
    assert answer.json()["kesalahan"]["kode"] == "penuh"


def test_work_is_done_in_threads_of_its_own(app, monkeypatch):
    names = []
    plain = open_data._made
    monkeypatch.setattr(open_data, "_made", lambda *given: (names.append(threading.current_thread().name), plain(*given))[1])
    ask(app, "/kabupaten.csv", {})
    assert names
    assert all(name.startswith("data-terbuka") for name in names)


def test_data_that_cannot_be_opened_is_said_without_its_place(app, monkeypatch):
    def fails() -> Figures:
        raise broken

    class _Below(open_data.DasborError):
        pass

    broken = _Below("basis data /rahasia/dasbor.sqlite rusak")
    monkeypatch.setattr(source, "figures", fails)
    answer = ask(app, "/desa.csv", {})
    assert answer.status == 503
    assert b"rahasia" not in answer.body


def test_answers_may_be_read_from_any_page_and_carry_the_security_headers(app):
    answer = ask(app, "/kabupaten.json", {})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_query_is_understood_once_and_the_same_in_any_order(published_figures):
    pairs = [("kab", "1804"), ("tahun", "2023"), ("bahasa", "en")]
    known = selected.known(published_figures)
    read = {read_query(order, "desa", "json", known) for order in (pairs, pairs[::-1], [*pairs, ("program", "")])}
    assert read == {Query("desa", "json", (2023,), False, "18.04", None, None, "en")}
    with pytest.raises(QueryRefused):
        read_query([("klasifikasi", "alami")], "desa", "json", known)


def test_many_questions_at_once_are_all_answered(app):
    async def all_of_them() -> list[int]:
        loop = asyncio.get_running_loop()
        targets = [f"/api/v1/kecamatan.json?kab=18.{number:02d}" for number in range(1, 14)]
        answers = await asyncio.gather(*(loop.run_in_executor(None, get, app, target) for target in targets))
        return [answer.status for answer in answers]

    assert set(own_loop.run(all_of_them())) == {200}
