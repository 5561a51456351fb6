-- Which tables and views does the file hold, those beyond the schema main with its name?
SELECT CASE schema_name WHEN 'main' THEN name ELSE schema_name || '.' || name END AS name, kind
FROM (
    SELECT schema_name, table_name AS name, 'TABLE' AS kind FROM duckdb_tables()
    WHERE database_name = current_database() AND NOT temporary
    UNION ALL
    SELECT schema_name, view_name, 'VIEW' FROM duckdb_views()
    WHERE database_name = current_database() AND NOT temporary AND NOT internal
)
ORDER BY name, kind;
