-- Where along a chain was a credit dropped that the document above still gave?
-- $limit = 100: most rows
SELECT
    below.document_id, below.outlet_id, below.source_id, below.source_outlet_id, above.source_outlet_id AS credit_dropped,
    below.relation, below.confidence
FROM edges AS below
JOIN edges AS above ON above.document_id = below.source_id AND above.credited
WHERE NOT below.credited
    AND NOT EXISTS (
        SELECT 1 FROM credits AS c
        WHERE c.document_id = below.document_id AND c.outlet_id = above.source_outlet_id
            AND c.role IN ('source', 'byline', 'contribution')
    )
ORDER BY below.document_id, below.source_id, credit_dropped
LIMIT $limit;
