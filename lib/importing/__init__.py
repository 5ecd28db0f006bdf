"""A file becomes rows: read, recognise the layout, match, check, publish."""
