"""The overview and the progress page."""
