"""The published tables, the open data, sources, method and quality."""
