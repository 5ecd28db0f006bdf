"""The empty Streamlit application that ours is measured against: one choice, one line of text."""

import streamlit as st

OPTIONS = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan")


def page() -> None:
    """Draw the page."""
    choice = st.selectbox("Pilihan", OPTIONS)
    st.write(f"terpilih {choice}")


if __name__ == "__main__":
    page()
