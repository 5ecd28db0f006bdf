"""Slides: their kinds, what stands on them, and the deck as a file."""
