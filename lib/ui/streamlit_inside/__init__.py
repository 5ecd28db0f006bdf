"""Everything that leans on what Streamlit does not promise."""

from __future__ import annotations

from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from lib.ui.streamlit_inside import fonts, nodelay
from lib.ui.streamlit_inside.bundle import Bundle
from lib.ui.streamlit_inside.preload import Preload


def middleware() -> list[Middleware]:
    """What stands nearest to Streamlit: preloads named in a page's answer, and its scripts served from memory."""
    return [Middleware(Preload), Middleware(Bundle)]


def install() -> None:
    """Once, when the server starts."""
    # Streamlit takes a folder named "pages" for its older kind of navigation until the first st.navigation has run, and
    # would open a copied address to a page without the frame round it.
    PagesManager.uses_pages_directory = False
    nodelay.install()
    fonts.make_beside()
