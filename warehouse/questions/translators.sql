-- Which outlets translate which, from and into which language, and do they credit them?
-- asked by: scholar
SELECT
    e.outlet_id, e.source_outlet_id, coalesce(s.language, sb.language) AS source_language,
    coalesce(d.language, b.language) AS language, count(DISTINCT e.document_id) AS documents,
    count(DISTINCT e.document_id) FILTER (e.credit_status IN ('found', 'further_up')) AS credited,
    round(median(e.lag_hours), 2) AS median_lag_hours, count(e.lag_hours) AS with_known_lag,
    round(median(e.least_lag_hours), 2) AS median_least_lag_hours,
    round(median(e.most_lag_hours), 2) AS median_most_lag_hours, count(e.most_lag_hours) AS with_lag_bounds
FROM edges AS e
JOIN documents AS d USING (document_id)
LEFT JOIN internal.bodies AS b ON b.document = d.document
LEFT JOIN documents AS s ON s.document_id = e.source_id
LEFT JOIN internal.bodies AS sb ON sb.document = s.document
WHERE e.relation = 'translated'
GROUP BY ALL
ORDER BY documents DESC, e.outlet_id, e.source_outlet_id, source_language, language;
