"""Boundaries: build, check, simplify, and the prepared files that the browser fetches."""
