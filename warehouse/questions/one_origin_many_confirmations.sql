-- Which stories do many outlets carry that go back to one origin?
-- $outlets = 3: least outlets that carry the story
-- $limit = 50: most rows
SELECT
    c.chain_id, c.root_outlet_id, count(DISTINCT d.outlet_id) AS outlets, count(DISTINCT c.document_id) AS documents,
    count(DISTINCT c.document_id) FILTER (c.credited) AS credited, max(c.depth) AS longest_chain,
    round(min(c.weakest_confidence), 3) AS weakest_confidence
FROM chains AS c
JOIN documents AS d USING (document_id)
WHERE c.depth > 0
GROUP BY c.chain_id, c.root_outlet_id
HAVING count(DISTINCT d.outlet_id) >= $outlets
ORDER BY outlets DESC, documents DESC, c.chain_id
LIMIT $limit;
