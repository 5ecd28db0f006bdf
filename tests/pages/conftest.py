"""Pages run without a browser: ``open_page`` gives a fresh session of the whole application at an address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest, app_test

from lib.domain.language import DEFAULT_LANGUAGE, set_language
from lib.published import borders, selected, source
from lib.ui.frame import page_frame
from lib.web.pages import PAGES

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT_SECONDS = 30
OpenPage = Callable[..., AppTest]


@pytest.fixture(scope="session", autouse=True)
def _opened_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The shipped data in a database of this test run, opened and warm, so that no page's time limit pays for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "_engine", None)
        patch.setattr(source, "_figures", None)
        borders.geometry.cache_clear()
        with pytest.MonkeyPatch.context() as settings:
            # Read when the data is opened and not again: later tests of other folders keep their own settings.
            settings.setenv("DASBOR_VAR_DIR", str(tmp_path_factory.mktemp("var")))
            settings.delenv("DASBOR_DATABASE_URL", raising=False)
            selected.warm()
        yield
        borders.geometry.cache_clear()


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenPage]:
    """``open_page("/peta", tahun="2023", bahasa="en")``: the page of a copied address, run once, without an exception.

    Go on with the answer as with any ``AppTest``: change a widget, ``run()``, read. Widgets are read in the language of the
    page that was opened last; after a change of language inside a test call ``lib.domain.language.set_language``.
    """
    # The server switches off Streamlit's own use of the folder "pages" when it starts; AppTest switches it on again before
    # each run, in the class it knows. It gets a subclass to do that in, so what the server does holds here too.
    monkeypatch.setattr(app_test, "PagesManager", type("PagesManagerOfAppTest", (PagesManager,), {}))
    monkeypatch.setattr(PagesManager, "uses_pages_directory", False)
    # There is no browser that would use the time.
    monkeypatch.setattr(page_frame, "LEARNING_SECONDS", 0)

    def opened(path: str = "/", **query: str) -> AppTest:
        # AppTest asks the widgets for the names of their options outside the run, where the language is the test's own.
        set_language(query.get("bahasa", DEFAULT_LANGUAGE))
        app = AppTest.from_file(ROOT / "app.py", default_timeout=TIMEOUT_SECONDS)
        file = next(entry.berkas for entry in PAGES if entry.alamat == path.strip("/"))
        if path != "/":
            app.switch_page(f"pages/{file}")
        app.query_params.update(query)
        app.run()
        assert [entry.value for entry in app.exception] == []
        return app

    yield opened
    set_language(DEFAULT_LANGUAGE)
