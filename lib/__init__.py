"""Dasbor Desa Lampung: the logic behind the pages. See docs/pengembang.md for the house and its one-way dependencies."""
