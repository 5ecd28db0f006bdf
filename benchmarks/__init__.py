"""Benchmarks in a real browser, against an empty Streamlit application in the same run: ``make bench``."""
