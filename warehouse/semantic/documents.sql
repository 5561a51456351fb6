-- Which documents have sentences with vectors?
SELECT document, document_id
FROM internal.documents
SEMI JOIN internal.wanted USING (document)
ORDER BY document;
