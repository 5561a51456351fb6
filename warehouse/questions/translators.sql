-- Which outlets translate which, and do they credit them?
SELECT
    e.outlet_id, e.source_outlet_id, d.language, count(DISTINCT e.document_id) AS documents,
    count(DISTINCT e.document_id) FILTER (e.credited) AS credited, round(median(e.lag_hours), 2) AS median_lag_hours,
    count(e.lag_hours) AS with_known_lag
FROM edges AS e
JOIN documents AS d USING (document_id)
WHERE e.relation = 'translated'
GROUP BY e.outlet_id, e.source_outlet_id, d.language
ORDER BY documents DESC, e.outlet_id, e.source_outlet_id, d.language;
