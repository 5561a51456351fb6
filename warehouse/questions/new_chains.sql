-- Which chains have grown since a time, and by what?
-- asked by: reporter
-- $since: a time, such as '2026-01-31 06:00'
SELECT
    c.chain_id, c.root_outlet_id, c.document_id, d.outlet_id, c.depth, c.relation, c.credited, c.edge_confidence,
    d.published_at, d.added_at
FROM chains AS c
JOIN documents AS d USING (document_id)
WHERE d.added_at >= $since::TIMESTAMP
ORDER BY c.chain_id, c.path;
