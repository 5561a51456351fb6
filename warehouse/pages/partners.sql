-- From whom do these outlets take text, and who takes theirs?
-- $outlets: ids of the outlets
SELECT
    s.outlet_id, 'takes from' AS way, coalesce(o.name, s.source_outlet_id, 'unknown') AS partner, s.documents, s.credited,
    s.median_share, s.median_lag_hours, s.with_known_lag
FROM outlet_sources AS s
LEFT JOIN outlets AS o ON o.outlet_id = s.source_outlet_id
WHERE list_contains($outlets, s.outlet_id)
UNION ALL
SELECT s.source_outlet_id, 'gives to', coalesce(o.name, s.outlet_id, 'unknown'), s.documents, s.credited, s.median_share,
    s.median_lag_hours, s.with_known_lag
FROM outlet_sources AS s
LEFT JOIN outlets AS o ON o.outlet_id = s.outlet_id
WHERE list_contains($outlets, s.source_outlet_id)
ORDER BY outlet_id, way DESC, documents DESC, partner;
