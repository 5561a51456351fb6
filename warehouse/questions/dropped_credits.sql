-- Where along a chain was a credit dropped that the document one step up still gives?
-- asked by: rights
-- $limit = 100: most rows
SELECT
    derived.document_id, derived.outlet_id, derived.source_id, derived.source_outlet_id,
    source.source_outlet_id AS credit_dropped,
    derived.relation, derived.confidence
FROM edges AS derived
JOIN edges AS source ON source.document_id = derived.source_id AND source.credited
WHERE NOT derived.credited
    AND NOT EXISTS (
        SELECT 1 FROM credits AS c
        WHERE c.document_id = derived.document_id AND c.outlet_id = source.source_outlet_id
            AND c.role IN ('source', 'byline', 'contribution')
    )
ORDER BY derived.document_id, derived.source_id, credit_dropped
LIMIT $limit;
