"""The map page: map, legend, controls."""
