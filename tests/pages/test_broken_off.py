"""A run of the whole page that was broken off half-way: the next choice on what still stands there is drawn, with all else."""

from __future__ import annotations

from functools import partial

import pytest
from streamlit.testing.v1 import local_script_runner

from lib.web.pages import PAGES
from tests.pages.conftest import OpenPage


@pytest.mark.parametrize("path", [f"/{entry.alamat}" for entry in PAGES])
def test_a_choice_after_a_run_broken_off_is_drawn(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    # Regression: the fragment had lost its place in the sidebar to the run that was broken off, and the page said that it failed.
    app = open_page(path)
    storage = app._fragment_storage
    fragment = next(key for key, parent in storage._parent_by_id.items() if parent is None)
    storage.clear_outside_wrappers()  # what a whole run does when it begins
    with monkeypatch.context() as patch:
        patch.setattr(local_script_runner, "RerunData", partial(local_script_runner.RerunData, fragment_id=fragment))
        app.selectbox(key="f_tahun").set_value(2022)
        app.run()
    assert [entry.value for entry in (*app.exception, *app.error)] == []
    assert dict(app.query_params) == {"tahun": "2022"}
    assert app.selectbox(key="f_tahun").value == 2022
