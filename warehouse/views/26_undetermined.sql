-- Which pairs of documents share text without anything that says which derives from which?
CREATE OR REPLACE VIEW undetermined AS
WITH standing AS (SELECT DISTINCT document_id, chain_id FROM chains),
explained AS (
    SELECT m.left_id, m.right_id
    FROM matches AS m
    JOIN standing AS l ON l.document_id = m.left_id
    JOIN standing AS r ON r.document_id = m.right_id AND r.chain_id = l.chain_id
),
least_share AS (SELECT coalesce(max("value"::DOUBLE), 0.15) AS share FROM settings WHERE name = 'source_share')
SELECT
    m.left_id, m.right_id, l.outlet_id AS left_outlet_id, r.outlet_id AS right_outlet_id,
    m.kind, m.similarity, m.jaccard, m.contained_left, m.contained_right, m.passage_count
FROM matches AS m
CROSS JOIN least_share
JOIN documents AS l ON l.document_id = m.left_id
JOIN documents AS r ON r.document_id = m.right_id
WHERE m.left_id <> m.right_id
    AND (m.kind IN ('exact', 'near', 'translation', 'paraphrase') OR greatest(m.contained_left, m.contained_right) >= share)
    AND (l.outlet_id IS NULL OR r.outlet_id IS NULL OR l.outlet_id <> r.outlet_id)
    AND l.base_id <> r.base_id
    AND (l.url IS NULL OR r.url IS NULL OR l.url <> r.url)
    AND NOT EXISTS (SELECT 1 FROM explained AS e WHERE e.left_id = m.left_id AND e.right_id = m.right_id)
    AND NOT EXISTS (SELECT 1 FROM quotes AS q WHERE q.left_id = m.left_id AND q.right_id = m.right_id);
