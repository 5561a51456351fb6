-- Which blocks does a document repeat?
-- $documents = NULL: only those of these documents
SELECT * FROM repeats
WHERE $documents IS NULL OR document_id IN (SELECT unnest($documents::VARCHAR[]))
ORDER BY ALL;
