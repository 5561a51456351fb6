-- Which outlets derive from which: one row for each edge between outlets, for a graph?
-- asked by: scholar
-- $least = 1: least documents
SELECT
    source_outlet_id AS source, outlet_id AS target, documents, credited, uncredited, median_share, median_lag_hours,
    with_known_lag
FROM outlet_sources
WHERE documents >= $least
ORDER BY documents DESC, source, target;
