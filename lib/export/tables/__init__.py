"""Tables as CSV, XLSX, Parquet and GeoJSON."""
