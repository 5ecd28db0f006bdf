"""The verbs of the terminal, one module for each family; ``lib/cli.py`` puts them together."""
