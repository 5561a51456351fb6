-- What do these documents say?
-- $documents: their ids
SELECT document_id, text FROM documents WHERE document_id IN (SELECT unnest($documents::VARCHAR[])) ORDER BY document_id;
