-- Which tables, views and macros can SQL read, and what is a row of each?
SELECT name, kind, meaning
FROM (
    SELECT table_name AS name, 'table' AS kind, comment AS meaning, schema_name
    FROM duckdb_tables() WHERE database_name = current_database()
    UNION ALL
    SELECT view_name, 'view', comment, schema_name
    FROM duckdb_views() WHERE database_name = current_database() AND NOT internal
    UNION ALL
    SELECT function_name || '(' || array_to_string(parameters, ', ') || ')', 'macro', comment, schema_name
    FROM duckdb_functions() WHERE database_name = current_database() AND NOT internal AND function_type = 'table_macro'
)
WHERE schema_name = 'main'
ORDER BY kind, name;
