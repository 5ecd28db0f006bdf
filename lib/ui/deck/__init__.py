"""The page that puts slides together."""
