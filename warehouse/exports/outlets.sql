-- Which outlets do the documents, sources and credits name?
-- $documents = NULL: only those of these documents and unseen sources
SELECT * FROM outlets
WHERE outlet_id IN (
    SELECT outlet_id FROM documents WHERE $documents IS NULL OR document_id IN (SELECT unnest($documents::VARCHAR[]))
    UNION
    SELECT source_outlet_id FROM derivations
    WHERE $documents IS NULL OR document_id IN (SELECT unnest($documents::VARCHAR[]))
    UNION
    SELECT outlet_id FROM credits WHERE $documents IS NULL OR document_id IN (SELECT unnest($documents::VARCHAR[]))
)
ORDER BY outlet_id;
