-- Along which chains did each story travel?
-- $documents = NULL: only those of these documents
SELECT * FROM chains
WHERE $documents IS NULL OR document_id IN (SELECT unnest($documents::VARCHAR[]))
ORDER BY ALL;
