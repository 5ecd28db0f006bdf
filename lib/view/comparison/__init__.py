"""Areas side by side: who is compared, by what, as table, chart, map and rank."""
