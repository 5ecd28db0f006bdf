"""The empty application with the garbage collector frozen at its start, as ours does it (see lib/web/server.py)."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st

OPTIONS = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan")


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, object]]:
    """Freeze before serving."""
    gc.collect()
    gc.freeze()
    yield {}


if __name__ == "__main__":
    choice = st.selectbox("Pilihan", OPTIONS)
    st.write(f"terpilih {choice}")
else:
    app = st.App(Path(__file__), lifespan=lifespan)
