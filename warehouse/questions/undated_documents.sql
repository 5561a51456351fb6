-- Which documents in chains have no date at all, so that their place rests on other evidence?
-- asked by: scholar
-- $limit = 100: most rows
SELECT e.document_id, e.outlet_id, e.source_id, e.direction_basis, round(e.confidence, 3) AS confidence, d.title, d.url
FROM edges AS e
JOIN documents AS d USING (document_id)
WHERE d.published_at IS NULL
ORDER BY confidence, e.document_id, e.source_id
LIMIT $limit;
