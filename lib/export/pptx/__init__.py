"""Decks as PowerPoint files."""
