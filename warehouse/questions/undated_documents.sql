-- Which documents in chains have no usable date, so that their place rests on other evidence?
-- $limit = 100: most rows
SELECT e.document_id, e.outlet_id, e.source_id, e.direction_basis, round(e.confidence, 3) AS confidence, d.published_precision
FROM edges AS e
JOIN documents AS d USING (document_id)
WHERE d.published_at IS NULL OR d.published_precision NOT IN ('second', 'minute', 'hour')
ORDER BY confidence, e.document_id, e.source_id
LIMIT $limit;
