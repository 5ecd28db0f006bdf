"""The published data as one object, and the desa and rows of a year."""
