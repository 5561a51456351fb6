-- Which span of these documents' bodies comes from which source?
-- $documents: their ids
SELECT
    a.document_id, a.start, a.stop, a.source_id, a.source_outlet_id, coalesce(o.name, a.source_outlet_id) AS source_outlet
FROM attributed_spans AS a
LEFT JOIN outlets AS o ON o.outlet_id = a.source_outlet_id
WHERE a.document_id IN (SELECT unnest($documents::VARCHAR[]))
ORDER BY a.document_id, a.start, a.stop, a.source_id;
