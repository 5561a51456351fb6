-- Whom do the documents name, how, and where?
-- $documents = NULL: only those of these documents
SELECT * FROM credits
WHERE $documents IS NULL OR document_id IN (SELECT unnest($documents::VARCHAR[]))
ORDER BY ALL;
