"""Programmes and awards: coverage, targets, gaps, trends."""
