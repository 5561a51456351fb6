-- Which copies carry an earlier date than the source they derive from (a wrong date, or a wrong edge)?
-- asked by: reporter
-- $hours = 1.0: least hours by which the copy is earlier
-- $limit = 100: most rows
SELECT
    document_id, outlet_id, source_id, source_outlet_id, round(-most_lag_hours, 2) AS least_hours_earlier,
    round(-least_lag_hours, 2) AS most_hours_earlier, direction_basis, credited, confidence, published_at,
    source_published_at
FROM edges
WHERE most_lag_hours <= -$hours
ORDER BY least_hours_earlier DESC, document_id, source_id
LIMIT $limit;
