-- Which of these documents carry an earlier date than the source that they derive from (a wrong date, or a wrong edge)?
-- $documents: ids of documents
SELECT
    e.document_id, coalesce(o.name, e.outlet_id) AS outlet, e.source_id, coalesce(so.name, e.source_outlet_id) AS source,
    -e.most_lag_hours AS least_hours_earlier, e.direction_basis, e.confidence, e.published_at, e.source_published_at
FROM edges AS e
LEFT JOIN outlets AS o USING (outlet_id)
LEFT JOIN outlets AS so ON so.outlet_id = e.source_outlet_id
WHERE e.most_lag_hours <= 0 AND e.document_id IN (SELECT unnest($documents::VARCHAR[]))
ORDER BY least_hours_earlier DESC, e.document_id, e.source_id;
