-- Who published each story first, of the documents in the corpus that have a date?
-- $outlets = 2: least outlets that carry the story
-- $limit = 50: most rows
SELECT
    c.chain_id, arg_min(d.document_id, (d.published_at, d.document_id)) AS first_document_id,
    arg_min(d.outlet_id, (d.published_at, d.document_id)) AS first_outlet_id, min(d.published_at) AS first_published,
    count(DISTINCT d.outlet_id) AS outlets,
    round((epoch(max(d.published_at)) - epoch(min(d.published_at))) / 3600.0, 2) AS hours_to_the_last
FROM chains AS c
JOIN documents AS d USING (document_id)
WHERE d.published_at IS NOT NULL
GROUP BY c.chain_id
HAVING count(DISTINCT d.outlet_id) >= $outlets
ORDER BY outlets DESC, c.chain_id
LIMIT $limit;
