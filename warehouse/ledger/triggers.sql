-- Which triggers does the file hold? None is ours: they would act when rows are written.
SELECT trigger_name AS name FROM duckdb_triggers() WHERE database_name = current_database() ORDER BY name;
