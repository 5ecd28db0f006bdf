"""The script of the pictures; the documents themselves are beside it."""
