-- Which documents have sentences with vectors?
SELECT document, document_id
FROM internal.documents
SEMI JOIN internal.embedding_queue USING (document)
ORDER BY document;
