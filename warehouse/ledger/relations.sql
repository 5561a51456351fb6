-- Which tables and views are in the file, and which columns do they have?
SELECT
    c.table_schema, c.table_name, CASE any_value(t.table_type) WHEN 'VIEW' THEN 'VIEW' ELSE 'TABLE' END AS kind,
    list(c.column_name ORDER BY c.ordinal_position) AS column_names
FROM information_schema.columns AS c
JOIN information_schema.tables AS t USING (table_catalog, table_schema, table_name)
WHERE c.table_schema IN ('main', 'internal') AND c.table_catalog = current_database()
GROUP BY c.table_schema, c.table_name
ORDER BY c.table_schema, c.table_name;
