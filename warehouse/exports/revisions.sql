-- Which document is a later version of which, of the same outlet?
-- $documents = NULL: only versions of these documents
SELECT document_id, revised_id, basis
FROM revisions
WHERE $documents IS NULL OR document_id IN (SELECT unnest($documents::VARCHAR[]))
ORDER BY document_id, revised_id;
