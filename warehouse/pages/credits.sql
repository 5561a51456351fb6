-- Whom do these documents name, how, and where?
-- $documents: their ids
SELECT
    c.document_id, c.role, c.outlet_id, coalesce(o.name, c.outlet_id) AS outlet, c.person, c.field, c.value, c.start, c.stop,
    c.strength
FROM credits AS c
LEFT JOIN outlets AS o USING (outlet_id)
WHERE c.document_id IN (SELECT unnest($documents::VARCHAR[]))
    AND c.role IN ('source', 'contribution', 'byline', 'translation', 'report', 'photo')
ORDER BY c.document_id, c.start NULLS LAST, c.stop, c.role, c.outlet_id;
