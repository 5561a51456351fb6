-- Which macros does the file hold, made of what, and which has the name of a function of DuckDB, in whose place it would act?
-- What is asked here names the functions of DuckDB in full: no macro can act in their place.
WITH functions AS MATERIALIZED (FROM system.main.duckdb_functions())
SELECT
    f.function_name AS name,
    system.main.concat(f.parameters::VARCHAR, ' ', f.macro_definition) AS definition,
    EXISTS (FROM functions AS built_in WHERE built_in.internal AND built_in.function_name = f.function_name) AS is_over_function
FROM functions AS f
WHERE f.database_name = system.main.current_database() AND NOT f.internal
ORDER BY name, definition;
