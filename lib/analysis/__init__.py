"""Pure functions on frames: distribution, change, ranking, coverage, classification."""
