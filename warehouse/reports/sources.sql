-- Which outlet derives from which, how often, how much, and how fast?
-- $outlet = NULL: only what this outlet (id or name) takes or gives
SELECT
    coalesce(o.name, s.outlet_id, 'unknown') AS outlet, coalesce(so.name, s.source_outlet_id, 'unknown') AS source,
    s.documents, s.credited, s.uncredited, s.median_share, s.median_lag_hours, s.outlet_id, s.source_outlet_id
FROM outlet_sources AS s
LEFT JOIN outlets AS o ON o.outlet_id = s.outlet_id
LEFT JOIN outlets AS so ON so.outlet_id = s.source_outlet_id
WHERE $outlet IS NULL OR lower($outlet) IN (lower(s.outlet_id), lower(s.source_outlet_id), lower(o.name), lower(so.name))
ORDER BY s.documents DESC, s.outlet_id NULLS LAST, s.source_outlet_id NULLS LAST;
