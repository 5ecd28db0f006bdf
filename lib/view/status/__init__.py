"""The status of desa: key figures, composition, flows, movers, distance, outlook."""
