"""How far a programme reaches, against its target and over time."""
