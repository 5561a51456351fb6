-- Which document derives from which source, with all evidence?
-- $documents = NULL: only those of these documents
SELECT * FROM derivations
WHERE $documents IS NULL OR document_id IN (SELECT unnest($documents::VARCHAR[]))
ORDER BY ALL;
