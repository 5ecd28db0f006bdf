"""Which place a row is about, and for which area a file speaks."""
