-- Which edges of these documents are weakest, and how many documents of the story hang on each?
-- $documents: ids of documents
-- $limit = 25: most rows
SELECT
    e.document_id, coalesce(o.name, d.outlet_id) AS outlet, e.source_id, coalesce(so.name, e.source_outlet_id) AS source,
    e.relation, e.credit_status, e.direction_basis, e.confidence,
    (SELECT count(DISTINCT l.document_id) FROM internal.lineage AS l WHERE list_contains(l.way, e.document_id)
        AND l.document_id <> e.document_id) AS hanging
FROM derivations AS e
LEFT JOIN documents AS d USING (document_id)
LEFT JOIN outlets AS o ON o.outlet_id = d.outlet_id
LEFT JOIN outlets AS so ON so.outlet_id = e.source_outlet_id
WHERE e.document_id IN (SELECT unnest($documents::VARCHAR[]))
ORDER BY e.confidence, e.document_id, e.source_id
LIMIT $limit;
