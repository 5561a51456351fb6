-- What are the views and macros of these names made of?
-- DuckDB words a definition otherwise once it has read it from a file (nesting, order, names of types): what counts is
-- which words and signs it has.
-- The frame `macros` is what `ledger/macros` answers.
-- $names: the views and macros that the release makes
WITH own AS (
    SELECT CASE schema_name WHEN 'main' THEN view_name ELSE schema_name || '.' || view_name END AS name, sql AS definition
    FROM duckdb_views()
    WHERE database_name = current_database() AND NOT temporary AND NOT internal
    UNION ALL
    SELECT name, definition FROM macros
),
worded AS (
    SELECT
        name,
        list_sort(regexp_extract_all(replace(definition, 'TIMESTAMP_US', 'TIMESTAMP'), '[\w'']+|[^\w\s();,]'))::VARCHAR AS words
    FROM own
    WHERE list_contains($names, name)
)
SELECT md5(string_agg(name || ' ' || words, chr(10) ORDER BY name, words)) || ' ' || version() AS digest
FROM worded
ORDER BY digest;
