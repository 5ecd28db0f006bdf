"""A choice made before the browser has heard of the one before: it comes with the older address, or from a page that was left."""

from __future__ import annotations

from functools import partial

import pytest
from streamlit.testing.v1 import AppTest, local_script_runner

from lib.domain.language import set_language
from lib.ui.frame import address
from lib.web.pages import PAGES
from tests.pages.conftest import OpenPage

YEAR = "f_tahun"


def come_with(app: AppTest, parameters: dict[str, str]) -> None:
    """The next run comes with this address, whatever the session has made of it."""
    app.query_params.clear()
    app.query_params.update(parameters)


def choose_english(app: AppTest) -> None:
    next(entry for entry in app.segmented_control if entry.key == "f_bahasa").set_value("en").run()
    set_language("en")


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.alamat or "ringkasan")
def test_a_choice_with_the_address_from_before_the_other_language_keeps_that_language(open_page: OpenPage, entry: object) -> None:
    # Regression: menu and address were English, the page Indonesian, until something else was chosen.
    app = open_page(f"/{entry.alamat}")  # type: ignore[attr-defined]
    before = dict(app.query_params)
    choose_english(app)
    come_with(app, before)
    app.run()
    assert dict(app.query_params) == {"bahasa": "en"}
    assert app.selectbox(key=YEAR).label == "Year"


def test_two_choices_at_once_both_count(open_page: OpenPage) -> None:
    app = open_page("/perkembangan", bagian="arus")
    before = dict(app.query_params)
    app.selectbox(key=YEAR).set_value(2022).run()
    come_with(app, before)
    choose_english(app)
    assert dict(app.query_params) == {"tahun": "2022", "bagian": "arus", "bahasa": "en"}
    assert app.selectbox(key=YEAR).value == 2022


def test_a_choice_taken_back_stays_taken_back(open_page: OpenPage) -> None:
    app = open_page("/")
    app.selectbox(key=YEAR).set_value(2022).run()
    between = dict(app.query_params)
    app.selectbox(key=YEAR).set_value(2024).run()
    come_with(app, between)
    app.run()
    assert (dict(app.query_params), app.selectbox(key=YEAR).value) == ({}, 2024)


def test_back_leads_to_an_address_that_was_left(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page("/", kab="18.04")
    app.selectbox(key=YEAR).set_value(2022).run()
    come_with(app, {"kab": "18.04"})
    with monkeypatch.context() as patch:
        patch.setattr(local_script_runner, "RerunData", partial(local_script_runner.RerunData, is_history_navigation=True))
        app.run()
    assert (dict(app.query_params), app.selectbox(key=YEAR).value) == ({"kab": "18.04"}, 2024)
    # What follows is no way back, and stays there.
    app.run()
    assert dict(app.query_params) == {"kab": "18.04"}


def test_another_page_may_have_an_address_that_was_left(open_page: OpenPage) -> None:
    app = open_page("/")
    app.selectbox(key=YEAR).set_value(2022).run()
    app.switch_page("pages/peta.py")
    come_with(app, {})
    app.run()
    assert (dict(app.query_params), app.selectbox(key=YEAR).value) == ({}, 2024)


def test_an_address_that_this_session_never_had_counts(open_page: OpenPage) -> None:
    app = open_page("/")
    app.selectbox(key=YEAR).set_value(2022).run()
    come_with(app, {"tahun": "2021"})
    app.run()
    assert (dict(app.query_params), app.selectbox(key=YEAR).value) == ({"tahun": "2021"}, 2021)


def test_a_session_remembers_only_the_last_addresses(open_page: OpenPage) -> None:
    app = open_page("/")
    years = app.selectbox(key=YEAR).options
    for turn in range(2 * address.REMEMBERED):
        app.selectbox(key=YEAR).select_index(turn % len(years)).run()
    assert len(app.session_state["_jejak_alamat"].left) <= address.REMEMBERED


def test_no_two_pages_share_a_fragment(open_page: OpenPage) -> None:
    # Regression: a page left while it was being drawn registered its fragment under the name of the next page's, after it; a
    # button on that page drew the page that had been left.
    fragments = []
    for entry in PAGES:
        parents = open_page(f"/{entry.alamat}")._fragment_storage._parent_by_id
        fragments.append({key for key, parent in parents.items() if parent is None})
    assert all(fragments)
    assert len(set.union(*fragments)) == sum(map(len, fragments))


def test_two_choices_in_one_run_both_count_even_when_one_goes_back_to_what_was_shown_before(open_page: OpenPage) -> None:
    # Regression: the address that the first choice made looked like one that Back had led to, and the second like a leftover.
    app = open_page("/", kab="18.04")
    years, areas = (lambda: app.selectbox(key=YEAR)), (lambda: app.selectbox(key="f_kab"))
    for year, kab in ((2022, "18.06"), (2023, "18.04"), (2022, "18.06")):
        years().set_value(year)
        areas().set_value(kab)
        app.run()
        assert dict(app.query_params) == {"tahun": str(year), "kab": kab}


def test_another_language_and_another_year_in_one_run_both_count(open_page: OpenPage) -> None:
    # Regression: the second choice began from the view drawn last, which was Indonesian.
    app = open_page("/")
    app.selectbox(key=YEAR).set_value(2022)
    choose_english(app)
    assert dict(app.query_params) == {"tahun": "2022", "bahasa": "en"}
    app.selectbox(key=YEAR).set_value(2023)
    next(entry for entry in app.segmented_control if entry.key == "f_bahasa").set_value("id").run()
    assert dict(app.query_params) == {"tahun": "2023"}
