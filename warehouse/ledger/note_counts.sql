-- Record how many rows each table holds: the frame `row_counts` has `name` and `row_count`.
DELETE FROM internal.counted;
INSERT INTO internal.counted SELECT name, row_count FROM row_counts ORDER BY name;
