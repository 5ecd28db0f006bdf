"""What a table looks like, and which columns of it are what."""
