"""How many desa have which status, how that changed, and how far each is from the next."""
