-- Which span of each document's body comes from which source?
-- $documents = NULL: only those of these documents
SELECT * FROM attributed_spans
WHERE $documents IS NULL OR document_id IN (SELECT unnest($documents::VARCHAR[]))
ORDER BY ALL;
