-- Which tables hold another number of rows than the last run left? The frame `row_counts` has those that they hold.
SELECT c.name, c.row_count AS counted, r.row_count AS stored
FROM internal.counted AS c
JOIN row_counts AS r USING (name)
WHERE c.row_count <> r.row_count
ORDER BY c.name;
