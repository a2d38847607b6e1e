"""Small public datasets, as Parquet files; see ATTRIBUTION.md."""
