"""Files made from the same descriptions as the screen."""
