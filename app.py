"""Starts here: the server round the script, and the frame round every page.

``streamlit run app.py`` imports this file once to find the server ``app``, then runs it as a script for every visit and
every change.
"""

from pathlib import Path

import streamlit as st

from lib.ui import streamlit_inside
from lib.ui.frame import page_frame
from lib.web import server

if __name__ == "__main__":
    page_frame.run()
else:
    app = st.App(
        Path(__file__),
        routes=server.routes(),
        middleware=[*server.middleware(), *streamlit_inside.middleware()],
        lifespan=server.lifespan_after(streamlit_inside.install),
        on_script_error=page_frame.show_unexpected_error,
    )
