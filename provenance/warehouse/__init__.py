"""The DuckDB file: the only room that imports duckdb; its SQL stands in the folder ``warehouse/``."""
