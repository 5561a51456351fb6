-- Which documents are there, and from when?
SELECT document, document_id, published_at FROM internal.documents ORDER BY document;
