"""Every rule that a file is held against."""
