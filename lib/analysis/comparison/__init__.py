"""Areas side by side: ranks, likeness, dots."""
