"""What is asked of servers outside, and only by commands that somebody runs: no page ever does."""
