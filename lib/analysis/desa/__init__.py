"""One desa: finding it, and what is known of it."""
