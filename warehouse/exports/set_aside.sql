-- Which inputs could not be read?
SELECT origin, reason, run_id FROM set_aside ORDER BY ALL;
