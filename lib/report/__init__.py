"""Reports and decks made of what is published: figures, descriptions and renderers put together."""
