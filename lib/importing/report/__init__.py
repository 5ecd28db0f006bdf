"""What an import says: on the terminal, on the page, as files."""
