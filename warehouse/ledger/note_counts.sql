-- Record how many rows each table holds, and what the outlets are: the frame `row_counts` has `name` and `row_count`.
DELETE FROM internal.counted;
INSERT INTO internal.counted SELECT name, row_count FROM row_counts ORDER BY name;
DELETE FROM internal.outlet_records AS r
WHERE NOT EXISTS (
    SELECT 1 FROM outlets AS o
    WHERE o.outlet_id = r.outlet_id AND o.origin <> 'seed' AND to_json(o)::VARCHAR = r.record
);
INSERT INTO internal.outlet_records
SELECT o.outlet_id, to_json(o)::VARCHAR
FROM outlets AS o
ANTI JOIN internal.outlet_records AS r ON r.outlet_id = o.outlet_id
WHERE o.origin <> 'seed'
ORDER BY o.outlet_id;
