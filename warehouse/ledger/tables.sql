-- Which tables does the file hold?
SELECT table_name AS name FROM duckdb_tables() ORDER BY name;
