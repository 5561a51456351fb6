-- Which edges most need a person's review: those of least confidence, with their evidence?
-- asked by: scholar
-- $limit = 25: most rows
SELECT document_id, source_id, relation, round(confidence, 3) AS confidence, direction_basis, credit_status, evidence
FROM derivations
ORDER BY confidence, document_id, source_id
LIMIT $limit;
