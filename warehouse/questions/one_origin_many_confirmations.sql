-- Which stories do many outlets carry that go back to one origin?
-- Where nothing decides who had a text first, its near-duplicates count as one story: `origins_at_most` is then above 1.
-- asked by: reporter
-- $outlets = 3: least outlets that carry the story
-- $limit = 50: most rows
WITH stories AS (
    SELECT DISTINCT
        c.chain_id AS story_id, c.root_outlet_id, c.document_id, c.credited, c.depth, c.weakest_confidence, FALSE AS undecided
    FROM chains AS c
    SEMI JOIN documents USING (document_id)
    UNION ALL
    SELECT g.cluster_id, NULL, g.document_id, NULL, NULL, NULL, TRUE
    FROM clusters AS g
    WHERE g.size > 1 AND g.cluster_id NOT IN (
        SELECT m.cluster_id FROM clusters AS m SEMI JOIN chains AS c USING (document_id)
    )
)
SELECT
    s.story_id, any_value(s.root_outlet_id) AS root_outlet_id, count(DISTINCT d.outlet_id) AS outlets,
    count(DISTINCT s.document_id) AS documents, count(DISTINCT s.document_id) FILTER (s.credited) AS credited,
    CASE WHEN bool_or(s.undecided) THEN count(DISTINCT s.document_id) ELSE 1 END AS origins_at_most,
    max(s.depth) AS longest_chain, round(min(s.weakest_confidence), 3) AS weakest_confidence
FROM stories AS s
JOIN documents AS d USING (document_id)
GROUP BY s.story_id
HAVING count(DISTINCT d.outlet_id) >= $outlets
ORDER BY outlets DESC, documents DESC, s.story_id
LIMIT $limit;
