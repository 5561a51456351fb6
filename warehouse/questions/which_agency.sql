-- Which agency does each outlet derive from, and for which share of its documents?
-- $outlet = NULL: only this outlet
SELECT
    s.outlet_id, s.source_outlet_id AS agency, s.documents, s.credited, s.uncredited,
    (SELECT count(*) FROM documents AS d WHERE d.outlet_id = s.outlet_id) AS all_documents,
    round(s.documents / (SELECT count(*) FROM documents AS d WHERE d.outlet_id = s.outlet_id), 4) AS share_of_documents,
    s.median_share, s.median_lag_hours
FROM outlet_sources AS s
JOIN outlets AS o ON o.outlet_id = s.source_outlet_id AND o.kind = 'agency'
WHERE $outlet IS NULL OR s.outlet_id = $outlet
ORDER BY s.outlet_id, s.documents DESC, agency;
