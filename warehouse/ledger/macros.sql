-- Which macros of the file have the name of a function of DuckDB, in whose place they would act? What is asked here names
-- the functions of DuckDB in full: no macro can act in their place.
WITH functions AS MATERIALIZED (FROM system.main.duckdb_functions())
SELECT f.function_name AS name
FROM functions AS f
WHERE f.database_name = system.main.current_database() AND NOT f.internal
    AND EXISTS (FROM functions AS built_in WHERE built_in.internal AND built_in.function_name = f.function_name)
ORDER BY name;
