"""Slides on the stage of the slideshow."""
