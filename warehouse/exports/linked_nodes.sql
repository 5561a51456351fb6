-- Which documents and unseen sources stand in an edge, whose are they, and when was each published?
-- $documents = NULL: only these documents and unseen sources
WITH linked AS (SELECT document_id FROM derivations UNION SELECT source_id FROM derivations)
SELECT
    l.document_id, d.document_id IS NULL AS unseen, coalesce(d.outlet_id, u.outlet_id) AS outlet_id,
    coalesce(o.name, d.outlet_id, u.outlet_id) AS outlet, d.title, d.url, d.language, d.published_at, d.published_until,
    d.published_precision, u.not_after
FROM linked AS l
LEFT JOIN documents AS d USING (document_id)
LEFT JOIN unseen_sources AS u ON u.source_id = l.document_id
LEFT JOIN outlets AS o ON o.outlet_id = coalesce(d.outlet_id, u.outlet_id)
WHERE $documents IS NULL OR l.document_id IN (SELECT unnest($documents::VARCHAR[]))
ORDER BY l.document_id;
