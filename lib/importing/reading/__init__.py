"""A file becomes sheets of rows."""
