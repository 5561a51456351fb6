-- How do two documents match, and which derives from which?
-- $left: the smaller id
-- $right: the other
SELECT
    m.left_id, m.right_id, m.kind, m.similarity, m.jaccard, m.contained_left, m.contained_right, m.passage_count,
    d.document_id, d.source_id, d.relation, d.credited, d.credit_status, d.confidence, d.evidence
FROM matches AS m
LEFT JOIN derivations AS d ON d.document_id IN (m.left_id, m.right_id) AND d.source_id IN (m.left_id, m.right_id)
WHERE m.left_id = $left AND m.right_id = $right
ORDER BY ALL;
