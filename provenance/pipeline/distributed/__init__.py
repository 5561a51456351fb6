"""The stages on a cluster: the same functions and the same SQL, where the tables are Parquet and rows stay there."""
