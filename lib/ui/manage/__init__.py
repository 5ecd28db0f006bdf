"""Kelola Data: import, compare, publish, roll back, trail."""
