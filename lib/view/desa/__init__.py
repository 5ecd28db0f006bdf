"""The profile of one desa."""
