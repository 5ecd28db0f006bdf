"""Pure functions on the shared frames: what is expected, distribution, scores, change, coverage, classes, search, ranks.

Nothing here reads the store or knows Streamlit. An input is never modified: all sessions share the same frames. Every
result is sorted by code, so the order of rows in an input never shows.
"""
