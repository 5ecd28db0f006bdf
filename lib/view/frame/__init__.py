"""What every page needs: the selection of an address, tables, charts, sources, names of areas, sentences."""
